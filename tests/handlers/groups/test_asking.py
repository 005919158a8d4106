"""Asked in groups, through the real bot on the sandbox: one short answer a post, else silence."""

from typing import Any

import pytest

from handlers.kit.texts import Texts
from sandbox import Channel, HiddenUser, Message, Person, Sandbox
from sandbox.chats import Chat
from sandbox.senders import as_bot, as_channel, as_group
from storage.store import Store

RU = Texts.load()["ru"]
KK = Texts.load()["kk"]
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)
UNCHECKED = "В субботу во дворе бесплатно раздают саженцы яблонь."
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]


@pytest.fixture
def dana(telegram: Sandbox) -> Person:
    return telegram.person("Дана", language="ru", started=True)


@pytest.fixture
def group(telegram: Sandbox, dana: Person) -> Chat:
    return telegram.group("Подъезд", members=[dana, telegram.person("Сосед")])


async def test_check_in_reply_to_a_post_gets_a_short_answer_with_the_way_to_the_card(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    post = await dana.forward(RUMOUR, HiddenUser("Кто-то"), chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    answer = await dana.reply_to(post)
    assert answer.text.startswith("🔴 Фейк")
    assert RU("card-claim") in answer.text
    assert len(answer.text) < 800
    assert len(answer.quotations) == 1
    url = answer.button(RU("button-whole-card")).url
    assert url is not None
    assert url.startswith(f"https://t.me/{telegram.bot_username}?start=d-")
    card = await dana.reply_to(await dana.send(f"/start {url.partition('start=')[2]}"))
    assert card.text.startswith("🔴 Фейк")
    assert len(card.text) > len(answer.text)


async def test_naming_the_bot_in_a_reply_asks_too(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    post = await dana.send(RUMOUR, chat=group)
    await dana.send(f"@{telegram.bot_username.upper()} это правда?", chat=group, reply_to=post)
    assert (await dana.reply_to(post)).text.startswith("🔴 Фейк")


async def test_the_words_behind_check_are_asked_about(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    ask = await dana.send(f"/check@{telegram.bot_username} {RUMOUR}", chat=group)
    assert (await dana.reply_to(ask)).text.startswith("🔴 Фейк")


async def test_a_picture_with_check_in_its_caption_is_asked_about(
    dana: Person, group: Chat
) -> None:
    ask = await dana.send_photo(f"/check {RUMOUR}", chat=group)
    assert (await dana.reply_to(ask)).text.startswith("🔴 Фейк")


@pytest.mark.parametrize(
    "words",
    [
        "Всем привет, кто завтра дома?",
        RUMOUR,
        "/check@other_bot",
        "/start",
        "/help",
        "спасибо, @other_bot",
    ],
)
async def test_what_is_not_meant_for_the_bot_gets_no_word(
    telegram: Sandbox, dana: Person, words: str
) -> None:
    group = telegram.group("Чат", members=[dana], bot="administrator")
    await dana.send(words, chat=group, reply_to=await dana.send(RUMOUR, chat=group))
    assert (await dana.reply_to(await dana.send("/help"))).text
    assert dana.received(group) == []


async def test_a_bot_that_names_ours_and_a_forwarded_command_get_no_word(
    telegram: Sandbox, dana: Person
) -> None:
    group = telegram.group("Чат", members=[dana], bot="administrator")
    post = await dana.send(RUMOUR, chat=group)
    telegram.inject(
        {
            "message": telegram.world.message(
                group,
                dana.user,
                {
                    "text": "/check",
                    "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
                    "reply_to_message": post.raw,
                    **as_bot(991, "news"),
                },
            )
        }
    )
    await dana.forward("/check", HiddenUser("Кто-то"), chat=group)
    assert (await dana.reply_to(await dana.send("/help"))).text
    assert dana.received(group) == []


async def test_thanks_to_the_bot_by_name_get_no_word(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    post = await dana.send(RUMOUR, chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    answer = await dana.reply_to(post)
    await dana.send(f"спасибо, @{telegram.bot_username}", chat=group, reply_to=answer)
    await dana.send(f"спасибо, @{telegram.bot_username}", chat=group, reply_to=post)
    assert (await dana.reply_to(await dana.send("/help"))).text
    assert len(dana.received(group)) == 1


async def test_whoever_asks_of_an_answered_post_is_pointed_to_the_answer(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    post = await dana.send(RUMOUR, chat=group)
    first = await dana.send("/check", chat=group, reply_to=post)
    second = await dana.send("/check", chat=group, reply_to=post)
    answer, pointer = await dana.reply_to(post), await dana.reply_to(second)
    assert pointer.text == RU("group-answered")
    url = pointer.button(RU("button-answer-before")).url
    assert url is not None
    assert url.endswith(f"/{answer.message_id}")
    assert first.message_id != second.message_id


async def test_the_same_text_forwarded_again_from_elsewhere_is_answered_once(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    one = await dana.forward(RUMOUR, HiddenUser("Кто-то"), chat=group)
    two = await dana.forward(RUMOUR, Channel("Срочно", "srochno_example", 9), chat=group)
    await dana.send("/check", chat=group, reply_to=one)
    asked = await dana.send("/check", chat=group, reply_to=two)
    await dana.reply_to(one)
    assert (await dana.reply_to(asked)).text == RU("group-answered")


async def test_in_a_basic_group_which_has_no_links_the_pointer_is_a_reply_to_the_answer(
    telegram: Sandbox, dana: Person
) -> None:
    group = telegram.group("Дом", members=[dana], supergroup=False)
    post = await dana.send(RUMOUR, chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    answer = await dana.reply_to(post)
    await dana.send("/check", chat=group, reply_to=post)
    assert (await dana.reply_to(answer)).text == RU("group-answered")


async def test_an_answer_in_one_group_is_none_in_another(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    for where in (group, telegram.group("Другая", members=[dana])):
        post = await dana.send(RUMOUR, chat=where)
        await dana.send("/check", chat=where, reply_to=post)
        assert (await dana.reply_to(post)).text.startswith("🔴 Фейк")


async def test_what_is_not_found_can_be_asked_of_the_desk_in_private(
    telegram: Sandbox, dana: Person, group: Chat, store: Store
) -> None:
    post = await dana.send(UNCHECKED, chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    answer = await dana.reply_to(post)
    assert answer.text == RU("group-unknown")
    url = answer.button(RU("button-ask")).url
    assert url is not None
    opened = await dana.reply_to(await dana.send(f"/start {url.partition('start=')[2]}"))
    assert UNCHECKED in opened.quotations
    await dana.press(opened, RU("button-ask"))
    assert RU("ask-sent", others=0).split("\n")[0] in opened.text


async def test_an_old_link_asks_for_the_post(dana: Person) -> None:
    answer = await dana.reply_to(await dana.send("/start g-abcdefgh12345678"))
    assert answer.text == RU("group-link-old")


async def test_check_without_a_post_says_how_to_ask(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    ask = await dana.send("/check", chat=group)
    assert (await dana.reply_to(ask)).text == RU("group-how", bot=telegram.bot_username)


async def test_a_voice_message_is_said_not_to_be_heard(dana: Person, group: Chat) -> None:
    post = await dana.send_voice(chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    assert (await dana.reply_to(post)).text == RU("unreadable", kind="voice")


async def test_check_at_the_bot_s_own_answer_says_what_it_is(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    post = await dana.send(RUMOUR, chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    ask = await dana.send("/check", chat=group, reply_to=await dana.reply_to(post))
    assert (await dana.reply_to(ask)).text == RU("group-own")


async def test_an_anonymous_admin_and_a_channel_may_ask(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    for text, fields in (
        (RUMOUR, as_group(group)),
        (UNCHECKED, as_channel(telegram.channel("Голос двора"))),
    ):
        post = await dana.send(text, chat=group)
        await dana.send("/check", chat=group, reply_to=post, **fields)
        assert (await dana.reply_to(post)).text


async def test_a_channel_s_post_that_a_bot_forwarded_and_a_protected_one_are_answered(
    telegram: Sandbox, dana: Person
) -> None:
    date = telegram.world.now()
    origin = Channel("Срочно", "srochno_example", 9).shape(date)
    for fields in (
        {"forward_origin": origin, **as_bot(991, "news")},
        {"has_protected_content": True},
    ):
        where = telegram.group("Чат", members=[dana])
        told = telegram.world.message(where, dana.user, {"text": RUMOUR, **fields})
        post = Message(where, told)
        await dana.send("/check", chat=where, reply_to=post)
        assert (await dana.reply_to(post)).text.startswith("🔴 Фейк")


async def test_an_answer_that_telegram_asks_to_wait_with_comes_later(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    telegram.fault("sendMessage", status=429, retry_after=1, times=1)
    post = await dana.send(RUMOUR, chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    assert (await dana.reply_to(post)).text.startswith("🔴 Фейк")


async def test_in_a_forum_the_answer_stands_in_the_topic(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    topic = dana.open_topic(group, "Новости")
    created = telegram.message(group.id, topic)
    within: dict[str, Any] = {"message_thread_id": topic, "is_topic_message": True}
    post = await dana.send(RUMOUR, chat=group, reply_to=created, **within)
    await dana.send("/check", chat=group, reply_to=post, **within)
    assert (await dana.reply_to(post)).raw["message_thread_id"] == topic
    # What is written in a topic, as a reply to nothing, replies to its beginning.
    alone = await dana.send("/check", chat=group, reply_to=created, **within)
    answer = await dana.reply_to(alone)
    assert answer.text == RU("group-how", bot=telegram.bot_username)
    assert answer.raw["message_thread_id"] == topic


async def test_a_post_deleted_meanwhile_is_answered_all_the_same(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    post = await dana.send(RUMOUR, chat=group)
    group.remove(post.message_id)
    await dana.send("/check", chat=group, reply_to=post)
    assert (await dana.next_reply(chat=group)).text.startswith("🔴 Фейк")


async def test_where_the_bot_may_not_write_who_asked_is_answered_in_private(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    dana.mute_bot(group)
    post = await dana.send(RUMOUR, chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    answer = await dana.next_reply()
    assert answer.text.startswith(RU("group-mute"))
    assert "🔴 Фейк" in answer.text
    tried = [one for one in telegram.calls_of("sendMessage") if one.params["chat_id"] == group.id]
    assert len(tried) == 1


async def test_a_muted_bot_breaks_nothing_where_nobody_can_be_told(
    telegram: Sandbox, dana: Person
) -> None:
    stranger = telegram.person("Сосед")
    group = telegram.group("Чужие", members=[dana, stranger])
    dana.mute_bot(group)
    post = await dana.send(RUMOUR, chat=group)
    await stranger.send("/check", chat=group, reply_to=post)
    refused = await telegram.call_of("sendMessage", chat_id=stranger.id)
    assert refused.status == 403
    assert (await dana.reply_to(await dana.send("/help"))).text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (403, "Forbidden: bot is not a member of the supergroup chat"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: TOPIC_CLOSED"),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    ],
)
async def test_a_refusal_of_a_group_is_tried_once(
    telegram: Sandbox, dana: Person, group: Chat, status: int, words: str
) -> None:
    telegram.fault("sendMessage", status=status, description=words, times=1)
    post = await dana.send(RUMOUR, chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    assert (await dana.next_reply()).text.startswith(RU("group-mute"))
    assert dana.received(group) == []


async def test_a_group_that_became_a_supergroup_is_answered_there(
    telegram: Sandbox, dana: Person
) -> None:
    group = telegram.group("Дом", members=[dana], supergroup=False)
    post = await dana.send(RUMOUR, chat=group)
    supergroup = telegram.world.add_group("Дом", supergroup=True)
    supergroup.members.update(group.members)
    ask = {
        "text": "/check",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        "reply_to_message": post.raw,
    }
    message = telegram.world.message(group, dana.user, ask)
    group.moved_to = supergroup.id
    telegram.inject({"message": message})
    assert (await dana.next_reply(chat=supergroup)).text.startswith("🔴 Фейк")


async def test_a_card_s_buttons_do_nothing_in_a_group(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    post = await dana.send(RUMOUR, chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    answer = await dana.reply_to(post)
    before = answer.text
    for forged in ("erase:yes", "lang:kk", "none", "group:1:marks:6x"):
        assert (await dana.press_data(answer, forged)).text == RU("stale-button")
    assert answer.text == before
