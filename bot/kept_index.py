"""The index of the debunks in a file beside the store: where it stands, and when it is written."""

import asyncio
import logging
from pathlib import Path

from matching.matcher import Matcher
from matching.search.kept_library import KeptLibrary
from storage.engine.errors import StoreError
from storage.store import Store

ENDING = ".index"
"""What the file's name has more than the store's."""
_FIRST_SECONDS = 10.0
_SECONDS = 60.0
_LONGEST_SECONDS = 3_600.0

_log = logging.getLogger(__name__)


def index_of(database: Path) -> Path:
    """Return where the index of a store is kept."""
    return database.with_name(database.name + ENDING)


def kept_index(database: Path, store: Store) -> KeptLibrary | None:
    """Return what keeps the store's index, where its mark can be noted in the store."""
    return KeptLibrary(index_of(database), store.index_marks) if store.writable else None


async def keep_index(matcher: Matcher) -> None:
    """Have the index written whenever it is due, without end."""
    pause = _FIRST_SECONDS
    while True:
        await asyncio.sleep(pause)
        try:
            await matcher.keep()
        except (StoreError, OSError) as error:
            # The next start takes longer, and nothing else comes of it.
            _log.warning("The index could not be kept: %s", type(error).__name__)
            pause = min(max(2 * pause, _SECONDS), _LONGEST_SECONDS)
        else:
            pause = _SECONDS
