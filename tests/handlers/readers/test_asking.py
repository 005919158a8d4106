"""A reader's way to the desk, through the real bot on the sandbox."""

import asyncio
from dataclasses import replace

import pytest
from telegram import User

from bot.encoding import make_vectors
from domain.debunk import Claim, Debunk, Verdict
from handlers.kit.context import Context
from handlers.kit.notes import keep_reader
from handlers.kit.texts import Texts, Voice
from sandbox import Channel, Person, Sandbox
from sandbox.handles import Message
from storage.readers.readers import Forgotten
from storage.store import Store
from tests.kit.desk_room import PEOPLE, WATER, correct, publish, until_given
from tests.kit.encoding import real_encoder

RU = Texts.load()["ru"]
pytestmark = pytest.mark.usefixtures("bot")
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)
POST = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."
OTHER = "С первого марта в Шымкенте запретят электросамокаты на всех улицах города."


async def asked(reader: Person, text: str) -> Message:
    """Send a post that nobody has checked, ask the desk, and return the bot's message."""
    answer = await reader.reply_to(await reader.send(text))
    await reader.press(answer, RU("button-ask"))
    return answer


async def test_a_post_goes_to_the_desk_and_the_reader_is_told(
    telegram: Sandbox, store: Store
) -> None:
    answer = await asked(telegram.person("Айгүл", language="ru"), POST)
    assert answer.text == RU("ask-sent", others=0)
    (case,) = await store.cases.queue(10**10, 5)
    (wording,) = await store.cases.wordings(case.id, 5)
    assert (case.readers, wording.text) == (1, POST)


async def test_who_asks_the_same_is_told_how_many_others_did(
    telegram: Sandbox, store: Store
) -> None:
    await asked(telegram.person("Айгүл", language="ru"), POST)
    second = await asked(telegram.person("Марат", language="ru"), POST + " Скиньте всем!")
    assert second.text == RU("ask-sent", others=1)
    assert [case.readers for case in await store.cases.queue(10**10, 5)] == [2]


