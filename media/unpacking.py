"""A file that is no picture -> what is in it, taken out in a child process."""

from dataclasses import replace

from media import jobs
from media.apart import Apart, ApartError, ChildDiedError, JobFailedError, TookLongError
from media.kinds import FileKind
from media.seen import MediaTrouble
from media.unpacked import Unpacked, unpacked

_FIRST_SHARE = 0.7
_JOBS = {
    FileKind.TEXT: jobs.plain,
    FileKind.HTML: jobs.page,
    FileKind.PDF: jobs.pdf,
    FileKind.PACKED: jobs.letter,
    FileKind.FILM: jobs.frames,
}


async def unpack(apart: Apart, kind: FileKind, data: bytes, seconds: float) -> Unpacked:
    """Return what a file of a kind holds, within so many seconds; OTHER_KIND where none reads it.

    A sound is taken out by `sound_in`.
    """
    job = _JOBS.get(kind)
    if job is None:
        empty = kind is FileKind.EMPTY
        return Unpacked(trouble=MediaTrouble.DAMAGED if empty else MediaTrouble.OTHER_KIND)
    share = _FIRST_SHARE if job is jobs.pdf else 1.0
    try:
        return unpacked(await apart.run(job, data, {}, seconds=seconds * share))
    except (ApartError, ValueError) as error:
        trouble = trouble_of(error)
    if job is not jobs.pdf:
        return Unpacked(trouble=trouble)
    # One page that cannot be drawn within bounds leaves the words of all.
    try:
        left = seconds * (1 - _FIRST_SHARE)
        words = unpacked(await apart.run(jobs.pdf_words, data, {}, seconds=left))
    except (ApartError, ValueError):
        return Unpacked(trouble=trouble)
    return replace(words, trouble=trouble)


async def sound_in(apart: Apart, data: bytes, seconds: float) -> Unpacked:
    """Return the samples of a sound or a film, which has none where it is silent."""
    try:
        return unpacked(await apart.run(jobs.sound, data, {}, seconds=seconds))
    except (ApartError, ValueError) as error:
        return Unpacked(trouble=trouble_of(error))


def trouble_of(error: Exception) -> MediaTrouble:
    """Return what it means for a file that it was not read apart."""
    match error:
        case TookLongError():
            return MediaTrouble.TOOK_LONG
        case JobFailedError(kind="MemoryError" | "DecompressionBombError" | "TooLargeError"):
            return MediaTrouble.TOO_LARGE
        case ChildDiedError() | JobFailedError():
            return MediaTrouble.DAMAGED
        case _:
            return MediaTrouble.DAMAGED
