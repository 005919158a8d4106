"""The desk's people: roles, and someone who has one."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a moderator may do: each role may do all that those before it may."""

    EDITOR = "editor"
    CHIEF = "chief"
    OWNER = "owner"

    def allows(self, needed: "Role") -> bool:
        """Tell whether this role suffices where `needed` is asked for."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)

    def may_change(self, old: "Role | None", new: "Role | None") -> bool:
        """Tell whether this role may turn someone's role into another; None is no role.

        Owners may change every role, chiefs let editors in and out.
        """
        if self is Role.CHIEF:
            return old in (None, Role.EDITOR) and new in (None, Role.EDITOR)
        return self is Role.OWNER


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who comes to the desk: a keyed hash, and the Telegram id and name encrypted."""

    person: bytes
    sealed: bytes
    name: bytes


@dataclass(frozen=True, slots=True)
class Moderator:
    """One of the desk; `person` is a keyed hash, `sealed` and `name` are encrypted.

    `role` is None once it was taken away; `since` is when the role was last given, in seconds.
    """

    id: int
    person: bytes
    sealed: bytes
    name: bytes
    role: Role | None
    since: int
