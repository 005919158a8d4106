"""What was deleted leaves SQLite's files: the log is emptied, the file written anew where needed.

`secure_delete` overwrites a row where it stands, and knows nothing of two places more: older copies
of a page in the write-ahead log, and what is left in a page whose rows SQLite moved to another.
"""

from storage.engine.errors import StoreError
from storage.engine.sqlite import Connection

AT_ONCE = 32 << 20
"""Bytes of a store that is written anew as soon as something is deleted: in about a second."""

_PATIENCE = 0.25


async def mark(writer: Connection) -> None:
    """Note, inside the transaction that deletes, that the file is to be written anew."""
    count = await writer.value("PRAGMA user_version")
    await writer.run(f"PRAGMA user_version = {int(count) % 1_000_000 + 1}")


async def erase(writer: Connection, largest: int | None) -> bool:
    """Write the file anew if something was deleted since; return whether that was done.

    One of more than `largest` bytes is left for later. Raises a `StoreError`.
    """
    count = await writer.value("PRAGMA user_version")
    pages = await writer.value("PRAGMA page_count")
    size = await writer.value("PRAGMA page_size")
    if not count or (largest is not None and pages * size > largest):
        return False
    await writer.run("VACUUM")
    await writer.run("BEGIN IMMEDIATE")
    # Another process may have deleted meanwhile.
    if await writer.value("PRAGMA user_version") == count:
        await writer.run("PRAGMA user_version = 0")
    await writer.run("COMMIT")
    return True


async def empty_log(writer: Connection, busy_timeout: float) -> bool:
    """Fold the log into the file and cut it to nothing; False while someone reads what it was."""
    await writer.wait_for_locks(_PATIENCE)
    try:
        rows = await writer.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return not rows[0][0]
    except StoreError:
        return False
    finally:
        await writer.wait_for_locks(busy_timeout)
