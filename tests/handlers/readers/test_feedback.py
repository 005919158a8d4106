"""Votes under cards, the question for consent, and the switches of /updates."""

import pytest

from bot.settings import Settings
from domain.debunk import Status, Verdict
from handlers.kit.texts import Texts
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.desk_room import (
    PEOPLE,
    ask,
    correct,
    publish,
    quick_bot,
    retract,
    until_given,
    until_nothing_is_due,
)

RU = Texts.load()["ru"]
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину. Звоните +7 701 234 56 78"
)
KNOWN = "kz-2022-03-04"


async def votes(store: Store) -> tuple[int, int]:
    """Return how many helped and how many were not about the post, of all times."""
    found = await store.statistics.between(0, 1 << 40)
    return found.helped, found.not_mine


async def a_card(telegram: Sandbox, store: Store) -> tuple[Person, Message]:
    reader = telegram.person("Дана", language="ru")
    card = await reader.reply_to(await reader.send(RUMOUR))
    debunk = await store.debunks.get(KNOWN)
    assert debunk
    await until_given(store, reader, debunk)
    return reader, card


@pytest.mark.usefixtures("bot")
async def test_this_helped_is_counted_once_however_often_it_is_pressed(
    telegram: Sandbox, store: Store
) -> None:
    reader, card = await a_card(telegram, store)
    for _ in range(2):
        done = await reader.press(card, RU("button-helped"))
        assert done.text == RU("vote-thanks")
    assert await votes(store) == (1, 0)


@pytest.mark.usefixtures("bot")
async def test_not_about_my_post_is_a_vote_that_showing_the_card_again_takes_back(
    telegram: Sandbox, store: Store
) -> None:
    reader, card = await a_card(telegram, store)
    await reader.press(card, RU("button-not-mine"))
    assert await votes(store) == (0, 1)
    await reader.press(card, RU("button-show-again"))
    assert await votes(store) == (0, 0)
    await reader.press(card, RU("button-helped"))
    assert await votes(store) == (1, 0)


@pytest.mark.usefixtures("bot")
async def test_a_reader_is_asked_for_their_words_once_and_a_yes_keeps_them_redacted(
    telegram: Sandbox, store: Store
) -> None:
    reader, card = await a_card(telegram, store)
    await reader.press(card, RU("button-helped"))
    question = reader.received()[-1]
    assert question.text == RU("consent-ask")
    assert await store.feedback.shared() == []
    await reader.press(question, RU("button-share-words"))
    assert question.text == RU("consent-yes")
    (post,) = await store.feedback.shared()
    assert post.right == (KNOWN,)
    assert post.text.startswith("Казахстан тайно")
    assert "234" not in post.text
    before = len(reader.received())
    await reader.press(card, RU("button-not-mine"))
    assert len(reader.received()) == before


@pytest.mark.usefixtures("bot")
async def test_a_no_keeps_no_words_and_updates_can_change_it_both_ways(
    telegram: Sandbox, store: Store
) -> None:
    reader, card = await a_card(telegram, store)
    await reader.press(card, RU("button-helped"))
    await reader.press(reader.received()[-1], RU("button-keep-words"))
    assert reader.received()[-1].text == RU("consent-no")
    switches = await reader.reply_to(await reader.send("/updates"))
    assert RU("sharing-off") in switches.text
    await reader.press(switches, RU("button-allow-words"))
    assert RU("sharing-on") in switches.text
    await reader.press(card, RU("button-helped"))
    assert len(await store.feedback.shared()) == 1
    await reader.press(switches, RU("button-refuse-words"))
    assert await store.feedback.shared() == []


@pytest.mark.usefixtures("bot")
async def test_someone_else_s_press_and_a_forged_one_are_answered_and_count_for_nothing(
    telegram: Sandbox, store: Store
) -> None:
    _, card = await a_card(telegram, store)
    stranger = telegram.person("Чужой", language="ru")
    data = card.button(RU("button-helped")).callback_data or ""
    for forged in (data, "share:kz-2022-03-04", "wish:quiet", "quiet"):
        await stranger.press_data(card, forged)
    own = await stranger.reply_to(await stranger.send("/help"))
    for forged in (data, "help:no-such", "wish:nothing", "wish:x,y", "share:no-such"):
        await stranger.press_data(own, forged)
    assert await votes(store) == (0, 0)
    assert await store.feedback.shared() == []


@pytest.mark.usefixtures("bot")
async def test_a_press_a_week_later_counts_even_if_the_debunk_has_been_withdrawn(
    telegram: Sandbox, store: Store
) -> None:
    reader, card = await a_card(telegram, store)
    debunk = await store.debunks.get(KNOWN)
    assert debunk
    assert (await retract(store, debunk)).status is Status.RETRACTED
    telegram.advance(7 * 86_400)
    done = await reader.press(card, RU("button-helped"))
    assert done.text == RU("vote-thanks")
    assert await votes(store) == (1, 0)


