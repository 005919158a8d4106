"""What fails in the desk's own channel is told to the chief; nothing is posted twice or lost."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from bot.settings import Settings
from domain.debunk import Debunk, Verdict
from domain.deed import Deed
from handlers.kit.card import verdict_words
from sandbox import Person, Sandbox
from sandbox.chats import Chat
from storage.debunks.channel_posts import PostState
from storage.store import Store
from tests.kit.a_fish import AT, FISH
from tests.kit.desk_channel import LABEL, NAME, changed, out, posted, posts, told, with_button
from tests.kit.draft_walk import say
from tests.kit.staff import RU

Running = Callable[..., AbstractAsyncContextManager[asyncio.Event]]


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        ("kicked", "rights"),
        ("may not post", "rights"),
        ("renamed", "no-chat"),
        ("refused", "refused"),
    ],
)
async def test_a_post_that_is_refused_is_told_to_the_chief_who_can_post_it_again(
    boss: Person,
    telegram: Sandbox,
    store: Store,
    fish: Debunk,
    channel: Chat,
    trouble: str,
    why: str,
) -> None:
    page = await say(boss, "/channel fish")
    match trouble:
        case "kicked":
            channel.closed = True
        case "may not post":
            channel.rights[telegram.world.bot["id"]] = {"can_post_messages": False}
        case "renamed":
            channel.shape["username"] = "other_name"
        case _:
            telegram.fault("sendMessage", status=400, chat_id=channel.id, times=1)
    await boss.press(page, LABEL)
    await told(boss, RU(f"channel-failed-{why}", id="fish"))
    assert posts(channel) == []
    assert await store.channel_posts.of("fish") is None
    channel.closed = False
    channel.rights.clear()
    channel.shape["username"] = NAME
    again = await say(boss, "/channel fish")
    await boss.press(again, LABEL)
    await out(store)
    assert len(posts(channel)) == 1


@pytest.mark.parametrize(
    ("trouble", "why", "state"),
    [
        ("kicked", "rights", PostState.POSTED),
        ("may not edit", "old", PostState.POSTED),
        ("deleted", "gone", PostState.GONE),
    ],
)
async def test_a_correction_that_cannot_reach_the_post_is_told_to_who_made_it(
    boss: Person,
    telegram: Sandbox,
    store: Store,
    fish: Debunk,
    channel: Chat,
    post: dict[str, Any],
    trouble: str,
    why: str,
    state: PostState,
) -> None:
    match trouble:
        case "kicked":
            channel.closed = True
        case "may not edit":
            no = {"can_post_messages": False, "can_edit_messages": False}
            channel.rights[telegram.world.bot["id"]] = no
        case _:
            channel.remove(post["message_id"])
    await changed(store, fish, "Нашли снимок", verdict=Verdict.MISLEADING)
    await say(boss, "/help")
    await told(boss, RU(f"channel-failed-{why}", id="fish"))
    found = await store.channel_posts.of("fish")
    assert found is not None
    assert found.state is state
    channel.closed = False
    channel.rights.clear()
    page = await say(boss, "/channel fish")
    if state is PostState.GONE:
        await told(boss, RU("channel-gone"))
        page = await with_button(boss)
        await boss.press(page, LABEL)
    else:
        await boss.press(page, RU("channel-button-follow"))
    one = await posted(channel, verdict_words(Verdict.MISLEADING, RU))
    assert ("Нашли снимок" in one["text"]) is (state is PostState.POSTED)


async def test_a_post_of_which_nobody_knows_whether_it_arrived_is_not_sent_again_unasked(
    boss: Person, telegram: Sandbox, store: Store, fish: Debunk, channel: Chat
) -> None:
    telegram.fault("sendMessage", drop=True, after=True, chat_id=channel.id, times=1)
    page = await say(boss, "/channel fish")
    await boss.press(page, LABEL)
    await told(boss, RU("channel-failed-unclear", id="fish"))
    assert len(posts(channel)) == 1
    warned = await say(boss, "/channel fish")
    assert warned.text == RU("channel-unclear")
    await changed(store, fish, "Нашли снимок", verdict=Verdict.MISLEADING)
    await say(boss, "/help")
    assert len(posts(channel)) == 1


async def test_a_post_that_was_on_its_way_when_the_bot_died_is_not_sent_twice(
    boss: Person,
    telegram: Sandbox,
    store: Store,
    desk_settings: Settings,
    running: Running,
    channel: Chat,
) -> None:
    async with running(desk_settings):
        await say(boss, "/mods")
    fish = await store.publishing.save(FISH, base=None, deed=Deed(1, AT))
    await store.channel_posts.ask(fish, ("ru",), f"@{NAME}", Deed(1, AT))
    due = await store.outbox.next(AT)
    assert due
    assert await store.outbox.begin(due)
    async with running(desk_settings):
        await told(boss, RU("channel-failed-unclear", id="fish"))
    assert posts(channel) == []
    found = await store.channel_posts.of("fish")
    assert found is not None
    assert found.state is PostState.UNCLEAR
