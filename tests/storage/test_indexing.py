"""What is made by the indexing recipe follows the recipe."""

from dataclasses import replace
from pathlib import Path

from domain.debunk import Status
from storage.cases.submissions import Submission
from storage.store import Store
from tests.kit.samples import FULL, INDEXING, a_debunk, terms, wordings
from tests.kit.stored_desk import AT, a_reader

BACKWARDS = replace(
    INDEXING,
    name="letters backwards",
    terms=lambda text: [word[::-1] for word in terms(text)],
    address=lambda link: link.rsplit("/", 1)[-1],
)


async def test_another_recipe_makes_the_indexes_anew(path: Path) -> None:
    async with await Store.open(path, INDEXING) as database:
        await database.debunks.save_all([FULL, a_debunk("draft", status=Status.DRAFT)])
        before = await database.version()
    async with await Store.open(path, BACKWARDS) as database:
        assert [each.terms for each in await wordings(database)] == [
            ("ксйов", "арпто"),
            ("рексә", "ребіж"),
        ]
        assert await database.debunks.search(["ксйов"], ["ymra"], 5) == [FULL]
        assert len(await database.phrasings.listing(["anywhere.example/123"])) == 1
        assert await database.version() > before
        assert await database.debunks.get(FULL.id) == FULL


async def test_the_same_recipe_leaves_the_indexes_as_they_are(path: Path) -> None:
    async with await Store.open(path, INDEXING) as database:
        await database.debunks.save(FULL)
        before = await database.version()
    renamed = replace(BACKWARDS, name=INDEXING.name)
    async with await Store.open(path, renamed) as database:
        assert await database.version() == before
        assert (await wordings(database))[0].terms == ("войск", "отпра")


async def test_many_debunks_are_indexed_anew(path: Path) -> None:
    async with await Store.open(path, INDEXING) as database:
        await database.debunks.save_all(a_debunk(f"d{number}") for number in range(230))
    async with await Store.open(path, BACKWARDS) as database:
        assert [each.terms for each in await wordings(database)] == [("убмад", "врорп")] * 230


async def test_an_address_that_is_no_post_lists_nothing_and_is_kept_for_the_export(
    path: Path,
) -> None:
    channel = a_debunk("channel", appearances=("https://t.me/channel", "https://t.me/channel/5"))
    numbered = replace(INDEXING, is_post=lambda address: address[-1:].isdigit())
    async with await Store.open(path, numbered) as database:
        await database.debunks.save(channel)
        assert await database.phrasings.listing(["t.me/channel"]) == []
        assert len(await database.phrasings.listing(["t.me/channel/5"])) == 1
        assert (await database.debunks.get("channel")) == channel


async def test_what_a_former_recipe_listed_and_cases_named_is_read_anew(path: Path) -> None:
    async with await Store.open(path, INDEXING) as database:
        await database.debunks.save(a_debunk(appearances=("https://t.me/channel",)))
        reader = await a_reader(database, "a")
        named = ("t.me/channel", "t.me/CHANNEL/5", "t.me/channel/5")
        asked = Submission(reader, 1, "ru", "Слух", AT, named)
        case = (await database.submissions.add(asked, None)).case
        assert len(await database.phrasings.listing(["t.me/channel"])) == 1
    numbered = replace(INDEXING, name="posts only", is_post=lambda one: one[-1:].isdigit())
    async with await Store.open(path, numbered) as database:
        assert await database.phrasings.listing(["t.me/channel"]) == []
        assert await database.cases.addresses(case, 9) == ["t.me/channel/5"]
