"""Invitations to the desk: each lets one person in, once, within its time."""

# The names say what is wrong with an invitation; "Error" would say it twice.
# ruff: noqa: N818

from domain.deed import Deed
from domain.moderator import Moderator, Newcomer, Role
from storage.desk.moderators import (
    ModeratorsError,
    check_may_change,
    load,
    put,
    record,
)
from storage.desk.roles import NotAllowed, role_of
from storage.engine.contract import Sessions


class InviteUnknown(ModeratorsError):
    """There is no such invitation."""


class InviteUsed(ModeratorsError):
    """Someone has come in with this invitation already."""


class InviteExpired(ModeratorsError):
    """The invitation's time is over."""


class InviteWithdrawn(ModeratorsError):
    """Who made the invitation may no longer invite to this role."""


class AlreadyModerator(ModeratorsError):
    """Who came with the invitation has this role or a higher one; the invitation stays unused."""


class Invites:
    """The invitations of a store, known by a hash of their token that the caller computes."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def add(self, token: bytes, role: Role, *, deed: Deed, expires: int) -> None:
        """Keep an invitation to a role, under a hash of its token. Raises NotAllowed."""
        async with self._sessions.transaction() as connection:
            await check_may_change(connection, deed.by, None, role)
            await connection.run(
                "INSERT INTO invites (token, role, made_by, made, expires) "
                "VALUES (?1, ?2, ?3, ?4, ?5)",
                token,
                role,
                deed.by,
                deed.at,
                expires,
            )
            await record(connection, deed, "moderator.invited", deed.by, role=role)

    async def accept(self, token: bytes, who: Newcomer, at: int) -> tuple[Moderator, int]:
        """Let someone in with an invitation; return them and the id of who invited them.

        Raises InviteUnknown, InviteUsed, InviteExpired, InviteWithdrawn, and AlreadyModerator for
        one whose role is not lower: an invitation raises a role but never lowers one.
        """
        async with self._sessions.transaction() as connection:
            rows = await connection.rows(
                "SELECT role, made_by, expires, used FROM invites WHERE token = ?1", token
            )
            if not rows:
                raise InviteUnknown
            role, made_by, expires, used = Role(rows[0][0]), *rows[0][1:]
            held = await connection.value(
                "SELECT role FROM moderators WHERE person = ?1", who.person
            )
            if held is not None and Role(held).allows(role):
                raise AlreadyModerator
            if used is not None:
                raise InviteUsed
            try:
                await check_may_change(connection, made_by, None, role)
            except NotAllowed:
                raise InviteWithdrawn from None
            if at >= expires:
                raise InviteExpired
            number = await put(connection, who, role, at)
            await connection.run(
                "UPDATE invites SET used = ?1, used_by = ?2 WHERE token = ?3", at, number, token
            )
            deed = Deed(number, at)
            await record(
                connection, deed, "moderator.accepted", number, role=role, invited_by=made_by
            )
            return await load(connection, number), made_by

    async def count_open(self, at: int) -> int:
        """Return how many invitations somebody could still come in with."""
        rows = await self._sessions.rows(
            "SELECT count(*) FROM invites WHERE used IS NULL AND expires > ?1", at
        )
        return int(rows[0][0])

    async def cancel(self, *, deed: Deed) -> int:
        """Delete the unused invitations that this moderator may give; return how many."""
        async with self._sessions.transaction() as connection:
            role = await role_of(connection, deed.by)
            if role is None:
                raise NotAllowed(Role.CHIEF)
            gone = 0
            for given in Role:
                if role.may_change(None, given):
                    gone += await connection.run(
                        "DELETE FROM invites WHERE used IS NULL AND role = ?1", given
                    )
            if gone:
                await record(
                    connection, deed, "moderator.invitations-cancelled", deed.by, number=gone
                )
            return gone
