"""Vectors beside the texts that they were made of."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.debunk import Claim, Debunk, Status
from storage.store import Store
from tests.kit.processes import start
from tests.kit.samples import FULL, INDEXING, a_debunk

E5 = "e5-small 1"
NEWER = "e5-small 2"


async def make(database: Store, encoder: str = E5, limit: int = 1_000) -> int:
    lacking = await database.vectors.lacking(encoder, limit)
    await database.vectors.save(encoder, {each.id: made(encoder, each.text) for each in lacking})
    return len(lacking)


def made(encoder: str, text: str) -> bytes:
    return b"\0" + (encoder + text).encode() + b"\xff"


async def held(database: Store, encoder: str | None = E5) -> dict[str, list[bytes | None]]:
    return {
        change.debunk_id: [each.vector for each in change.phrasings]
        async for part in database.phrasings.changes(0, encoder)
        for change in part.debunks
        if change.phrasings
    }


async def test_vectors_come_back_as_they_were_saved(fresh: Store, path: Path) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    assert await make(fresh) == 3
    expected = {
        FULL.id: [made(E5, "Войска отправят"), made(E5, "Әскер жіберіледі")],
        "one": [made(E5, "Дамбу прорвало")],
    }
    assert await held(fresh) == expected
    async with await Store.open(path, INDEXING) as again:
        assert await held(again) == expected


async def test_only_published_phrasings_lack_vectors(fresh: Store) -> None:
    await fresh.debunks.save_all([FULL, *(a_debunk(each, status=each) for each in Status)])
    lacking = await fresh.vectors.lacking(E5, 10)
    assert sorted((each.debunk_id, each.lang, each.text) for each in lacking) == [
        (FULL.id, "kk", "Әскер жіберіледі"),
        (FULL.id, "ru", "Войска отправят"),
        ("published", "ru", "Дамбу прорвало"),
    ]
    assert await fresh.vectors.count_lacking(E5) == 3


async def test_all_are_made_a_few_at_a_time(fresh: Store) -> None:
    await fresh.debunks.save_all(a_debunk(f"d{number}") for number in range(25))
    assert [await make(fresh, limit=10) for _ in range(4)] == [10, 10, 5, 0]
    assert await fresh.vectors.count_lacking(E5) == 0


async def test_saved_vectors_are_a_change_of_their_debunks(fresh: Store) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    seen = await fresh.version()
    (one,) = [each for each in await fresh.vectors.lacking(E5, 9) if each.debunk_id == "one"]
    await fresh.vectors.save(E5, {one.id: b"vector"})
    (part,) = [part async for part in fresh.phrasings.changes(seen, E5)]
    (change,) = part.debunks
    assert (change.debunk_id, change.phrasings[0].vector) == ("one", b"vector")
    assert part.version == await fresh.version() == seen + 1


async def test_without_an_encoder_no_vectors_are_given(fresh: Store) -> None:
    await fresh.debunks.save(a_debunk())
    await make(fresh)
    assert await held(fresh, None) == {"one": [None]}


async def test_vectors_of_another_encoder_are_ignored_and_replaced(fresh: Store) -> None:
    await fresh.debunks.save_all([a_debunk("a"), a_debunk("b")])
    await make(fresh)
    assert await held(fresh, NEWER) == {"a": [None], "b": [None]}
    assert await fresh.vectors.count_lacking(NEWER) == 2
    await make(fresh, NEWER, limit=1)
    assert sorted(map(str, (await held(fresh, NEWER)).values())) == sorted(
        [str([None]), str([made(NEWER, "Дамбу прорвало")])]
    )
    assert await fresh.vectors.count_lacking(E5) == 1


@pytest.mark.parametrize(
    "edited",
    [
        replace(FULL, summary={"ru": "Иначе."}),
        replace(FULL, date="2023", topics=(), sources=(), appearances=()),
        replace(FULL, claims=FULL.claims[::-1]),
        replace(FULL, claims=(*FULL.claims, Claim("en", "Troops"))),
        replace(FULL, claims=(Claim("en", "Troops"), *FULL.claims)),
        replace(FULL, claims=tuple(Claim("kk", claim.text) for claim in FULL.claims)),
    ],
)
async def test_a_vector_stays_when_all_but_its_text_changes(fresh: Store, edited: Debunk) -> None:
    await fresh.debunks.save(FULL)
    await make(fresh)
    await fresh.debunks.save(edited)
    expected = [made(E5, claim.text) if claim.lang != "en" else None for claim in edited.claims]
    assert await held(fresh) == {FULL.id: expected}
    assert await fresh.vectors.count_lacking(E5) == expected.count(None)


async def test_a_vector_goes_with_its_text(fresh: Store) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    await make(fresh)
    ru, kk = FULL.claims
    await fresh.debunks.save(replace(FULL, claims=(Claim("ru", ru.text + "."), kk)))
    assert (await held(fresh))[FULL.id] == [None, made(E5, kk.text)]
    (lacking,) = await fresh.vectors.lacking(E5, 10)
    assert lacking.text == "Войска отправят."


async def test_a_debunk_that_is_published_again_still_has_its_vectors(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    await make(fresh)
    before = await held(fresh)
    await fresh.debunks.save(replace(FULL, status=Status.RETRACTED))
    assert await held(fresh) == {}
    await fresh.debunks.save(FULL)
    assert await held(fresh) == before


async def test_the_same_text_twice_has_two_vectors(fresh: Store) -> None:
    twice = replace(a_debunk(), claims=(Claim("ru", "Мост"), Claim("kk", "Мост")))
    await fresh.debunks.save(twice)
    first, second = await fresh.vectors.lacking(E5, 10)
    await fresh.vectors.save(E5, {first.id: b"1", second.id: b"2"})
    await fresh.debunks.save(replace(twice, topics=("мост",)))
    assert await held(fresh) == {"one": [b"1", b"2"]}


async def test_vectors_of_texts_that_are_gone_are_left_out(fresh: Store) -> None:
    await fresh.debunks.save_all([a_debunk("a"), a_debunk("b")])
    lacking = await fresh.vectors.lacking(E5, 10)
    await fresh.debunks.save(a_debunk("a", "Мост"))
    await fresh.vectors.save(E5, {each.id: made(E5, each.text) for each in lacking})
    assert await held(fresh) == {"a": [None], "b": [made(E5, "Дамбу прорвало")]}


async def test_saving_no_vectors_changes_nothing(fresh: Store) -> None:
    await fresh.debunks.save(a_debunk())
    before = await fresh.version()
    await fresh.vectors.save(E5, {})
    await fresh.vectors.save(E5, {999: b"vector"})
    assert await fresh.version() == before


async def test_a_process_killed_while_saving_vectors_leaves_whole_batches(path: Path) -> None:
    async with await Store.open(path, INDEXING) as database:
        await database.debunks.save_all(a_debunk(f"d{n}", f"слово {n}") for n in range(2_000))
    body = """
async with await Store.open(path, INDEXING) as database:
    while lacking := await database.vectors.lacking("e5-small 1", 7):
        await database.vectors.save(
            "e5-small 1",
            {each.id: b"\\0" + ("e5-small 1" + each.text).encode() + b"\\xff" for each in lacking},
        )
        print("saved", flush=True)
"""
    process = await start(body, path)
    assert process.stdout is not None
    for _ in range(5):
        assert await process.stdout.readline() == b"saved\n"
    process.kill()
    await process.communicate()
    async with await Store.open(path, INDEXING) as database:
        found = {name: vector for name, (vector,) in (await held(database)).items() if vector}
        assert len(found) % 7 == 0
        assert 35 <= len(found) < 2_000
        assert all(found[name] == made(E5, f"слово {name[1:]}") for name in found)
        assert await database.vectors.count_lacking(E5) == 2_000 - len(found)
        assert await make(database, limit=2_000) == 2_000 - len(found)
