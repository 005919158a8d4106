"""A post of the desk's channel that a reader sends to the bot: forwarded, or copied."""

from typing import Any

import pytest

from domain.debunk import Debunk, Verdict
from domain.deed import Deed
from handlers.kit.card import verdict_words
from sandbox import Person, Sandbox
from sandbox.chats import Chat
from sandbox.origins import Channel
from storage.store import Store
from tests.kit.a_fish import AT
from tests.kit.desk_channel import NAME, changed, posted, posts
from tests.kit.desk_room import PEOPLE
from tests.kit.draft_walk import say
from tests.kit.staff import RU


async def sent(reader: Person, channel: Chat, text: str, how: str) -> str:
    """Send a post's text to the bot, and return what it says."""
    if how == "copied":
        return (await say(reader, text)).text
    origin = Channel("Рас па", NAME, posts(channel)[0]["message_id"], channel.id)
    return (await reader.reply_to(await reader.forward(text, origin))).text


@pytest.mark.parametrize("how", ["forwarded", "copied"])
async def test_it_is_known_as_the_desks_and_said_what_became_of_it(
    boss: Person,
    telegram: Sandbox,
    store: Store,
    fish: Debunk,
    channel: Chat,
    post: dict[str, Any],
    how: str,
) -> None:
    reader = telegram.person("Дана", language="ru")
    await store.readers.set_language(PEOPLE.hash(reader.id), "ru")
    first = post["text"]
    assert await sent(reader, channel, first, how) == RU("own-card")
    after = await changed(store, fish, "Нашли снимок", verdict=Verdict.MISLEADING)
    await say(boss, "/help")
    corrected = (await posted(channel, "Нашли снимок"))["text"]
    assert await sent(reader, channel, corrected, how) == RU("own-card")
    old, new = (verdict_words(one, RU) for one in (fish.verdict, Verdict.MISLEADING))
    told = RU("told-new-verdict", old=old, new=new)
    assert told in await sent(reader, channel, first, how)
    deed = Deed(1, AT, reason="Снимок поддельный")
    await store.publishing.retract("fish", base=after.version, deed=deed)
    await say(boss, "/help")
    withdrawn = (await posted(channel, RU("channel-retracted")))["text"]
    for text in (first, corrected, withdrawn):
        assert RU("own-card-withdrawn") in await sent(reader, channel, text, how)


async def test_another_post_of_the_channel_is_a_strangers(
    telegram: Sandbox, channel: Chat, post: dict[str, Any]
) -> None:
    reader = telegram.person("Дана", language="ru")
    origin = Channel("Рас па", NAME, post["message_id"] + 1, channel.id)
    words = "Сегодня в городе откроют новую библиотеку для детей"
    answer = await reader.reply_to(await reader.forward(words, origin))
    assert answer.text != RU("own-card")