async def test_do_not_write_to_me_stops_corrections_until_it_is_taken_back(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    reader = telegram.person("Дана", language="ru")
    case, question = await ask(telegram, store, reader)
    debunk = await publish(store, case=case)
    async with quick_bot(settings):
        told = await reader.reply_to(question)
        done = await reader.press(told, RU("button-no-updates"))
        assert done.text == RU("updates-quiet")
        second = await correct(store, debunk, Verdict.TRUE, "Ошиблись")
        await until_nothing_is_due(store)
        switches = await reader.reply_to(await reader.send("/updates"))
        assert RU("updates-off") in switches.text
        assert len(reader.received()) == 2
        await reader.press(switches, RU("button-write"))
        assert RU("updates-on") in switches.text
        await correct(store, second, Verdict.FALSE, "Снова проверили")
        assert "Снова проверили" in (await reader.next_reply()).text


async def test_forgetting_takes_votes_deliveries_and_what_is_due_along(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    reader = telegram.person("Дана", language="ru")
    case, question = await ask(telegram, store, reader)
    debunk = await publish(store, case=case)
    async with quick_bot(settings):
        await reader.press(await reader.reply_to(question), RU("button-helped"))
    await correct(store, debunk, Verdict.TRUE, "Ошиблись")
    await store.readers.forget(PEOPLE.hash(reader.id), 0)
    before = len(reader.received())
    async with quick_bot(settings):
        await until_nothing_is_due(store)
    assert len(reader.received()) == before
    assert await votes(store) == (0, 0)


async def an_asked_one(telegram: Sandbox, *, off: bool = False) -> tuple[Person, Message]:
    """Return a reader and the message that says what became of their question to the desk."""
    reader = telegram.person("Дана", language="ru")
    if off:
        switches = await reader.reply_to(await reader.send("/updates"))
        await reader.press(switches, RU("button-no-updates"))
    answer = await reader.reply_to(await reader.send("В субботу раздают саженцы яблонь."))
    await reader.press(answer, RU("button-ask"))
    return reader, answer


def labels(message: Message) -> list[str]:
    return [button.text for row in message.buttons for button in row]


@pytest.mark.usefixtures("bot")
async def test_who_asks_the_desk_with_answers_off_gets_one_text_with_its_own_button(
    telegram: Sandbox,
) -> None:
    _, told = await an_asked_one(telegram, off=True)
    assert told.text == RU("ask-off")
    assert labels(told) == [RU("button-answer-after-all")]


@pytest.mark.usefixtures("bot")
async def test_not_wanting_the_answer_changes_the_message_that_promised_it_and_back(
    telegram: Sandbox, store: Store
) -> None:
    reader, told = await an_asked_one(telegram)
    assert labels(told) == [RU("button-quiet")]
    for button, text, wanted in (
        ("button-quiet", "ask-off", False),
        ("button-answer-after-all", "ask-on", True),
        ("button-quiet", "ask-off", False),
    ):
        await reader.press(told, RU(button))
        assert told.text == RU(text)
        kept = await store.readers.by_person(PEOPLE.hash(reader.id))
        assert kept is not None
        assert kept.updates is wanted


@pytest.mark.usefixtures("bot")
async def test_a_forged_switch_under_a_question_changes_nothing(
    telegram: Sandbox, store: Store
) -> None:
    reader, told = await an_asked_one(telegram)
    before = told.text
    stranger = telegram.person("Чужой", language="ru")
    for data in ("answ:off", "answ:maybe", "answ", "answ:on,off"):
        done = await stranger.press_data(told, data)
        assert done.text == RU("stale-button"), data
    for data in ("answ:maybe", "answ"):
        await reader.press_data(told, data)
    kept = await store.readers.by_person(PEOPLE.hash(reader.id))
    assert kept is not None
    assert kept.updates
    assert told.text == before


@pytest.mark.usefixtures("bot")
async def test_not_about_my_post_leaves_the_way_to_the_desk_as_the_last_thing_on_the_screen(
    telegram: Sandbox, store: Store
) -> None:
    reader, card = await a_card(telegram, store)
    before = len(reader.received())
    await reader.press(card, RU("button-not-mine"))
    assert len(reader.received()) == before
    assert labels(card)[0] == RU("button-ask")
    await reader.press(card, RU("button-ask"))
    assert card.text == RU("ask-sent", others=0)
    question = await reader.next_reply()
    assert question.text == RU("consent-ask")
    await reader.press(question, RU("button-share-words"))
    (post,) = await store.feedback.shared()
    assert post.text.startswith("Казахстан тайно")
