"""Colours of a card by verdict and theme, chosen so that every text stands out by WCAG's AA."""

from collections.abc import Mapping
from enum import StrEnum

from domain.debunk import Verdict
from media.cards.picture_card import Theme

Colour = tuple[int, int, int]


class Shade(StrEnum):
    """What a colour is for."""

    PAGE = "page"
    STAMP = "stamp"
    """The verdict's own colour."""
    ON_STAMP = "on-stamp"
    PANEL = "panel"
    """Behind the claim: a tint of the verdict's colour."""
    REPEATED = "repeated"
    """The verdict written all over the panel, behind the claim."""
    HEADING = "heading"
    TEXT = "text"
    FAINT = "faint"
    RULE = "rule"


_WHITE: Colour = (255, 255, 255)
_STAMPS: Mapping[Verdict, Colour] = {
    Verdict.FAKE: (179, 32, 32),
    Verdict.FALSE: (179, 32, 32),
    Verdict.MISLEADING: (163, 74, 0),
    Verdict.OUTDATED: (122, 92, 0),
    Verdict.SATIRE: (106, 63, 160),
    Verdict.UNPROVEN: (82, 90, 102),
    Verdict.TRUE: (24, 110, 62),
}
_PLAIN: Mapping[Theme, Mapping[Shade, Colour]] = {
    Theme.LIGHT: {
        Shade.PAGE: _WHITE,
        Shade.TEXT: (24, 27, 32),
        Shade.FAINT: (84, 91, 102),
        Shade.RULE: (214, 217, 222),
    },
    Theme.DARK: {
        Shade.PAGE: (22, 26, 32),
        Shade.TEXT: (240, 242, 245),
        Shade.FAINT: (170, 178, 189),
        Shade.RULE: (58, 65, 75),
    },
}
_PANEL = {Theme.LIGHT: 0.07, Theme.DARK: 0.22}
_REPEATED = {Theme.LIGHT: 0.22, Theme.DARK: 0.48}
_HEADING: Mapping[Theme, tuple[Colour, float]] = {
    Theme.LIGHT: ((24, 27, 32), 0.25),
    Theme.DARK: (_WHITE, 0.72),
}


def colours(verdict: Verdict, theme: Theme) -> Mapping[Shade, Colour]:
    """Return the colour of every role."""
    stamp, plain = _STAMPS[verdict], _PLAIN[theme]
    return {
        **plain,
        Shade.STAMP: stamp,
        Shade.ON_STAMP: _WHITE,
        Shade.PANEL: _between(plain[Shade.PAGE], stamp, _PANEL[theme]),
        Shade.REPEATED: _between(plain[Shade.PAGE], stamp, _REPEATED[theme]),
        Shade.HEADING: _between(stamp, *_HEADING[theme]),
    }


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours by WCAG 2: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _between(one: Colour, other: Colour, share: float) -> Colour:
    mixed = [round(a + (b - a) * share) for a, b in zip(one, other, strict=True)]
    return mixed[0], mixed[1], mixed[2]


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.03928 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
