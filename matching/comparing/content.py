"""The words of a text that carry something, in order, with what stands around them."""

import re
from dataclasses import dataclass, replace

from matching.comparing.senses import FILLERS, sense
from matching.reading.alphabet import fold
from matching.reading.cues import EMPTY
from matching.reading.endings import is_denied
from matching.reading.normalize import normalize
from matching.reading.numbers import COUNTING

MOST_WORDS = 60
"""Words of each text that are aligned: claims are up to 45, windows up to 40."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_ENDED = re.compile(r"[.!?…:]\s*[\"«»“”]?\s*$")
_PARTED = re.compile(r"[.!?…:;,—–]|\s-\s")
_NOT = frozenset(normalize("не ни без нельзя not never without").split())
_NOT_AFTER = frozenset(normalize("емес").split())
PREPOSITIONS = frozenset(
    normalize(
        "в во на с со к ко у о об от до из за по под над при про для против между после перед "
        "вместо через in on to from of for with by against"
    ).split()
)
_COUNTED = frozenset(normalize("тенге теңге тг тнг жүз").split())
_ENDING = 3
"""Letters of a case ending that may follow a number or a foreign name: 700ге, WhatsApp-қа."""
_IS_NOT = tuple(normalize("болмай болмад болмаға болмас").split())
_IF = normalize("са")
_YEARS = tuple(normalize("летн жылд").split())
_CLAUSE = frozenset(".,;:!?…—–-")
_JOINING = frozenset("-–'’")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries something: `before` is its preposition, `negated` whether it is denied.

    `clause` counts from 0.
    """

    text: str
    name: bool
    abbreviation: bool
    latin: bool
    clause: int
    before: str = ""
    negated: bool = False


def words_of(raw: str) -> list[Word]:
    """Return the words of cleaned text that carry something, in order, numbers left out."""
    found: list[Word] = []
    before, negated, end, clause = "", False, 0, 0
    for match in _WORD.finditer(raw):
        written = match.group()
        text = fold(written)
        begins = not end or bool(_ENDED.search(raw[end : match.start()] or " ."[: end == 0]))
        clause += bool(_PARTED.search(raw[end : match.start()]))
        end = match.end()
        if text in _NOT:
            negated = True
        elif text in _NOT_AFTER and found:
            found[-1] = replace(found[-1], negated=not found[-1].negated)
        if text in PREPOSITIONS:
            before = text
        if found and text.startswith(_IS_NOT) and not text.endswith(_IF):
            found[-1] = replace(found[-1], negated=not found[-1].negated)
            continue
        if found and (negated or is_denied(text)) and text in EMPTY:
            after = raw[end:].lstrip()[:1]
            if is_denied(text) or (text not in _NOT and (not after or after in _CLAUSE)):
                found[-1] = replace(found[-1], negated=not found[-1].negated)
                negated = False
        if not _carries(text):
            negated = negated and text not in FILLERS
            continue
        joined = raw[max(match.start() - 1, 0) : match.start()]
        if len(text) <= _ENDING and (joined.isdecimal() or joined in _JOINING):
            continue
        if (
            joined in _JOINING
            and text.startswith(_YEARS)
            and raw[: match.start() - 1][-1:].isdecimal()
        ):
            continue
        capitals = sum(map(str.isupper, written))
        short = capitals > 1 and 2 * capitals >= len(written)
        name = written[0].isupper() and not begins
        between = "more" in sense(text).sides
        denied = is_denied(text) or (negated and not between and text not in _NOT)
        found.append(Word(text, name or short, short, written.isascii(), clause, before, denied))
        before, negated = "", negated and between
        if len(found) == MOST_WORDS:
            break
    return found


def _carries(text: str) -> bool:
    if text.isdecimal() or text in COUNTING or text in _COUNTED or len(text) < 2:
        return False
    return (text not in EMPTY and text not in FILLERS) or bool(sense(text).sides)
