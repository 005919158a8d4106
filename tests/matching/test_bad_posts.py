import asyncio
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.matcher import Matcher
from matching.post import Post
from matching.search import MOST_QUESTIONS, POSTINGS
from tests.matching.shelf import RUMOURS, Shelf, Wording

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
async def test_a_bad_post_is_decided_soon(matcher: Matcher, text: str) -> None:
    started = time.perf_counter()
    decision = await matcher.decide(Post(text, links=(text,), origin=text))
    assert time.perf_counter() - started < 2
    assert len(decision.matches) <= 1 or decision.matches[0] != decision.matches[1]


@given(text=st.text(max_size=300), links=st.lists(st.text(max_size=60), max_size=3))
@settings(max_examples=60, deadline=None)
def test_no_post_makes_it_fail(text: str, links: list[str]) -> None:
    decision = asyncio.run(Matcher(Shelf(*RUMOURS)).decide(Post(text, tuple(links), text)))
    assert len(decision.matches) <= 5


async def test_a_long_post_asks_a_bounded_number_of_questions(shelf: Shelf) -> None:
    await Matcher(shelf).decide(Post("Озеро осушают. Воду продают! Мост закроют? " * 760))
    assert shelf.questions <= MOST_QUESTIONS


async def test_common_words_cost_a_bounded_number_of_postings() -> None:
    many = (Wording(f"d{n}", "ru", f"Озеро осушают, пишет газета номер {n}") for n in range(3_000))
    shelf = Shelf(*many)
    await Matcher(shelf).decide(Post("Газета пишет: озеро осушают, номер 77"))
    assert shelf.postings_read <= shelf.questions * POSTINGS
