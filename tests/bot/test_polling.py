"""Asking for updates where a server between slips: what waits is passed over by nothing."""

import asyncio
from collections.abc import Sequence

from bot.intake.plain_json import updates_in
from bot.intake.polling import PlainBot, Poller


class SlippingBot(PlainBot):
    """Gets from Telegram what a script says: each answer once, then what is pending for ever."""

    def __init__(self, *answers: list[object], pending: Sequence[int]) -> None:
        super().__init__("1:token")
        self._answers = list(answers)
        self._pending = list(pending)

    async def fetch(
        self, offset: int, seconds: int, limit: int, kinds: Sequence[str]
    ) -> list[object]:
        await asyncio.sleep(0)
        if self._answers:
            return self._answers.pop(0)
        self._pending = [number for number in self._pending if number >= offset]
        return [{"update_id": number} for number in self._pending]


async def taken(bot: SlippingBot, last: object) -> list[object]:
    got: list[object] = []
    stop = asyncio.Event()

    async def take(updates: Sequence[object]) -> None:
        got.extend(updates)
        if last in updates:
            stop.set()

    await Poller(bot, (), take, lambda: None, lambda failure: None).run(stop)
    return got


async def test_what_comes_once_without_a_number_hides_no_other_update() -> None:
    bot = SlippingBot([{"update_id": 7}], ["slip"], pending=[8])

    assert await taken(bot, {"update_id": 8}) == [{"update_id": 7}, "slip", {"update_id": 8}]


async def test_what_stays_without_a_number_is_taken_once_and_passed() -> None:
    stays: list[list[object]] = [[{"message": {}}]] * 3
    bot = SlippingBot([{"update_id": 7}], *stays, pending=[9])

    last = {"update_id": 9}
    assert await taken(bot, last) == [{"update_id": 7}, {"message": {}}, last]


async def test_what_stays_is_taken_once_though_what_came_with_it_changes_how_it_is_read() -> None:
    long, deep = "9" * 400, "[" * 400 + "]" * 400
    odd = f'{{"message":{{"size":{long},"brand_new":{deep}}}}}'
    beside = ["[" * 5_000 + "]" * 5_000, "1" * 5_000, '{"update_id":8}', odd]
    bodies = [f'{{"ok":true,"result":[{odd},{one}]}}' for one in beside]
    stays = [updates_in(body.encode())[:1] for body in bodies]
    assert len({repr(one) for one in stays}) > 1
    bot = SlippingBot([{"update_id": 7}], *stays[:3], pending=[9])

    assert len(await taken(bot, {"update_id": 9})) == 3


async def test_a_number_that_is_behind_is_taken_once_and_passed() -> None:
    stays: list[list[object]] = [[{"update_id": 5, "message": {}}]] * 3
    bot = SlippingBot([{"update_id": 700}], *stays, pending=[702])

    last = {"update_id": 702}
    assert await taken(bot, last) == [{"update_id": 700}, {"update_id": 5, "message": {}}, last]


async def test_telegram_may_count_anew() -> None:
    stays: list[list[object]] = [[{"update_id": 5}]] * 4
    bot = SlippingBot([{"update_id": 700}], *stays, pending=[6])

    last = {"update_id": 6}
    assert await taken(bot, last) == [{"update_id": 700}, {"update_id": 5}, last]
