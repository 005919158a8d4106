"""What the operator says of a file to import -> the terms on which the store takes it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.debunk import Verdict
from formats import COLUMNS, Answers, FileRefused, Question
from handlers.kit.faults import fault_in_words
from handlers.kit.texts import Texts
from storage.imports.transfer import ImportReport, Progress, Terms, import_file
from storage.imports.uploads import Choices, Likely
from storage.store import Store

LEAVE = "leave"


class ImportInputError(ValueError):
    """The file or an option given to `import` cannot be used; `str()` says why."""


@dataclass(frozen=True, slots=True)
class ImportWish:
    """The options of `import`.

    `ratings` and `columns` hold `LABEL=VERDICT` and `HEADING=COLUMN`, with `leave` for those to be
    left out. `same` and `other` hold ids of the file that are, or are not, the debunk that they
    resemble; `slips` and `all_other` say it of all where only a slip was mended, and of all that
    are left. `quiet` leaves out what readers would be told of.
    """

    dry_run: bool = False
    skip_faulty: bool = False
    reason: str = ""
    quiet: bool = False
    ratings: Sequence[str] = ()
    columns: Sequence[str] = ()
    same: Sequence[str] = ()
    other: Sequence[str] = ()
    slips: bool = False
    all_other: bool = False


async def taken_in(
    store: Store, file: Path, wish: ImportWish, progress: Progress, at: int
) -> ImportReport:
    """Import a file on the operator's terms. Raises ImportInputError and StoreError.

    What the options say of ratings, columns and likeness can only be understood beside what the
    file asks, so it is looked at before, once or twice, without writing.
    """
    try:
        return await _taken_in(store, file, wish, progress, at)
    except FileRefused as refusal:
        words = fault_in_words(refusal.fault, Texts.load()["en"])
        raise ImportInputError(f"{file}: {words}") from refusal


async def _taken_in(
    store: Store, file: Path, wish: ImportWish, progress: Progress, at: int
) -> ImportReport:
    choices = Choices(quiet=wish.quiet)
    if wish.columns:
        asked = (await _asked(store, file, choices, progress)).found.questions
        columns = {key: _column(told) for key, told in _answers("column", wish.columns, asked)}
        choices = replace(choices, answers=Answers(columns=columns))
    if wish.ratings:
        asked = (await _asked(store, file, choices, progress)).found.questions
        ratings = {key: _verdict(told) for key, told in _answers("rating", wish.ratings, asked)}
        choices = replace(choices, answers=replace(choices.answers, ratings=ratings))
    if wish.same or wish.other or wish.slips or wish.all_other:
        likely = (await _asked(store, file, choices, progress)).found.likely
        choices = replace(choices, same=_likeness(wish, likely))
    terms = Terms(choices, faulty=wish.skip_faulty, reason=wish.reason, at=at)
    return await import_file(store, file, dry_run=wish.dry_run, terms=terms, progress=progress)


async def _asked(store: Store, file: Path, choices: Choices, progress: Progress) -> ImportReport:
    return await import_file(store, file, dry_run=True, terms=Terms(choices), progress=progress)


def _answers(kind: str, given: Sequence[str], asked: Sequence[Question]) -> list[tuple[str, str]]:
    """Return the question that each option answers, by its key, with the answer."""
    found: list[tuple[str, str]] = []
    for one in given:
        label, equals, answer = one.rpartition("=")
        keys = [
            question.key
            for question in asked
            if question.kind == kind and _folded(label) in _names(question)
        ]
        if not equals or not label.strip():
            raise ImportInputError(f"--{kind} takes LABEL=ANSWER, not {one!r}.")
        if not keys:
            raise ImportInputError(f"The file does not ask about the {kind} {label!r}.")
        found += [(key, answer.strip()) for key in keys]
    return found


def _names(question: Question) -> set[str]:
    names = {_folded(question.label), question.key}
    if question.scale:
        names = {question.key, _folded(f"{question.label} of {question.scale}")}
    return names


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _verdict(answer: str) -> Verdict | None:
    if answer == LEAVE:
        return None
    if answer not in set(Verdict):
        raise ImportInputError(f"{answer!r} is no verdict: {', '.join(Verdict)}, or {LEAVE}.")
    return Verdict(answer)


def _column(answer: str) -> str | None:
    if answer == LEAVE:
        return None
    if answer not in COLUMNS:
        raise ImportInputError(f"{answer!r} is no column: {', '.join(COLUMNS)}, or {LEAVE}.")
    return answer


def _likeness(wish: ImportWish, likely: Sequence[Likely]) -> dict[str, bool]:
    same: dict[str, bool] = {}
    for one in likely:
        if one.debunk_id in wish.same or (wish.slips and one.slip):
            same[one.debunk_id] = True
        elif one.debunk_id in wish.other or wish.all_other:
            same[one.debunk_id] = False
    return same
