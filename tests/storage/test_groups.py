"""What is kept of groups and of what was said there, and when it goes."""

from dataclasses import replace

import pytest

from privacy.sealing import People
from storage.groups.answers import SAME_MESSAGE_SECONDS, GroupAnswer, SaidKind
from storage.store import Store
from storage.upkeep.retention import DAY, GONE_DAYS
from tests.kit.stored_desk import AT, asked

KEEP = 30
HOUR = 3_600
SAID = GroupAnswer(SaidKind.ANSWER, b"text", 5, 6, "aone:1", 7, AT)
MARK = replace(SAID, kind=SaidKind.MARK)


async def a_group(store: Store, name: bytes = b"chat") -> int:
    return (await store.groups.keep(name, b"sealed")).id


async def test_a_group_begins_with_answers_and_without_marks(fresh: Store) -> None:
    group = await fresh.groups.keep(b"chat", b"sealed")
    assert (group.answering, group.marks, group.lang, group.connected) == (True, 0, None, False)
    assert await fresh.groups.keep(b"chat", b"other") == group


async def test_what_was_chosen_is_kept(fresh: Store) -> None:
    number = await a_group(fresh)
    await fresh.groups.set_answering(number, False)
    await fresh.groups.set_marks(number, 6)
    await fresh.groups.set_language(number, "kk")
    await fresh.groups.connect(number)
    group = await fresh.groups.get(number)
    assert group is not None
    assert (group.answering, group.marks, group.lang, group.connected) == (False, 6, "kk", True)
    assert await fresh.groups.by_chat(b"chat") == group


async def test_settings_and_answers_follow_a_group_that_moves(fresh: Store) -> None:
    number = await a_group(fresh)
    await fresh.groups.set_language(number, "kk")
    await fresh.group_answers.note(number, SAID)
    await a_group(fresh, b"new")
    for _ in range(2):
        await fresh.groups.move(b"chat", b"new", b"sealed anew")
    moved = await fresh.groups.by_chat(b"new")
    assert moved is not None
    assert (moved.id, moved.lang, moved.sealed) == (number, "kk", b"sealed anew")
    assert await fresh.groups.by_chat(b"chat") is None
    # Messages have other numbers there, and the old ones lead nowhere.
    assert await fresh.group_answers.find(number, b"other", SAID.message, AT) == []
    assert [one.reply for one in await fresh.group_answers.find(number, b"text", 1, AT)] == [None]


@pytest.mark.parametrize(
    ("post", "message", "later", "found"),
    [
        (b"text", 99, 0, True),
        (b"other", 5, 0, True),
        (b"other", 99, 0, False),
        (b"text", 99, 12 * HOUR, False),
        (b"other", 5, 12 * HOUR, True),
        (b"other", 5, SAME_MESSAGE_SECONDS, False),
    ],
)
async def test_a_message_is_remembered_longer_than_its_text(
    fresh: Store, post: bytes, message: int, later: int, *, found: bool
) -> None:
    number = await a_group(fresh)
    await fresh.group_answers.note(number, SAID)
    known = await fresh.group_answers.find(number, post, message, AT + later)
    assert known == ([SAID] if found else [])


async def test_a_mark_is_put_once_and_so_many_an_hour(fresh: Store) -> None:
    number, other = await a_group(fresh), await a_group(fresh, b"other")
    take = fresh.group_answers.take_mark
    assert await take(number, MARK, 2)
    assert not await take(number, MARK, 2)
    assert not await take(number, replace(MARK, message=50), 2)
    assert not await take(number, replace(MARK, post=b"else"), 2)
    second = replace(MARK, post=b"second", message=51)
    assert await take(number, second, 2)
    third = replace(MARK, post=b"third", message=52)
    assert not await take(number, third, 2)
    assert await take(other, third, 2)
    assert await take(number, replace(third, at=AT + HOUR), 2)


async def test_no_mark_is_put_where_somebody_was_answered(fresh: Store) -> None:
    number = await a_group(fresh)
    await fresh.group_answers.note(number, SAID)
    assert not await fresh.group_answers.take_mark(number, MARK, 2)


async def test_what_was_said_goes_after_a_week(fresh: Store) -> None:
    number = await a_group(fresh)
    await fresh.group_answers.note(number, SAID)
    await fresh.retention.clean(AT + SAME_MESSAGE_SECONDS - 1, KEEP)
    assert len(await fresh._sessions.rows("SELECT id FROM group_answers")) == 1
    await fresh.retention.clean(AT + SAME_MESSAGE_SECONDS, KEEP)
    assert await fresh._sessions.rows("SELECT id FROM group_answers") == []
    assert await fresh.groups.get(number) is not None


async def test_a_group_that_the_bot_left_goes_after_a_month_unless_it_comes_back(
    fresh: Store,
) -> None:
    for name in (b"gone", b"back", b"asked"):
        await a_group(fresh, name)
        await fresh.groups.leave(name, AT)
        await fresh.groups.leave(name, AT + DAY)
    await fresh.groups.come_back(b"back")
    await a_group(fresh, b"asked")
    await fresh.retention.clean(AT + GONE_DAYS * DAY - 1, KEEP)
    assert await fresh.groups.by_chat(b"gone") is not None
    await fresh.retention.clean(AT + GONE_DAYS * DAY, KEEP)
    assert await fresh.groups.by_chat(b"gone") is None
    assert await fresh.groups.by_chat(b"back") is not None
    assert await fresh.groups.by_chat(b"asked") is not None


async def test_what_a_group_reported_goes_with_it_and_moves_with_it(fresh: Store) -> None:
    await a_group(fresh)
    reader = await fresh.readers.keep(b"chat", b"sealed", "ru")
    await asked(fresh, reader, 1)
    await fresh.groups.move(b"chat", b"new", b"sealed anew")
    moved = await fresh.readers.by_person(b"new")
    assert moved is not None
    assert (moved.id, moved.sealed) == (reader, b"sealed anew")
    await fresh.groups.leave(b"new", AT)
    await fresh.retention.clean(AT + GONE_DAYS * DAY - 1, KEEP)
    assert len(await fresh._sessions.rows("SELECT id FROM submissions")) == 1
    await fresh.retention.clean(AT + GONE_DAYS * DAY, KEEP)
    assert await fresh._sessions.rows("SELECT id FROM submissions") == []
    assert await fresh.readers.by_person(b"new") is None


async def test_a_forgotten_group_leaves_nothing(fresh: Store) -> None:
    number = await a_group(fresh)
    await fresh.group_answers.note(number, SAID)
    assert await fresh.groups.forget(b"chat")
    assert not await fresh.groups.forget(b"chat")
    assert await fresh._sessions.rows("SELECT id FROM group_answers") == []


async def test_groups_come_under_another_key_and_what_was_said_there_goes(fresh: Store) -> None:
    old, new = People(bytes(32)), People(bytes(range(32)))
    chat = -1_001_234_567_890
    group = await fresh.groups.keep(old.hash(chat), old.seal(chat))
    await fresh.groups.set_language(group.id, "kk")
    await fresh.group_answers.note(group.id, SAID)
    assert (await fresh.keys.rotate(old, new, [], AT)).groups == 1
    found = await fresh.groups.by_chat(new.hash(chat))
    assert found is not None
    assert found.lang == "kk"
    assert new.unseal(found.sealed, found.chat) == chat
    assert await fresh._sessions.rows("SELECT id FROM group_answers") == []
