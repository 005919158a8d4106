"""Every door of the desk, as it is declared: nobody passes whose role does not allow it."""

from collections import Counter

import pytest

from domain.moderator import Role
from handlers import DOORS
from handlers.kit.doors import Door
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.staff import RU, enlisted

pytestmark = pytest.mark.usefixtures("desk")
CHIEFS = [door for door in DOORS if door.role is Role.CHIEF]
LINK = "case-1"


def typed_ways(door: Door) -> list[str]:
    """Return what is typed to come in by a door."""
    return [*(f"/{command}" for command in door.commands), *(f"/start {LINK}" for _ in door.links)]


async def any_message(person: Person) -> Message:
    """Return a message of the bot's, for a forged button to stand under."""
    return await person.reply_to(await person.send("/help"))


async def ways_in(person: Person, door: Door) -> list[str]:
    """Try every way in by a door; return what the bot says to each."""
    said = [(await person.reply_to(await person.send(way))).text for way in typed_ways(door)]
    if door.press:
        note = await person.press_data(await any_message(person), f"{door.name}.one:1")
        said.append(note.text or "")
    return said


def as_to_a_stranger(door: Door) -> list[str]:
    return (
        [RU("unknown-command")] * len(door.commands)
        + [RU("link-unknown")] * len(door.links)
        + [RU("stale-button")] * (door.press is not None)
    )


async def test_every_door_is_known_by_its_name_and_every_command_by_one_door() -> None:
    assert max(Counter(door.name for door in DOORS).values()) == 1
    assert max(Counter(command for door in DOORS for command in door.commands).values()) == 1


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
async def test_a_stranger_finds_no_door(door: Door, telegram: Sandbox) -> None:
    stranger = telegram.person("Дана", language="ru")
    assert await ways_in(stranger, door) == as_to_a_stranger(door)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
async def test_who_has_left_the_desk_finds_no_door(
    door: Door, telegram: Sandbox, boss: Person, store: Store
) -> None:
    await any_message(boss)
    left = await enlisted(telegram, store, "Серік", Role.OWNER)
    row = next(one for one in await store.moderators.all() if one.id != 1)
    await store.moderators.set_role(row.id, None, was=Role.OWNER, by=1, at=0)
    assert await ways_in(left, door) == as_to_a_stranger(door)
    assert await store.audit.of(f"moderator:{row.id}", 1) != []
    assert "refused" not in {entry.action for entry in await store.audit.of(f"moderator:{row.id}")}


@pytest.mark.parametrize("door", CHIEFS, ids=lambda door: door.name)
async def test_a_lower_role_is_refused_at_every_way_in_and_each_refusal_is_written_down(
    door: Door, telegram: Sandbox, boss: Person, store: Store
) -> None:
    await any_message(boss)
    editor = await enlisted(telegram, store, "Айгүл", Role.EDITOR)
    row = next(one for one in await store.moderators.all() if one.id != 1)
    said = await ways_in(editor, door)
    assert said == [RU("desk-refused", role="chief")] * (len(typed_ways(door)) + 1)
    refused = [e for e in await store.audit.of(f"moderator:{row.id}") if e.action == "refused"]
    assert len(refused) == len(said)
    assert len({entry.details["asked"] for entry in refused}) == len(said)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
async def test_the_least_role_that_a_door_takes_passes_it(
    door: Door, telegram: Sandbox, boss: Person, store: Store
) -> None:
    await any_message(boss)
    allowed = await enlisted(telegram, store, "Дәурен", door.role)
    row = next(one for one in await store.moderators.all() if one.id != 1)
    said = await ways_in(allowed, door)
    assert RU("desk-refused", role=str(door.role)) not in said
    assert RU("unknown-command") not in said
    refused = [e for e in await store.audit.of(f"moderator:{row.id}") if e.action == "refused"]
    assert refused == []
