"""`python -m bot calibrate`, and what the other commands make of its file."""

import json
from pathlib import Path

import pytest

from bot.cli import EXIT_INPUT, EXIT_SETTINGS
from bot.thresholds import beside, read_thresholds, write_thresholds
from matching.decide import SCORER, Thresholds
from tests.bot.conftest import Raspa
from tests.kit.labels import chatter, claims, write

CLAIM = next(claims())["text"]


@pytest.fixture
def file(database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the thresholds of a store of the examples are kept; there are none yet."""
    monkeypatch.setenv("RASPA_DATABASE", str(database))
    return beside(database)


@pytest.fixture
def labels(tmp_path: Path) -> str:
    """Enough labelled posts to show a precision of 0.9: 72 others, and each claim twice."""
    return str(write(tmp_path / "labels.jsonl", [*claims(2), *chatter(72)]))


def test_enough_labels_set_the_thresholds_that_the_bot_then_reads(
    raspa: Raspa, file: Path, labels: str
) -> None:
    outcome = raspa("calibrate", labels, "--precision", "0.9")
    assert outcome.code == 0, outcome.err
    assert "answerable posts answered rightly" in outcome.out
    assert "today" in outcome.out
    assert "left out" in outcome.out
    written = json.loads(file.read_text(encoding="utf-8"))
    assert written["made"]["precision_asked_for"] == 0.9
    assert written["made"]["answers"] == len(list(claims(2)))
    thresholds = read_thresholds(file)
    assert (thresholds.answer, thresholds.choose) == (written["answer"], written["choose"])
    assert 0.5 <= thresholds.answer <= 1
    assert thresholds.choose <= thresholds.answer


def test_the_file_can_go_elsewhere(raspa: Raspa, file: Path, labels: str, tmp_path: Path) -> None:
    outcome = raspa("calibrate", labels, "--precision", "0.9", "--out", "tried.json")
    assert outcome.code == 0, outcome.err
    assert (tmp_path / "tried.json").exists()
    assert not file.exists()


def test_too_few_labels_are_refused_with_how_many_it_takes(
    raspa: Raspa, file: Path, labels: str
) -> None:
    outcome = raspa("calibrate", labels)
    assert outcome.code == EXIT_INPUT
    assert "at least 183 posts" in outcome.err
    assert "At this rate that is some" in outcome.err
    assert "Nothing was changed" in outcome.err
    assert not file.exists()


def test_labels_without_other_posts_or_of_few_debunks_are_refused(
    raspa: Raspa, file: Path, tmp_path: Path
) -> None:
    rows = [row for row in claims(20) if row["debunk_id"] == next(claims())["debunk_id"]]
    path = write(tmp_path / "labels.jsonl", [*rows, *chatter(71)])
    outcome = raspa("calibrate", str(path), "--precision", "0.9")
    assert outcome.code == EXIT_INPUT
    assert "72 posts that no debunk answers (there are 71)" in outcome.err
    assert "10 debunks (there are 1)" in outcome.err
    assert not file.exists()


def test_a_precision_that_no_threshold_keeps_is_refused(
    raspa: Raspa, file: Path, tmp_path: Path
) -> None:
    wrong = [{**row, "debunk_id": None} for row in claims(1)]
    path = write(tmp_path / "labels.jsonl", [*claims(2), *wrong, *chatter(60)])
    outcome = raspa("calibrate", str(path), "--precision", "0.9")
    assert outcome.code == EXIT_INPUT
    assert "No threshold shows a precision of 0.9" in outcome.err
    assert "they do show 0.5" in outcome.err
    assert not file.exists()


@pytest.mark.parametrize("precision", ["1", "0.2", "most"])
def test_a_precision_that_nothing_could_show_is_refused(
    raspa: Raspa, labels: str, precision: str
) -> None:
    assert raspa("calibrate", labels, "--precision", precision).code != 0


@pytest.mark.parametrize(
    "command", [["check", CLAIM], ["match", "-"], ["evaluate", "labels.jsonl"]]
)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "holds no object"),
        (json.dumps({"scorer": SCORER, "answer": "high"}), "answer is no number"),
        (json.dumps({"scorer": SCORER, "answer": 0.2, "choose": 0.4}), "choose must not be above"),
    ],
)
@pytest.mark.usefixtures("labels")
def test_a_file_that_cannot_be_used_is_told_in_words(
    raspa: Raspa, file: Path, command: list[str], content: str, said: str
) -> None:
    file.write_text(content)
    outcome = raspa(*command)
    assert outcome.code == EXIT_SETTINGS
    assert said in outcome.err
    assert "Traceback" not in outcome.err


def test_thresholds_made_for_other_scores_are_left_alone_and_told(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text('{"answer": 0.6, "choose": 0.5, "scorer": "of yore"}')
    assert read_thresholds(file) == Thresholds()
    assert "calibrate again" in caplog.text


def test_the_thresholds_decide_what_is_answered(raspa: Raspa, file: Path) -> None:
    almost = f"Срочно, перешлите всем: {CLAIM}"
    assert json.loads(raspa("check", almost, "--json").out)["decision"] == "answer"
    write_thresholds(file, Thresholds(answer=1.0, choose=1.0), {})
    assert json.loads(raspa("check", almost, "--json").out)["decision"] == "unknown"


def test_a_file_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    from bot.settings import SettingsError

    with pytest.raises(SettingsError, match="cannot be written"):
        write_thresholds(tmp_path / "nowhere" / "thresholds.json", Thresholds(), {})
