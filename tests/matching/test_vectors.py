import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.search.vectors import DIMENSIONS, BadVectorError, Floats, VectorIndex, pack, unpack

CHANGES = st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 99)), max_size=30)


def unit(seed: int, count: int = 1, lean: float = 0.0) -> Floats:
    """Random vectors of length 1 that lean towards one direction, as an encoder's do."""
    rows = np.random.default_rng(seed).standard_normal((count, DIMENSIONS))
    rows += lean * np.random.default_rng(0).standard_normal(DIMENSIONS)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float32)


def near(rows: Floats, seed: int) -> Floats:
    """Vectors of length 1 with a cosine of about .9 to those given."""
    moved = rows + np.float32(0.5) * unit(seed, len(rows))
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    return moved


@settings(deadline=None)
@given(CHANGES, st.integers(0, 3), st.integers(1, 12), st.sampled_from([0, 50_000]))
def test_after_any_changes_a_search_finds_what_comparing_all_finds(
    changes: list[tuple[int, int | None]], queries: int, limit: int, exact: int
) -> None:
    index, held = VectorIndex(exact), dict[int, Floats]()
    for slot, seed in changes:
        if seed is None:
            index.remove(slot)
            held.pop(slot, None)
        else:
            index.put(slot, pack(unit(seed)[0]))
            held[slot] = unpack(pack(unit(seed)[0]))
    assert index.count == len(held)
    asked = unit(1_000, queries)
    slots, cosines = index.search(asked, limit)
    assert slots.shape == cosines.shape == (queries, min(limit, len(held)))
    for query, row, found in zip(asked, slots, cosines, strict=True):
        expected = sorted((float(one @ query) for one in held.values()), reverse=True)[:limit]
        assert found.tolist() == pytest.approx(expected, abs=1e-5)
        assert [float(held[slot] @ query) for slot in row.tolist()] == pytest.approx(
            found.tolist(), abs=1e-5
        )
    everything = index.vectors(range(12))
    for slot in range(12):
        assert everything[slot] == pytest.approx(held.get(slot, np.zeros(DIMENSIONS)), abs=1e-6)


def test_a_stored_vector_keeps_its_cosines_to_two_thousandths() -> None:
    rows, asked = unit(1, 300, lean=2), unit(2, 300, lean=2)
    stored = np.stack([unpack(pack(row)) for row in rows])
    assert np.abs(asked @ rows.T - asked @ stored.T).max() < 0.002
    assert np.linalg.norm(stored, axis=1) == pytest.approx(1, abs=1e-6)


def test_packing_again_changes_nothing() -> None:
    packed = pack(unit(3)[0])
    assert pack(unpack(packed)) == packed


@pytest.mark.parametrize(
    "vector",
    [np.zeros(DIMENSIONS), np.ones(DIMENSIONS - 1), np.full(DIMENSIONS, np.nan)],
    ids=["no direction", "short", "not a number"],
)
def test_what_is_no_vector_is_not_packed(vector: Floats) -> None:
    with pytest.raises(BadVectorError):
        pack(vector)


@pytest.mark.parametrize("packed", [b"", b"\x01" * 383, b"\x01" * 1536, b"\x00" * 384])
def test_bytes_of_another_form_are_refused(packed: bytes) -> None:
    with pytest.raises(BadVectorError):
        unpack(packed)
    with pytest.raises(BadVectorError):
        VectorIndex().put(0, packed)


def test_a_negative_slot_is_refused() -> None:
    with pytest.raises(ValueError, match="counted from 0"):
        VectorIndex().put(-1, pack(unit(1)[0]))


def test_signs_of_vectors_that_lean_one_way_still_lead_to_the_nearest() -> None:
    topics = unit(5, 600, lean=2)
    rows = near(np.repeat(topics, 20, axis=0), seed=6)
    index = VectorIndex(exact=0)
    for slot, row in enumerate(rows):
        index.put(slot, pack(row))
    slots, cosines = index.search(near(topics[:20], seed=7), 20)
    expected = np.arange(400).reshape(20, 20)
    assert np.array_equal(np.sort(slots, axis=1), expected)
    assert (np.diff(cosines, axis=1) <= 0).all()


def test_a_vector_replaced_after_a_search_by_signs_is_found_where_it_is_now() -> None:
    index = VectorIndex(exact=0)
    for slot, row in enumerate(unit(7, 6_000, lean=2)):
        index.put(slot, pack(row))
    new = unit(8, 1, lean=2)
    index.search(new, 1)
    index.put(5_000, pack(new[0]))
    assert index.search(new, 1)[0].tolist() == [[5_000]]
    index.remove(5_000)
    assert index.search(new, 1)[0].tolist() != [[5_000]]


@pytest.mark.parametrize("exact", [0, 50_000])
def test_read_from_its_tables_an_index_finds_the_same_and_goes_on_alike(exact: int) -> None:
    index, again = VectorIndex(exact), VectorIndex(exact)
    for slot in range(5_000):
        index.put(slot, pack(unit(slot, lean=2)[0]))
    for slot in range(0, 5_000, 7):
        index.remove(slot)
    again.read({name: np.concatenate([*parts]) for name, parts in index.tables()})
    for _ in range(2):
        asked = unit(9_999, 5, lean=2)
        for mine, its in zip(index.search(asked, 40), again.search(asked, 40), strict=True):
            assert mine.tolist() == its.tolist()
        assert again.count == index.count
        for one in (index, again):
            one.put(5_001, pack(asked[0]))
            one.put(7, pack(asked[1]))
            one.remove(1)
