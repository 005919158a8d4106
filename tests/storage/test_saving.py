"""Saving debunks: what is new, what changed, and the versions that follow from it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.debunk import Claim, Debunk, Status
from storage.debunks.debunks import Saved, Tally
from storage.engine.errors import StoreError
from storage.store import Store
from tests.kit.samples import FULL, a_debunk, wordings

DRAFT, PUBLISHED, RETRACTED = Status.DRAFT, Status.PUBLISHED, Status.RETRACTED


async def version_after(fresh: Store, *statuses: Status) -> int:
    for number, status in enumerate(statuses):
        await fresh.debunks.save(a_debunk("a", f"Слова {number}", status=status))
    saved = await fresh.debunks.get("a")
    assert saved is not None
    return saved.version


async def test_a_debunk_comes_back_whole(fresh: Store) -> None:
    assert await fresh.debunks.save(FULL) is Saved.NEW
    assert await fresh.debunks.get(FULL.id) == FULL


async def test_saving_the_same_changes_nothing(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    before = await fresh.version()
    assert await fresh.debunks.save(replace(FULL, version=9)) is Saved.UNCHANGED
    assert await fresh.version() == before
    assert await fresh.debunks.get(FULL.id) == FULL


async def test_a_change_replaces_every_part_that_people_write(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    assert await fresh.debunks.save(a_debunk(FULL.id)) is Saved.CHANGED
    after = replace(a_debunk(FULL.id), version=2, pictures=FULL.pictures)
    assert await fresh.debunks.get(FULL.id) == after


@pytest.mark.parametrize(
    ("statuses", "version"),
    [
        ([DRAFT, DRAFT, DRAFT], 1),
        ([DRAFT, PUBLISHED], 1),
        ([PUBLISHED, PUBLISHED], 2),
        ([PUBLISHED, RETRACTED], 2),
        ([PUBLISHED, RETRACTED, RETRACTED], 2),
        ([PUBLISHED, RETRACTED, PUBLISHED], 3),
        ([PUBLISHED, DRAFT, DRAFT], 2),
    ],
)
async def test_the_version_grows_with_every_published_change(
    fresh: Store, statuses: list[Status], version: int
) -> None:
    assert await version_after(fresh, *statuses) == version


async def test_the_order_of_parts_matters_and_that_of_languages_does_not(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    languages = replace(FULL, summary=dict(reversed(list(FULL.summary.items()))))
    assert await fresh.debunks.save(languages) is Saved.UNCHANGED
    claims = replace(FULL, claims=FULL.claims[::-1])
    assert await fresh.debunks.save(claims) is Saved.CHANGED


async def test_many_are_saved_and_counted(fresh: Store) -> None:
    await fresh.debunks.save_all(a_debunk(f"d{number}") for number in range(450))
    counts = await fresh.debunks.save_all(
        a_debunk(f"d{number}", "Новое" if number < 10 else "Дамбу прорвало")
        for number in range(500)
    )
    assert counts == Tally(new=50, changed=10, unchanged=440)
    assert await fresh.debunks.count() == 500


async def test_many_are_one_change(fresh: Store) -> None:
    before = await fresh.version()
    await fresh.debunks.save_all(a_debunk(f"d{number}") for number in range(450))
    assert await fresh.version() == before + 1


async def test_one_id_given_twice_ends_as_the_last(fresh: Store) -> None:
    counts = await fresh.debunks.save_all([a_debunk("a", "Раньше"), a_debunk("a", "Позже")])
    assert counts == Tally(new=1, changed=1)
    saved = await fresh.debunks.get("a")
    assert saved is not None
    assert saved.claims == (Claim("ru", "Позже"),)


async def test_what_raises_midway_leaves_nothing(fresh: Store) -> None:
    def giving_up() -> Iterator[Debunk]:
        for number in range(700):
            yield a_debunk(f"d{number}")
        raise KeyError

    with pytest.raises(KeyError):
        await fresh.debunks.save_all(giving_up())
    assert await fresh.debunks.count() == 0
    assert await wordings(fresh) == []


async def test_text_that_cannot_be_stored_is_a_store_error_and_changes_nothing(
    fresh: Store,
) -> None:
    with pytest.raises(StoreError, match="surrogate"):
        await fresh.debunks.save_all([a_debunk("a"), a_debunk("b", "\ud83d")])
    assert await fresh.debunks.count() == 0


async def test_the_stores_version_is_not_moved_by_readers(fresh: Store) -> None:
    before = await fresh.version()
    await fresh.readers.set_language(b"someone", "kk")
    assert await fresh.version() == before
