"""Which updates are being handled, for what is written meanwhile."""

from contextvars import ContextVar
from dataclasses import dataclass

from storage.engine.contract import Connection


@dataclass(slots=True)
class Handled:
    """Rows of the inbox, and whether what they ask for has been done (or at least been tried)."""

    rows: tuple[int, ...] = ()
    acted: bool = False


HANDLED: ContextVar[Handled | None] = ContextVar("handled", default=None)
"""What whatever is written now comes from."""


async def mark_acted(connection: Connection) -> None:
    """Say, inside the transaction that does it, that what the updates ask for is done.

    So it is not done once more by who finds them unfinished.
    """
    handled = HANDLED.get()
    if handled is None:
        return
    handled.acted = True
    if handled.rows:
        await connection.run("UPDATE inbox SET acted = 1 WHERE id = ANY (?1)", list(handled.rows))
