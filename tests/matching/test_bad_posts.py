import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.decision import DecisionKind
from domain.post import Post
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.reading.windows import MOST_PIECES, MOST_WINDOWS, WINDOW_WORDS, read
from matching.search.background import Floats
from matching.search.embedding import LONG_TOKENS
from matching.search.encoder import Encoder, tokens_of
from matching.search.shelf import Claimed, Shelf
from tests.kit.encoding import real_encoder
from tests.kit.rumours import RUMOURS

BAD = {
    "empty": "",
    "blank": " \n\t \u200b",
    "one letter": "а" * 4_096,
    "one word": "верблюд " * 512,
    "one long word": "верблюдозеро" * 341,
    "emoji": "😀👨‍👩‍👧" * 800,
    "combining marks": "о\u0301" + "\u0316\u0301" * 2_000,
    "marks out of order": "\u0301\u0316\u0323" * 10_000,
    "right to left": "مرحبا بالعالم " * 290,
    "right-to-left override": "\u202eавеоробо орезо\u202c",
    "HTML": "<b>&lt;script&gt;</b>" * 190,
    "Markdown": "*_[]()~`>#+-=|{}.!\\" * 210,
    "search syntax": '"озеро" NEAR(вода* OR -мёд) ^a:b' * 100,
    "no spaces": "озеробороевоеосушаютводу" * 170,
    "single letters": "о з е р о " * 800,
    "short lines": "озеро\nвода\nмост\n" * 2_000,
    "sentences": "Озеро осушают. Воду продают! Мост закроют? " * 760,
    "numbers": "1 2 3 90 000 " * 2_500,
    "dots": "." * 32_768,
    "dotted": "о." * 16_000,
    "slashes": "a.b/" * 8_000,
    "at signs": "@" * 16_000 + "о3о" * 5_000,
    "lone surrogate": "озеро \ud800 осушают",
    "zero bytes": "озеро\0осушают",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
async def test_a_bad_post_is_decided(matcher: Matcher, text: str) -> None:
    decision = await matcher.decide(Post(text, links=(text,), origin=text))
    assert len(decision.matches) <= 1 or decision.matches[0] != decision.matches[1]


@given(text=st.text(max_size=300), links=st.lists(st.text(max_size=60), max_size=3))
@settings(max_examples=60, deadline=None)
def test_no_post_makes_it_fail(text: str, links: list[str]) -> None:
    decision = asyncio.run(Matcher(Shelf(*RUMOURS)).decide(Post(text, tuple(links), text)))
    assert len(decision.matches) <= 5


class Counting:
    """The real encoder, which counts the characters and tokens that it is given of posts."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.characters = self.taken = 0
        self.tokens = tokens_of(encoder)
        self.name = encoder.name

    def queries(self, texts: Sequence[str]) -> Floats:
        self.characters += sum(map(len, texts))
        self.taken += sum(map(self.tokens, texts))
        return self._encoder.queries(texts)

    def passages(self, texts: Sequence[str]) -> Floats:
        return self._encoder.passages(texts)


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
async def test_only_a_bounded_part_of_a_post_is_embedded(
    shelf: Shelf, encoder: Encoder, text: str
) -> None:
    counting = Counting(encoder)
    matcher = Matcher(shelf, SHIPPED, counting)
    await matcher.decide(Post(text))
    assert counting.taken <= LONG_TOKENS


@given(
    st.lists(st.sampled_from(["A4", "а1", "zq", "%", "не ", " ", ". ", "\n", "中", "ﷺ", "слово "])),
    st.integers(1, 2_000),
)
@settings(max_examples=40)
def test_no_text_is_more_work_for_the_encoder_than_its_bound(units: list[str], times: int) -> None:
    counting = Counting(real_encoder())
    text = ("".join(units) * times)[:4_096]
    asyncio.run(Matcher(Shelf(*RUMOURS, encoder=counting), SHIPPED, counting).decide(Post(text)))
    assert counting.taken <= LONG_TOKENS


@given(st.text(max_size=30), st.integers(1, 4_096))
def test_what_is_read_of_a_post_is_bounded_whatever_it_is_made_of(unit: str, times: int) -> None:
    post = read((unit * times)[:32_768])
    assert len(post.whole.words) <= MOST_PIECES
    assert len(post.windows) <= MOST_WINDOWS
    for one in post.windows:
        assert len(one.words) <= 4 * WINDOW_WORDS
        assert len(one.raw) <= 1_300, one.raw[:40]


async def test_the_same_post_again_is_not_embedded_again(shelf: Shelf, encoder: Encoder) -> None:
    counting = Counting(encoder)
    matcher = Matcher(shelf, SHIPPED, counting)
    first = await matcher.decide(Post("Озеро Боровое осушают, воду тайно продают"))
    before = counting.characters
    again = await matcher.decide(Post("  озеро боровое ОСУШАЮТ, воду тайно продают "))
    assert (again, counting.characters) == (first, before)


async def test_a_change_of_the_store_shows_in_the_very_next_decision(
    shelf: Shelf, encoder: Encoder
) -> None:
    matcher = Matcher(shelf, SHIPPED, encoder)
    post = Post("В Караганде запретят кормить голубей, за хлебные крошки оштрафуют")
    assert (await matcher.decide(post)).kind is DecisionKind.UNKNOWN
    shelf.put("doves", Claimed("doves", "ru", "В Караганде запретят кормить голубей под штраф"))
    assert [one.debunk_id for one in (await matcher.decide(post)).shown] == ["doves"]
    shelf.remove("doves")
    assert (await matcher.decide(post)).kind is DecisionKind.UNKNOWN
