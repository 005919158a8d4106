"""People: a language under a keyed hash, and nothing after they ask to be forgotten."""

from pathlib import Path

from storage.database import Database
from tests.storage.samples import INDEXING

ANYA, BAUYRZHAN = b"\x00" * 32, b"\xff" * 32


async def test_a_language_is_kept_for_each_person(fresh: Database) -> None:
    await fresh.readers.set_language(ANYA, "ru")
    await fresh.readers.set_language(BAUYRZHAN, "kk")
    await fresh.readers.set_language(ANYA, "en")
    assert await fresh.readers.language(ANYA) == "en"
    assert await fresh.readers.language(BAUYRZHAN) == "kk"


async def test_a_stranger_has_no_language(fresh: Database) -> None:
    assert await fresh.readers.language(ANYA) is None


async def test_who_asks_is_forgotten_and_others_are_not(fresh: Database) -> None:
    await fresh.readers.set_language(ANYA, "ru")
    await fresh.readers.set_language(BAUYRZHAN, "kk")
    assert await fresh.readers.forget(ANYA) == 1
    assert await fresh.readers.forget(ANYA) == 0
    assert await fresh.readers.language(ANYA) is None
    assert await fresh.readers.language(BAUYRZHAN) == "kk"


async def test_a_language_outlives_the_process(path: Path) -> None:
    async with await Database.open(path, INDEXING) as database:
        await database.readers.set_language(ANYA, "kk")
    async with await Database.open(path, INDEXING) as database:
        assert await database.readers.language(ANYA) == "kk"
