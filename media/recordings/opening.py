"""A film or a sound -> opened by PyAV, in the one form that its first bytes show."""

import io

import av
from av.container import InputContainer

_FORMS = (
    (b"\x1aE\xdf\xa3", "matroska"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"fLaC", "flac"),
    (b"\xff\xf1", "aac"),
    (b"\xff\xf9", "aac"),
    (b"\xff", "mp3"),
    (b"#!AMR", "amr"),
    (b"GIF8", "gif"),
)
_ATOMS = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"})
_RIFF = {b"AVI ": "avi", b"WAVE": "wav"}


class CannotPlayError(Exception):
    """A file is no film and no sound, or is damaged."""


def open_recording(content: bytes) -> InputContainer:
    """Open a film or a sound. Raises CannotPlayError.

    The form is never guessed: a list of addresses is a film to FFmpeg, which would fetch them.
    """
    form = "mov" if content[4:8] in _ATOMS else _RIFF.get(content[8:12], "")
    form = form or next((name for head, name in _FORMS if content.startswith(head)), "")
    if not form:
        raise CannotPlayError
    try:
        # Nothing that a file refers to is opened.
        options = {"protocol_whitelist": "none"}
        return av.open(io.BytesIO(content), "r", format=form, options=options)
    except (av.FFmpegError, ValueError, MemoryError) as error:
        raise CannotPlayError from error
