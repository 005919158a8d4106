"""Marks, through the real bot on the sandbox: under what is certain, and under nothing else."""

from dataclasses import replace

import pytest

from domain.debunk import Debunk, Status
from handlers.kit.texts import Texts
from privacy.sealing import People
from sandbox import Channel, HiddenUser, Message, Person, Sandbox
from sandbox.chats import Chat
from sandbox.groups import link
from sandbox.senders import as_channel
from storage.store import Store
from tests.handlers.groups.test_asking import RUMOUR

RU = Texts.load()["ru"]
PEOPLE = People(bytes(range(32)))
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]


@pytest.fixture
def dana(telegram: Sandbox) -> Person:
    return telegram.person("Дана", language="ru", started=True)


@pytest.fixture
async def claims(store: Store) -> list[tuple[Debunk, str]]:
    """The Russian claims of published debunks that are long enough for a mark."""
    found = [
        (debunk, claim.text)
        for debunk in await store.debunks.newest(50)
        for claim in debunk.own_claims
        if claim.lang == "ru" and len(claim.text.split()) > 6 and "?" not in claim.text
    ]
    assert len(found) > 3
    return found


@pytest.fixture
async def group(telegram: Sandbox, dana: Person, store: Store) -> Chat:
    group = telegram.group("Подъезд", members=[dana], bot="administrator")
    kept = await store.groups.keep(PEOPLE.hash(group.id), PEOPLE.seal(group.id))
    await store.groups.set_marks(kept.id, 12)
    return group


async def said_in(group: Chat, person: Person) -> list[Message]:
    """Return what the bot has said in a group, once all that was written there is handled."""
    await person.reply_to(await person.send("/raspa", chat=group))
    return person.received(group)[:-1]


async def test_a_claim_word_for_word_gets_one_line_with_the_verdict_and_the_way_to_the_card(
    telegram: Sandbox, dana: Person, group: Chat, claims: list[tuple[Debunk, str]]
) -> None:
    debunk, claim = claims[0]
    post = await dana.forward(claim.upper(), HiddenUser("Кто-то"), chat=group)
    mark = await dana.reply_to(post)
    assert "\n" not in mark.text
    assert mark.text.endswith(RU("mark", verdict=""))
    url = mark.button(RU("button-whole-card")).url
    assert url is not None
    card = await dana.reply_to(await dana.send(f"/start {url.partition('start=')[2]}"))
    assert any(one.text in card.text for one in debunk.own_claims)


async def test_calls_to_pass_it_on_do_not_hide_a_claim(
    dana: Person, group: Chat, claims: list[tuple[Debunk, str]]
) -> None:
    post = await dana.send(f"❗️СРОЧНО❗️ {claims[0][1]} Перешлите всем!!!", chat=group)
    assert (await dana.reply_to(post)).text.endswith(RU("mark", verdict=""))


@pytest.mark.parametrize(
    "line",
    [
        "{}?",
        "Правда, что {}",
        "Правда ли: {}",
        "Рас па осы: {}",
        "«{}» — прислала тётя",
        '"{}"',
        "Опять шлют: {}",
        "{} — это фейк",
        "Неправда, что {}",
        "{} Враньё!",
        "{} 😂",
        "{} ахаха",
        "{} )))",
        "❌ {}",
        "{} 🤔",
        "Ага, {} И луна упадёт.",
        "Мне сказали: {}",
        "{} Кто знает подробности",
        "Минздрав опроверг: {}",
    ],
)
async def test_what_asks_quotes_denies_or_laughs_gets_none(
    dana: Person, group: Chat, claims: list[tuple[Debunk, str]], line: str
) -> None:
    for _, claim in claims[:3]:
        words = line.format(claim.rstrip(".!") if line.startswith("{}?") else claim)
        await dana.send(words, chat=group)
        await dana.forward(words, HiddenUser("Кто-то"), chat=group)
    assert await said_in(group, dana) == []


@pytest.mark.parametrize("kind", ["blockquote", "strikethrough", "code"])
async def test_words_that_are_set_as_quoted_or_struck_out_get_none(
    dana: Person, group: Chat, claims: list[tuple[Debunk, str]], kind: str
) -> None:
    claim = claims[0][1]
    entity = {"type": kind, "offset": 0, "length": len(claim)}
    await dana.send(claim, chat=group, entities=(entity,))
    assert await said_in(group, dana) == []


async def test_a_reply_that_repeats_a_claim_gets_none(
    dana: Person, group: Chat, claims: list[tuple[Debunk, str]]
) -> None:
    asked = await dana.send("Что там писали?", chat=group)
    await dana.send(claims[0][1], chat=group, reply_to=asked)
    assert await said_in(group, dana) == []


