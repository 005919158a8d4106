"""Everything that a press would make public, over as many pages as it takes, and its mark."""

import re
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.debunk import Debunk
from formats.interchange import format_line
from handlers.desk.drafting.outline import Words, words_of
from handlers.desk.drafting.parts import parts_of
from handlers.kit.answer import Answer
from handlers.kit.markup import Html, joined, plain, width, without_markup
from handlers.kit.texts import Voice

Row = list[InlineKeyboardButton]
Run = tuple[str, str]
"""A tag of Telegram's HTML, or none, and the words that stand in it."""

_ROOM = 3_000
_MARK_BYTES = 16
_AROUND = 12
_MOST_WORDS = 3_000
_WORD = re.compile(r"\S+|\s+")
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a press would make public: all of it, in pages, and a mark of 128 bits over it."""

    pages: tuple[Html, ...]
    mark: str


def whole(debunk: Debunk, voice: Voice, *beside: object) -> Shown:
    """Return all that readers and matching get of a debunk; `beside` is marked with it."""
    runs = list(_listed(_words(debunk, voice)))
    return Shown(_pages(runs), mark_of(_line(debunk), *beside))


def changes(before: Debunk, after: Debunk, voice: Voice, *beside: object) -> Shown:
    """Return each part that a change makes different, old and new where they differ.

    What stays as it is between two places is cut short; every word that goes or comes is there.
    """
    old, new = _words(before, voice), _words(after, voice)
    runs: list[Run] = []
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            label = (new.get(name) or old.get(name) or ("", ""))[0]
            was, now = old.get(name, ("", ""))[1], new.get(name, ("", ""))[1]
            runs += [("b", f"{label}\n"), *_beside(was, now, voice), ("", "\n\n")]
    return Shown(_pages(runs), mark_of(_line(before), _line(after), *beside))


def mark_of(*what: object) -> str:
    """Return a mark of 128 bits that differs where any of this does, for a button's data."""
    digest = sha256(
        "\x1e".join(f"{len(str(one))}:{one}" for one in what).encode("utf-8", "replace")
    )
    return urlsafe_b64encode(digest.digest()[:_MARK_BYTES]).decode().rstrip("=")


def page(
    shown: Shown,
    number: int,
    voice: Voice,
    turn: Callable[[str, int], InlineKeyboardButton],
    last: Callable[[], tuple[Sequence[Html], Sequence[Row]]],
) -> Answer:
    """Return one of the pages, from 0; only the last one has the words and buttons of `last`.

    `turn` makes a button that leads to another page.
    """
    total = len(shown.pages)
    number = max(0, min(number, total - 1))
    lines = [shown.pages[number]] if shown.pages else []
    rows: list[Row] = []
    if total > 1:
        lines.append(plain(voice("shown-page", page=number + 1, pages=total)))
        turns = [turn("«", number - 1)] if number else []
        if number + 1 < total:
            turns.append(turn(voice("shown-button-next"), number + 1))
        rows.append(turns)
    if number + 1 >= total:
        words, actions = last()
        lines += words
        rows += actions
    return Answer(joined(lines, "\n\n"), InlineKeyboardMarkup(rows))


def visible(text: str) -> str:
    """Return text with the signs that nobody sees written out, as ⟨U+200B⟩.

    Line breaks, and what joins an emoji's parts, stay.
    """
    shown = []
    for place, one in enumerate(text):
        hidden = unicodedata.category(one) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
        joins = one == _JOINER and place and unicodedata.category(text[place - 1]) in {"So", "Mn"}
        shown.append(f"⟨U+{ord(one):04X}⟩" if hidden and one != "\n" and not joins else one)
    return "".join(shown)


def _line(debunk: Debunk) -> str:
    return f"{debunk.version} {format_line(debunk)}"


def _words(debunk: Debunk, voice: Voice) -> Words:
    found: Words = dict(words_of(parts_of(debunk), voice))
    if learned := [f"{one.text} ({one.lang})" for one in debunk.claims if one.learned]:
        found["learned"] = voice("shown-learned"), "\n".join(learned)
    return found


def _listed(words: Words) -> Iterator[Run]:
    for label, text in words.values():
        yield "b", f"{label}\n"
        yield "", f"{visible(text)}\n\n"


def _beside(was: str, now: str, voice: Voice) -> list[Run]:
    old, new = visible(was), visible(now)
    if not old or not new:
        key, text = ("edit-now", new) if new else ("edit-was", old)
        other = "edit-was" if new else "edit-now"
        runs = [("i", f"{voice(key)} "), ("", text), ("", "\n")]
        nothing = [("i", f"{voice(other)} "), ("", f"{voice('edit-nothing')}\n")]
        return [*nothing, *runs] if new else [*runs, *nothing]
    taken, given = _differing(old, new)
    return [
        ("i", f"{voice('edit-was')} "),
        *taken,
        ("i", f"\n{voice('edit-now')} "),
        *given,
    ]


def _differing(old: str, new: str) -> tuple[list[Run], list[Run]]:
    """Return both texts word by word, what goes struck and what comes underlined."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return [("s", old)], [("u", new)]
    taken: list[Run] = []
    given: list[Run] = []
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for place, (kind, at, to, there, then) in enumerate(blocks):
        if kind == "equal":
            ends = place == 0, place == len(blocks) - 1
            kept = _cut(before[at:to], *ends)
            taken.append(("", kept))
            given.append(("", kept))
            continue
        taken.append(("s", "".join(before[at:to])))
        given.append(("u", "".join(after[there:then])))
    return taken, given


def _cut(words: Sequence[str], begins: bool, ends: bool) -> str:
    """Return a stretch that stays as it is, cut short but for what is beside a difference."""
    head = 0 if begins else _AROUND
    tail = 0 if ends else _AROUND
    if len(words) <= head + tail + 2:
        return "".join(words)
    kept = ["".join(words[:head]), " … ", "".join(words[len(words) - tail :])]
    return "".join(kept)


def _pages(runs: Iterable[Run]) -> tuple[Html, ...]:
    pages: list[Html] = []
    parts: list[Html] = []
    room = _ROOM
    for tag, text in runs:
        for piece in _pieces(text, room):
            if parts and width(piece) > room:
                pages.append(_trimmed(parts))
                parts, room = [], _ROOM
            parts.append(Html(f"<{tag}>{plain(piece)}</{tag}>") if tag else plain(piece))
            room -= width(piece)
    if parts:
        pages.append(_trimmed(parts))
    return tuple(one for one in pages if without_markup(one).strip())


def _pieces(text: str, room: int) -> Iterator[str]:
    """Yield a text in pieces, the first of at most `room` UTF-16 units where that is worth it."""
    if width(text) <= room:
        yield text
        return
    limit = room if room > _ROOM // 4 else _ROOM
    piece = ""
    for word in _WORD.findall(text):
        while width(piece + word) > limit:
            fits = _fitting(word, limit - width(piece)) if not piece or width(word) > _ROOM else ""
            if piece + fits:
                yield piece + fits
            word, piece, limit = word[len(fits) :], "", _ROOM
        piece += word
    if piece:
        yield piece


def _fitting(word: str, limit: int) -> str:
    """Return as much of a word as fits into so many UTF-16 units, one sign at least."""
    taken = 0
    for place, one in enumerate(word):
        taken += width(one)
        if taken > limit and place:
            return word[:place]
    return word


def _trimmed(parts: list[Html]) -> Html:
    return Html("".join(parts).strip())
