"""What is syntax to FTS5 is nothing but text to every search."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.store import Store
from tests.kit.samples import FULL

SYNTAX = [
    *("*", '"', '""', "'", "^", "(", ")", "()", "-", "+", ":", ",", "{claims}", ";", "--", "?"),
    *("AND", "OR", "NOT", "NEAR", "войск*", "^войск", "NEAR(войск, 2)", "claims:войск", "-claims:"),
    *("войск AND", "войск OR *", "NOT войск", '"войск', 'войск"', "rank", "debunk_words", "(войск"),
    *("\0", "войск\0", "\ud83d", "\u200b", "\U0001f600", "é\u0301", "%", "_", "\\", "x" * 5_000),
]


async def search_everywhere(database: Store, words: list[str]) -> None:
    await database.debunks.search(words, [], 50)
    await database.debunks.search(words[:-1], [words[-1]], 50)
    await database.debunks.search([*words, "слово", "ещё", "одно"], ["пре"], 50, 1)
    await database.phrasings.listing(words)


@pytest.mark.parametrize("text", SYNTAX)
async def test_no_syntax_is_an_error(fresh: Store, text: str) -> None:
    await fresh.debunks.save(FULL)
    await search_everywhere(fresh, [text])
    await search_everywhere(fresh, ["войск", text])


async def test_operators_are_words_like_others(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    assert await fresh.debunks.search(["войск", "or", "нету"], [], 50) == []
    assert await fresh.debunks.search(["нету", "OR", "войск"], [], 50) == []


async def test_a_star_of_the_reader_does_not_make_a_prefix(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    assert await fresh.debunks.search(["вой*"], [], 50) == []
    assert await fresh.debunks.search(['вой" *'], [], 50) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.lists(st.text(), min_size=1, max_size=6))
async def test_no_text_at_all_is_an_error(fresh: Store, words: list[str]) -> None:
    await search_everywhere(fresh, words)
