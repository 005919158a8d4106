"""A library kept in a file beside its store, so that a start need not make it again."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from sys import byteorder
from threading import Event
from typing import Any, Protocol

from numpy.typing import NDArray

from matching.search.background import Background
from matching.search.library import Library
from matching.search.tables_file import Table, UnfitFileError, read_tables, write_tables

FORM = 1
"""Grows with whatever changes what stands in the tables, or what it means."""
LEAST = 5_000
"""Debunks from which on a file is kept: fewer are read from the store in some .3 s."""
SHARE = 50
"""The file is written again once one of so many debunks changed since,"""
OFTEN_SECONDS = 86_400.0
"""and after so long whatever changed: no longer are words kept that the store has no more."""

_log = logging.getLogger(__name__)


class Marks(Protocol):
    """A mark that a store keeps in itself, so that going back to an older state brings it back."""

    async def mark(self) -> str | None:
        """Return the mark, None where there is none."""
        ...

    async def put(self, mark: str) -> None:
        """Keep another mark instead."""
        ...


@dataclass(frozen=True, slots=True)
class AsKept:
    """A library as it was kept, and the name of the encoder of its vectors."""

    library: Library
    encoder: str | None


class KeptLibrary:
    """The file of one library, written by one program at a time.

    It is used only where the store holds the same mark. Each writing draws a new one, which gets
    into the store after the version that the file shows: so a store with the mark has all that the
    file has, and its changes since that version are all that it lacks. Another store, an older
    copy, a file that is torn or of another form: all that is thrown away, and nothing is lost.
    """

    def __init__(
        self,
        path: Path,
        marks: Marks,
        least: int = LEAST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = path
        self._new = path.with_name(path.name + ".new")
        self._marks = marks
        self._least = least
        self._clock = clock
        # How many changes the library had taken in when it was last written, and when that was.
        self._changed = 0
        self._written: float | None = None
        self._ending = Event()

    async def read(self, background: Background) -> AsKept | None:
        """Return the library of the file, or None where it cannot be used; then it is removed.

        Raises what the store raises.
        """
        mark = await self._marks.mark()
        return await asyncio.to_thread(self._read, background, mark)

    def is_due(self, library: Library) -> bool:
        """Tell whether the library is to be written: at first whatever changed, then in a while."""
        changed = library.changed - self._changed
        if library.count < self._least:
            return self._path.exists()
        if not changed:
            return False
        if self._written is None or changed * SHARE >= library.count:
            return True
        return self._clock() - self._written >= OFTEN_SECONDS

    async def write(self, library: Library, encoder: str | None) -> None:
        """Write the library, while posts are compared with it; its changes wait for the end.

        The file of a store that has become small is removed. Raises what the store raises, and
        OSError; the former file stays of use then.
        """
        if library.count < self._least:
            self._remove()
            return
        mark = secrets.token_hex(16)
        try:
            changed = await asyncio.to_thread(self._write, library, encoder, mark)
            await self._marks.put(mark)
            self._new.replace(self._path)
        except asyncio.CancelledError:
            self._ending.set()
            raise
        finally:
            self._new.unlink(missing_ok=True)
        self._changed, self._written = changed, self._clock()

    def _read(self, background: Background, mark: str | None) -> AsKept | None:
        try:
            about, tables = read_tables(self._path)
            if about["form"] != [FORM, byteorder]:
                raise UnfitFileError("it is of another form")
            if mark is None or about["mark"] != mark:
                raise UnfitFileError("it is of another state of the store")
            library = Library(background)
            library.read(tables, about["version"])
            return AsKept(library, about["encoder"])
        except FileNotFoundError:
            pass
        # Whatever is wrong with it, all that it holds is made again.
        except Exception as error:
            why = str(error) if isinstance(error, UnfitFileError) else type(error).__name__
            _log.warning("The kept index is made anew: %s", why)
            self._remove()
        with suppress(OSError):
            self._new.unlink(missing_ok=True)
        return None

    def _remove(self) -> None:
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _write(self, library: Library, encoder: str | None, mark: str) -> int:
        # One that was killed while it wrote.
        self._new.unlink(missing_ok=True)
        with library.still() as version:
            about = {
                "form": [FORM, byteorder],
                "mark": mark,
                "version": version,
                "encoder": encoder,
            }
            write_tables(self._new, about, self._going_on(library.tables()))
            return library.changed

    def _going_on(self, tables: Iterable[Table]) -> Iterator[Table]:
        for name, parts in tables:
            yield name, self._parts(parts)

    def _parts(self, parts: Iterable[NDArray[Any]]) -> Iterator[NDArray[Any]]:
        for part in parts:
            if self._ending.is_set():
                raise InterruptedError("the program ends")
            yield part