async def test_another_rumour_is_another_case(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Айгүл", language="ru")
    await asked(reader, POST)
    await asked(reader, OTHER)
    assert len(await store.cases.queue(10**10, 5)) == 2


async def test_a_question_is_kept_though_the_clean_up_takes_its_readers_row_just_then(
    telegram: Sandbox, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    struck: list[Forgotten] = []

    async def cleaned(user: User, context: Context, voice: Voice) -> int:
        reader = await keep_reader(user, context, voice)
        if not struck:
            struck.append(await store.readers.forget(PEOPLE.hash(user.id), 0))
        return reader

    monkeypatch.setattr("handlers.readers.ask.keep_reader", cleaned)
    answer = await asked(telegram.person("Айгүл", language="ru"), POST)
    assert answer.text == RU("ask-sent", others=0)
    assert struck
    assert [case.readers for case in await store.cases.queue(10**10, 5)] == [1]


async def test_pressing_twice_is_one_submission(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send(POST))
    button = answer.button(RU("button-ask"))
    await reader.press(answer, button)
    await reader.press(answer, button)
    assert answer.text == RU("ask-again", others=0)
    assert [case.readers for case in await store.cases.queue(10**10, 5)] == [1]


async def test_the_same_post_sent_again_is_one_submission(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Айгүл", language="ru")
    await asked(reader, POST)
    again = await asked(reader, POST)
    assert again.text == RU("ask-again", others=0)
    (case,) = await store.cases.queue(10**10, 5)
    (wording,) = await store.cases.wordings(case.id, 5)
    assert wording.readers == 1


async def test_two_who_ask_at_the_same_moment_open_one_case(
    telegram: Sandbox, store: Store
) -> None:
    readers = [telegram.person(name, language="ru") for name in ("Айгүл", "Марат", "Ольга")]
    await asyncio.gather(*(asked(reader, POST) for reader in readers))
    assert [case.readers for case in await store.cases.queue(10**10, 5)] == [3]


async def test_a_post_that_was_deleted_is_asked_for_again(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send(POST))
    without = {key: value for key, value in answer.raw.items() if key != "reply_to_message"}
    answer.chat.replace(without)
    told = await reader.press(answer, RU("button-ask"))
    assert told.text == RU("ask-gone")
    assert not await store.cases.queue(10**10, 5)


async def test_the_caption_of_an_album_is_what_is_passed_on(
    telegram: Sandbox, store: Store
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    await reader.send_photo(album="one")
    told = await reader.send_photo(caption=POST, album="one")
    answer = await reader.reply_to(told)
    await reader.press(answer, RU("button-ask"))
    (case,) = await store.cases.queue(10**10, 5)
    assert [one.text for one in await store.cases.wordings(case.id, 5)] == [POST]


async def test_a_refused_card_can_be_sent_to_the_desk(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Айгүл", language="ru")
    card = await reader.reply_to(await reader.send(RUMOUR))
    await reader.press(card, RU("button-not-mine"))
    await reader.press(card, RU("button-ask"))
    assert card.text == RU("ask-sent", others=0)
    assert len(await store.cases.queue(10**10, 5)) == 1


async def test_a_refused_choice_can_be_sent_to_the_desk(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    question = await reader.reply_to(await reader.send("Россия давит на Казахстан"))
    await reader.press(question, RU("button-no"))
    await reader.press(question, RU("button-ask"))
    assert question.text == RU("ask-sent", others=0)


async def test_a_post_that_was_checked_meanwhile_is_answered_at_once(
    telegram: Sandbox, store: Store
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send(POST))
    await store.debunks.save(Debunk("apples", Verdict.FALSE, (Claim("ru", POST),)))
    encoder = real_encoder()
    await make_vectors(store, encoder)
    await reader.press(answer, RU("button-ask"))
    assert answer.text.startswith("🔴 Неправда")
    assert not await store.cases.queue(10**10, 5)


async def test_forwards_of_one_channel_post_are_one_case_whatever_is_written_beside_them(
    telegram: Sandbox, store: Store
) -> None:
    origin = Channel("Канал", username="kanal_example", message_id=17)
    for name, text in (("Айгүл", POST), ("Марат", "Мына жаңалық рас па екен өзі?")):
        reader = telegram.person(name, language="ru")
        answer = await reader.reply_to(await reader.forward(text, origin=origin))
        button = next(one for row in answer.buttons for one in row if one.callback_data == "ask")
        await reader.press(answer, button)
    assert [case.readers for case in await store.cases.queue(10**10, 5)] == [2]


async def test_personal_numbers_are_not_kept(telegram: Sandbox, store: Store) -> None:
    await asked(telegram.person("Айгүл", language="ru"), POST + " Звоните: +7 701 234 56 78")
    (case,) = await store.cases.queue(10**10, 5)
    (wording,) = await store.cases.wordings(case.id, 5)
    assert "234" not in wording.text


async def test_a_forged_question_breaks_nothing(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send(POST))
    for data in ("ask:no-such-debunk", "ask:a,b", "ask:x,y,z", "ask:"):
        await reader.press_data(answer, data)
        assert RU("try-again", id="")[:20] not in answer.text


async def test_who_refuses_the_desks_answer_can_ask_once_more(
    telegram: Sandbox, store: Store
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    await asked(reader, POST)
    (case,) = await store.cases.queue(10**10, 5)
    await publish(store, case=case.id)
    told = await reader.next_reply(20)
    await reader.press(told, RU("button-not-mine"))
    await reader.press(told, RU("button-ask"))
    assert told.text == RU("ask-sent", others=0)
    (again,) = await store.cases.queue(10**10, 5)
    assert again.id != case.id
    assert (await store.cases.wordings(again.id, 5))[0].text == POST


async def test_the_bots_own_card_is_not_passed_on_as_a_readers_post(
    telegram: Sandbox, store: Store
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    debunk = await publish(store, replace(WATER, claims=(Claim("ru", RUMOUR),)))
    card = await reader.reply_to(await reader.send(f"/start d-{debunk.id}"))
    await until_given(store, reader, debunk)
    await correct(store, debunk, Verdict.MISLEADING, "Нашли ошибку")
    told = await reader.next_reply(20)
    assert told.reply_to_message_id == card.message_id
    await reader.press(told, RU("button-not-mine"))
    said = await reader.press(told, RU("button-ask"))
    assert said.text == RU("ask-gone")
    assert not await store.cases.queue(10**10, 5)
