"""Which updates are being handled, for what is written meanwhile."""

from contextvars import ContextVar

from storage.engine.contract import Connection

HANDLED: ContextVar[tuple[int, ...]] = ContextVar("handled", default=())
"""The rows of the inbox that whatever is written now comes from."""


async def mark_acted(connection: Connection) -> None:
    """Say, inside the transaction that does it, that what the updates ask for is done.

    So they are not done once more by who finds them unfinished.
    """
    if rows := HANDLED.get():
        await connection.run("UPDATE inbox SET acted = 1 WHERE id = ANY (?1)", list(rows))
