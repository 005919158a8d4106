"""Readers' search among published debunks."""

from dataclasses import replace

import pytest

from domain.debunk import Claim, Debunk, Statement, Status
from storage.store import Store
from tests.kit.samples import FULL, a_debunk, terms


async def found(database: Store, query: str, limit: int = 50, offset: int = 0) -> list[str]:
    """Search as the bot does: a query that does not end in a space has an unfinished word."""
    words = list(terms(query))
    begun = [words.pop()] if words and not query.endswith(" ") else []
    return [debunk.id for debunk in await database.debunks.search(words, begun, limit, offset)]


@pytest.mark.parametrize(
    "query",
    [
        "войска ",
        "Әскер ",
        "опровергло ",
        "министрлік жоққа ",
        "обороны РК ",
        "қорғаныс ",
        "army ",
        "армия войска обороны ",
    ],
)
async def test_claims_summary_authorities_and_topics_are_searched_in_every_language(
    fresh: Store, query: str
) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    assert await found(fresh, query) == [FULL.id]


@pytest.mark.parametrize("query", ["в", "вой", "войск", "войска отп", "обор"])
async def test_the_last_word_may_be_unfinished(fresh: Store, query: str) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    assert await found(fresh, query) == [FULL.id]


async def test_a_finished_word_is_no_prefix(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    assert await found(fresh, "вой ") == []


async def test_all_words_must_be_there(fresh: Store) -> None:
    await fresh.debunks.save_all([a_debunk("a", "красный дом"), a_debunk("b", "красный лес")])
    assert await found(fresh, "красный дом ") == ["a"]
    assert await found(fresh, "красный сад ") == []


async def test_of_three_words_or_more_most_will_do_when_no_debunk_has_all(
    fresh: Store,
) -> None:
    await fresh.debunks.save_all(
        [
            a_debunk("three", "один два три"),
            a_debunk("four", "один два три четыре"),
            a_debunk("two", "один два"),
        ]
    )
    assert await found(fresh, "один два три четыре шесть ") == ["four", "three"]
    assert await found(fresh, "один два три четыре ") == ["four"]
    assert await found(fresh, "один два шесть ") == ["two", "three", "four"]


async def test_a_later_page_does_not_turn_to_debunks_with_most_words(fresh: Store) -> None:
    await fresh.debunks.save_all([a_debunk("all", "один два три"), a_debunk("most", "один два")])
    assert await found(fresh, "один два три ") == ["all"]
    assert await found(fresh, "один два три ", offset=1) == []


async def test_pages_of_debunks_with_most_words_follow_one_another(fresh: Store) -> None:
    await fresh.debunks.save_all(a_debunk(f"d{n:02}", "один два") for n in range(70))
    pages = [await found(fresh, "один два три ", 50, offset) for offset in (0, 50)]
    assert [len(page) for page in pages] == [50, 20]
    assert len({each for page in pages for each in page}) == 70


async def test_of_equals_the_newest_is_first(fresh: Store) -> None:
    await fresh.debunks.save_all(
        [
            a_debunk("old", "дамба", date="2020"),
            a_debunk("new", "дамба", date="2024"),
            a_debunk("undated", "дамба"),
        ]
    )
    assert await found(fresh, "дамба ") == ["new", "old", "undated"]


async def test_a_word_of_the_claim_weighs_more_than_one_of_the_summary(fresh: Store) -> None:
    await fresh.debunks.save_all(
        [
            replace(a_debunk("summary", "лес", date="2024"), summary={"ru": "дамба"}),
            replace(a_debunk("claim", "дамба", date="2020"), summary={"ru": "лес"}),
        ]
    )
    assert await found(fresh, "дамба ") == ["claim", "summary"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETRACTED])
async def test_a_debunk_is_found_while_it_is_published(fresh: Store, status: Status) -> None:
    await fresh.debunks.save(a_debunk("a", "дамба", status=status))
    assert await found(fresh, "дамба ") == []
    await fresh.debunks.save(a_debunk("a", "дамба"))
    assert await found(fresh, "дамба ") == ["a"]
    await fresh.debunks.save(a_debunk("a", "дамба", status=status))
    assert await found(fresh, "дамба ") == []


async def test_a_changed_debunk_is_found_by_its_new_words_only(fresh: Store) -> None:
    await fresh.debunks.save(a_debunk("a", "дамба"))
    await fresh.debunks.save(a_debunk("a", "мост"))
    assert await found(fresh, "дамба ") == []
    assert await found(fresh, "мост ") == ["a"]


async def test_nothing_to_search_for_finds_nothing(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    for words, begun in (([], []), ([""], [""]), (["  ", "*"], ['"'])):
        assert await fresh.debunks.search(words, begun, 50) == []


async def test_a_statements_words_do_not_count_and_its_authority_does(fresh: Store) -> None:
    statement = Statement(text={"ru": "цитата"}, authority={"ru": "акимат"})
    debunk: Debunk = replace(a_debunk("a"), statements=(statement,), claims=(Claim("ru", "мост"),))
    await fresh.debunks.save(debunk)
    assert await found(fresh, "цитата ") == []
    assert await found(fresh, "акимат ") == ["a"]


async def test_very_many_words_do_no_harm(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    assert await found(fresh, " ".join(f"сл{number}" for number in range(2_000))) == []
