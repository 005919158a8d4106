"""The store's version: a number that grows with every transaction that changes debunks."""

from storage.engine.contract import Connection

CURRENT = "SELECT value FROM meta WHERE name = 'version'"


async def upcoming(connection: Connection) -> int:
    """Return the version that the transaction under way will leave, if it changes anything."""
    return int(await connection.value(CURRENT)) + 1


async def reach(connection: Connection, version: int) -> None:
    """Make it the store's version, inside the transaction that `upcoming` was asked in."""
    await connection.run("UPDATE meta SET value = ?1 WHERE name = 'version'", version)
