"""Debunks by id, by ref, by date."""

import pytest

from domain.debunk import Status, ref_of
from storage.store import Store
from tests.kit.samples import FULL, a_debunk


@pytest.mark.parametrize("debunk_id", ["plain-id_1", "с-кириллицей", "a" * 128, "x'; --", "%_*"])
async def test_a_debunk_is_found_by_id_and_by_ref(fresh: Store, debunk_id: str) -> None:
    await fresh.debunks.save_all([FULL, a_debunk(debunk_id)])
    assert await fresh.debunks.get(debunk_id) == a_debunk(debunk_id)
    assert await fresh.debunks.by_ref(ref_of(debunk_id)) == a_debunk(debunk_id)


@pytest.mark.parametrize("status", Status)
async def test_a_debunk_of_any_status_is_found_by_id_and_by_ref(
    fresh: Store, status: Status
) -> None:
    await fresh.debunks.save(a_debunk("a", status=status))
    assert await fresh.debunks.get("a") is not None
    assert await fresh.debunks.by_ref("a") is not None


@pytest.mark.parametrize("stranger", ["", "b", "A", "a ", "\0", "\ud83d", "a\0", "x" * 10_000])
async def test_what_the_store_does_not_have_is_none(fresh: Store, stranger: str) -> None:
    await fresh.debunks.save(a_debunk("a"))
    assert await fresh.debunks.get(stranger) is None
    assert await fresh.debunks.by_ref(stranger) is None


async def test_an_id_that_looks_like_anothers_short_name_takes_it_from_nobody(
    fresh: Store,
) -> None:
    impostor = ref_of("с-кириллицей")
    await fresh.debunks.save_all([a_debunk("с-кириллицей"), a_debunk(impostor)])
    assert await fresh.debunks.by_ref(impostor) == a_debunk("с-кириллицей")
    assert await fresh.debunks.by_ref(ref_of(impostor)) == a_debunk(impostor)


async def test_debunks_are_counted_by_status(fresh: Store) -> None:
    statuses = [Status.DRAFT, Status.PUBLISHED, Status.PUBLISHED]
    await fresh.debunks.save_all(a_debunk(f"d{n}", status=each) for n, each in enumerate(statuses))
    counts = [await fresh.debunks.count(status) for status in (None, *Status)]
    assert counts == [3, 1, 2, 0]


async def test_the_newest_come_first_and_the_undated_last(fresh: Store) -> None:
    dates = [None, "2021-12-31", "2022", "2022-03", "2022-03-04", "2022-02-28", None, "2023"]
    await fresh.debunks.save_all(a_debunk(f"d{n}", date=date) for n, date in enumerate(dates))
    found = [debunk.id for debunk in await fresh.debunks.newest(20)]
    assert found == ["d7", "d4", "d3", "d5", "d2", "d1", "d6", "d0"]


async def test_of_one_date_the_last_to_come_in_is_first_whatever_changed_since(
    fresh: Store,
) -> None:
    await fresh.debunks.save_all(a_debunk(each, date="2022") for each in "bca")
    await fresh.debunks.save(a_debunk("b", "Иное", date="2022"))
    assert [debunk.id for debunk in await fresh.debunks.newest(5)] == ["a", "c", "b"]


async def test_pages_follow_one_another(fresh: Store) -> None:
    await fresh.debunks.save_all(a_debunk(f"d{number:03}") for number in range(120))
    pages = [await fresh.debunks.newest(50, offset) for offset in (0, 50, 100, 150)]
    assert [len(page) for page in pages] == [50, 50, 20, 0]
    assert len({debunk.id for page in pages for debunk in page}) == 120


async def test_only_published_debunks_are_among_the_newest(fresh: Store) -> None:
    await fresh.debunks.save_all(a_debunk(status, status=status) for status in Status)
    assert [debunk.id for debunk in await fresh.debunks.newest(5)] == ["published"]


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0)])
async def test_no_limit_below_one_means_all(fresh: Store, limit: int, offset: int) -> None:
    await fresh.debunks.save(FULL)
    assert await fresh.debunks.newest(limit, offset) == []
