"""Every door of the desk, as it is declared: nobody passes whose role does not allow it."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest
from telegram import Bot

from domain.debunk import Debunk
from domain.deed import Deed
from domain.moderator import Role
from formats.interchange import format_line
from handlers import DOORS
from handlers.kit.doors import Door
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.a_fish import AT, FISH
from tests.kit.draft_walk import say
from tests.kit.staff import RU, enlisted
from tests.kit.waiting import until

pytestmark = pytest.mark.usefixtures("desk")
CHIEFS = [door for door in DOORS if door.role is Role.CHIEF]
LINK = "case-1"
QUESTIONS = {"queue": ("🔎 №1",), "publish": ("↩ №1", "✕ №1")}
"""What the questions begin with that replies to a door answer."""


def typed_ways(door: Door) -> list[str]:
    """Return what is typed to come in by a door."""
    return [*(f"/{command}" for command in door.commands), *(f"/start {LINK}" for _ in door.links)]


async def any_message(person: Person) -> Message:
    """Return a message of the bot's, for a forged button to stand under."""
    return await person.reply_to(await person.send("/help"))


async def question_to(person: Person, telegram: Sandbox, question: str) -> Message:
    """Return a question that the bot has asked this person, as of an earlier day."""
    await any_message(person)
    async with Bot(telegram.token, f"{telegram.url}/bot") as bot:
        sent = await bot.send_message(person.id, question)
    return next(one for one in person.received() if one.message_id == sent.message_id)


async def ways_in(person: Person, door: Door, telegram: Sandbox) -> list[str]:
    """Try every way in by a door; return what the bot says to each."""
    said = [(await person.reply_to(await person.send(way))).text for way in typed_ways(door)]
    for _, question in zip(door.replies, QUESTIONS.get(door.name, ()), strict=True):
        words = await person.send("рыба", reply_to=await question_to(person, telegram, question))
        said.append((await person.reply_to(words)).text)
    under = await any_message(person)
    notes = [await person.press_data(under, f"{door.name}.{verb}:1") for verb in door.presses]
    return said + [note.text or "" for note in notes]


def as_to_a_stranger(door: Door) -> list[str]:
    return (
        [RU("unknown-command")] * len(door.commands)
        + [RU("link-unknown")] * len(door.links)
        + [RU("unknown-command")] * len(door.replies)
        + [RU("stale-button")] * len(door.presses)
    )


async def refusals(moderator: int, store: Store) -> Counter[str]:
    """Return what a moderator was refused, as the audit has it."""
    entries = await store.audit.of(f"moderator:{moderator}")
    return Counter(e.details["asked"] for e in entries if e.action == "refused")


async def test_every_door_is_known_by_its_name_and_every_command_by_one_door() -> None:
    assert max(Counter(door.name for door in DOORS).values()) == 1
    assert max(Counter(command for door in DOORS for command in door.commands).values()) == 1
    assert all(len(set(door.presses)) == len(door.presses) for door in DOORS)
    assert all((door.press is not None) == bool(door.presses) for door in DOORS)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
async def test_a_stranger_finds_no_door_and_is_counted(
    door: Door, telegram: Sandbox, store: Store
) -> None:
    stranger = telegram.person("Дана", language="ru")
    said = await ways_in(stranger, door, telegram)
    assert said == as_to_a_stranger(door)

    async def counted() -> bool:
        counts = await store.counts.between("2000-01-01", "2100-01-01")
        return counts.get("stranger-at-the-desk") == len(said)

    await until(counted)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
async def test_who_has_left_the_desk_finds_no_door_and_each_try_is_written_down(
    door: Door, telegram: Sandbox, boss: Person, store: Store
) -> None:
    await any_message(boss)
    left = await enlisted(telegram, store, "Серік", Role.OWNER)
    row = next(one for one in await store.moderators.all() if one.id != 1)
    await store.moderators.set_role(row.id, None, was=Role.OWNER, deed=Deed(1, 0))
    said = await ways_in(left, door, telegram)
    assert said == as_to_a_stranger(door)
    assert (await refusals(row.id, store)).total() == len(said)


