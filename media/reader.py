"""The one way in to files that people send: bytes -> what they show."""

import asyncio
import hashlib
import logging
import os
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import replace
from time import monotonic

from media.apart import Apart, ApartError
from media.kinds import FileKind, kind_of
from media.merging import in_one
from media.pictures import reading
from media.pictures.tesseract import Installed, installed
from media.seen import MediaContents, MediaTrouble
from media.speech.pieces import samples_of
from media.speech.transcriber import CannotListenError, Transcriber
from media.turns import FairTurns, TooManyWaitError
from media.unpacking import sound_in, trouble_of, unpack

_log = logging.getLogger(__name__)
SECONDS = 20.0
"""How long one file may take, once it is its turn."""
_GRACE_SECONDS = 3.0
_KEPT, _KEPT_SECONDS = 500, 3600
_MOST_HELD = 8
"""Files that are fetched or read at once, of 20 MB at most."""
_LEAST_SECONDS = 1.0
_LISTENING_SECONDS = 60.0
"""A minute of speech takes a few seconds; five on a busy machine may take a minute."""
_FOR_NOW = {MediaTrouble.TOOK_LONG, MediaTrouble.NO_READER}


class MediaReader:
    """Reads files apart from the bot, few at once and in turns that are fair to each asker.

    What was read is remembered for an hour, in memory alone, since the same picture goes from hand
    to hand. `program` is the name or path of tesseract; without a `transcriber` nothing is listened
    to. Whoever fetches a file holds a turn in `room` meanwhile, so that few are in memory.
    """

    def __init__(
        self,
        program: str = "tesseract",
        most: int | None = None,
        transcriber: Transcriber | None = None,
    ) -> None:
        self._program = program
        self._transcriber = transcriber
        self._apart = Apart()
        self.room = FairTurns(_MOST_HELD)
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
        kind = kind_of(data)
        if kind is FileKind.PICTURE:
            return replace(await self._picture(data, seconds), kind=kind)
        until = monotonic() + seconds
        if kind is FileKind.SOUND:
            return replace(await self._sound(data, until), kind=kind)
        read = await self._unpacked(kind, data, until)
        if kind is FileKind.FILM and self._transcriber is not None:
            said = await self._sound(data, until)
            trouble = read.trouble or said.trouble
            text = "\n\n".join(filter(None, [said.text, read.text]))
            read = replace(read, text=text, trouble=trouble)
        return replace(read, kind=kind)

    async def _unpacked(self, kind: FileKind, data: bytes, until: float) -> MediaContents:
        """Read a file's text, and its pictures as pictures are read, the first of them first."""
        held = await unpack(self._apart, kind, data, until - monotonic() + _GRACE_SECONDS)
        texts, trouble = [held.text], held.trouble
        frames: list[MediaContents] = []
        for picture in held.pictures:
            left = until - monotonic()
            if left < _LEAST_SECONDS:
                trouble = trouble or MediaTrouble.TOOK_LONG
                break
            seen = await self._picture(picture, left)
            texts.append(seen.text)
            frames.append(seen)
            trouble = trouble or seen.trouble
            if seen.trouble is MediaTrouble.NO_READER:
                break
        text = in_one(texts) if held.pictures else held.text
        if text or kind is not FileKind.FILM:
            return MediaContents(text, trouble)
        return MediaContents(
            trouble=trouble,
            fingerprints=tuple(dict.fromkeys(f for one in frames for f in one.fingerprints)),
            sought=tuple(dict.fromkeys(f for one in frames for f in one.sought)),
        )

    async def _sound(self, data: bytes, until: float) -> MediaContents:
        """Listen to a recording; the transcriber, which cannot be stopped, ends in its thread."""
        if self._transcriber is None:
            return MediaContents(trouble=MediaTrouble.NO_READER)
        heard = await sound_in(self._apart, data, until - monotonic() + _GRACE_SECONDS)
        if not heard.sound:
            return MediaContents(trouble=heard.trouble)
        listening = asyncio.to_thread(self._transcriber.transcribe, samples_of(heard.sound))
        try:
            async with asyncio.timeout(max(_LISTENING_SECONDS, until - monotonic())):
                text = await listening
        except TimeoutError:
            return MediaContents(trouble=MediaTrouble.TOOK_LONG)
        except CannotListenError as error:
            _log.warning("A recording could not be listened to: %s", error)
            return MediaContents(trouble=MediaTrouble.NO_READER)
        return MediaContents(text, heard.trouble)

    async def _picture(self, data: bytes, seconds: float) -> MediaContents:
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
