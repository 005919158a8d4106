"""What matching asks the store."""

import pytest

from domain.debunk import Status
from matching.search import candidates
from storage.debunks.phrasings import Phrasings
from storage.store import Store
from tests.kit.samples import FULL, a_debunk, wordings


def as_matching_wants(phrasings: Phrasings) -> candidates.Phrasings:
    """Fails to type-check when the store no longer fulfils matching's protocol."""
    return phrasings


async def test_only_published_phrasings_are_handed_over(fresh: Store) -> None:
    await fresh.debunks.save_all([FULL, *(a_debunk(each, status=each) for each in Status)])
    assert as_matching_wants(fresh.phrasings)
    assert len(await wordings(fresh)) == 3
    await fresh.debunks.save(a_debunk(FULL.id, status=Status.DRAFT))
    assert len(await wordings(fresh)) == 1


@pytest.mark.parametrize(
    "word", ["ёлка", "йод", "әрең", "ғалым", "қала", "өңір", "ұлт", "үй", "іс"]
)
async def test_every_letter_of_russian_and_kazakh_counts(fresh: Store, word: str) -> None:
    await fresh.debunks.save(a_debunk("a", word))
    assert [each.terms for each in await wordings(fresh)] == [(word,)]


async def test_nothing_to_look_for_finds_nothing(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    assert await fresh.phrasings.texts([]) == {}
    assert await fresh.phrasings.listing([]) == []


@pytest.mark.parametrize(
    "link", ["https://t.me/channel/123", "t.me/channel/123", "HTTP://T.ME/channel/123/"]
)
async def test_a_link_in_any_spelling_finds_the_debunk_that_lists_it(
    fresh: Store, link: str
) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    (found,) = await fresh.phrasings.listing(["https://elsewhere.example", link])
    assert (found.debunk_id, found.lang, found.text) == (FULL.id, "ru", "Войска отправят")


async def test_a_link_finds_published_debunks_only_and_the_newest_first(fresh: Store) -> None:
    link = "t.me/a/1"
    await fresh.debunks.save_all(
        [
            a_debunk("old", date="2020", appearances=(link, link)),
            a_debunk("new", date="2021", appearances=("https://t.me/A/1",)),
            a_debunk("draft", status=Status.DRAFT, appearances=(link,)),
        ]
    )
    assert [each.debunk_id for each in await fresh.phrasings.listing([link])] == ["new", "old"]
