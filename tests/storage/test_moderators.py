"""Roles: who may do what to whom, and that a desk keeps an owner."""

import asyncio

import pytest

from domain.deed import Deed
from domain.moderator import Moderator, Newcomer, Role
from storage.desk.moderators import LastOwner
from storage.desk.roles import NotAllowed
from storage.store import Store

AT = 1_800_000_000


async def an_owner(store: Store, name: bytes = b"owner") -> Moderator:
    return await store.moderators.ensure_owner(Newcomer(name, b"sealed", b"name"), AT)


async def someone(store: Store, name: bytes, role: Role) -> Moderator:
    owner = await an_owner(store)
    await store.invites.add(name, role, deed=Deed(owner.id, AT), expires=AT + 1)
    return (await store.invites.accept(name, Newcomer(name, b"sealed " + name, b"name"), AT))[0]


def test_each_role_may_do_what_those_below_may() -> None:
    assert [role.allows(Role.CHIEF) for role in Role] == [False, True, True]
    assert [Role.CHIEF.allows(role) for role in Role] == [True, True, False]


def test_an_editor_changes_no_role_and_a_chief_only_editors() -> None:
    every = [None, *Role]
    assert not any(Role.EDITOR.may_change(old, new) for old in every for new in every)
    assert all(Role.OWNER.may_change(old, new) for old in every for new in every)
    chief = {(old, new) for old in every for new in every if Role.CHIEF.may_change(old, new)}
    low = {None, Role.EDITOR}
    assert chief == {(old, new) for old in low for new in low}


async def test_an_owner_of_the_settings_is_made_once(fresh: Store) -> None:
    first = await an_owner(fresh)
    assert await an_owner(fresh) == first
    assert [one.action for one in await fresh.audit.of("moderator:1")] == [
        "moderator.owner-by-setting"
    ]


async def test_an_editor_whom_the_settings_name_becomes_an_owner_and_keeps_the_name(
    fresh: Store,
) -> None:
    editor = await someone(fresh, b"aya", Role.EDITOR)
    owner = await fresh.moderators.ensure_owner(Newcomer(b"aya", b"other", b""), AT + 5)
    assert (owner.id, owner.role, owner.name, owner.since) == (
        editor.id,
        Role.OWNER,
        b"name",
        AT + 5,
    )


async def test_the_list_goes_from_owners_to_editors_and_leaves_out_who_has_left(
    fresh: Store,
) -> None:
    editor = await someone(fresh, b"editor", Role.EDITOR)
    chief = await someone(fresh, b"chief", Role.CHIEF)
    gone = await someone(fresh, b"gone", Role.CHIEF)
    await fresh.moderators.set_role(gone.id, None, was=Role.CHIEF, deed=Deed(1, AT))
    assert [one.id for one in await fresh.moderators.all()] == [1, chief.id, editor.id]
    left = await fresh.moderators.by_person(b"gone")
    assert left is not None
    assert left.role is None


async def test_a_change_is_written_down_with_what_was_and_what_is(fresh: Store) -> None:
    editor = await someone(fresh, b"editor", Role.EDITOR)
    await fresh.moderators.set_role(editor.id, Role.CHIEF, was=Role.EDITOR, deed=Deed(1, AT + 7))
    entry = (await fresh.audit.of(f"moderator:{editor.id}"))[0]
    assert (entry.at, entry.moderator, entry.action) == (AT + 7, 1, "moderator.role")
    assert entry.details == {"old": "editor", "new": "chief"}


async def test_the_last_owner_stays(fresh: Store) -> None:
    await an_owner(fresh)
    for role in (None, Role.CHIEF):
        with pytest.raises(LastOwner):
            await fresh.moderators.set_role(1, role, was=Role.OWNER, deed=Deed(1, AT))
    assert [one.role for one in await fresh.moderators.all()] == [Role.OWNER]


async def test_two_owners_who_remove_each_other_at_once_leave_one(fresh: Store) -> None:
    await an_owner(fresh)
    other = await an_owner(fresh, b"other")
    results = await asyncio.gather(
        fresh.moderators.set_role(1, None, was=Role.OWNER, deed=Deed(other.id, AT)),
        fresh.moderators.set_role(other.id, None, was=Role.OWNER, deed=Deed(1, AT)),
        return_exceptions=True,
    )
    assert sum(isinstance(result, NotAllowed) for result in results) == 1
    assert len(await fresh.moderators.all()) == 1


async def test_a_change_decided_on_an_old_role_is_refused(fresh: Store) -> None:
    editor = await someone(fresh, b"editor", Role.EDITOR)
    with pytest.raises(NotAllowed):
        await fresh.moderators.set_role(editor.id, None, was=Role.CHIEF, deed=Deed(1, AT))


async def test_who_has_lost_their_role_changes_nothing_any_more(fresh: Store) -> None:
    chief = await someone(fresh, b"chief", Role.CHIEF)
    editor = await someone(fresh, b"editor", Role.EDITOR)
    await fresh.moderators.set_role(chief.id, None, was=Role.CHIEF, deed=Deed(1, AT))
    for change in (
        fresh.moderators.set_role(editor.id, None, was=Role.EDITOR, deed=Deed(chief.id, AT)),
        fresh.invites.add(b"token", Role.EDITOR, deed=Deed(chief.id, AT), expires=AT + 1),
        fresh.invites.cancel(deed=Deed(chief.id, AT)),
    ):
        with pytest.raises(NotAllowed):
            await change


async def test_a_refused_change_leaves_no_trace_in_the_audit(fresh: Store) -> None:
    await an_owner(fresh)
    with pytest.raises(LastOwner):
        await fresh.moderators.set_role(1, None, was=Role.OWNER, deed=Deed(1, AT))
    assert len(await fresh.audit.of("moderator:1")) == 1
