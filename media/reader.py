"""The one way in to files that people send: bytes -> what they show."""

import hashlib
import os
from collections import OrderedDict
from collections.abc import Hashable
from time import monotonic

from media.apart import Apart, ApartError, ChildDiedError, JobFailedError, TookLongError
from media.kinds import FileKind, kind_of
from media.pictures import reading
from media.pictures.tesseract import Installed, installed
from media.seen import MediaContents, MediaTrouble
from media.turns import FairTurns, TooManyWaitError

SECONDS = 20.0
"""How long one file may take, once it is its turn."""
_GRACE_SECONDS = 3.0
_KEPT, _KEPT_SECONDS = 500, 3600
_FOR_NOW = {MediaTrouble.TOOK_LONG, MediaTrouble.NO_READER}


class MediaReader:
    """Reads files apart from the bot, few at once and in turns that are fair to each asker.

    What was read is remembered for an hour, in memory alone, since the same picture goes from hand
    to hand. `program` is the name or path of tesseract.
    """

    def __init__(self, program: str = "tesseract", most: int | None = None) -> None:
        self._program = program
        self._apart = Apart()
        self._turns = FairTurns(most or min(4, max(2, os.cpu_count() or 1)))
        self._known: OrderedDict[bytes, tuple[MediaContents, float]] = OrderedDict()
        self._installed: Installed | None = None

    async def look(
        self, data: bytes, *, whose: Hashable, seconds: float = SECONDS
    ) -> MediaContents:
        """Return what a file shows; `whose` it is tells whose turn it takes. Never raises.

        It may take `seconds` from when it is its turn.
        """
        if seconds <= 0:
            return MediaContents(trouble=MediaTrouble.TOOK_LONG)
        digest = hashlib.sha256(data).digest()
        try:
            async with self._turns.turn(whose):
                if known := self._remembered(digest):
                    return known
                seen = await self._look(data, seconds)
        except TooManyWaitError:
            return MediaContents(trouble=MediaTrouble.TOOK_LONG)
        if seen.trouble not in _FOR_NOW:
            self._known[digest] = seen, monotonic()
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return seen

    async def close(self) -> None:
        """End what runs beside the bot."""
        await self._apart.close()

    async def _look(self, data: bytes, seconds: float) -> MediaContents:
        if kind_of(data) is not FileKind.PICTURE:
            return MediaContents(trouble=MediaTrouble.OTHER_KIND)
        self._installed = self._installed or await installed(self._program)
        if self._installed is None:
            return MediaContents(trouble=MediaTrouble.NO_READER)
        told = {**self._installed.as_json(), "seconds": seconds}
        try:
            made = await self._apart.run(reading.read, data, told, seconds=seconds + _GRACE_SECONDS)
        except ApartError as error:
            return MediaContents(trouble=trouble_of(error))
        return reading.seen_of(made)

    def _remembered(self, digest: bytes) -> MediaContents | None:
        while self._known and monotonic() - next(iter(self._known.values()))[1] > _KEPT_SECONDS:
            self._known.popitem(last=False)
        return self._known[digest][0] if digest in self._known else None


def trouble_of(error: ApartError) -> MediaTrouble:
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
