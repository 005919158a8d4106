"""Whether a store can be written at this moment, found by writing."""

from pathlib import Path

from storage.engine.errors import StoreUnwritable
from storage.engine.sqlite import Connection, Mode
from storage.engine.sqlite_sessions import writing

_NOTHING_NEW = "UPDATE meta SET value = value WHERE name = 'version'"


async def write_nothing_new(path: Path, busy_timeout: float) -> None:
    """Write a value of the store's over itself, with a commit; `busy_timeout` is in seconds.

    Raises a `StoreError` where that cannot be done.
    """
    connection = await Connection.open(path, Mode.WRITE, busy_timeout)
    try:
        # Into the file itself only the bot writes, who looks whether it is still its own.
        await connection.rows("PRAGMA wal_autocheckpoint = 0")
        async with writing(connection):
            if not await connection.run(_NOTHING_NEW):
                raise StoreUnwritable(f"The store {path} lacks the value that is written.")
    finally:
        await connection.close()
