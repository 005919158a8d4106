"""`python -m bot evaluate`."""

import io
import json
from pathlib import Path

import pytest

from bot.cli import EXIT_INPUT, EXIT_SETTINGS, EXIT_STORE
from tests.bot.conftest import Raspa
from tests.conftest import EXAMPLES
from tests.kit.labels import chatter, claims, write


@pytest.fixture
def posts(tmp_path: Path) -> str:
    """Every claim of the examples and five posts about nothing."""
    return str(write(tmp_path / "posts.jsonl", [*claims(), *chatter(5)]))


def test_json_holds_every_figure_with_its_interval(raspa: Raspa, posts: str) -> None:
    outcome = raspa("evaluate", posts, "--debunks", str(EXAMPLES), "--json")
    assert outcome.code == 0
    assert outcome.err == ""
    report = json.loads(outcome.out)
    count = len(list(claims()))
    assert report["overall"]["posts"] == count + 5
    recall = report["overall"]["positives"]["recall_at_1"]
    assert (recall["hits"], recall["of"], recall["value"], recall["high"]) == (count, count, 1, 1)
    assert 0.8 < recall["low"] < 1
    assert report["overall"]["negatives"]["answered"]["hits"] == 0
    assert set(report["by_kind"]) == {"original", "chatter"}
    assert {"ru", "kk"} <= set(report["by_lang"])
    assert 0 < report["latency_ms"]["p50"] <= report["latency_ms"]["p99"]


def test_tables_are_markdown_that_is_not_cut(raspa: Raspa, posts: str) -> None:
    printed = raspa("evaluate", posts, "--debunks", str(EXAMPLES)).out
    assert "| precision of answers " in printed
    assert "recall@1" in printed
    assert "| original " in printed
    assert "| chatter " in printed
    assert "p99" in printed
    assert "…" not in printed.replace("… but", "")


def test_the_store_is_measured_where_no_file_of_debunks_is_given(
    raspa: Raspa, posts: str, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASPA_DATABASE", str(database))
    report = json.loads(raspa("evaluate", posts, "--json").out)
    assert report["overall"]["precision"]["value"] == 1


def test_measuring_a_file_of_debunks_leaves_nothing_behind(
    raspa: Raspa, posts: str, tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    raspa("evaluate", posts, "--debunks", str(EXAMPLES))
    assert sorted(tmp_path.iterdir()) == before


def test_without_a_store_it_says_so(raspa: Raspa, posts: str) -> None:
    assert raspa("evaluate", posts).code == EXIT_STORE


def test_labels_come_from_standard_input_too(raspa: Raspa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(next(claims()))))
    report = json.loads(raspa("evaluate", "-", "--debunks", str(EXAMPLES), "--json").out)
    assert report["overall"]["posts"] == 1


def test_every_bad_line_of_the_labels_is_named(raspa: Raspa, tmp_path: Path) -> None:
    good = next(claims())
    bad = [
        "[]",
        "{",
        json.dumps({**good, "text": 7}),
        json.dumps({"id": "x", "text": "y"}),
        json.dumps({**good, "debunk_id": 3}),
        json.dumps({**good, "also_ok": "kz-1"}),
        json.dumps({**good, "still_answer": "yes"}),
        json.dumps({**good, "kind": ["short"]}),
    ]
    path = tmp_path / "bad.jsonl"
    path.write_text("\n".join([json.dumps(good), "", *bad]), encoding="utf-8")
    outcome = raspa("evaluate", str(path), "--debunks", str(EXAMPLES))
    assert outcome.code == EXIT_INPUT
    assert outcome.out == ""
    told = outcome.err.splitlines()
    assert [line.split(":")[0] for line in told] == [f"Line {at}" for at in range(3, 11)]


def test_a_long_list_of_bad_lines_is_cut(raspa: Raspa, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("nonsense\n" * 500)
    told = raspa("evaluate", str(path), "--debunks", str(EXAMPLES)).err.splitlines()
    assert len(told) == 21
    assert "480 more" in told[-1]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00"])
def test_a_file_without_labels_is_refused(raspa: Raspa, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "empty.jsonl").write_bytes(content)
    assert raspa("evaluate", "empty.jsonl", "--debunks", str(EXAMPLES)).code == EXIT_INPUT


def test_bad_debunks_are_told_by_line(raspa: Raspa, posts: str, tmp_path: Path) -> None:
    (tmp_path / "debunks.jsonl").write_text('{"id": "x"}\n')
    outcome = raspa("evaluate", posts, "--debunks", "debunks.jsonl")
    assert outcome.code == EXIT_INPUT
    assert "line 1: " in outcome.err


def test_debunks_that_the_labels_name_and_nobody_has_are_told(raspa: Raspa, tmp_path: Path) -> None:
    rows = [{**next(claims()), "debunk_id": "no-such", "also_ok": ["nor-this"], "unheard": "of"}]
    path = write(tmp_path / "posts.jsonl", rows)
    outcome = raspa("evaluate", str(path), "--debunks", str(EXAMPLES), "--json")
    assert outcome.code == 0
    assert "2 debunks" in outcome.err
    assert "no-such, nor-this" in outcome.err
    assert json.loads(outcome.out)["overall"]["precision"]["value"] == 0


@pytest.mark.parametrize(
    ("still", "answerable"), [(True, 1), (False, 0), (None, 1)], ids=["still", "not", "unsaid"]
)
def test_a_changed_rumour_is_answerable_unless_the_label_says_it_no_longer_is(
    raspa: Raspa, tmp_path: Path, still: bool | None, answerable: int
) -> None:
    row = next(claims())
    path = write(tmp_path / "posts.jsonl", [{**row, "still_answer": still}])
    report = json.loads(raspa("evaluate", str(path), "--debunks", str(EXAMPLES), "--json").out)
    assert report["overall"]["positives"]["recall_at_1"]["of"] == answerable
    assert report["overall"]["precision"]["value"] == answerable


def test_thresholds_of_a_file_can_be_tried(raspa: Raspa, posts: str, tmp_path: Path) -> None:
    (tmp_path / "thresholds.json").write_text('{"answer": 2, "scorer": "meaning-3"}')
    command = ("evaluate", posts, "--debunks", str(EXAMPLES), "--thresholds", "thresholds.json")
    outcome = raspa(*command)
    assert outcome.code == EXIT_SETTINGS
    assert "answer must lie between 0 and 1" in outcome.err


def test_without_posts_it_prints_the_table_of_the_readme(raspa: Raspa) -> None:
    readme = (EXAMPLES.parents[1] / "README.md").read_text("utf-8")
    told = _rows(readme)
    printed = _rows(raspa("evaluate").out)
    assert len(printed) > 5
    assert all(row in told for row in printed)


def _rows(text: str) -> list[list[str]]:
    """Return the cells of every row of every table in a text, less the rules."""
    lines = [line for line in text.splitlines() if line.startswith("|") and "--" not in line]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def test_without_posts_the_whole_record_is_there_as_json(raspa: Raspa) -> None:
    record = json.loads(raspa("evaluate", "--json").out)
    assert {"a+b", "a+b+c", "many 1000", "many 10000"} <= set(record["figures"])
