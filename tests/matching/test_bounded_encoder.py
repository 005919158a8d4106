"""An encoder that hangs, or comes late: words do meanwhile, and meaning comes back by itself."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from threading import Event

import pytest

from bot.late_encoder import LateEncoder
from domain.decision import DecisionKind
from domain.post import Post
from matching.matcher import Matcher
from matching.search.bounded_encoder import BoundedEncoder
from matching.search.encoder import Encoder, EncodingError, Floats, coming_now
from matching.search.shelf import Claimed, Shelf
from tests.kit.encoding import real_encoder
from tests.kit.waiting import until

CLAIM = "В городе закрывают все аптеки"
IN_OTHER_WORDS = "Говорят, лекарства больше нигде не купишь: последние аптеки города закроются"
SOON = 0.2


class Hanging:
    """Never comes back from a call until the test has ended."""

    def __init__(self, real: Encoder, end: Event) -> None:
        self.name = real.name
        self._end = end

    def queries(self, texts: Sequence[str]) -> Floats:
        self._end.wait()
        raise MemoryError

    def passages(self, texts: Sequence[str]) -> Floats:
        return self.queries(texts)


class Engines:
    """Loads one engine after the other, and tells the time as the test has it."""

    def __init__(self, *engines: Encoder | None) -> None:
        self.loaded = 0
        self.now = 1_000.0
        self._engines = engines

    def load(self) -> Encoder | None:
        self.loaded += 1
        return self._engines[min(self.loaded, len(self._engines)) - 1]


@pytest.fixture
def end() -> Iterator[Event]:
    ended = Event()
    yield ended
    ended.set()


def encodes(bounded: BoundedEncoder) -> Callable[[], bool]:
    # What the real one has encoded once it knows at once.
    real_encoder().queries(["аптеки"])

    def tried() -> bool:
        try:
            return bounded.queries(["аптеки"]).shape == (1, 384)
        except EncodingError:
            return False

    return tried


def in_time(engines: Engines, tried: Callable[[], bool]) -> Callable[[], bool]:
    """Try again and again, a minute later each time."""

    def later() -> bool:
        engines.now += 60
        return tried()

    return later


async def test_a_call_that_hangs_ends_and_another_engine_is_loaded_after_a_rest(
    encoder: Encoder, end: Event
) -> None:
    engines = Engines(encoder)
    bounded = BoundedEncoder(Hanging(encoder, end), engines.load, SOON, lambda: engines.now)
    for _ in range(3):
        with pytest.raises(EncodingError):
            bounded.queries(["аптеки"])
    assert engines.loaded == 0
    await until(in_time(engines, encodes(bounded)))
    assert engines.loaded == 1


async def test_an_engine_that_cannot_be_loaded_or_hangs_again_is_tried_less_and_less_often(
    encoder: Encoder, end: Event
) -> None:
    engines = Engines(None, Hanging(encoder, end), encoder)
    bounded = BoundedEncoder(Hanging(encoder, end), engines.load, SOON, lambda: engines.now)
    tried = encodes(bounded)
    rests = []
    for number in range(1, 4):
        assert not tried()
        began = engines.now

        def loads(number: int = number) -> bool:
            engines.now += 1
            tried()
            return engines.loaded == number

        await until(loads)
        rests.append(engines.now - began)
    await until(in_time(engines, tried))
    assert rests == sorted(rests)
    assert rests[0] < rests[-1]


async def test_an_engine_of_another_name_is_not_taken(encoder: Encoder, end: Event) -> None:
    other = Hanging(encoder, end)
    other.name = "another"
    engines = Engines(other, encoder)
    bounded = BoundedEncoder(Hanging(encoder, end), engines.load, SOON, lambda: engines.now)
    tried = encodes(bounded)
    assert not tried()
    await until(in_time(engines, tried))
    assert engines.loaded == 2


async def test_posts_are_decided_by_words_while_the_encoder_hangs_and_by_meaning_after(
    encoder: Encoder, end: Event, caplog: pytest.LogCaptureFixture
) -> None:
    engines = Engines(encoder)
    bounded = BoundedEncoder(Hanging(encoder, end), engines.load, SOON, lambda: engines.now)
    shelf = Shelf(Claimed("one", "ru", CLAIM), encoder=encoder)
    # What the real one has encoded once it knows at once.
    await Matcher(shelf, encoder=encoder).decide(Post(IN_OTHER_WORDS))
    matcher = Matcher(shelf, encoder=bounded)
    for _ in range(2):
        assert (await matcher.decide(Post(CLAIM))).kind is DecisionKind.ANSWER
    assert caplog.text.count("by words alone") == 1

    async def works_again() -> bool:
        engines.now += 60
        await matcher.decide(Post(IN_OTHER_WORDS))
        return "The encoder works again" in caplog.text

    await until(works_again)


async def test_an_encoder_that_cannot_be_loaded_at_first_is_used_when_it_can(
    encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf(Claimed("one", "ru", CLAIM), encoder=encoder)
    none: Future[Encoder | None] = Future()
    none.set_result(None)
    matcher = Matcher(shelf, encoder=none)
    with_meaning = await Matcher(shelf, encoder=encoder).decide(Post(IN_OTHER_WORDS))
    assert await matcher.decide(Post(IN_OTHER_WORDS)) != with_meaning
    engines = Engines(None, None, encoder)

    def load() -> Future[Encoder | None]:
        found = engines.load()
        return none if found is None else coming_now(found)

    late = LateEncoder(load, matcher.use, 0, 0)
    assert await late.encoder(none) is encoder
    assert engines.loaded == 3
    assert await matcher.decide(Post(IN_OTHER_WORDS)) == with_meaning
    assert caplog.text.count("can be used now") == 1
