"""The one way to Telegram: at its pace, and no chat waits for another's."""

import asyncio
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.run import serve
from bot.settings import Settings
from handlers.kit.pace import Pace
from handlers.kit.turnstile import Turnstile
from sandbox import Sandbox
from sandbox.pulse import PATIENCE
from tests.kit.waiting import until

SLOW = Pace(a_second=1.0, in_a_chat=3_600.0, in_the_desk=3_600.0, burst=1)


class Caller:
    """Calls through a turnstile and notes what got through."""

    def __init__(self, turnstile: Turnstile) -> None:
        self.turnstile, self.through = turnstile, list[object]()
        self.refuse: set[object] = set()

    def call(
        self, chat: object = None, method: str = "sendMessage", granted: int | None = None
    ) -> asyncio.Task[Any]:
        async def telegram() -> bool:
            if chat in self.refuse:
                raise RetryAfter(3_600)
            self.through.append(chat)
            return True

        data = {} if chat is None else {"chat_id": chat}
        passing = self.turnstile.process_request(telegram, (), {}, method, data, granted)
        return asyncio.create_task(passing)


@pytest.fixture
async def caller() -> Caller:
    return Caller(Turnstile(SLOW))


async def test_what_telegram_does_not_count_never_waits(caller: Caller) -> None:
    for _ in range(50):
        await caller.call(method="answerCallbackQuery")
        await caller.call(1, "sendChatAction")
        await caller.call(1, "getChat")
    assert len(caller.through) == 150


async def test_a_message_waits_for_its_turn_and_can_be_given_up(caller: Caller) -> None:
    assert await caller.call(1)
    waiting = caller.call("1")
    await asyncio.sleep(0)
    assert caller.turnstile.waiting == 1
    assert caller.turnstile.waiting_seconds(1) > 3_600
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert caller.turnstile.waiting == 0
    assert caller.through == [1]


async def test_a_message_whose_turn_was_waited_for_goes_at_once(caller: Caller) -> None:
    number = await caller.turnstile.letter(1)
    assert await caller.call(1, granted=number)


async def test_a_turn_that_nothing_was_sent_in_is_given_back(caller: Caller) -> None:
    for _ in range(3):
        number = await caller.turnstile.letter(1)
        assert number is not None
        caller.turnstile.unused(number)
    assert await caller.call(1)


async def test_a_chat_that_telegram_asks_to_wait_with_rests_alone() -> None:
    caller = Caller(Turnstile(Pace()))
    caller.refuse = {1}
    with pytest.raises(RetryAfter):
        await caller.call(1)
    assert caller.turnstile.rest_of(1) > 3_500
    assert caller.turnstile.rest_of(2) == 0
    waiting = [caller.call(1) for _ in range(20)]
    for chat in range(2, 12):
        assert await caller.call(chat)
    assert not await caller.turnstile.letter(1)
    assert not any(task.done() for task in waiting)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_the_bot_at_its_own_pace_never_meets_a_429(
    telegram: Sandbox, settings: Settings
) -> None:
    telegram.flood()
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(settings, stop))
    readers = [telegram.person(f"R{number}", language="ru") for number in range(70)]
    for reader in readers:
        await reader.send("/help")
    talkative = readers[0]
    for _ in range(7):
        await talkative.send("/help")
    try:
        async with asyncio.timeout(PATIENCE):
            await until(lambda: all(reader.received() for reader in readers))
            await until(lambda: len(talkative.received()) >= 8)
    finally:
        stop.set()
        await serving
    sent = [call for call in telegram.calls if call.method.startswith("send")]
    assert len(sent) >= 77
    assert {call.status for call in sent} == {200}
