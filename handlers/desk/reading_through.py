"""Pages that are read through before something is done: its button stands on the last alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.kit.answer import Answer
from handlers.kit.card import FULL
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import Html, joined, plain, width, without_markup
from handlers.kit.pages import Passage, paged
from handlers.kit.texts import Voice

_PAGE_LINES = 160
"""Room for the lines that say which page it is and that others follow."""

_LEAST = 1_000

Rows = Sequence[list[InlineKeyboardButton]]


@dataclass(frozen=True, slots=True)
class Turning:
    """What the buttons of a page's turning press: a door's verb with a row's number, and the mark.

    The mark stands for all that the pages show: under another one they are begun anew. `first` is
    the number of the first page in the buttons.
    """

    door: str
    verb: str
    number: int
    mark: str
    first: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What is to be read: a heading on each page, passages over all of them, lines on the last.

    `doing` are the buttons of the last page alone, `aside` those of every page. Heading and closing
    lines together have room for 2,500 UTF-16 units.
    """

    heading: Html
    passages: Sequence[Passage]
    turning: Turning
    closing: Sequence[Html] = ()
    doing: Rows = ()
    aside: Rows = ()


def page(reading: Reading, at: int, voice: Voice) -> Answer:
    """Return a page of a reading by its place from 0; beyond the last there is the last."""
    around = joined([reading.heading, *reading.closing], "\n\n")
    room = max(_LEAST, FULL - width(without_markup(around)) - _PAGE_LINES)
    pages = paged(reading.passages, room)
    at = min(max(0, at), len(pages) - 1)
    parts = [reading.heading, pages[at]]
    rows: list[list[InlineKeyboardButton]] = []
    if len(pages) > 1:
        parts.append(plain(voice("file-page", page=at + 1, pages=len(pages))))
        rows += _turns(reading.turning, at, len(pages), voice)
    if at == len(pages) - 1:
        parts += reading.closing
        rows += reading.doing
    else:
        parts.append(plain(voice("whole-goes-on")))
    rows += reading.aside
    content = joined([part for part in parts if part], "\n\n")
    return Answer(content, InlineKeyboardMarkup(rows) if rows else None)


def _turns(turning: Turning, at: int, pages: int, voice: Voice) -> Rows:
    door, verb, number, mark = turning.door, turning.verb, turning.number, turning.mark
    row = [
        desk_button(voice(f"file-button-{way}"), door, verb, number, turning.first + to, mark)
        for way, to in (("before", at - 1), ("after", at + 1))
        if 0 <= to < pages
    ]
    return [row]
