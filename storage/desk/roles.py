"""Who may still do what: asked inside the transaction that does it."""

# The name says what is wrong with a deed; "Error" would say it twice.
# ruff: noqa: N818

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from domain.deed import Deed
from domain.errors import RaspaError
from domain.moderator import Role
from storage.engine.contract import Connection, Sessions
from storage.mail.handled import mark_acted


class NotAllowed(RaspaError):
    """Who acts may not do this, or no longer; nothing was changed. `needed` is the least role."""

    def __init__(self, needed: Role) -> None:
        super().__init__("Whoever does this has not the role for it.")
        self.needed = needed


async def role_of(connection: Connection, moderator: int | None) -> Role | None:
    """Return the role that a moderator has now, None for none."""
    held = await connection.value("SELECT role FROM moderators WHERE id = ?1", moderator)
    return Role(held) if held is not None else None


async def require(connection: Connection, deed: Deed, needed: Role) -> None:
    """Raise NotAllowed unless the deed's doer has this role, or is the operator or Raspa itself.

    A role may have been taken away since the handler looked.
    """
    if deed.by is None:
        return
    role = await role_of(connection, deed.by)
    if role is None or not role.allows(needed):
        raise NotAllowed(needed)


@asynccontextmanager
async def transaction_of(
    sessions: Sessions, deed: Deed, needed: Role = Role.EDITOR
) -> AsyncIterator[Connection]:
    """Give a transaction whose doer has the role that it needs. NotAllowed; see `Sessions`."""
    async with sessions.transaction() as connection:
        await require(connection, deed, needed)
        yield connection
        await mark_acted(connection)
