"""The desk's people: who may do what, and how they come in, rise, fall and leave."""

# The names say what is wrong with an invitation or a change; "Error" would say it twice.
# ruff: noqa: N818

from domain.deed import Deed
from domain.moderator import Moderator, Newcomer, Role
from storage.desk import audit
from storage.desk.roles import NotAllowed, role_of
from storage.engine.contract import Connection, Row, Sessions

_SELECT = "SELECT id, person, sealed, name, role, since FROM moderators"


class ModeratorsError(Exception):
    """What was asked for cannot be done to the desk's people; nothing was changed."""


class LastOwner(ModeratorsError):
    """A desk keeps at least one owner."""


class Moderators:
    """Those with a role, and those who had one: their rows stay so that deeds keep their doer."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def by_person(self, person: bytes) -> Moderator | None:
        """Return the one of this keyed hash, with a role or without one any more."""
        rows = await self._sessions.rows(f"{_SELECT} WHERE person = ?1", person)
        return _moderator(rows[0]) if rows else None

    async def get(self, moderator: int) -> Moderator | None:
        """Return the one of this id, with a role or without one any more."""
        rows = await self._sessions.rows(f"{_SELECT} WHERE id = ?1", moderator)
        return _moderator(rows[0]) if rows else None

    async def all(self) -> list[Moderator]:
        """Return those who have a role, the highest first, then by how long they have had it."""
        rows = await self._sessions.rows(f"{_SELECT} WHERE role IS NOT NULL ORDER BY since, id")
        ranks = list(Role)
        found = [_moderator(row) for row in rows]
        return sorted(found, key=lambda one: -ranks.index(one.role or Role.EDITOR))

    async def ensure_owner(self, who: Newcomer, at: int) -> Moderator:
        """Make someone an owner on the operator's word, and return them.

        A name that is kept already stays.
        """
        found = await self.by_person(who.person)
        if found and found.role is Role.OWNER:
            return found
        async with self._sessions.transaction() as connection:
            number = await put(connection, who, Role.OWNER, at)
            await record(connection, Deed(at=at), "moderator.owner-by-setting", number)
            return await load(connection, number)

    async def rename(self, moderator: int, name: bytes) -> None:
        """Keep how a moderator is called now."""
        async with self._sessions.transaction() as connection:
            await connection.run("UPDATE moderators SET name = ?1 WHERE id = ?2", name, moderator)

    async def set_role(
        self, moderator: int, role: Role | None, *, was: Role | None, deed: Deed
    ) -> Moderator:
        """Give a moderator another role, or none, and return them.

        `was` is the role that the change was decided on. Raises NotAllowed when that has changed
        meanwhile or its doer may not do it, LastOwner when nobody would be left to own the desk.
        """
        async with self._sessions.transaction() as connection:
            if await role_of(connection, moderator) is not was:
                raise NotAllowed(Role.CHIEF)
            await check_may_change(connection, deed.by, was, role)
            if was is Role.OWNER and role is not Role.OWNER:
                owners = "SELECT count(*) FROM moderators WHERE role = 'owner'"
                if await connection.value(owners) <= 1:
                    raise LastOwner
            await connection.run(
                "UPDATE moderators SET role = ?1, since = ?2 WHERE id = ?3",
                role,
                deed.at,
                moderator,
            )
            await _end_invites(connection, moderator, role, deed.at)
            await record(connection, deed, "moderator.role", moderator, old=was, new=role)
            return await load(connection, moderator)


async def _end_invites(connection: Connection, giver: int, role: Role | None, at: int) -> None:
    """End the unused invitations that someone may no longer give; a later rise revives none."""
    lost = [str(given) for given in Role if role is None or not role.may_change(None, given)]
    await connection.run(
        "UPDATE invites SET expires = ?1 "
        "WHERE made_by = ?2 AND used IS NULL AND expires > ?1 AND role = ANY (?3)",
        at,
        giver,
        lost,
    )


async def check_may_change(
    connection: Connection, by: int | None, old: Role | None, new: Role | None
) -> None:
    """Raise NotAllowed unless `by` has a role that may turn `old` into `new`."""
    # Asked inside the transaction: a role may have been taken away since the handler looked.
    role = await role_of(connection, by)
    if role is None or not role.may_change(old, new):
        raise NotAllowed(Role.OWNER if Role.OWNER in {old, new} else Role.CHIEF)


async def put(connection: Connection, who: Newcomer, role: Role, at: int) -> int:
    """Give someone a role, known before or not, and return their id; a name that is kept stays."""
    number = await connection.value(
        "INSERT INTO moderators (person, sealed, name, role, since) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (person) DO UPDATE SET role = excluded.role, since = excluded.since "
        "RETURNING id",
        who.person,
        who.sealed,
        who.name,
        role,
        at,
    )
    return int(number)


async def load(connection: Connection, moderator: int) -> Moderator:
    """Return the one of this id, who must be there."""
    rows = await connection.rows(f"{_SELECT} WHERE id = ?1", moderator)
    return _moderator(rows[0])


async def record(
    connection: Connection, deed: Deed, action: str, about: int | None, **details: object
) -> None:
    """Write down what was done with a moderator, inside the transaction that does it."""
    await audit.record(connection, deed, action, f"moderator:{about}", details)


def _moderator(row: Row) -> Moderator:
    number, person, sealed, name, role, since = row
    return Moderator(number, person, sealed, name, Role(role) if role else None, since)
