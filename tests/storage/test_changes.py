"""What an index in memory is told of the store, so that it need never be made anew."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.debunk import Claim, Debunk, Status
from formats.interchange import format_line
from storage.debunks.changes import Change, Changes, Wording
from storage.store import Store
from tests.kit.processes import run
from tests.kit.samples import FULL, INDEXING, a_debunk

Shelf = dict[str, tuple[Wording, ...]]


async def parts(database: Store, since: int, encoder: str | None = None) -> list[Changes]:
    return [part async for part in database.phrasings.changes(since, encoder)]


async def changes(database: Store, since: int, encoder: str | None = None) -> list[Change]:
    return [change for part in await parts(database, since, encoder) for change in part.debunks]


def placed(shelf: Mapping[str, tuple[Wording, ...]], part: Changes) -> Shelf:
    now = dict(shelf) | {change.debunk_id: change.phrasings for change in part.debunks}
    return {debunk_id: phrasings for debunk_id, phrasings in now.items() if phrasings}


async def test_from_the_beginning_all_is_given_and_only_the_published_has_phrasings(
    fresh: Store,
) -> None:
    await fresh.debunks.save_all([FULL, *(a_debunk(each, status=each) for each in Status)])
    full, *others = await changes(fresh, 0)
    assert full.debunk_id == FULL.id
    assert [(each.debunk_id, len(each.phrasings)) for each in others] == [
        ("draft", 0),
        ("published", 1),
        ("retracted", 0),
    ]
    assert [(each.lang, each.terms, each.vector) for each in full.phrasings] == [
        ("ru", ("войск", "отпра"), None),
        ("kk", ("әскер", "жібер"), None),
    ]


async def test_an_empty_store_has_no_changes(fresh: Store) -> None:
    assert await parts(fresh, 0) == []


async def test_the_version_given_is_the_stores(fresh: Store) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    await fresh.debunks.save(a_debunk("two"))
    (part,) = await parts(fresh, 0)
    assert part.version == await fresh.version() == await fresh.phrasings.version()


async def test_after_the_last_change_there_is_none(fresh: Store) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    seen = await fresh.version()
    await fresh.debunks.save(FULL)
    await fresh.readers.set_language(b"someone", "kk")
    assert await parts(fresh, seen) == []


async def test_a_new_and_an_edited_debunk_are_changes_and_no_other_is(fresh: Store) -> None:
    await fresh.debunks.save_all([FULL, a_debunk("a"), a_debunk("b")])
    seen = await fresh.version()
    await fresh.debunks.save(a_debunk("new", "Мост цел"))
    await fresh.debunks.save(a_debunk("a", "Дамбу не прорвало"))
    found = {change.debunk_id: change.phrasings for change in await changes(fresh, seen)}
    assert found.keys() == {"new", "a"}
    assert found["new"][0].terms == ("мост", "цел")
    assert found["a"][0].terms == ("дамбу", "не", "прорв")


@pytest.mark.parametrize("status", [Status.RETRACTED, Status.DRAFT])
async def test_a_debunk_that_is_taken_back_changes_to_nothing(fresh: Store, status: Status) -> None:
    await fresh.debunks.save_all([a_debunk("a"), FULL])
    seen = await fresh.version()
    await fresh.debunks.save(a_debunk("a", status=status))
    assert await changes(fresh, seen) == [Change("a", ())]


async def test_a_debunk_that_is_published_again_is_there_again(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    before = await changes(fresh, 0)
    await fresh.debunks.save(replace(FULL, status=Status.RETRACTED))
    seen = await fresh.version()
    await fresh.debunks.save(FULL)
    assert await changes(fresh, seen) == before


async def test_an_import_by_another_process_is_seen(fresh: Store, path: Path) -> None:
    await fresh.debunks.save_all([FULL, a_debunk("same"), a_debunk("edited")])
    seen = await fresh.version()
    lines = map(
        format_line, [a_debunk("same"), a_debunk("edited", "Прорвало дамбу"), a_debunk("new")]
    )
    path.with_name("in.jsonl").write_text("\n".join(lines), "utf-8")
    code, out = await run(
        "async with await Store.open(path, INDEXING) as database:\n"
        "    await import_file(database, path.with_name('in.jsonl'), dry_run=False)",
        path,
    )
    assert code == 0, out
    assert {change.debunk_id for change in await changes(fresh, seen)} == {"edited", "new"}


async def test_another_recipe_changes_every_debunk(path: Path) -> None:
    async with await Store.open(path, INDEXING) as database:
        await database.debunks.save_all([FULL, a_debunk("draft", status=Status.DRAFT)])
        seen = await database.version()
        ids = [each.id for change in await changes(database, 0) for each in change.phrasings]
    short = replace(INDEXING, name="two letters", terms=lambda text: [text[:2]])
    async with await Store.open(path, short) as database:
        full, draft = await changes(database, seen)
        assert [(each.id, each.terms) for each in full.phrasings] == [
            (ids[0], ("Во",)),
            (ids[1], ("Әс",)),
        ]
        assert draft == Change("draft", ())


async def test_many_come_in_parts_and_each_once(fresh: Store) -> None:
    await fresh.debunks.save_all(a_debunk(f"d{number}") for number in range(1_000))
    given = await parts(fresh, 0)
    assert max(len(part.debunks) for part in given) <= 300
    names = [change.debunk_id for part in given for change in part.debunks]
    assert sorted(names) == sorted(f"d{number}" for number in range(1_000))
    assert given[-1].version == await fresh.version()


async def test_one_who_stops_early_and_goes_on_misses_none(fresh: Store) -> None:
    for start in range(0, 900, 300):
        await fresh.debunks.save_all(a_debunk(f"d{start + number}") for number in range(300))
    shelf: Shelf = {}
    version = stops = 0
    while version < await fresh.version():
        stops += 1
        given = 0
        async for part in fresh.phrasings.changes(version):
            shelf, version = placed(shelf, part), part.version
            given += 1
            if given == 2:
                break
    assert len(shelf) == 900
    assert stops > 1


async def test_a_change_between_two_parts_is_not_missed(fresh: Store) -> None:
    await fresh.debunks.save_all(a_debunk(f"d{number}") for number in range(600))
    shelf: Shelf = {}
    version = 0
    async for part in fresh.phrasings.changes(0):
        if not shelf:
            await fresh.debunks.save(a_debunk("d1", "Раньше"))
            await fresh.debunks.save(a_debunk("d599", "Позже"))
            await fresh.debunks.save(a_debunk("d598", status=Status.RETRACTED))
            await fresh.debunks.save(a_debunk("d2", status=Status.RETRACTED))
        shelf, version = placed(shelf, part), part.version
    assert shelf["d1"][0].terms == ("раньш",)
    assert shelf["d599"][0].terms == ("позже",)
    assert shelf.keys().isdisjoint({"d598", "d2"})
    assert len(shelf) == 598
    assert version == await fresh.version()


async def test_texts_are_those_of_the_ids(fresh: Store) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    full, one = await changes(fresh, 0)
    asked = [full.phrasings[1].id, one.phrasings[0].id]
    found = await fresh.phrasings.texts([*asked, *asked, 999])
    assert {each: (p.id, p.debunk_id, p.lang, p.text) for each, p in found.items()} == {
        asked[0]: (asked[0], FULL.id, "kk", "Әскер жіберіледі"),
        asked[1]: (asked[1], "one", "ru", "Дамбу прорвало"),
    }
    assert await fresh.phrasings.texts([]) == {}


async def test_texts_of_what_is_no_longer_published_are_not_given(fresh: Store) -> None:
    await fresh.debunks.save(a_debunk())
    (change,) = await changes(fresh, 0)
    await fresh.debunks.save(a_debunk(status=Status.RETRACTED))
    assert await fresh.phrasings.texts([change.phrasings[0].id]) == {}


async def test_an_id_stays_with_its_text_and_goes_to_no_other(fresh: Store) -> None:
    ru, kk = FULL.claims
    en = Claim("en", "Troops will be sent")
    seen: dict[int, str] = {}
    wordings = [(ru, kk), (kk, ru), (kk, en), (ru,), (), (en, ru, ru, kk)]
    for number, claims in enumerate(wordings):
        await fresh.debunks.save(replace(FULL, claims=claims))
        for change in await changes(fresh, 0):
            if change.debunk_id != FULL.id:
                continue
            texts = await fresh.phrasings.texts([each.id for each in change.phrasings])
            assert [texts[each.id].text for each in change.phrasings] == [c.text for c in claims]
            for each in texts.values():
                assert seen.setdefault(each.id, each.text) == each.text
        await fresh.debunks.save(a_debunk(f"other {number}", status=Status.DRAFT))
    assert set(seen.values()) == {ru.text, kk.text, en.text}


_DEBUNKS = st.builds(
    Debunk,
    id=st.sampled_from(["a", "b", "c"]),
    verdict=st.just(FULL.verdict),
    claims=st.lists(
        st.builds(Claim, st.just("ru"), st.sampled_from(["мост", "лес", "мэр ушёл"])),
        min_size=1,
        max_size=3,
    ).map(tuple),
    status=st.sampled_from(Status),
    topics=st.sampled_from([(), ("армия",)]),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(_DEBUNKS, max_size=3) | st.sampled_from(["e", "f"]), max_size=8))
async def test_what_follows_the_changes_is_what_the_store_holds(
    steps: list[list[Debunk] | str],
) -> None:
    with TemporaryDirectory() as folder:
        async with await Store.open(Path(folder) / "s.sqlite3", INDEXING) as database:
            shelf: Shelf = {}
            version = 0
            for step in steps:
                if isinstance(step, str):
                    lacking = await database.vectors.lacking(step, 2)
                    made = {each.id: (step + each.text).encode() for each in lacking}
                    await database.vectors.save(step, made)
                else:
                    await database.debunks.save_all(step)
                for part in await parts(database, version, "e"):
                    shelf, version = placed(shelf, part), part.version
                whole: Shelf = {}
                for part in await parts(database, 0, "e"):
                    whole = placed(whole, part)
                assert shelf == whole
                for each in (each for phrasings in shelf.values() for each in phrasings):
                    (text,) = (await database.phrasings.texts([each.id])).values()
                    assert each.vector in (None, ("e" + text.text).encode())
