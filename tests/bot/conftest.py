"""The command line, as an operator would use it."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Raspa = Callable[..., Outcome]


@pytest.fixture
def raspa(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Raspa]:
    """Runs `python -m bot …` in an empty folder; what it does to logging ends with the test."""
    level, handlers = logging.root.level, logging.root.handlers[:]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str) -> Outcome:
        monkeypatch.setattr("sys.argv", ["bot", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), captured.out, captured.err)

    yield run
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@pytest.fixture
def with_examples(database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RASPA_DATABASE", str(database))
    return database
