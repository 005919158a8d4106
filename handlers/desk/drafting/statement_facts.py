"""Who made a statement, when and where, typed in one message -> its parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from formats import fields
from handlers.desk.drafting.addresses import addresses_in, without_addresses
from handlers.desk.drafting.dates import typed_date
from matching.reading.addresses.private import is_private

_BETWEEN = re.compile(r"[,;|\t]")
_BEFORE_A_DATE = re.compile(r"(?:от|on|of|dated|күні)\s+|\s+(?:күні|күнгі)$", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:\d{4}|жыл\w{0,3}|ж|год[ау]?|г|от|on|of)\.?(?:\s?(?:г|ж|года?|жыл\w{0,3})\.?)?"
)
_MOST_WORDS = 5
_MOST_PIECES = 12
_LONGEST = 600
_A_DAY = len("2026-11-12")
_EDGES = " \t,;|-–—:"


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """What a message says of a statement; what it does not say is empty or None."""

    name: str = ""
    date: str | None = None
    url: str | None = None


def facts_in(text: str, links: Sequence[str], today: date) -> StatementFacts | None:
    """Return the authority's name, date and address in a message, in any order.

    `links` are addresses that stand behind its words. None where two addresses, or one that
    cannot be an address, leave open which is meant.
    """
    if len(text) > _LONGEST:
        # A name that long is refused anyway; looking for dates in it takes time.
        return StatementFacts(text.strip())
    found = addresses_in(text, links)
    if len(found) > 1 or any(fields.wrong_address(one) or is_private(one) for one in found):
        return None
    day: str | None = None
    lines: list[str] = []
    for line in without_addresses(text).splitlines():
        pieces = [piece.strip(_EDGES) for piece in _BETWEEN.split(line)]
        pieces = [piece for piece in pieces if piece]
        if day is None:
            day, pieces = _without_date(pieces, today)
        if pieces:
            lines.append(", ".join(pieces))
    url = found[0] if found else None
    if day is None and url is None:
        return StatementFacts(text.strip())
    return StatementFacts("\n".join(lines), day, url)


def _without_date(pieces: list[str], today: date) -> tuple[str | None, list[str]]:
    """Return the date among pieces of a line, or at an end of one, and the pieces without it."""
    if len(pieces) > _MOST_PIECES:
        return None, pieces
    # "November 12, 2026" is two pieces.
    for length in (2, 1):
        for at in range(len(pieces) - length + 1):
            if length == 2 and not _YEAR.fullmatch(pieces[at + 1]):
                continue
            if day := _read(", ".join(pieces[at : at + length]), today):
                return day, pieces[:at] + pieces[at + length :]
    for at, piece in enumerate(pieces):
        words = piece.split()
        for turned in (False, True):
            if (found := _at_end(words, today, turned=turned)) is not None:
                day, rest = found
                left = " ".join(rest).strip(_EDGES)
                return day, [*pieces[:at], *filter(None, [left]), *pieces[at + 1 :]]
    return None, pieces


def _at_end(words: list[str], today: date, *, turned: bool) -> tuple[str, list[str]] | None:
    """Return the whole day that words end in or, `turned`, begin with, and the words without it.

    The fewest words that make one, and the year beside them. A number of a department is no year,
    so that only whole days are looked for.
    """
    found: tuple[str, list[str]] | None = None
    for count in range(1, min(_MOST_WORDS, len(words) - 1) + 1):
        dated, rest = (words[:count], words[count:]) if turned else (words[-count:], words[:-count])
        more = dated[-1] if turned else dated[0]
        if found and not _YEAR.fullmatch(more):
            break
        day = _read(" ".join(dated), today)
        if day and len(day) == _A_DAY:
            found = day, rest
    return found


def _read(text: str, today: date) -> str | None:
    return typed_date(_BEFORE_A_DATE.sub("", text.strip(_EDGES)), today)
