"""What matching asks the store."""

import pytest

from matching import candidates
from storage.database import Database
from storage.debunk import Status
from storage.phrasings import Phrasings
from tests.storage.samples import FULL, a_debunk, terms


def as_matching_wants(phrasings: Phrasings) -> candidates.Phrasings:
    """Fails to type-check when the store no longer fulfils matching's protocol."""
    return phrasings


async def test_only_published_phrasings_are_counted(fresh: Database) -> None:
    await fresh.debunks.save_all([FULL, *(a_debunk(each, status=each) for each in Status)])
    assert await as_matching_wants(fresh.phrasings).count() == 3
    await fresh.debunks.save(a_debunk(FULL.id, status=Status.DRAFT))
    assert await fresh.phrasings.count() == 1


async def test_frequencies_are_in_how_many_phrasings_a_term_stands(fresh: Database) -> None:
    await fresh.debunks.save_all(
        [
            a_debunk("a", "дамба дамба мост"),
            a_debunk("b", "дамба и мэр"),
            a_debunk("c", "дамба", status=Status.DRAFT),
        ]
    )
    asked = ["дамба", "мост", "лес", "дамба"]
    assert await fresh.phrasings.frequencies(asked) == {"дамба": 2, "мост": 1}


@pytest.mark.parametrize(
    "word", ["ёлка", "йод", "әрең", "ғалым", "қала", "өңір", "ұлт", "үй", "іс"]
)
async def test_every_letter_of_russian_and_kazakh_counts(fresh: Database, word: str) -> None:
    await fresh.debunks.save(a_debunk("a", word))
    assert await fresh.phrasings.frequencies([word]) == {word: 1}
    plain = str.maketrans("ёйәғқңөұүі", "еиагкноууи")
    assert await fresh.phrasings.frequencies([word.translate(plain)]) == {}


async def test_frequencies_follow_a_change(fresh: Database) -> None:
    await fresh.debunks.save(a_debunk("a", "дамба"))
    await fresh.debunks.save(a_debunk("a", "мост"))
    assert await fresh.phrasings.frequencies(["дамба", "мост"]) == {"мост": 1}


async def test_phrasings_that_hold_any_term_come_best_first(fresh: Database) -> None:
    await fresh.debunks.save_all(
        [
            a_debunk("one", "дамба и лес и река и поле"),
            a_debunk("both", "дамба прорвана"),
            a_debunk("none", "мост"),
            a_debunk("draft", "дамба прорвана", status=Status.DRAFT),
        ]
    )
    found = await fresh.phrasings.holding_any(terms("прорвана дамба"), 10)
    assert [phrasing.debunk_id for phrasing in found] == ["both", "one"]
    assert (found[0].lang, found[0].text) == ("ru", "дамба прорвана")
    assert await fresh.phrasings.holding_any(terms("прорвана дамба"), 1) == found[:1]


async def test_two_phrasings_of_one_debunk_are_two(fresh: Database) -> None:
    await fresh.debunks.save(FULL)
    found = await fresh.phrasings.holding_any(terms("войска әскер"), 10)
    assert {(each.debunk_id, each.lang) for each in found} == {(FULL.id, "ru"), (FULL.id, "kk")}
    assert len({each.id for each in found}) == 2


async def test_nothing_to_look_for_finds_nothing(fresh: Database) -> None:
    await fresh.debunks.save(FULL)
    assert await fresh.phrasings.holding_any([], 10) == []
    assert await fresh.phrasings.frequencies([]) == {}
    assert await fresh.phrasings.listing([]) == []


async def test_thousands_of_terms_do_no_harm(fresh: Database) -> None:
    await fresh.debunks.save(FULL)
    many = [f"сл{number}" for number in range(3_000)]
    assert len(await fresh.phrasings.holding_any([*many, "войск"], 10)) == 1
    assert await fresh.phrasings.frequencies([*many, "войск"]) == {"войск": 1}


@pytest.mark.parametrize(
    "link", ["https://t.me/channel/123", "t.me/channel/123", "HTTP://T.ME/channel/123/"]
)
async def test_a_link_in_any_spelling_finds_the_debunk_that_lists_it(
    fresh: Database, link: str
) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    (found,) = await fresh.phrasings.listing(["https://elsewhere.example", link])
    assert (found.debunk_id, found.lang, found.text) == (FULL.id, "ru", "Войска отправят")


async def test_a_link_finds_published_debunks_only_and_the_newest_first(fresh: Database) -> None:
    link = "t.me/a/1"
    await fresh.debunks.save_all(
        [
            a_debunk("old", date="2020", appearances=(link, link)),
            a_debunk("new", date="2021", appearances=("https://t.me/A/1",)),
            a_debunk("draft", status=Status.DRAFT, appearances=(link,)),
        ]
    )
    assert [each.debunk_id for each in await fresh.phrasings.listing([link])] == ["new", "old"]
