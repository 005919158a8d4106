"""What stands between a card's stamp and its foot: the claim in its panel, what was said of it."""

from dataclasses import dataclass

from media.cards.measures import GAP, MARGIN, PADDING, SMALL, STRIP, WIDTH
from media.cards.palette import Shade
from media.cards.picture_card import PictureCard, Quotation
from media.cards.stacking import Box, Column, Words, lines_within, lower, stacked
from media.cards.typesetting import Face, TextLine, Weight, fitted, length

_SIZES = ((60, 42), (54, 40), (48, 38), (44, 36), (40, 34))
"""Letters of the claim and of the rest, largest first."""
_CLAIM_SHARE = 0.55
"""Of the room, where not all has any."""
_FEWEST = 3
"""Lines below which a further quotation is left out rather than begun."""
_BAR = 6
_STRIP_SIZE = 20
_ALL = 40
"""Lines that no card has room for."""

_CLAIM = Column(MARGIN + STRIP + PADDING, WIDTH - MARGIN - PADDING, Shade.TEXT, Shade.PANEL)
_HEADING = Column(_CLAIM.left, _CLAIM.right, Shade.HEADING, Shade.PANEL)
_QUOTED = Column(MARGIN + _BAR + 22, WIDTH - MARGIN)
_QUOTED_BY = Column(_QUOTED.left, _QUOTED.right, Shade.FAINT)
_TOLD = Column(MARGIN, WIDTH - MARGIN)
_NOTE = Column(MARGIN, WIDTH - MARGIN, Shade.FAINT)


@dataclass(frozen=True, slots=True)
class Middle:
    """Claim and quotations from an upper edge on; `bars` stand beside quotations."""

    words: tuple[Words, ...]
    panel: Box
    bars: tuple[Box, ...]
    height: int
    whole: bool

    def lower(self, by: int) -> "Middle":
        """Return the same further down; `height` stays."""
        bars = tuple(bar.lower(by) for bar in self.bars)
        return Middle(lower(self.words, by), self.panel.lower(by), bars, self.height, self.whole)


def middle(card: PictureCard, good: int, room: int) -> Middle:
    """Set claim and quotations at the largest letters that leave them whole, else cut them.

    Larger letters are preferred up to a height of `good`; `room` is never passed.
    """
    tried: list[Middle] = []
    for claim_size, size in _SIZES:
        tried.append(_set(card, claim_size, size, None))
        if tried[-1].whole and tried[-1].height <= good:
            return tried[-1]
    whole = next((one for one in tried if one.whole and one.height <= room), None)
    return whole or _set(card, *_SIZES[-1], room)


def _set(card: PictureCard, claim_size: int, size: int, room: int | None) -> Middle:
    """Set claim and quotations at these sizes; within `room` pixels, where that is given."""
    face = Face(Weight.REGULAR, size)
    quotations = card.quotations or _explained(card)
    claim_room = None
    if room is not None:
        room -= _noted(card, 0)[1] + GAP // 2
        needed = sum(GAP + _quotation(one, face, 0, None)[1] for one in quotations)
        claim_room = max(int(room * _CLAIM_SHARE), room - needed)
    words, panel, whole = _claim(card, Face(Weight.BOLD, claim_size), claim_room)
    bars: list[Box] = []
    bottom = panel.bottom
    for one in quotations:
        left = None if room is None else room - bottom - GAP
        told, end, all_there = _quotation(one, face, bottom + GAP, left)
        whole = whole and all_there
        if told is None:
            break
        if one.by:
            bars.append(Box(MARGIN, bottom + GAP, MARGIN + _BAR, end))
        words, bottom = [*words, *told], end
    if not whole:
        note, bottom = _noted(card, bottom + GAP // 2)
        words = [*words, *note]
    return Middle(tuple(words), panel, tuple(bars), bottom, whole)


def _explained(card: PictureCard) -> tuple[Quotation, ...]:
    return (Quotation("", card.explanation),) if card.explanation else ()


def _claim(card: PictureCard, face: Face, room: int | None) -> tuple[list[Words], Box, bool]:
    """Return the claim in its panel, which is high enough to hold the verdict on its side."""
    small = Face(Weight.BOLD, SMALL)
    heading, top = stacked(fitted(card.heading, small, _CLAIM.width, 2)[0], small, _HEADING, 0)
    top += 16
    most = _ALL if room is None else max(1, lines_within(room - top - 2 * PADDING, face))
    lines, whole = fitted(card.claim, face, _CLAIM.width, most)
    words, bottom = stacked(lines, face, _CLAIM, top)
    while room is not None and bottom + 2 * PADDING > room and most > 1:
        most -= 1
        lines, whole = fitted(card.claim, face, _CLAIM.width, most)
        words, bottom = stacked(lines, face, _CLAIM, top)
    stamp = Face(Weight.BOLD, _STRIP_SIZE)
    lowest = min(int(length(TextLine(card.stamp), stamp)) + PADDING, 340)
    height = max(bottom + 2 * PADDING, lowest)
    down = (height - bottom) // 2
    return [*lower([*heading, *words], down)], Box(MARGIN, 0, WIDTH - MARGIN, height), whole


def _quotation(
    one: Quotation, face: Face, top: int, room: int | None
) -> tuple[list[Words] | None, int, bool]:
    """Return a quotation below its attribution, where it ends, and whether it is all there.

    None in place of its words where there is no room for a few lines of it.
    """
    column = _QUOTED if one.by else _TOLD
    by = Face(Weight.BOLD, face.size - 6)
    above: list[Words] = []
    start = top
    if one.by:
        above, start = stacked(fitted(one.by, by, column.width, 3)[0], by, _QUOTED_BY, top)
        start += 20
    if room is None:
        lines, whole = fitted(one.text, face, column.width, _ALL)
        words, bottom = stacked(lines, face, column, start)
        return [*above, *words], bottom, whole
    most = lines_within(room - (start - top), face)
    while most > 0:
        lines, whole = fitted(one.text, face, column.width, most)
        words, bottom = stacked(lines, face, column, start)
        if bottom - top <= room and (whole or len(lines) >= _FEWEST):
            return [*above, *words], bottom, whole
        most = min(most, len(lines)) - 1
    return None, top, False


def _noted(card: PictureCard, top: int) -> tuple[list[Words], int]:
    small = Face(Weight.REGULAR, SMALL)
    return stacked(fitted(card.cut, small, _NOTE.width, 2)[0], small, _NOTE, top)
