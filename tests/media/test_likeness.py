"""Pictures without words look like themselves, however they were sent on, and like no other."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from domain.fingerprint import Fingerprint, fingerprint_in
from media.likeness.fingerprints import kept, sought
from media.likeness.gallery import Gallery
from media.likeness.pdq import pdq
from tests.kit.photos import photo
from tests.kit.samples import FULL

OTHERS = 30
PDQS = {
    1: "f74a49e4e74a48e0f74a48e0f54a009fe700fa75f8710f0b503df02b5da1fe4e",
    2: "568e5b5b5eae5b5b5eb61b5b5e065c5301e8a262a0475ae7f1c3a791a544381a",
    3: "fd3844195d3844195d380419553e0491af9f55fa50faa444fb09f8e1fb56f9b6",
}
"""What pdqhash 0.2.8, which wraps the algorithm's own program, makes of the same pictures."""


@pytest.fixture(scope="module")
def gallery() -> Gallery[int]:
    return Gallery([(number, one) for number in range(OTHERS) for one in kept(photo(number))])


def compressed(picture: Image.Image) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=30)
    return Image.open(buffer).convert("RGB")


def small(picture: Image.Image) -> Image.Image:
    return compressed(picture.resize((320, 240)))


def cut(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    return picture.crop((width // 16, height // 16, width - width // 16, height - height // 16))


def bright(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Color(ImageEnhance.Brightness(picture).enhance(1.2)).enhance(1.4)


def grey(picture: Image.Image) -> Image.Image:
    return picture.convert("L").convert("RGB")


def bordered(picture: Image.Image) -> Image.Image:
    return ImageOps.expand(picture, 40, (255, 255, 255))


def marked(picture: Image.Image) -> Image.Image:
    changed = picture.copy()
    ImageDraw.Draw(changed).text((20, 20), "@kanal_example", fill=(255, 255, 255))
    return changed


def in_a_chat(picture: Image.Image) -> Image.Image:
    chat = Image.new("RGB", (720, 1080), (24, 34, 45))
    draw = ImageDraw.Draw(chat)
    draw.rectangle((0, 0, 720, 80), fill=(36, 48, 62))
    for line in range(8):
        draw.text((40, 780 + 30 * line), "смотрите, что делается" * 2, fill=(240, 240, 240))
    chat.paste(picture.resize((600, 450)), (40, 240))
    return chat


@pytest.mark.parametrize(
    "sent_on",
    [compressed, small, cut, bright, grey, bordered, marked, ImageOps.mirror, in_a_chat],
)
def test_a_picture_that_was_sent_on_looks_like_itself_and_like_no_other(
    sent_on: Callable[[Image.Image], Image.Image], gallery: Gallery[int]
) -> None:
    for number in range(5):
        changed = compressed(sent_on(photo(number)))
        assert gallery.like(sought(changed)) == [number]


def test_a_picture_that_nobody_has_kept_looks_like_none(gallery: Gallery[int]) -> None:
    for number in range(OTHERS, OTHERS + 30):
        other = photo(number)
        assert gallery.like(sought(other)) == []


@pytest.mark.parametrize("colour", [0, 128, 255])
def test_a_picture_without_anything_in_it_has_no_look_of_its_own(colour: int) -> None:
    assert kept(Image.new("RGB", (640, 480), (colour,) * 3)) == ()


@pytest.mark.parametrize("size", [(1, 1), (640, 8), (30, 480), (63, 63)])
def test_what_is_too_small_to_look_at_has_none(size: tuple[int, int]) -> None:
    assert kept(photo(1).resize(size)) == ()


@given(st.integers(64, 300), st.integers(64, 300), st.integers(0, 50))
def test_a_picture_of_any_shape_has_fingerprints_or_none_and_raises_nothing(
    width: int, height: int, number: int
) -> None:
    picture = photo(number, width, height)
    assert all(len(one.phash) == 8 and len(one.pdq) == 32 for one in kept(picture))


@pytest.mark.parametrize("number", PDQS)
def test_pdq_is_what_the_algorithms_own_program_makes(number: int) -> None:
    colours = np.asarray(photo(number, 512, 384), np.float32)
    assert pdq(colours @ np.array([0.299, 0.587, 0.114], np.float32)) == (
        bytes.fromhex(PDQS[number]),
        100,
    )


def test_an_empty_gallery_holds_nothing_alike() -> None:
    assert Gallery[int]([]).like(FULL.pictures) == []


@given(st.binary(min_size=8, max_size=8), st.binary(min_size=32, max_size=32))
def test_a_fingerprint_is_read_as_it_is_written(phash: bytes, pdq_bits: bytes) -> None:
    one = Fingerprint(phash, pdq_bits)
    assert fingerprint_in(str(one)) == one


@given(st.text())
def test_what_is_no_fingerprint_is_none(text: str) -> None:
    assert fingerprint_in(text) is None
