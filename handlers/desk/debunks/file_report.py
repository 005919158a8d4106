"""What the bot says of a moderator's file: what it would do, and what is wrong with it."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from formats.faults import LineFault
from handlers.desk.debunks.file_reading import Desk
from handlers.desk.debunks.file_talk import FileTalk
from handlers.desk.drafting.question_page import Row
from handlers.kit.answer import Answer
from handlers.kit.desk_presses import desk_button
from handlers.kit.faults import line_in_words
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.texts import Voice
from storage.imports.uploads import Inspection

NAME = "file"
FAULTS, WARNINGS = "f", "w"
_A_PAGE = 8
_FIRST = 5
_FAULT = 300


def heading(found: Inspection, voice: Voice) -> Html:
    """Return the counts of what would be loaded as things stand."""
    counts = found.counts
    lines = [
        bold(voice("file-report", fresh=counts.new, changed=counts.changed, same=counts.unchanged))
    ]
    if found.untaken:
        lines.append(plain(voice("file-left", number=found.untaken)))
    return joined(lines)


def report(number: int, talk: FileTalk, found: Inspection, desk: Desk) -> Answer:
    """Return the page from which a file is loaded; `number` is the pending file's."""
    voice = desk.act.voice
    parts = [heading(found, voice)]
    rows: list[Row] = []
    if found.faults:
        parts.append(bold(voice("file-faults", number=len(found.faults))))
        parts.append(_listed(found.faults[:_FIRST], found, voice))
        if len(found.faults) > _FIRST:
            rows.append([_more("file-button-faults", found.faults, FAULTS, number, voice)])
    if found.warnings:
        parts.append(bold(voice("file-warnings", number=len(found.warnings))))
        parts.append(_listed(found.warnings[:_FIRST], found, voice))
        if len(found.warnings) > _FIRST:
            rows.append([_more("file-button-warnings", found.warnings, WARNINGS, number, voice)])
    if found.corrections:
        readers = sum(one.readers for one in found.corrections)
        told = voice("file-will-tell", number=len(found.corrections), readers=readers)
        parts.append(plain(told))
        parts.append(plain(voice("edit-reason", reason=talk.reason)))
    if not found.loadable:
        parts.append(plain(voice("file-nothing-good" if found.faults else "file-nothing")))
        return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(rows) if rows else None)
    parts.append(plain(voice("file-ask-good" if found.faults else "file-ask")))
    key = "drafts" if desk.drafts_only else "import"
    label = (
        voice(f"file-button-{key}-good", number=found.loadable)
        if found.faults or found.left
        else voice(f"file-button-{key}")
    )
    rows.append([desk_button(label, NAME, "take", number, found.mark)])
    rows.append([desk_button(voice("file-button-drop"), NAME, "drop", number)])
    return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(rows))


def listing(number: int, what: str, at: int, found: Inspection, voice: Voice) -> Answer:
    """Return one page of all faults, or of all warnings, with ways to the others and back."""
    every = found.faults if what == FAULTS else found.warnings
    pages = max(1, -(-len(every) // _A_PAGE))
    at = min(max(0, at), pages - 1)
    key = "file-faults" if what == FAULTS else "file-warnings"
    parts = [
        bold(voice(key, number=len(every))),
        _listed(every[at * _A_PAGE : (at + 1) * _A_PAGE], found, voice),
        plain(voice("file-page", page=at + 1, pages=pages)),
    ]
    turn = turns(number, "list", at, pages, voice, what)
    back = [desk_button(voice("add-button-back"), NAME, "show", number)]
    return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup([*turn, back]))


def turns(number: int, verb: str, at: int, pages: int, voice: Voice, *args: str) -> list[Row]:
    """Return the buttons to the page before and the page after."""
    row = [
        desk_button(voice(f"file-button-{way}"), NAME, verb, number, page, *args)
        for way, page in (("before", at - 1), ("after", at + 1))
        if 0 <= page < pages
    ]
    return [row] if row else []


def _more(
    key: str, every: list[LineFault], what: str, number: int, voice: Voice
) -> InlineKeyboardButton:
    return desk_button(voice(key, number=len(every)), NAME, "list", number, 0, what)


def _listed(faults: list[LineFault], found: Inspection, voice: Voice) -> Html:
    lines = [
        plain(f"• {shortened(line_in_words(one, voice, counted=found.counted), _FAULT)}")
        for one in faults
    ]
    return joined(lines)
