"""Files of many pages, frames and minutes through the one way in, which opens them in children."""

import io
from collections.abc import AsyncIterator

import numpy as np
import pytest

from media.kinds import FileKind
from media.merging import in_one
from media.reader import MediaReader
from media.seen import MediaContents, MediaTrouble
from media.speech.transcriber import CannotListenError, Samples
from tests.kit.files_made import blank, docx_of, film_of, heavy_pdf, pdf_of, repacked, voice_of
from tests.kit.pictures import picture_of, saved

RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)


class HummingListener:
    """A transcriber of one skill: it tells how often a second somebody hums, to the hundred."""

    def transcribe(self, samples: Samples) -> str:
        if not samples.any():
            return ""
        spectrum = np.abs(np.fft.rfft(samples))
        pitch = float(spectrum.argmax()) * 16_000 / len(samples)
        return f"гудит на {round(pitch, -2):.0f}"


class BrokenListener:
    def transcribe(self, samples: Samples) -> str:
        raise CannotListenError("no model")


@pytest.fixture
async def reader() -> AsyncIterator[MediaReader]:
    opened = MediaReader()
    yield opened
    await opened.close()


async def test_a_letter_is_read_and_told_by_its_kind(reader: MediaReader) -> None:
    assert await reader.look(docx_of(RUMOUR), whose=1) == MediaContents(
        RUMOUR, None, FileKind.PACKED
    )
    assert await reader.look(pdf_of([RUMOUR]), whose=1) == MediaContents(RUMOUR, None, FileKind.PDF)


async def test_the_words_of_a_pdf_stay_where_one_of_its_pages_takes_for_ever(
    reader: MediaReader,
) -> None:
    heavy = heavy_pdf("Words of the first page", 5_000)
    assert len(heavy) < 300_000
    read = await reader.look(heavy, whose=1)
    assert read == MediaContents("Words of the first page", MediaTrouble.TOOK_LONG, FileKind.PDF)


async def test_a_bomb_leaves_the_reader_at_work(reader: MediaReader) -> None:
    bomb = repacked(docx_of(RUMOUR), {"word/media/a.png": bytes(150_000_000)})
    assert (await reader.look(bomb, whose=1)).trouble is MediaTrouble.TOO_LARGE
    assert (await reader.look(docx_of(RUMOUR), whose=1)).text == RUMOUR


async def test_a_caption_that_stays_through_a_film_is_read_once(reader: MediaReader) -> None:
    scene = picture_of(RUMOUR).convert("RGB")
    shown = scene.crop((0, 0, scene.width, scene.height // 2 * 2))
    other = shown.copy()
    other.paste("gray", (0, shown.height - 12, shown.width, shown.height))
    film = film_of([shown, other, blank("gray", shown.size), shown], 2.0)
    read = await reader.look(film, whose=1)
    assert read.kind is FileKind.FILM
    assert read.text.casefold().count("казахстан") == 1


async def test_what_is_said_is_heard_in_a_voice_message() -> None:
    reader = MediaReader(transcriber=HummingListener())
    read = await reader.look(voice_of(2.0, 400.0), whose=1)
    assert read == MediaContents("гудит на 400", None, FileKind.SOUND)
    await reader.close()


async def test_where_nothing_listens_or_can_a_recording_has_no_reader(
    reader: MediaReader,
) -> None:
    broken = MediaReader(transcriber=BrokenListener())
    for one in (reader, broken):
        read = await one.look(voice_of(1.0), whose=1)
        assert read == MediaContents("", MediaTrouble.NO_READER, FileKind.SOUND)
    await broken.close()


async def test_a_film_without_words_is_no_trouble(reader: MediaReader) -> None:
    read = await reader.look(film_of([blank()]), whose=1)
    assert (read.text, read.trouble, read.kind) == ("", None, FileKind.FILM)


async def test_without_tesseract_the_words_that_need_none_are_read() -> None:
    reader = MediaReader(program="no-such-program")
    assert (await reader.look(pdf_of([RUMOUR]), whose=1)).text == RUMOUR
    kept = io.BytesIO(saved(picture_of(RUMOUR)))
    film = await reader.look(film_of([blank()]), whose=1)
    picture = await reader.look(kept.getvalue(), whose=1)
    assert film.trouble is picture.trouble is MediaTrouble.NO_READER
    await reader.close()


def test_lines_that_were_read_a_little_differently_stand_once() -> None:
    told = in_one(["Срочно всем!\nВоду отключат в субботу", "Воду отключат в субб0ту\nПередайте"])
    assert told == "Срочно всем!\nВоду отключат в субботу\n\nПередайте"
    assert in_one(["", "Да\nДа"]) == "Да\nДа"
