import asyncio
from datetime import UTC, datetime

from telegram import Chat, Message, Update, User

from bot.processor import OneByOneInEachChat
from sandbox.pulse import PATIENCE


def update_in(chat: int) -> Update:
    person = User(chat, "Айгүл", is_bot=False)
    message = Message(1, datetime.now(UTC), Chat(chat, "private"), person)
    return Update(1, message=message)


async def test_the_updates_of_one_chat_are_handled_in_their_order() -> None:
    order: list[int] = []

    async def handle(number: int, seconds: float) -> None:
        await asyncio.sleep(seconds)
        order.append(number)

    async with OneByOneInEachChat() as processor:
        slow = processor.process_update(update_in(1), handle(1, 0.05))
        await asyncio.gather(slow, processor.process_update(update_in(1), handle(2, 0)))
    assert order == [1, 2]


async def test_a_slow_chat_does_not_hold_up_another() -> None:
    other_is_done = asyncio.Event()

    async def other() -> None:
        other_is_done.set()

    async with OneByOneInEachChat() as processor:
        slow = processor.process_update(
            update_in(1), asyncio.wait_for(other_is_done.wait(), PATIENCE)
        )
        await asyncio.gather(slow, processor.process_update(update_in(2), other()))
    assert other_is_done.is_set()


async def test_a_flood_in_one_chat_leaves_room_for_another() -> None:
    flood_may_end = asyncio.Event()

    async def let_it_end() -> None:
        flood_may_end.set()

    async with OneByOneInEachChat(at_once=2) as processor:
        flood = [
            processor.process_update(update_in(1), asyncio.wait_for(flood_may_end.wait(), PATIENCE))
            for _ in range(10)
        ]
        await asyncio.gather(*flood, processor.process_update(update_in(2), let_it_end()))
    assert flood_may_end.is_set()


async def test_a_failed_update_does_not_block_its_chat() -> None:
    async def fail() -> None:
        raise RuntimeError

    async def succeed() -> None:
        done.set()

    done = asyncio.Event()
    async with OneByOneInEachChat() as processor:
        await asyncio.gather(
            processor.process_update(update_in(1), fail()),
            processor.process_update(update_in(1), succeed()),
            return_exceptions=True,
        )
    assert done.is_set()


async def test_of_a_chat_that_floods_only_so_many_wait_and_it_is_told_once() -> None:
    flood_may_end = asyncio.Event()
    turned_away: list[object] = []
    handled: list[int] = []

    async def handle(number: int) -> None:
        await asyncio.wait_for(flood_may_end.wait(), PATIENCE)
        handled.append(number)

    async def note(update: object) -> None:
        turned_away.append(update)

    async with OneByOneInEachChat(most_waiting=5) as processor:
        processor.turned_away = note
        for _ in range(2):
            flood = [
                asyncio.create_task(processor.process_update(update_in(1), handle(number)))
                for number in range(50)
            ]
            other = asyncio.create_task(processor.process_update(update_in(2), handle(99)))
            await asyncio.wait(flood, return_when=asyncio.FIRST_COMPLETED)
            flood_may_end.set()
            await asyncio.gather(*flood, other)
            assert sorted(handled) == [0, 1, 2, 3, 4, 99]
            handled.clear()
            flood_may_end.clear()
    # Once for each time that it was too much.
    assert len(turned_away) == 2


async def test_what_is_given_up_ends_whatever_it_waits_for() -> None:
    begun = asyncio.Event()

    async def stuck() -> None:
        begun.set()
        await asyncio.Event().wait()

    async with OneByOneInEachChat() as processor:
        tasks = [
            asyncio.create_task(processor.process_update(update_in(1), stuck())) for _ in range(3)
        ]
        await asyncio.wait_for(begun.wait(), PATIENCE)
        assert processor.give_up() == 3
        await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), PATIENCE)
    assert all(task.cancelled() for task in tasks)
