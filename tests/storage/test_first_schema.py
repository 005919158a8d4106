"""A store as the first Raspa wrote it, with debunks and readers, goes on as a store of now."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.debunk import Claim, Debunk, Status, Verdict
from storage.engine.migrate import migrate, migrations
from storage.engine.sqlite import Connection, Mode
from storage.store import Store
from tests.kit.old_stores import old_store
from tests.kit.samples import FULL, INDEXING, a_debunk

DRAFT = Debunk("draft", Verdict.TRUE, (Claim("ru", "Дамбу прорвало"),), status=Status.DRAFT)
OLD = Debunk("old", Verdict.OUTDATED, (Claim("ru", "Мост рухнул"),), date="2021", version=2)


@pytest.fixture
async def first(path: Path) -> Path:
    await old_store(path, 1)
    return path


@pytest.fixture
async def migrated(first: Path) -> AsyncIterator[Store]:
    async with await Store.open(first, INDEXING) as database:
        yield database


async def test_every_debunk_and_reader_is_there(migrated: Store) -> None:
    assert [each async for each in migrated.debunks.every()] == [
        DRAFT,
        replace(FULL, version=4, pictures=()),
        OLD,
    ]
    assert await migrated.readers.language(b"\1\2") == "kk"


async def test_looking_up_works_as_before(migrated: Store) -> None:
    assert [each.id for each in await migrated.debunks.newest(5)] == [FULL.id, "old"]
    assert [each.id for each in await migrated.debunks.search(["мост"], [], 5)] == ["old"]
    (found,) = await migrated.phrasings.listing(["https://t.me/channel/123"])
    assert (found.id, found.text) == (11, "Войска отправят")


async def test_terms_and_ids_are_taken_over(migrated: Store) -> None:
    (part,) = [part async for part in migrated.phrasings.changes(0, "e")]
    assert (part.version, await migrated.version()) == (7, 7)
    assert [
        (change.debunk_id, [(each.id, each.terms) for each in change.phrasings])
        for change in part.debunks
    ] == [
        (FULL.id, [(11, ("kept", "войск")), (12, ("kept", "әскер"))]),
        ("draft", []),
        ("old", [(30, ("kept", "мост"))]),
    ]


async def test_every_published_phrasing_lacks_a_vector(migrated: Store) -> None:
    lacking = await migrated.vectors.lacking("e", 10)
    assert {each.id for each in lacking} == {11, 12, 30}
    await migrated.vectors.save("e", {each.id: b"v" for each in lacking})
    assert await migrated.vectors.count_lacking("e") == 0


async def test_debunks_are_changed_as_in_any_store(migrated: Store) -> None:
    await migrated.debunks.save(replace(FULL, summary={}))
    await migrated.debunks.save(replace(OLD, claims=(Claim("ru", "Мост стоит"),)))
    await migrated.debunks.save(a_debunk("new"))
    changes = {
        change.debunk_id: [(each.id, each.terms) for each in change.phrasings]
        async for part in migrated.phrasings.changes(7)
        for change in part.debunks
    }
    assert changes == {
        FULL.id: [(11, ("войск", "отпра")), (12, ("әскер", "жібер"))],
        "old": [(31, ("мост", "стоит"))],
        "new": [(32, ("дамбу", "прорв"))],
    }
    assert await migrated.debunks.get(FULL.id) == replace(FULL, summary={}, version=5)


async def test_a_store_that_was_migrated_halfway_is_as_it_was(first: Path) -> None:
    step = migrations()[1]
    connection = await Connection.open(first, Mode.WRITE, 5)
    broken = replace(step, sql=step.sql + "\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(Exception, match="nowhere"):
        await migrate(connection, [broken])
    await connection.close()
    async with await Store.open(first, INDEXING) as database:
        assert await database.debunks.get("old") == OLD
        assert await database.version() == 7
