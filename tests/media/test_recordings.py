"""Films and sounds: a few frames, and samples, whatever is sent."""

import io

import pytest
from PIL import Image

from media.kinds import FileKind, kind_of
from media.recordings.film import frames_of
from media.recordings.sound import LONGEST_SECONDS, RATE, sound_of
from media.seen import MediaTrouble
from media.unpacked import Unpacked
from tests.kit.files_made import blank, film_of, voice_of

SCENES = [blank(colour) for colour in ("white", "red", "navy", "lime")]


def test_of_a_film_each_scene_is_seen_once() -> None:
    read = frames_of(film_of(SCENES, 3.0))
    assert read.trouble is None
    assert len(read.pictures) == len(SCENES)
    with Image.open(io.BytesIO(read.pictures[0])) as image:
        assert image.size == (640, 360)


def test_of_a_film_that_stands_still_one_frame_is_seen() -> None:
    assert len(frames_of(film_of([blank()], 8.0)).pictures) == 1


def test_a_film_of_no_length_has_one_frame() -> None:
    read = frames_of(film_of([blank()], 0.0))
    assert (len(read.pictures), read.trouble) == (1, None)


def test_a_moving_gif_is_a_film_too() -> None:
    kept = io.BytesIO()
    SCENES[0].save(kept, "GIF", save_all=True, append_images=SCENES[1:], duration=1000)
    assert len(frames_of(kept.getvalue()).pictures) > 1


def test_a_recording_without_pictures_shows_nothing_and_that_is_no_trouble() -> None:
    assert frames_of(voice_of(1.0)) == Unpacked()


def test_a_film_without_sound_is_silent_and_that_is_no_trouble() -> None:
    assert sound_of(film_of(SCENES)) == Unpacked()


@pytest.mark.parametrize("content", [b"", b"sandbox", b"\0\0\0\x18ftypmp42" + b"\0" * 500, b"OggS"])
def test_what_cannot_be_played_is_damaged(content: bytes) -> None:
    assert frames_of(content) == Unpacked(trouble=MediaTrouble.DAMAGED)
    assert sound_of(content) == Unpacked(trouble=MediaTrouble.DAMAGED)


def test_a_film_that_is_cut_off_is_damaged_and_no_more() -> None:
    whole = film_of(SCENES)
    assert frames_of(whole[: len(whole) // 2]).trouble is MediaTrouble.DAMAGED


def test_a_list_of_addresses_is_no_film() -> None:
    """FFmpeg would fetch what such a list names, from this machine's network or its disk."""
    listed = b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n"
    for content in (listed, b"ffconcat version 1.0\nfile /etc/hostname\n"):
        assert frames_of(content) == Unpacked(trouble=MediaTrouble.DAMAGED)


def test_a_voice_message_becomes_samples() -> None:
    read = sound_of(voice_of(3.0))
    assert read.trouble is None
    assert abs(len(read.sound) / 2 / RATE - 3.0) < 0.1


def test_of_a_long_recording_the_beginning_is_listened_to() -> None:
    read = sound_of(voice_of(LONGEST_SECONDS + 20))
    assert read.trouble is MediaTrouble.TOO_LARGE
    assert len(read.sound) == LONGEST_SECONDS * RATE * 2


def test_a_film_of_quicktime_s_that_tells_no_brand_is_a_film() -> None:
    wide = b"\0\0\0\x08wide"
    assert kind_of(wide + film_of(SCENES)) is FileKind.FILM
    assert frames_of(wide + film_of(SCENES)).trouble is not MediaTrouble.OTHER_KIND
    assert kind_of("для moov и mdat".encode()) is FileKind.TEXT
