"""What came of an import, in words for the operator."""

from pathlib import Path

from bot.commands.import_wish import ImportWish
from domain.debunk import Debunk, Status
from formats import Question
from formats.faults import LineFault
from handlers.kit.faults import line_in_words
from handlers.kit.texts import Texts, Voice
from storage.imports.transfer import ImportReport
from storage.imports.uploads import ForeseenCorrection, Inspection, Likely

_CLAIM = 160


def describe(file: Path, report: ImportReport, wish: ImportWish) -> str:
    """Return the report: counts, every fault by its line, what is to be said before loading."""
    voice, found = Texts.load()["en"], report.found
    parts: list[str] = []
    if found.faults:
        parts += ["Faults:", *_lines(found.faults, found, voice)]
    if found.warnings:
        parts += ["Taken, but please check:", *_lines(found.warnings, found, voice)]
    parts += _questions(found.questions)
    parts += _likely(found.likely)
    if found.corrections:
        readers = sum(one.readers for one in found.corrections)
        parts.append(f"Readers will be told ({readers} messages):")
        parts += [f"  {_correction(one)}" for one in found.corrections]
    counts = f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged"
    if report.written:
        parts.append(f"Imported {file}: {counts}.{_left(found)}")
    elif report.ready:
        parts.append(f"Would import {file}: {counts}.{_left(found)}")
    else:
        parts.append(f"Nothing was imported from {file}. Fit to be imported: {counts}.")
    hint = None if report.ready else _hint(report, wish)
    return "\n".join([*parts, *([hint] if hint else [])])


def _hint(report: ImportReport, wish: ImportWish) -> str | None:
    """Return what to say for the file to be taken in."""
    found, ways = report.found, []
    if found.questions:
        ways.append("answer the questions above")
    if found.likely:
        ways.append("say which are the same")
    if found.corrections and not wish.reason.strip():
        ways.append('give --reason "…" for readers, or leave those out with --without-corrections')
    if (found.faults or found.questions or found.likely) and not wish.skip_faulty:
        ways.append("import the rest alone with --skip-faulty")
    return f"To go on: {'; '.join(ways)}." if ways else None


def _left(found: Inspection) -> str:
    if not found.untaken and not found.faults:
        return ""
    return f" Not imported: {len(found.faults)} faults, {found.untaken} left out."


def _lines(faults: list[LineFault], found: Inspection, voice: Voice) -> list[str]:
    return [f"  {line_in_words(one, voice, counted=found.counted)}" for one in faults]


def _questions(questions: list[Question]) -> list[str]:
    lines = []
    for one in questions:
        label = f"{one.label} of {one.scale}" if one.scale else one.label
        known = "a known verdict" if one.kind == "rating" else "a known column"
        example = f", for example: {_short(one.example)}" if one.example else ""
        lines.append(f"  {one.count} with “{label}”, which is not {known}{example}")
        lines.append(f'    --{one.kind} "{label}=…" or "{label}=leave"')
    return ["What the file does not say:", *lines] if lines else []


def _likely(likely: list[Likely]) -> list[str]:
    lines = []
    for one in likely:
        differs = ", ".join(f"“{old or '…'}” → “{new or '…'}”" for old, new in one.differs)
        lines.append(f"  {one.number}: {one.debunk_id} is like {one.held_id}")
        lines.append(f"    there:   {_short(one.old)}")
        lines.append(f"    in file: {_short(one.new)}" + (f" ({differs})" if differs else ""))
        lines.append(f"    --same {one.debunk_id} or --other {one.debunk_id}")
    if any(one.slip for one in likely):
        lines.append("  all where only a slip was mended: --update-similar")
    if len(likely) > 1:
        lines.append("  none of the rest is the same: --all-other")
    return ["The same?", *lines] if lines else []


def _correction(one: ForeseenCorrection) -> str:
    new = "withdrawn" if one.after.status is Status.RETRACTED else str(one.after.verdict)
    readers = "1 reader" if one.readers == 1 else f"{one.readers} readers"
    return f"{one.number}: {_claim(one.after)}: {one.before.verdict} → {new}, {readers}"


def _claim(debunk: Debunk) -> str:
    return _short(debunk.own_claims[0].text if debunk.own_claims else debunk.id)


def _short(text: str) -> str:
    words = "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))
    return words if len(words) <= _CLAIM else f"{words[:_CLAIM]}…"
