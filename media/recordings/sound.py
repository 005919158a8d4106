"""A voice message, or the sound of a film -> samples for a transcriber."""

from collections.abc import Iterator
from contextlib import closing
from time import monotonic

import av
from av.audio.resampler import AudioResampler
from av.container import InputContainer

from media.recordings.opening import CannotPlayError, open_recording
from media.seen import MediaTrouble
from media.unpacked import Unpacked

RATE = 16_000
"""Samples a second."""
LONGEST_SECONDS = 300
"""Seconds of a recording that are listened to."""
_BYTES = 2
_SECONDS = 20.0


def sound_of(content: bytes) -> Unpacked:
    """Return the beginning of a recording as samples, of which there are none where it is silent
    film; TOO_LARGE where it is longer, DAMAGED where it cannot be played.
    """
    try:
        with closing(open_recording(content)) as recording:
            return _sound(recording, monotonic() + _SECONDS)
    except CannotPlayError:
        return Unpacked(trouble=MediaTrouble.DAMAGED)


def _sound(recording: InputContainer, until: float) -> Unpacked:
    if not recording.streams.audio:
        return Unpacked()
    most = LONGEST_SECONDS * RATE * _BYTES
    kept = bytearray()
    trouble: MediaTrouble | None = None
    try:
        for piece in _samples(recording):
            kept += piece
            if len(kept) > most:
                trouble = MediaTrouble.TOO_LARGE
                break
            if monotonic() > until:
                trouble = MediaTrouble.TOOK_LONG
                break
    except (av.FFmpegError, ValueError, MemoryError):
        trouble = MediaTrouble.DAMAGED
    if not kept:
        return Unpacked(trouble=trouble or MediaTrouble.DAMAGED)
    return Unpacked(sound=bytes(kept[:most]), trouble=trouble)


def _samples(recording: InputContainer) -> Iterator[bytes]:
    resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
    stream = recording.streams.audio[0]
    for frame in recording.decode(stream):
        for made in resampler.resample(frame):
            yield made.to_ndarray().tobytes()
    for made in resampler.resample(None):
        yield made.to_ndarray().tobytes()
