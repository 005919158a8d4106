"""A film -> a few of its frames, those that show something new."""

import io
from collections.abc import Iterator
from contextlib import closing
from time import monotonic

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image, ImageChops, ImageStat

from media.recordings.opening import CannotPlayError, open_recording
from media.seen import MediaTrouble
from media.unpacked import Unpacked

_FRAMES = 5
"""Places in a film that are looked at: its begin, its end, and between them."""
_LARGEST = 40_000_000
"""Pixels that a frame may have."""
_SIDE = 1_280
_SECONDS = 8.0
_FRAMES_TRIED = 60
"""Frames that are decoded to reach the first that can be shown."""
_NEW = 6.0
"""How much two frames differ, of 255, that do not show the same."""
_GLANCE = (32, 32)
_BEGIN = 0.5
"""Seconds into a film at which its title has faded in."""


def frames_of(content: bytes) -> Unpacked:
    """Return frames of a film as JPEGs; DAMAGED where none can be seen, else as `Unpacked` says.

    A film of 0 seconds has one frame. One without pictures has none, and that is no trouble.
    """
    try:
        with closing(open_recording(content)) as film:
            return _frames(film, monotonic() + _SECONDS)
    except CannotPlayError:
        return Unpacked(trouble=MediaTrouble.DAMAGED)


def _frames(film: InputContainer, until: float) -> Unpacked:
    if not film.streams.video:
        return Unpacked()
    stream = film.streams.video[0]
    if stream.width * stream.height > _LARGEST:
        return Unpacked(trouble=MediaTrouble.TOO_LARGE)
    stream.codec_context.thread_count = 1
    pictures: list[bytes] = []
    seen: list[Image.Image] = []
    trouble: MediaTrouble | None = None
    for place in _places(film, stream):
        if monotonic() > until:
            trouble = MediaTrouble.TOOK_LONG
            break
        try:
            frame = _frame_at(film, stream, place)
        except (av.FFmpegError, ValueError, MemoryError):
            trouble = MediaTrouble.DAMAGED
            continue
        if frame is None:
            continue
        if frame.width * frame.height > _LARGEST:
            return Unpacked(pictures=tuple(pictures), trouble=MediaTrouble.TOO_LARGE)
        image = _image(frame)
        glance = image.convert("L").resize(_GLANCE)
        if any(_differ(glance, other) < _NEW for other in seen):
            continue
        seen.append(glance)
        pictures.append(_encoded(image))
    if not pictures:
        return Unpacked(trouble=trouble or MediaTrouble.DAMAGED)
    return Unpacked(pictures=tuple(pictures), trouble=trouble)


def _places(film: InputContainer, stream: VideoStream) -> Iterator[float]:
    """Yield the seconds to look at: the middle and the begin say more than the end."""
    if stream.duration and stream.time_base:
        length = float(stream.duration * stream.time_base)
    else:
        length = (film.duration or 0) / av.time_base
    if length <= _BEGIN:
        yield 0.0
        return
    yield min(_BEGIN, length / 2)
    step = length / (_FRAMES - 1)
    order = sorted(range(1, _FRAMES), key=lambda at: abs(at - _FRAMES // 2))
    for at in order:
        yield min(at * step, length - _BEGIN / 2)


def _frame_at(film: InputContainer, stream: VideoStream, second: float) -> VideoFrame | None:
    """Return the frame at a second, or the nearest key frame before it where that is far."""
    if stream.time_base and second:
        start = stream.start_time or 0
        film.seek(start + int(second / stream.time_base), stream=stream)
    found = None
    for tried, frame in enumerate(film.decode(stream)):
        found = frame
        at = frame.time
        if at is None or at >= second or tried >= _FRAMES_TRIED:
            break
    return found


def _image(frame: VideoFrame) -> Image.Image:
    scale = min(1.0, _SIDE / max(frame.width, frame.height))
    width, height = max(2, int(frame.width * scale)), max(2, int(frame.height * scale))
    shown = frame.reformat(width=width, height=height, format="rgb24").to_ndarray()
    # A phone held upright films on its side, and says so.
    return Image.fromarray(shown).rotate(frame.rotation, expand=True)


def _encoded(image: Image.Image) -> bytes:
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=92)
    return kept.getvalue()


def _differ(one: Image.Image, other: Image.Image) -> float:
    mean: float = ImageStat.Stat(ImageChops.difference(one, other)).mean[0]
    return mean
