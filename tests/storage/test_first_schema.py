"""A store as the first Raspa wrote it, with debunks and readers, goes on as a store of now."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from domain.debunk import Claim, Debunk, Status, Verdict
from storage.engine.migrate import migrate, migrations
from storage.engine.sqlite import Connection, Mode
from storage.store import Store
from tests.kit.samples import FULL, INDEXING, a_debunk

# The terms differ from what the recipe makes of the texts, to tell what is kept from what is made.
_ROWS = f"""
UPDATE meta SET value = 7 WHERE name = 'version';
UPDATE meta SET value = '{INDEXING.name}' WHERE name = 'indexing';
UPDATE meta SET value = 3 WHERE name = 'phrasings';
INSERT INTO debunks (num, id, ref, verdict, status, date, version) VALUES
    (1, 'kz-2022-03-04', 'kz-2022-03-04', 'fake', 'published', '2022-03-04', 4),
    (2, 'draft', 'draft', 'true', 'draft', NULL, 1),
    (3, 'old', 'old', 'outdated', 'published', '2021', 2);
INSERT INTO phrasings (id, debunk, position, lang, text) VALUES
    (11, 1, 0, 'ru', 'Войска отправят'),
    (12, 1, 1, 'kk', 'Әскер жіберіледі'),
    (5, 2, 0, 'ru', 'Дамбу прорвало'),
    (30, 3, 0, 'ru', 'Мост рухнул');
INSERT INTO phrasing_words (rowid, terms) VALUES
    (11, 'kept войск'), (12, 'kept әскер'), (30, 'kept мост');
INSERT INTO debunk_words (rowid, claims, authorities, topics, summary) VALUES
    (1, 'войск отпра әскер жібер', 'минис оборо рк қр қорға минис', 'army армия', 'минис'),
    (3, 'мост рухну', '', '', '');
INSERT INTO summaries (debunk, position, lang, text) VALUES
    (1, 0, 'ru', 'Министерство опровергло.
Вот как.'),
    (1, 1, 'kk', 'Министрлік жоққа шығарды.');
INSERT INTO authorities (id, names) VALUES
    (1, '{{"kk": "ҚР Қорғаныс министрлігі", "ru": "Министерство обороны РК"}}');
INSERT INTO authority_names (authority, position, lang, name) VALUES
    (1, 0, 'ru', 'Министерство обороны РК'), (1, 1, 'kk', 'ҚР Қорғаныс министрлігі');
INSERT INTO statements (id, debunk, position, authority, date, url) VALUES
    (1, 1, 0, 1, '2022-03', 'https://gov.example/1'), (2, 1, 1, NULL, NULL, NULL);
INSERT INTO statement_texts (statement, position, lang, text) VALUES
    (1, 0, 'ru', 'Переговоры «не ведутся».'), (1, 1, 'kk', 'Келіссөз жоқ.'), (2, 0, 'en', 'No.');
INSERT INTO sources (debunk, position, title, url) VALUES
    (1, 0, 'Проверка', 'https://check.example/1'), (1, 1, NULL, 'https://a.example');
INSERT INTO appearances (debunk, position, address, canonical) VALUES
    (1, 0, 'https://t.me/channel/123', 't.me/channel/123'), (1, 1, 't.me/other/5', 't.me/other/5');
INSERT INTO topics (debunk, position, topic) VALUES (1, 0, 'army'), (1, 1, 'армия');
INSERT INTO readers (person, lang) VALUES (x'0102', 'kk');
"""
DRAFT = Debunk("draft", Verdict.TRUE, (Claim("ru", "Дамбу прорвало"),), status=Status.DRAFT)
OLD = Debunk("old", Verdict.OUTDATED, (Claim("ru", "Мост рухнул"),), date="2021", version=2)


@pytest.fixture
async def first(path: Path) -> Path:
    connection = await Connection.open(path, Mode.CREATE, 5)
    await migrate(connection, migrations()[:1])
    await connection.close()
    with closing(sqlite3.connect(path)) as plain:
        plain.executescript(f"BEGIN;{_ROWS}COMMIT;")
    return path


@pytest.fixture
async def migrated(first: Path) -> AsyncIterator[Store]:
    async with await Store.open(first, INDEXING) as database:
        yield database


async def test_every_debunk_and_reader_is_there(migrated: Store) -> None:
    assert [each async for each in migrated.debunks.every()] == [
        DRAFT,
        replace(FULL, version=4),
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
