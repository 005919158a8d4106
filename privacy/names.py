"""Names with a patronymic, and @names, that stand beside something that leads to a person."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from privacy.marks import MARKS, NAME, NUMBERS, Trace

_FARTHEST = 8
"""How many words in small letters may stand between a name and a number beside it."""
_CAPITAL = r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]"
_SMALL = r"[a-zа-яёәғқңөұүһі]"
_WORD = rf"(?:{_CAPITAL}{_SMALL}{{1,30}}(?:-{_CAPITAL}?{_SMALL}{{1,30}})?|{_CAPITAL}{{2,30}})"
_OF_FATHER = (
    r"(?:ович|евич|ьич|[кмф]ич|овн|евн|ичн|ovich|evich|ovna|evna)(?:а|у|ем|е|ой|ы)?"
    r"|[\s-]?(?:ұлы|улы|қызы|кызы|[оу]глы|uly|kyzy|qyzy)(?:на|ның|нан|мен|нің|не|нен)?"
)
_PATRONYMIC = rf"(?:{_CAPITAL}(?:{_SMALL}{{1,20}}|{_CAPITAL}{{1,20}})(?i:{_OF_FATHER}))(?![^\W_])"
_SMALL_NAME = rf"{_SMALL}{{3,20}}\s{{1,2}}{_SMALL}{{2,20}}(?:{_OF_FATHER})(?![^\W_])"
_INITIALS = rf"{_CAPITAL}\.\s?(?:{_CAPITAL}\.)?"
_END = r"(?![^\W_])"
_NAMES = re.compile(
    rf"(?<![^\W_])(?:{_WORD}\s{{1,2}}){{1,2}}{_PATRONYMIC}(?:\s{_WORD}(?<!\.){_END})?"
    rf"|(?<![^\W_]){_WORD}\s{{0,2}}{_INITIALS}(?![^\W_])"
    rf"|(?<![^\W_.]){_INITIALS}\s{{0,2}}{_WORD}{_END}"
    rf"|(?<![^\W_]){_SMALL_NAME}"
)
_AT_NAME = re.compile(
    r"(?<![\w.@/])(?:@|(?:https?://)?t\.me/)[A-Za-z][\w.]{2,40}(?![\w/])", re.IGNORECASE
)
_PIECE = re.compile(
    "|".join([*map(re.escape, MARKS), _AT_NAME.pattern, _NAMES.pattern, r"[^\W\d_]{1,40}"])
)
_ONE_WORD = re.compile(r"[^\W\d_]{1,40}")


def names_beside_numbers(text: str) -> Iterator[Trace]:
    """Yield the names in a text where what leads to a person is replaced by marks already.

    A full stop between does not count; a name's own words do not either, so that what is found does
    not depend on what else is taken out.
    """
    near = _near(text)
    if not near:
        return
    for pattern in (_NAMES, _AT_NAME):
        for found in pattern.finditer(text):
            before = bisect_right(near, found.end(), key=lambda stretch: stretch[0])
            if before and found.start() <= near[before - 1][1]:
                yield Trace(found.start(), found.end(), NAME)


def _near(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text that are beside a mark, joined where they meet."""
    small: list[int] = []
    stretches: list[tuple[int, int]] = []
    open_marks: list[tuple[int, int]] = []
    for piece in _PIECE.finditer(text):
        if piece[0] in NUMBERS:
            start = small[-_FARTHEST] if len(small) >= _FARTHEST else 0
            open_marks.append((start, len(small)))
        elif piece[0][0].islower() and _ONE_WORD.fullmatch(piece[0]):
            small.append(piece.start())
    for start, before in open_marks:
        ends = small[before + _FARTHEST - 1] if before + _FARTHEST <= len(small) else len(text)
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(ends, stretches[-1][1]))
        else:
            stretches.append((start, ends))
    return stretches
