"""A post that many send at the same moment is decided once."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from threading import Event

import pytest

from domain.decision import Decision, DecisionKind
from domain.phrasing import Phrasing
from domain.post import Post
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.search.background import Floats
from matching.search.encoder import Encoder, tokens_of
from matching.search.shelf import Claimed, Shelf, ShelvedChanges
from tests.kit.rumours import RUMOURS

LAKE = Post("Озеро Боровое осушают, воду тайно продают соседнему государству, срочно репост")
HONEY = Post("Говорят, в городском мёде нашли пчелиный вирус, от которого выпадают волосы")
DOVES = Post("В Караганде запретят кормить голубей, за хлебные крошки оштрафуют")
DOVES_DEBUNK = Claimed("doves", "ru", "В Караганде запретят кормить голубей под штраф")


class Gated:
    """The real encoder, which counts posts and lets none through until `open` is set."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.open = Event()
        self.begun = Event()
        self.asked: list[str] = []
        self.tokens = tokens_of(encoder)
        self.name = encoder.name

    def queries(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        self.begun.set()
        assert self.open.wait(60)
        return self._encoder.queries(texts)

    def passages(self, texts: Sequence[str]) -> Floats:
        return self._encoder.passages(texts)


class Unreadable(Shelf):
    """A store that cannot be read while `broken` is set."""

    broken = False

    def changes(self, since: int, encoder: str | None = None) -> AsyncIterator[ShelvedChanges]:
        if self.broken:
            raise OSError("no such store")
        return super().changes(since, encoder)


@pytest.fixture
def gated(encoder: Encoder) -> Gated:
    return Gated(encoder)


def spelt(post: Post, number: int) -> Post:
    """The same post as it is typed by others: other capitals, other white space."""
    return Post([post.text, post.text.upper(), f"  {post.text}\n"][number % 3], post.links)


async def settled(*tasks: "asyncio.Task[Decision]") -> None:
    """Let tasks go on as far as they can while the encoder waits."""
    for _ in range(50):
        await asyncio.sleep(0)
        assert not any(task.done() for task in tasks)


def deciding(matcher: Matcher, *posts: Post) -> list["asyncio.Task[Decision]"]:
    return [asyncio.create_task(matcher.decide(post)) for post in posts]


async def begun(gated: Gated) -> None:
    assert await asyncio.to_thread(gated.begun.wait, 60)


async def test_one_rumour_from_many_at_the_same_moment_is_decided_once(
    shelf: Shelf, matcher: Matcher, gated: Gated
) -> None:
    sharing = Matcher(shelf, SHIPPED, gated)
    tasks = deciding(sharing, *(spelt(LAKE, number) for number in range(60)))
    await begun(gated)
    late = deciding(sharing, *(spelt(LAKE, number) for number in range(40)))
    await settled(*tasks, *late)
    gated.open.set()
    assert set(await asyncio.gather(*tasks, *late)) == {await matcher.decide(LAKE)}
    assert len(gated.asked) == 1


async def test_different_posts_at_the_same_moment_are_decided_each(
    shelf: Shelf, matcher: Matcher, gated: Gated
) -> None:
    sharing = Matcher(shelf, SHIPPED, gated)
    with_link = Post(LAKE.text, ("https://example.kz/lake",))
    tasks = deciding(sharing, LAKE, HONEY, with_link, LAKE)
    gated.open.set()
    expected = [await matcher.decide(one) for one in (LAKE, HONEY, with_link, LAKE)]
    assert await asyncio.gather(*tasks) == expected
    assert len(gated.asked) == 3


async def test_who_stops_waiting_takes_the_decision_from_nobody_else(
    shelf: Shelf, matcher: Matcher, gated: Gated
) -> None:
    sharing = Matcher(shelf, SHIPPED, gated)
    first, second, third = deciding(sharing, LAKE, LAKE, LAKE)
    await begun(gated)
    first.cancel()
    third.cancel()
    assert all(
        isinstance(one, asyncio.CancelledError)
        for one in await asyncio.gather(first, third, return_exceptions=True)
    )
    gated.open.set()
    assert await second == await matcher.decide(LAKE)
    assert len(gated.asked) == 1


async def test_a_decision_that_nobody_waits_for_any_more_is_there_for_the_next(
    shelf: Shelf, matcher: Matcher, gated: Gated
) -> None:
    sharing = Matcher(shelf, SHIPPED, gated)
    (only,) = deciding(sharing, LAKE)
    await begun(gated)
    only.cancel()
    await asyncio.gather(only, return_exceptions=True)
    gated.open.set()
    assert await sharing.decide(LAKE) == await matcher.decide(LAKE)
    assert len(gated.asked) == 1


async def test_a_failure_is_everyones_who_waits_and_is_not_kept(encoder: Encoder) -> None:
    store = Unreadable(*RUMOURS, encoder=encoder)
    store.broken = True
    matcher = Matcher(store, SHIPPED, encoder)
    found = await asyncio.gather(*deciding(matcher, LAKE, LAKE, HONEY), return_exceptions=True)
    assert [type(one) for one in found] == [OSError] * 3
    store.broken = False
    assert (await matcher.decide(LAKE)).kind is DecisionKind.ANSWER


async def test_a_failure_while_a_post_is_decided_is_not_kept_either(
    matcher: Matcher, encoder: Encoder
) -> None:
    class FailingOnce(Shelf):
        failures = 1

        async def texts(self, ids: Sequence[int]) -> Mapping[int, Phrasing]:
            if self.failures:
                self.failures -= 1
                raise OSError("gone")
            return await super().texts(ids)

    failing = Matcher(FailingOnce(*RUMOURS, encoder=encoder), SHIPPED, encoder)
    found = await asyncio.gather(*deciding(failing, LAKE, LAKE, LAKE), return_exceptions=True)
    assert [type(one) for one in found] == [OSError] * 3
    assert await failing.decide(LAKE) == await matcher.decide(LAKE)


async def test_who_asks_after_a_publication_gets_it_though_others_wait_for_the_same_post(
    encoder: Encoder,
) -> None:
    goes_on, read = asyncio.Event(), asyncio.Event()

    class Slow(Shelf):
        async def texts(self, ids: Sequence[int]) -> Mapping[int, Phrasing]:
            read.set()
            await goes_on.wait()
            return await super().texts(ids)

    store = Slow(*RUMOURS, encoder=encoder)
    matcher = Matcher(store, SHIPPED, encoder)
    before = deciding(matcher, DOVES, DOVES)
    # The debunks beside the post have been chosen by now.
    await read.wait()
    store.put("doves", DOVES_DEBUNK)
    after = deciding(matcher, DOVES, DOVES)
    await settled(*before, *after)
    goes_on.set()
    for one in await asyncio.gather(*after):
        assert [match.debunk_id for match in one.shown] == ["doves"]
    assert {one.kind for one in await asyncio.gather(*before)} == {DecisionKind.UNKNOWN}
    # Nor is what was decided before the publication kept as if it came after.
    assert [one.debunk_id for one in (await matcher.decide(DOVES)).shown] == ["doves"]


async def test_who_asks_while_the_store_is_being_read_gets_what_changes_after_that(
    encoder: Encoder,
) -> None:
    goes_on, read = asyncio.Event(), asyncio.Event()

    class Slow(Shelf):
        rounds = 0

        async def changes(
            self, since: int, encoder: str | None = None
        ) -> AsyncIterator[ShelvedChanges]:
            self.rounds += 1
            parts = [part async for part in super().changes(since, encoder)]
            read.set()
            await goes_on.wait()
            for part in parts:
                yield part

    store = Slow(*RUMOURS, encoder=encoder)
    matcher = Matcher(store, SHIPPED, encoder)
    before = deciding(matcher, LAKE)
    await read.wait()
    store.put("doves", DOVES_DEBUNK)
    after = deciding(matcher, *[DOVES] * 20)
    await settled(*before, *after)
    goes_on.set()
    for one in await asyncio.gather(*after):
        assert [match.debunk_id for match in one.shown] == ["doves"]
    await asyncio.gather(*before)
    assert store.rounds == 2
