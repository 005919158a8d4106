"""Messages that nobody asked for just now, through the real bot on the sandbox."""

import asyncio
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import datetime
from time import time
from zoneinfo import ZoneInfo

import pytest

from bot.key import WrongKeyError
from bot.run import serve
from bot.settings import Settings
from domain.debunk import Verdict
from domain.deed import Deed
from handlers.kit.texts import Texts
from sandbox import Sandbox
from storage.mail.notices import tell_desk
from storage.store import Store
from tests.kit.desk_room import (
    AT,
    PEOPLE,
    QUICK,
    WATER,
    ask,
    correct,
    publish,
    quick_bot,
    retract,
    row_of,
    until_given,
    until_nothing_is_due,
)
from tests.kit.waiting import until

RU, KK = Texts.load()["ru"], Texts.load()["kk"]
TODAY = datetime.fromtimestamp(AT, ZoneInfo("Asia/Almaty"))


async def test_an_asker_gets_the_card_once_in_their_language_at_their_own_message(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    dana = telegram.person("Дана", language="ru")
    case, question = await ask(telegram, store, dana, lang="kk")
    await publish(store, case=case)
    async with quick_bot(settings):
        answer = await dana.reply_to(question)
        await until_nothing_is_due(store)
    assert answer.text.startswith(KK("told-answer"))
    assert "Дүйсенбіден бастап" in answer.text
    assert answer.button(KK("button-no-updates"))
    assert len(dana.received()) == 1


async def test_a_chosen_language_goes_before_the_one_of_the_question(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    dana = telegram.person("Дана", language="ru")
    case, question = await ask(telegram, store, dana, lang="kk")
    reader = await store.readers.get(await row_of(store, dana, "kk"))
    assert reader
    await store.readers.set_language(reader.person, "ru")
    await publish(store, case=case)
    async with quick_bot(settings):
        assert (await dana.reply_to(question)).text.startswith(RU("told-answer"))


async def test_an_answer_comes_even_where_the_question_was_deleted(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    dana = telegram.person("Дана", language="ru")
    case, question = await ask(telegram, store, dana)
    await dana.delete(question)
    await publish(store, case=case)
    async with quick_bot(settings):
        answer = await dana.next_reply()
    assert answer.reply_to_message_id is None


async def test_where_telegram_misses_the_question_the_answer_comes_without_it(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    dana = telegram.person("Дана", language="ru")
    case, _ = await ask(telegram, store, dana)
    description = "Bad Request: message to be replied not found"
    telegram.fault("sendMessage", status=400, description=description)
    await publish(store, case=case)
    async with quick_bot(settings):
        answer = await dana.next_reply()
    assert answer.reply_to_message_id is None


async def test_who_got_a_card_hears_of_its_correction_at_that_card(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    dana, other = telegram.person("Дана", language="ru"), telegram.person("Ел", language="ru")
    debunk = await publish(store)
    async with quick_bot(settings):
        card = await dana.reply_to(await dana.send("/start d-water"))
        await until_given(store, dana, debunk)
        after = await correct(store, debunk, Verdict.TRUE, "Водоканал передумал")
        told = await dana.next_reply()
        await other.reply_to(await other.send("/start d-water"))
        await until_nothing_is_due(store)
    assert told.reply_to_message_id == card.message_id
    for part in ("🔴 Неправда", "🟢 Правда", "Водоканал передумал", str(TODAY.year)):
        assert part in told.text
    assert after.claims[0].text in told.text
    assert len(dana.received()) == 2
    assert len(other.received()) == 1


async def test_a_correction_of_the_words_alone_says_that_the_verdict_stays(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    dana = telegram.person("Дана", language="ru", started=True)
    debunk = await publish(store)
    await store.deliveries.note(
        await row_of(store, dana), debunk.id, debunk.version, debunk.verdict, None, AT
    )
    changed = replace(debunk, summary={"ru": "Отключат только две улицы."})
    await correct(store, changed, debunk.verdict, "")
    async with quick_bot(settings):
        told = await dana.next_reply()
    assert RU("told-same-verdict", new="🔴 Неправда") in told.text
    assert RU("told-why", reason="")[:6] not in told.text


async def test_who_got_a_card_hears_that_it_is_withdrawn_and_hears_of_the_return(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    dana = telegram.person("Дана", language="ru")
    debunk = await publish(store)
    async with quick_bot(settings):
        await dana.reply_to(await dana.send("/start d-water"))
        await until_given(store, dana, debunk)
        gone = await retract(store, debunk)
        told = await dana.next_reply()
        assert told.text.startswith(RU("told-retraction"))
        assert "🔴 Неправда" in told.text
        assert "Источник ошибся" in told.text
        assert RU("told-do-not-rely") in told.text
        await until_nothing_is_due(store)
        await store.publishing.restore("water", debunk.version, base=gone.version, deed=Deed(1, AT))
        back = await dana.next_reply()
    assert RU("told-restored", new="🔴 Неправда") in back.text


async def test_an_answer_that_waits_while_its_debunk_is_withdrawn_shows_no_card(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    dana = telegram.person("Дана", language="ru")
    case, question = await ask(telegram, store, dana)
    await retract(store, await publish(store, case=case))
    async with quick_bot(settings):
        answer = await dana.reply_to(question)
        await until_nothing_is_due(store)
    assert answer.text.startswith(RU("told-answer-withdrawn"))
    assert answer.text.endswith(RU("told-not-checked"))
    assert "🔴" not in answer.text
    assert len(dana.received()) == 1


async def test_an_answer_that_waits_while_its_debunk_is_corrected_is_the_newest(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    dana = telegram.person("Дана", language="ru")
    case, question = await ask(telegram, store, dana)
    await correct(store, await publish(store, case=case), Verdict.TRUE, "Ошиблись")
    async with quick_bot(settings):
        answer = await dana.reply_to(question)
        await until_nothing_is_due(store)
    assert "🟢 Правда" in answer.text
    assert len(dana.received()) == 1


async def test_a_reason_of_any_length_and_of_any_characters_fits(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    dana = telegram.person("Дана", language="ru")
    long = replace(WATER, summary={"ru": "Опровергнуто <b>водоканалом</b>. " * 400})
    debunk = await publish(store, long)
    async with quick_bot(settings):
        await dana.reply_to(await dana.send("/start d-water"))
        await until_given(store, dana, debunk)
        await correct(store, debunk, Verdict.TRUE, "<b>Почему & как</b> " * 300)
        told = await dana.next_reply()
    assert "<b>Почему & как</b>" in told.text


async def test_a_reader_who_blocked_the_bot_stops_nobody_and_can_be_written_to_once_they_write(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    gone, dana = telegram.person("Ушёл", language="ru"), telegram.person("Дана", language="ru")
    case, _ = await ask(telegram, store, gone)
    _, question = await ask(telegram, store, dana, case)
    await publish(store, case=case)
    gone.block()
    async with quick_bot(settings):
        assert await dana.reply_to(question)
        await until_nothing_is_due(store)
        assert not await can_be_written_to(store, gone.id)
        await gone.reply_to(await gone.send("/help"))
        assert await can_be_written_to(store, gone.id)
    assert len(gone.received()) == 1


async def can_be_written_to(store: Store, user: int) -> bool:
    """Tell whether this reader can be written to, as far as the store knows."""
    reader = await store.readers.by_person(PEOPLE.hash(user))
    assert reader
    return reader.reachable


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 1},
        {"status": 502},
        {"status": 500},
        {"status": 401},
        {"status": 404},
        {"status": 409, "description": "Conflict: terminated by other getUpdates request"},
        {"status": 403, "description": "Forbidden: something new"},
        {"drop": True},
        {"status": 400, "description": "Bad Request: something new"},
    ],
    ids=["429", "502", "500", "401", "404", "409", "403", "dropped", "400"],
)
async def test_what_did_not_arrive_is_sent_again(
    telegram: Sandbox, settings: Settings, store: Store, fault: dict[str, object]
) -> None:
    dana = telegram.person("Дана", language="ru")
    case, question = await ask(telegram, store, dana)
    telegram.fault("sendMessage", times=1, **fault)
    await publish(store, case=case)
    async with quick_bot(settings):
        assert await dana.reply_to(question)
        await until_nothing_is_due(store)
    assert len(dana.received()) == 1


async def test_no_chat_is_not_believed_of_one_who_has_just_asked(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    dana = telegram.person("Дана", language="ru")
    case, question = await ask(telegram, store, dana)
    description = "Bad Request: chat not found"
    telegram.fault("sendMessage", status=400, description=description, times=2)
    await publish(store, case=case)
    async with quick_bot(settings):
        assert await dana.reply_to(question)
        await until_nothing_is_due(store)
    assert len(dana.received()) == 1


async def test_the_desk_s_chat_hears_of_a_case_that_many_ask_about(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    chief = telegram.person("Шеф")
    room = telegram.group("Редакция", members=[chief])
    async with store._sessions.transaction() as connection:
        await tell_desk(connection, "case:7:12", {"case": 7, "readers": 12}, AT)
    async with quick_bot(settings.model_copy(update={"desk_chat": room.id})):
        await until(lambda: bool(room.by_bot))
        await until_nothing_is_due(store)
    said = room.messages[room.by_bot[0]]["text"]
    assert RU("told-desk", case=7, readers=12) in said
    assert KK("told-desk", case=7, readers=12) in said
    (link,) = telegram.message(room.id, room.by_bot[0]).buttons[0]
    assert str(link.url).endswith("?start=case-7")


async def test_a_desk_s_chat_that_became_a_supergroup_is_followed_and_remembered(
    telegram: Sandbox, settings: Settings, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    chief = telegram.person("Шеф")
    room, later = (telegram.group("Редакция", members=[chief]) for _ in range(2))
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    moved = {"chat_id": room.id, "description": words, "moved_to": later.id}
    telegram.fault("sendMessage", status=400, times=None, **moved)
    settings = settings.model_copy(update={"desk_chat": room.id})
    for numbers in ((12, 24), (36,)):
        async with store._sessions.transaction() as connection:
            for number in numbers:
                body = {"case": 7, "readers": number}
                await tell_desk(connection, f"case:7:{number}", body, AT)
        async with quick_bot(settings):
            await until_nothing_is_due(store)
    assert len(later.by_bot) == 3
    assert len([call for call in telegram.calls_of("sendMessage") if call.status == 400]) == 1
    told = [line.getMessage() for line in caplog.records if "RASPA_DESK_CHAT" in line.getMessage()]
    assert len(told) == 1
    assert str(later.id) not in told[0]


async def test_a_stop_in_the_middle_and_a_new_start_tell_everyone_once(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    readers = [telegram.person(f"Ч{number}", language="ru") for number in range(30)]
    case = None
    for reader in readers:
        case, _ = await ask(telegram, store, reader, case)
    await publish(store, case=case)
    async with quick_bot(settings):
        await until(lambda: len(telegram.calls_of("sendMessage")) >= 5)
    assert any(not reader.received() for reader in readers)
    async with quick_bot(settings):
        await until_nothing_is_due(store)
    assert [len(reader.received()) for reader in readers] == [1] * len(readers)


async def test_with_another_key_nothing_is_sent_and_nothing_is_lost_at_once(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    dana = telegram.person("Дана", language="ru")
    case, question = await ask(telegram, store, dana)
    await publish(store, case=case)
    other = urlsafe_b64encode(bytes(range(1, 33))).decode()
    wrong = Settings.model_validate({**settings.model_dump(), "data_key": other})
    with pytest.raises(WrongKeyError):
        await serve(wrong, asyncio.Event())
    assert not dana.received()
    async with quick_bot(settings):
        assert await dana.reply_to(question)


async def test_one_reader_s_trouble_holds_up_nobody_else(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    readers = [telegram.person(f"Ч{number}", language="ru") for number in range(12)]
    case = None
    for reader in readers:
        case, _ = await ask(telegram, store, reader, case)
    waits, hangs, broken, *others = readers
    telegram.fault("sendMessage", chat_id=waits.id, status=429, retry_after=3_000, times=None)
    telegram.fault("sendMessage", chat_id=hangs.id, hang=3_000, times=None)
    telegram.fault("sendMessage", chat_id=broken.id, status=500, times=None)
    await publish(store, case=case)
    async with quick_bot(settings):
        await until(lambda: all(reader.received() for reader in others))

        async def only_theirs_are_left() -> bool:
            return (await store.outbox.state()).due == 3

        # Noted a moment after they were received.
        await until(only_theirs_are_left)
        telegram.clear_faults()


async def test_several_messages_are_on_their_way_at_once_and_one_alone_in_each_chat(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    readers = [telegram.person(f"Ч{number}", language="ru") for number in range(8)]
    case = None
    for reader in readers:
        case, _ = await ask(telegram, store, reader, case)
    second, _ = await ask(telegram, store, readers[0], text="Правда, что закроют мост?")
    held = telegram.fault("sendMessage", hang=3_000, times=None)
    await publish(store, case=case)
    await publish(store, replace(WATER, id="bridge"), case=second)
    async with quick_bot(settings):
        await until(lambda: held.struck == len(readers))
        assert (await store.outbox.state()).due == len(readers) + 1
        telegram.clear_faults()


async def test_a_clock_that_is_set_back_or_forward_silences_nothing_and_hurries_nothing(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    room = telegram.group("Редакция", members=[telegram.person("Шеф")])
    settings = settings.model_copy(update={"desk_chat": room.id})
    set_by, stop = [0], asyncio.Event()
    leaps = 0, -120, -400 * 86_400, 500 * 86_400

    def clock() -> float:
        return time() + set_by[0]

    serving = asyncio.create_task(serve(settings, stop, QUICK, clock))
    try:
        for number, leap in enumerate(leaps):
            async with store._sessions.transaction() as connection:
                for due in (int(clock()), int(clock()) + 250):
                    body = {"case": number, "readers": 10}
                    await tell_desk(connection, f"case:{number}:{due}", body, due)
            set_by[0] += leap
            await until(lambda: len(room.by_bot) > number)  # noqa: B023 - called at once

        async def all_is_noted() -> bool:
            return (await store.outbox.state()).due == len(leaps)

        await until(all_is_noted)
        state = await store.outbox.state()
    finally:
        stop.set()
        await serving
    assert len(room.by_bot) == state.due == len(leaps)
    assert state.oldest is not None
    assert 0 < state.oldest - clock() <= 300