async def test_a_post_and_its_copies_are_marked_once(
    dana: Person, group: Chat, claims: list[tuple[Debunk, str]]
) -> None:
    for _ in range(3):
        await dana.send(claims[0][1], chat=group)
    assert len(await said_in(group, dana)) == 1


async def test_so_many_an_hour_are_put_and_no_more(
    dana: Person, group: Chat, store: Store, claims: list[tuple[Debunk, str]]
) -> None:
    kept = await store.groups.by_chat(PEOPLE.hash(group.id))
    assert kept is not None
    await store.groups.set_marks(kept.id, 1)
    for _, claim in claims[:3]:
        await dana.send(claim, chat=group)
    assert len(await said_in(group, dana)) == 1


async def test_who_asks_under_a_mark_is_pointed_to_it(
    dana: Person, group: Chat, claims: list[tuple[Debunk, str]]
) -> None:
    post = await dana.send(claims[0][1], chat=group)
    mark = await dana.reply_to(post)
    ask = await dana.send("/check", chat=group, reply_to=post)
    pointer = await dana.reply_to(ask)
    assert pointer.text == RU("group-answered")
    assert str(pointer.button(RU("button-answer-before")).url).endswith(f"/{mark.message_id}")


async def test_without_marks_or_with_the_bot_off_nothing_is_said(
    telegram: Sandbox, dana: Person, store: Store, claims: list[tuple[Debunk, str]]
) -> None:
    group = telegram.group("Тихо", members=[dana], bot="administrator")
    await dana.send(claims[0][1], chat=group)
    assert await said_in(group, dana) == []
    kept = await store.groups.by_chat(PEOPLE.hash(group.id))
    assert kept is not None
    await store.groups.set_marks(kept.id, 12)
    await store.groups.set_answering(kept.id, False)
    await dana.send(claims[1][1], chat=group)
    assert len(await said_in(group, dana)) == 1


async def test_our_own_cards_get_none(telegram: Sandbox, dana: Person, group: Chat) -> None:
    card = await dana.reply_to(await dana.send(RUMOUR))
    me = telegram.world.bot
    origin = {"type": "user", "date": telegram.world.now(), "sender_user": me}
    await dana.send(card.text, chat=group, forward_origin=origin)
    await dana.send(card.text, chat=group, via_bot=me)
    await dana.send(card.text, chat=group)
    assert await said_in(group, dana) == []


async def test_a_debunk_that_was_taken_back_marks_nothing(
    dana: Person, group: Chat, store: Store, claims: list[tuple[Debunk, str]]
) -> None:
    debunk, claim = claims[-1]
    await store.debunks.save(replace(debunk, status=Status.RETRACTED))
    await dana.send(claim, chat=group)
    assert await said_in(group, dana) == []


async def test_a_channel_s_posts_in_its_discussion_group_are_marked_too(
    telegram: Sandbox, dana: Person, group: Chat, claims: list[tuple[Debunk, str]]
) -> None:
    channel = telegram.channel("Арна", bot="left")
    link(channel, group)
    mark = await dana.reply_to(await dana.publish(channel, claims[0][1]))
    assert mark.text.endswith(RU("mark", verdict=""))
    spoken = await dana.send(claims[1][1], chat=group, **as_channel(channel))
    assert (await dana.reply_to(spoken)).text.endswith(RU("mark", verdict=""))


async def test_the_very_post_that_a_debunk_lists_is_marked_whatever_it_says(
    dana: Person, group: Chat, store: Store
) -> None:
    listed = next(
        one
        for one in await store.debunks.newest(50)
        if one.appearances and "t.me/" in one.appearances[0]
    )
    place, _, number = listed.appearances[0].rpartition("/")
    origin = Channel("Канал", place.rpartition("/")[2], int(number))
    post = await dana.forward("Смотрите сами", origin, chat=group)
    assert (await dana.reply_to(post)).text.endswith(RU("mark", verdict=""))


async def test_a_mark_that_cannot_be_put_is_not_tried_again(
    telegram: Sandbox, dana: Person, group: Chat, claims: list[tuple[Debunk, str]]
) -> None:
    words = "Bad Request: not enough rights to send text messages to the chat"
    telegram.fault("sendMessage", status=400, description=words, times=1)
    await dana.send(claims[0][1], chat=group)
    await dana.send(claims[0][1], chat=group)
    assert await said_in(group, dana) == []
    assert dana.received() == []
