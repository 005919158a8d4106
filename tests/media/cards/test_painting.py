"""A card's pixels: read again, compared, and looked at where people crop them."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from domain.debunk import Verdict
from media.cards.layout import lay_out
from media.cards.measures import HEIGHT, WIDTH
from media.cards.painting import draw
from media.cards.palette import Shade, colours, contrast
from media.cards.picture_card import PictureCard, Theme
from media.cards.signs import sign
from tests.media.cards.test_layout import CARD, SENTENCE

BOTH = pytest.mark.parametrize("theme", Theme)
EVERY = pytest.mark.parametrize("verdict", Verdict)
LARGE, SMALL = 3.0, 4.5
"""The contrast that WCAG's AA asks of large letters and of others."""


def opened(card: PictureCard, theme: Theme) -> Image.Image:
    picture = Image.open(BytesIO(draw(card, theme)))
    picture.load()
    return picture.convert("RGB")


@BOTH
@EVERY
def test_every_text_stands_out_from_what_is_behind_it(verdict: Verdict, theme: Theme) -> None:
    shades = colours(verdict, theme)
    for words in lay_out(replace(CARD, verdict=verdict)).words:
        behind = [words.on, Shade.REPEATED] if words.on is Shade.PANEL else [words.on]
        for role in behind:
            assert contrast(shades[words.role], shades[role]) >= SMALL, (words.role, role)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@BOTH
def test_a_card_is_a_png_of_its_layout_s_size(theme: Theme) -> None:
    made = draw(CARD, theme)
    assert made.startswith(b"\x89PNG")
    assert Image.open(BytesIO(made)).size == (WIDTH, lay_out(CARD).height)


def test_the_longest_card_is_no_higher_than_allowed() -> None:
    long = replace(CARD, claim=SENTENCE * 40, explanation=SENTENCE * 40)
    assert opened(long, Theme.LIGHT).height <= HEIGHT


@BOTH
@EVERY
def test_the_claim_cut_out_of_a_picture_still_bears_its_verdict(
    verdict: Verdict, theme: Theme
) -> None:
    """Between any two lines of the claim there is the verdict's colour, whatever is cut off."""
    card = replace(CARD, verdict=verdict, claim=SENTENCE * 2)
    laid, shades = lay_out(card), colours(verdict, theme)
    lines = [each for each in laid.words if each.on is Shade.PANEL and each.role is Shade.TEXT]
    assert len(lines) > 2
    picture = opened(card, theme)
    for one, other in zip(lines, lines[2:], strict=False):
        # As close as a claim is ever cropped: two lines and what is between them.
        cropped = picture.crop((one.box.left, one.box.top, one.box.right, other.box.top))
        repeated = sum(
            number
            for number, colour in cropped.getcolors(1 << 20) or []
            if colour == shades[Shade.REPEATED]
        )
        assert repeated > 300


@EVERY
def test_verdicts_differ_in_form_and_not_only_in_colour(verdict: Verdict) -> None:
    same = {Verdict.FAKE, Verdict.FALSE}
    mine = sign(verdict, 76).tobytes()
    for other in Verdict:
        alike = other is verdict or {verdict, other} == same
        assert (sign(other, 76).tobytes() == mine) == alike


@BOTH
def test_the_code_has_its_quiet_zone_on_a_light_ground(theme: Theme) -> None:
    laid = lay_out(CARD)
    assert laid.code
    assert laid.code_box
    picture = opened(CARD, theme)
    size = laid.code_box.width // laid.code.side
    assert size >= 5
    box = laid.code_box
    edge = picture.crop((box.left, box.top, box.right, box.top + 4 * size))
    assert edge.getcolors() == [(edge.width * edge.height, (255, 255, 255))]


@BOTH
def test_the_drawn_code_is_the_code_of_the_address(theme: Theme) -> None:
    laid = lay_out(CARD)
    assert laid.code
    assert laid.code_box
    picture = opened(CARD, theme)
    size = laid.code_box.width // laid.code.side
    read = tuple(
        tuple(
            picture.getpixel(
                (
                    laid.code_box.left + round((column + 4.5) * size),
                    laid.code_box.top + round((row + 4.5) * size),
                )
            )
            == (0, 0, 0)
            for column in range(len(laid.code.rows))
        )
        for row in range(len(laid.code.rows))
    )
    assert read == laid.code.rows


def test_the_two_looks_differ_in_colours_alone() -> None:
    assert opened(CARD, Theme.LIGHT).size == opened(CARD, Theme.DARK).size
    assert draw(CARD, Theme.LIGHT) != draw(CARD, Theme.DARK)
