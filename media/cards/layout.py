"""Where everything of a card stands: measured, so that nothing lies over anything else.

From top to bottom: the verdict, the claim in a panel that holds the verdict too, what was said of
it, and a foot with the code of the source. What does not fit in the largest letters is tried in
smaller ones; in the smallest it is cut at a sentence, and the card says so.
"""

from dataclasses import dataclass, replace

from media.cards.code import Code, code_of
from media.cards.letters import drawable, in_one_line
from media.cards.measures import CODE, GAP, GOOD_HEIGHT, HEIGHT, MARGIN, SIGN, SMALL, STRIP, WIDTH
from media.cards.middle import middle
from media.cards.palette import Shade
from media.cards.picture_card import PictureCard, Quotation
from media.cards.stacking import Box, Column, Words, lower, stacked
from media.cards.typesetting import Face, TextLine, Weight, fitted, length

_STAMPS = (60, 54, 48, 42, 38)
_CAPITALS = 0.71
"""How high they are, in sizes of the letters."""
_LONGEST_CLAIM, _LONGEST_QUOTATION, _LONGEST_NAME = 2_000, 4_000, 300
_STAMP = Column(MARGIN + SIGN + 24, WIDTH - MARGIN, Shade.ON_STAMP, Shade.STAMP)
_MOST_NOTES = 4


@dataclass(frozen=True, slots=True)
class Laid:
    """A card laid out.

    `stamp` is the band with the verdict, `sign` the place of its sign in it; `strip` is the part of
    `panel` that repeats the verdict; `bars` stand beside quotations.
    """

    height: int
    stamp: Box
    sign: Box
    panel: Box
    strip: Box
    bars: tuple[Box, ...]
    rule: Box
    words: tuple[Words, ...]
    code: Code | None
    code_box: Box | None
    whole: bool


@dataclass(frozen=True, slots=True)
class _Foot:
    words: tuple[Words, ...]
    code_box: Box | None
    height: int


def lay_out(card: PictureCard) -> Laid:
    """Return where everything of a card stands, whatever its texts hold."""
    card = _drawable(card)
    code = code_of(card.address)
    stamp, stamp_height = _stamp(card.stamp)
    foot = _foot(card, code)
    around = stamp_height + 3 * GAP + foot.height + MARGIN
    told = middle(card, GOOD_HEIGHT - around, HEIGHT - around).lower(stamp_height + GAP)
    foot_top = stamp_height + told.height + 3 * GAP
    sign_top = (stamp_height - SIGN) // 2
    rule_top = foot_top - GAP
    return Laid(
        foot_top + foot.height + MARGIN,
        Box(0, 0, WIDTH, stamp_height),
        Box(MARGIN, sign_top, MARGIN + SIGN, sign_top + SIGN),
        told.panel,
        replace(told.panel, right=told.panel.left + STRIP),
        told.bars,
        Box(MARGIN, rule_top, WIDTH - MARGIN, rule_top + 2),
        (*stamp, *told.words, *lower(foot.words, foot_top)),
        code,
        foot.code_box.lower(foot_top) if foot.code_box else None,
        told.whole,
    )


def _drawable(card: PictureCard) -> PictureCard:
    """Return a card of texts that can be drawn, less those that come to nothing."""
    quotations = (
        Quotation(in_one_line(one.by, _LONGEST_NAME), drawable(one.text, _LONGEST_QUOTATION))
        for one in card.quotations
    )
    return replace(
        card,
        stamp=in_one_line(card.stamp, _LONGEST_NAME).upper(),
        heading=in_one_line(card.heading, _LONGEST_NAME),
        claim=in_one_line(card.claim, _LONGEST_CLAIM) or "…",
        quotations=tuple(one for one in quotations if one.text),
        explanation=drawable(card.explanation, _LONGEST_QUOTATION),
        notes=tuple(filter(None, (in_one_line(one, _LONGEST_NAME) for one in card.notes))),
        desk=in_one_line(card.desk, _LONGEST_NAME),
        scan=in_one_line(card.scan, _LONGEST_NAME),
        cut=in_one_line(card.cut, _LONGEST_NAME),
    )


def _stamp(stamp: str) -> tuple[tuple[Words, ...], int]:
    """Return the verdict's words and the height of their band."""
    faces = [Face(Weight.BOLD, size) for size in _STAMPS]
    face = next((one for one in faces if length(TextLine(stamp), one) <= _STAMP.width), faces[-1])
    words, bottom = stacked(fitted(stamp, face, _STAMP.width, 2)[0], face, _STAMP, 0)
    height = max(bottom, SIGN) + 44
    # The middle of the capitals is what the eye takes for the line's.
    top, low = words[0].base - round(face.size * _CAPITALS), words[-1].base
    return lower(words, (height - top - low) // 2), height


def _foot(card: PictureCard, code: Code | None) -> _Foot:
    """Return the code at the right, and at the left whose check it is and when it was made."""
    code_box = None
    if code:
        side = code.side * (CODE // code.side)
        code_box = Box(WIDTH - MARGIN - side, 0, WIDTH - MARGIN, side)
    right = code_box.left - GAP if code_box else WIDTH - MARGIN
    column = Column(MARGIN, right, Shade.FAINT)
    words: list[Words] = []
    bottom = 0
    texts = [(card.desk, Face(Weight.BOLD, SMALL + 4), replace(column, role=Shade.TEXT))]
    small = Face(Weight.REGULAR, SMALL)
    texts += [(note, small, column) for note in card.notes[:_MOST_NOTES]]
    if code:
        texts.append((card.scan, small, column))
    for text, face, where in texts:
        if text:
            lines, _ = fitted(text, face, where.width, 2)
            told, bottom = stacked(lines, face, where, bottom + (12 if words else 0))
            words += told
    return _Foot(tuple(words), code_box, max(bottom, code_box.bottom if code_box else 0))
