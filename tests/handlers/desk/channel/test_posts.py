"""The desk's own channel: what was shown is posted once, and follows what becomes of its debunk."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

from bot.settings import Settings
from domain.debunk import Debunk, Verdict
from domain.deed import Deed
from domain.moderator import Role
from handlers.kit.card import verdict_words
from sandbox import Person, Sandbox
from sandbox.chats import Chat
from storage.store import Store
from tests.kit.a_fish import AT, FISH
from tests.kit.desk_channel import LABEL, NAME, changed, out, posted, posts, told
from tests.kit.draft_walk import say
from tests.kit.staff import KK, RU, enlisted
from tests.kit.waiting import until

Running = Callable[..., AbstractAsyncContextManager[asyncio.Event]]


async def test_what_was_shown_is_what_is_posted_once_however_often_it_is_pressed(
    boss: Person, store: Store, fish: Debunk, channel: Chat
) -> None:
    page = await say(boss, "/channel fish")
    shown, entities = page.text, page.raw.get("entities")
    assert posts(channel) == []
    await boss.press(page, LABEL)
    await out(store)
    again = await say(boss, "/channel fish")
    assert again.text == "\n".join(
        [RU("channel-there", id="fish"), f"https://t.me/{NAME}/{posts(channel)[0]['message_id']}"]
    )
    (one,) = posts(channel)
    assert (one["text"], one.get("entities")) == (shown, entities)
    (entry, *_) = await store.audit.of("debunk:fish")
    assert (entry.action, entry.moderator) == ("posted", 1)
    assert RU("deed-posted") in (await say(boss, "/history fish")).text


async def test_a_button_that_is_pressed_again_later_posts_nothing(
    boss: Person, store: Store, fish: Debunk, channel: Chat
) -> None:
    pages = [await say(boss, "/channel fish") for _ in range(2)]
    await boss.press(pages[0], LABEL)
    await out(store)
    said = await boss.press(pages[1], LABEL)
    assert said.text == RU("channel-there-already")
    assert len(posts(channel)) == 1


async def test_publishing_offers_the_channel_and_its_languages_are_the_chiefs_choice(
    boss: Person, store: Store, draft: Debunk, channel: Chat
) -> None:
    page = await say(boss, "/publish fish")
    await boss.press(page, RU("add-button-publish"))
    await boss.press(page, RU("channel-button-offer"))
    shown = await boss.reply_to(page)
    assert KK("card-claim") in shown.text
    assert RU("card-claim") in shown.text
    await boss.press(shown, "Қазақша")
    assert RU("card-claim") not in shown.text
    await boss.press(shown, LABEL)
    one = await posted(channel, KK("card-claim"))
    assert one["text"] == shown.text


async def test_only_what_is_published_as_it_was_shown_goes_to_the_channel(
    boss: Person, store: Store, fish: Debunk, channel: Chat
) -> None:
    page = await say(boss, "/channel fish")
    newer = await changed(store, fish, summary={"ru": "Рыбы молчат."})
    said = await boss.press(page, LABEL)
    assert said.text == RU("publish-changed")
    assert "Рыбы молчат." in page.text
    await store.publishing.retract("fish", base=newer.version, deed=Deed(1, AT))
    await boss.press(page, LABEL)
    assert page.text == RU("channel-not-published")
    assert posts(channel) == []
    assert await store.channel_posts.of("fish") is None


async def test_editors_post_nothing_by_command_by_button_or_by_a_forged_press(
    boss: Person, telegram: Sandbox, store: Store, fish: Debunk, channel: Chat
) -> None:
    editor = await enlisted(telegram, store, "Айгүл", Role.EDITOR)
    assert (await say(editor, "/channel fish")).text == RU("desk-refused", role="chief")
    page = await say(boss, "/channel fish")
    data = page.button(LABEL).callback_data or ""
    await say(editor, "/show fish")
    own = await told(editor, "fish")
    labels = [one.text for row in own.buttons for one in row]
    assert RU("channel-button-offer") not in labels
    said = await editor.press_data(own, data)
    assert said.text == RU("desk-refused", role="chief")
    assert posts(channel) == []


async def test_a_correction_a_retraction_and_a_restoration_change_the_post_and_say_so(
    boss: Person, store: Store, fish: Debunk, channel: Chat, post: dict[str, Any]
) -> None:
    corrected = await changed(store, fish, "Нашли снимок", verdict=Verdict.MISLEADING)
    await say(boss, "/help")
    one = await posted(channel, "Нашли снимок")
    assert verdict_words(Verdict.MISLEADING, RU) in one["text"]
    note = one["text"].partition("Исправлено")[2]
    assert verdict_words(FISH.verdict, RU) in note
    await store.publishing.retract(
        "fish", base=corrected.version, deed=Deed(1, AT, reason="Снимок поддельный")
    )
    await say(boss, "/help")
    one = await posted(channel, RU("channel-retracted"))
    assert "Снимок поддельный" in one["text"]
    struck = [each for each in one["entities"] if each["type"] == "strikethrough"]
    claim = FISH.claims[0].text
    at = len(one["text"][: one["text"].index(claim)].encode("utf-16-le")) // 2
    assert any(each["offset"] <= at < each["offset"] + each["length"] for each in struck)
    now = await store.debunks.get("fish")
    assert now
    await store.publishing.restore(
        "fish", corrected.version, base=now.version, deed=Deed(1, AT, reason="Проверили")
    )
    await say(boss, "/help")
    await until(lambda: RU("channel-retracted") not in posts(channel)[0]["text"])
    (one,) = posts(channel)
    assert not any(each["type"] == "strikethrough" for each in one["entities"])
    assert one["message_id"] == post["message_id"]


async def test_a_change_that_readers_are_not_told_of_is_in_the_post_without_a_word(
    boss: Person, store: Store, fish: Debunk, channel: Chat, post: dict[str, Any]
) -> None:
    deed = Deed(1, AT, tell=False)
    after = replace(fish, summary={"ru": "Без опечатки."})
    await store.publishing.save(after, base=fish.version, deed=deed)
    await say(boss, "/help")
    one = await posted(channel, "Без опечатки.")
    assert "Исправлено" not in one["text"]


async def test_a_debunk_that_is_taken_back_before_its_post_goes_is_never_posted(
    boss: Person, telegram: Sandbox, store: Store, fish: Debunk, channel: Chat, desk: asyncio.Event
) -> None:
    telegram.fault("getChat", status=502, times=1)
    page = await say(boss, "/channel fish")
    await boss.press(page, LABEL)
    await telegram.call_of("getChat", chat_id=f"@{NAME}")
    await store.publishing.retract("fish", base=fish.version, deed=Deed(1, AT))

    async def nothing() -> bool:
        return await store.channel_posts.of("fish") is None

    await until(nothing)
    assert posts(channel) == []


async def test_a_post_is_followed_where_it_stands_whatever_the_settings_name_now(
    boss: Person,
    telegram: Sandbox,
    store: Store,
    fish: Debunk,
    channel: Chat,
    post: dict[str, Any],
    desk_settings: Settings,
    desk: asyncio.Event,
    running: Running,
) -> None:
    channel.shape["username"] = "raspa_new_name"
    await changed(store, fish, "Нашли снимок", verdict=Verdict.MISLEADING)
    await say(boss, "/help")
    await posted(channel, "Нашли снимок")

    async def renamed() -> bool:
        found = await store.channel_posts.of("fish")
        return found is not None and found.handle == "raspa_new_name"

    await until(renamed)
    addresses = await store.channel_posts.addresses(["fish"])
    assert addresses == {"fish": f"https://t.me/raspa_new_name/{post['message_id']}"}


async def test_readers_find_the_post_in_the_list_of_the_newest(
    boss: Person, telegram: Sandbox, store: Store, fish: Debunk, post: dict[str, Any]
) -> None:
    await changed(store, fish, date="2026-11-27")
    reader = telegram.person("Дана", language="ru")
    latest = await say(reader, "/latest")
    links = [one["url"] for one in latest.raw["entities"] if one["type"] == "text_link"]
    assert f"https://t.me/{NAME}/{post['message_id']}" in links


async def test_without_a_channel_nothing_is_offered(
    boss: Person, settings: Settings, store: Store, running: Running
) -> None:
    async with running(settings.model_copy(update={"owners": (boss.id,)})):
        await say(boss, "/mods")
        await store.publishing.save(FISH, base=None, deed=Deed(1, AT))
        assert (await say(boss, "/channel fish")).text == RU("channel-none")
        await boss.send("/show fish")
        page = await told(boss, "fish")
        labels = [one.text for row in page.buttons for one in row]
        assert RU("channel-button-offer") not in labels
