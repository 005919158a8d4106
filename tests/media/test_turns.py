"""Few go in at once, and one asker's many do not hold up another's one."""

import asyncio
from collections.abc import Hashable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.turns import FairTurns, TooManyWaitError


async def order_of(askers: Sequence[Hashable], most: int) -> tuple[list[Hashable], int]:
    """Let askers come all at once; return in which order they went in, and how many at most."""
    turns, order, inside, fullest = FairTurns(most), list[Hashable](), 0, 0

    async def go(whose: Hashable) -> None:
        nonlocal inside, fullest
        async with turns.turn(whose):
            order.append(whose)
            inside += 1
            fullest = max(fullest, inside)
            for _ in range(3):
                await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*map(go, askers))
    return order, fullest


@pytest.mark.parametrize("most", [1, 2, 4])
async def test_of_thirty_pictures_of_one_reader_another_s_waits_for_none_that_has_not_begun(
    most: int,
) -> None:
    order, _ = await order_of(["flood"] * 30 + ["other"], most)
    assert order.index("other") <= most


async def test_one_reader_s_many_leave_a_place_free() -> None:
    turns = FairTurns(2)
    gone = asyncio.Event()

    async def stay() -> None:
        async with turns.turn("flood"):
            await gone.wait()

    staying = [asyncio.create_task(stay()) for _ in range(30)]
    await asyncio.sleep(0)
    async with turns.turn("other"):
        gone.set()
    await asyncio.gather(*staying)


@given(st.lists(st.integers(0, 4), max_size=40), st.integers(1, 4))
def test_everybody_comes_in_in_their_own_order_and_never_too_many(
    askers: list[int], most: int
) -> None:
    order, fullest = asyncio.run(order_of(askers, most))
    assert sorted(order, key=str) == sorted(askers)
    assert fullest <= most


@given(st.lists(st.booleans(), min_size=1, max_size=20))
def test_who_gives_up_takes_nobody_s_place(given_up: list[bool]) -> None:
    async def play() -> int:
        turns, came = FairTurns(1), 0
        gone = asyncio.Event()

        async def stay() -> None:
            async with turns.turn("first"):
                await gone.wait()

        async def go() -> None:
            nonlocal came
            async with turns.turn("second"):
                came += 1

        first = asyncio.create_task(stay())
        await asyncio.sleep(0)
        tasks = [asyncio.create_task(go()) for _ in given_up]
        await asyncio.sleep(0)
        for task, ends in zip(tasks, given_up, strict=True):
            if ends:
                task.cancel()
        gone.set()
        await asyncio.gather(first, *tasks, return_exceptions=True)
        return came

    assert asyncio.run(play()) == given_up.count(False)


async def test_where_too_many_wait_one_more_is_told_at_once() -> None:
    turns = FairTurns(1, waiting=1)
    async with turns.turn("one"):
        second = asyncio.create_task(turns.turn("two").__aenter__())
        await asyncio.sleep(0)
        with pytest.raises(TooManyWaitError):
            await turns.turn("three").__aenter__()
        second.cancel()