async def test_what_who_has_left_sends_goes_to_no_draft_and_into_no_file(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    await any_message(boss)
    left = await enlisted(telegram, store, "Серік", Role.OWNER)
    row = next(one for one in await store.moderators.all() if one.id != 1)
    await say(left, "/add")
    written = await left.send("В реке видели сома размером с автобус")
    await left.reply_to(written)
    drafts = await store.drafts.open_of(row.id)
    await store.moderators.set_role(row.id, None, was=Role.OWNER, deed=Deed(1, 0))
    for words in ["Сом цел и невредим", "Утверждение: сом ожил\nВердикт: фейк"]:
        assert await say(left, words)
    await left.edit(written, "В реке видели двух сомов размером с автобус")
    assert (await left.next_reply()).text != RU("add-edited")
    await left.send_document(content=format_line(FISH).encode(), name="fish.jsonl")
    assert RU("document-read") in (await left.next_reply()).text
    assert await store.drafts.open_of(row.id) == drafts
    assert await store.debunks.get("fish") is None


@pytest.mark.parametrize("door", CHIEFS, ids=lambda door: door.name)
async def test_a_lower_role_is_refused_at_every_way_in_and_each_refusal_is_written_down(
    door: Door, telegram: Sandbox, boss: Person, store: Store
) -> None:
    await any_message(boss)
    editor = await enlisted(telegram, store, "Айгүл", Role.EDITOR)
    row = next(one for one in await store.moderators.all() if one.id != 1)
    said = await ways_in(editor, door, telegram)
    assert set(said) == {RU("desk-refused", role="chief")}
    (command,) = door.commands
    replied = [
        f"{reply.__module__.rpartition('.')[2]}.{reply.__name__}" for reply in door.replies.values()
    ]
    assert await refusals(row.id, store) == {
        f"{command}.{command}": 1,
        f"{command}.press": len(door.presses),
        **dict.fromkeys(replied, 1),
    }


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
async def test_the_least_role_that_a_door_takes_passes_it(
    door: Door, telegram: Sandbox, boss: Person, store: Store
) -> None:
    await any_message(boss)
    allowed = await enlisted(telegram, store, "Дәурен", door.role)
    row = next(one for one in await store.moderators.all() if one.id != 1)
    said = await ways_in(allowed, door, telegram)
    assert RU("desk-refused", role=str(door.role)) not in said
    assert RU("unknown-command") not in said
    assert await refusals(row.id, store) == {}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
async def test_what_no_button_of_a_door_asks_is_out_of_date(door: Door, boss: Person) -> None:
    note = await boss.press_data(await any_message(boss), f"{door.name}.nothing:1")
    assert note.text == RU("stale-button")


async def test_a_role_that_ends_while_a_press_waits_to_be_written_is_refused_in_words(
    telegram: Sandbox, store: Store, fish: Debunk
) -> None:
    chief = await enlisted(telegram, store, "Айгүл", Role.CHIEF)
    row = next(one for one in await store.moderators.all() if one.id != 1)
    page = await say(chief, "/add")
    under = await any_message(chief)
    drafts = await store.drafts.open_of(row.id)
    async with store._sessions.transaction() as connection:
        # Nobody else sees this before the block ends, and nobody else can write until then.
        await connection.run("UPDATE moderators SET role = NULL WHERE id = ?1", row.id)
        pressed = asyncio.create_task(chief.press_data(under, f"add.dropped:{drafts[0].id}"))
        await until(lambda: not telegram.pending)
    assert page
    assert (await pressed).text in {RU("desk-refused", role="editor"), RU("stale-button")}
    assert await store.drafts.open_of(row.id) == drafts
    assert (await refusals(row.id, store)).total() == 1


@pytest.mark.parametrize(
    ("role", "data", "needed", "asked"),
    [
        (Role.EDITOR, "past.do:{row},1,2", Role.CHIEF, "history.restore"),
        (Role.CHIEF, "mods.link:owner", Role.OWNER, "mods.link"),
        (Role.CHIEF, "mods.ask:1,none", Role.OWNER, "mods.ask"),
        (Role.CHIEF, "mods.set:1,none,owner", Role.OWNER, "mods.set"),
    ],
)
async def test_a_button_that_takes_more_than_its_door_refuses_and_it_is_written_down(
    role: Role, data: str, needed: Role, asked: str, telegram: Sandbox, store: Store, fish: Debunk
) -> None:
    lower = await enlisted(telegram, store, "Айгүл", role)
    row = next(one for one in await store.moderators.all() if one.id != 1)
    newer = replace(FISH, topics=("рыба",))
    now = await store.publishing.save(newer, base=fish.version, deed=Deed(1, AT))
    row_of_it = (await store.debunks.nums([fish.id]))[fish.id]
    note = await lower.press_data(await any_message(lower), data.format(row=row_of_it))
    assert note.text == RU("desk-refused", role=str(needed))
    assert await refusals(row.id, store) == {asked: 1}
    assert await store.debunks.get(fish.id) == now
    owner = await store.moderators.get(1)
    assert owner is not None
    assert owner.role is Role.OWNER
