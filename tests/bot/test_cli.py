"""The operator's commands, as the command line runs them."""

import io
import json
import sqlite3
from pathlib import Path

import pytest

from bot.cli import EXIT_INPUT, EXIT_SETTINGS, EXIT_STORE
from tests.bot.conftest import Outcome, Raspa
from tests.conftest import EXAMPLES

RUMOUR = "Казахстан тайно собирается встать на сторону России и отправить войска в Украину"


def lines(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.mark.usefixtures("with_examples")
class TestCheck:
    def test_prints_the_reply_as_plain_text(self, raspa: Raspa) -> None:
        outcome = raspa("check", RUMOUR)
        assert outcome.code == 0
        assert outcome.out.startswith("🔴 Фейк")
        assert "Переговоры по данному вопросу" in outcome.out
        assert "<b>" not in outcome.out

    def test_answers_in_the_language_asked_for(self, raspa: Raspa) -> None:
        assert "4 March 2022" in raspa("check", RUMOUR, "--lang", "en").out

    def test_refuses_a_language_that_it_does_not_speak(self, raspa: Raspa) -> None:
        outcome = raspa("check", RUMOUR, "--lang", "fr")
        assert outcome.code == EXIT_INPUT
        assert "ru, kk, en" in outcome.err

    def test_prints_the_decision_as_json(self, raspa: Raspa) -> None:
        decision = json.loads(raspa("check", RUMOUR, "--json").out)
        assert decision["decision"] == "answer"
        assert decision["matches"][0]["id"] == "kz-2022-03-04"

    def test_an_empty_text_is_unknown(self, raspa: Raspa) -> None:
        assert json.loads(raspa("check", "", "--json").out)["decision"] == "unknown"


@pytest.mark.usefixtures("with_examples")
class TestMatch:
    def test_prints_one_line_a_post_in_their_order_and_nothing_else(
        self, raspa: Raspa, tmp_path: Path
    ) -> None:
        posts = tmp_path / "posts.jsonl"
        rows = [{"id": f"p{number}", "text": RUMOUR} for number in range(3)]
        posts.write_text(
            lines(*rows, {"id": "q", "text": "привет", "lang": "ru"}), encoding="utf-8"
        )
        outcome = raspa("match", str(posts))
        printed = [json.loads(line) for line in outcome.out.splitlines()]
        assert [row["id"] for row in printed] == ["p0", "p1", "p2", "q"]
        assert all(set(row) == {"id", "decision", "matches"} for row in printed)
        for match in printed[0]["matches"]:
            assert set(match) == {"id", "probability", "phrasing"}
            assert 0 <= match["probability"] <= 1
        assert outcome.err == ""

    def test_reads_standard_input(self, raspa: Raspa, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines({"id": "p", "text": RUMOUR})))
        assert json.loads(raspa("match", "-").out)["decision"] == "answer"

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("not json\n", "Line 1 is not JSON"),
            ('{"id": "a", "text": "b"}\n{"id": "c"}\n', "Line 2: text must be a text"),
            ('{"id": 7, "text": "b"}\n', "Line 1: id must be a text"),
            ('["a"]\n', "Line 1: an object"),
            ("[" * 100_000, "Line 1 is not JSON"),
        ],
    )
    def test_names_the_line_that_is_no_post(
        self, raspa: Raspa, tmp_path: Path, content: str, said: str
    ) -> None:
        posts = tmp_path / "posts.jsonl"
        posts.write_text(content)
        outcome = raspa("match", str(posts))
        assert outcome.code == EXIT_INPUT
        assert said in outcome.err

    def test_says_that_a_file_is_missing_or_not_text(self, raspa: Raspa, tmp_path: Path) -> None:
        assert "cannot be read" in raspa("match", "no-such-file").err
        (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
        assert "not UTF-8" in raspa("match", "binary").err


class TestImport:
    def test_takes_the_examples_in_and_says_how_many(self, raspa: Raspa) -> None:
        outcome = raspa("import", str(EXAMPLES))
        assert outcome.code == 0
        assert "13 new, 0 changed, 0 unchanged" in outcome.err

    def test_says_that_the_examples_are_invented_as_long_as_readers_would_get_them(
        self, raspa: Raspa, tmp_path: Path
    ) -> None:
        assert (
            "12 of this store's published debunks are the demo's"
            in raspa("import", str(EXAMPLES)).err
        )
        own = {"id": "ours", "verdict": "fake", "claims": [{"lang": "ru", "text": "Озеро осушают"}]}
        (tmp_path / "ours.jsonl").write_text(json.dumps(own))
        assert (
            "12 of this store's published debunks are the demo's"
            in raspa("import", "ours.jsonl").err
        )
        taken_back = EXAMPLES.read_text(encoding="utf-8").replace('"published"', '"retracted"')
        (tmp_path / "taken-back.jsonl").write_text(taken_back, encoding="utf-8")
        assert "the demo's" not in raspa("import", "taken-back.jsonl").err

    def test_says_nothing_of_examples_where_the_debunks_are_a_desk_s_own(
        self, raspa: Raspa, tmp_path: Path
    ) -> None:
        (tmp_path / "ours.csv").write_text("claim,verdict\nОзеро осушают,fake\n")
        outcome = raspa("import", "ours.csv")
        assert outcome.code == 0
        assert "demo" not in outcome.err

    def test_a_dry_run_leaves_no_store_behind(self, raspa: Raspa, tmp_path: Path) -> None:
        outcome = raspa("import", "--dry-run", str(EXAMPLES))
        assert "Would import" in outcome.err
        assert not list(tmp_path.glob("*.sqlite3*"))

    def test_a_dry_run_on_a_store_changes_nothing(self, raspa: Raspa, tmp_path: Path) -> None:
        raspa("import", str(EXAMPLES))
        changed = EXAMPLES.read_text(encoding="utf-8").replace('"fake"', '"true"')
        (tmp_path / "changed.jsonl").write_text(changed, encoding="utf-8")
        outcome = raspa("import", "--dry-run", "changed.jsonl")
        assert "changed, " in outcome.err
        assert '"verdict": "fake"' in raspa("export").out

    def test_every_bad_line_is_named_and_nothing_is_taken_in(
        self, raspa: Raspa, tmp_path: Path
    ) -> None:
        good = EXAMPLES.read_text(encoding="utf-8").splitlines()[0]
        (tmp_path / "bad.jsonl").write_text(
            "\n".join([good, '{"id": "x"}', good, "nonsense"]), encoding="utf-8"
        )
        outcome = raspa("import", "bad.jsonl")
        assert outcome.code == EXIT_INPUT
        for number in (2, 3, 4):
            assert f"line {number}: " in outcome.err
        assert raspa("export").out == ""

    def test_export_gives_back_what_was_imported(self, raspa: Raspa, tmp_path: Path) -> None:
        raspa("import", str(EXAMPLES))
        raspa("export", "out.jsonl")
        imported = map(json.loads, EXAMPLES.read_text(encoding="utf-8").splitlines())
        exported = map(
            json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
        )
        by_id = {row["id"]: row for row in exported}
        for row in imported:
            assert {"status": "published", **row} == {"status": "published", **by_id[row["id"]]}


class TestBadStores:
    """Each is told in words, with a code of its own and without a traceback."""

    @pytest.mark.parametrize("command", [["check", "x"], ["match", "-"], ["export"]])
    def test_no_store_yet(
        self, raspa: Raspa, command: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        self._refused(raspa(*command))

    def test_a_folder_that_is_not_there(
        self, raspa: Raspa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("RASPA_DATABASE", "nowhere/raspa.sqlite3")
        self._refused(raspa("import", str(EXAMPLES)), "nowhere")

    def test_a_file_that_is_no_store(self, raspa: Raspa, tmp_path: Path) -> None:
        (tmp_path / "raspa.sqlite3").write_text("a shopping list " * 100)
        self._refused(raspa("check", "x"))
        assert (tmp_path / "raspa.sqlite3").read_text().startswith("a shopping list")

    def test_a_store_of_a_newer_raspa(self, raspa: Raspa, tmp_path: Path) -> None:
        raspa("import", str(EXAMPLES))
        with sqlite3.connect(tmp_path / "raspa.sqlite3") as newer:
            table = newer.execute(
                "SELECT name FROM sqlite_master WHERE name LIKE '%migration%'"
            ).fetchone()[0]
            columns = newer.execute(f"PRAGMA table_info({table})").fetchall()
            values = [9999 if column[5] else "from the future" for column in columns]
            marks = ", ".join("?" * len(columns))
            newer.execute(f"INSERT INTO {table} VALUES ({marks})", values)
        newer.close()
        self._refused(raspa("check", "x"), "newer")

    def _refused(self, outcome: Outcome, word: str = "") -> None:
        assert outcome.code == EXIT_STORE
        assert word in outcome.err
        assert "Traceback" not in outcome.err
        assert outcome.out == ""


def test_faulty_settings_are_told_in_words(raspa: Raspa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASPA_LISTEN", "here")
    outcome = raspa("check", "x")
    assert outcome.code == EXIT_SETTINGS
    assert outcome.err.startswith("RASPA_LISTEN must be host:port")


def test_every_command_says_what_it_does(raspa: Raspa) -> None:
    listed = raspa("--help").out
    for command in (
        "run",
        "demo",
        "check",
        "match",
        "evaluate",
        "calibrate",
        "import",
        "export",
        "new-env",
        "doctor",
    ):
        assert command in listed
        assert raspa(command, "--help").code == 0
