"""The shelf of claims in memory does what matching asks of a store."""

import logging
from collections.abc import Sequence

import pytest

from matching.search.background import Floats
from matching.search.shelf import Claimed, Shelf

BRIDGE = Claimed("bridge", "ru", "Мост закроют", ("https://www.t.me/now/15?single",))
LAKE = Claimed("lake", "ru", "Озеро осушают")


class Broken:
    """An encoder that fails."""

    name = "broken"

    def queries(self, texts: Sequence[str]) -> Floats:
        raise MemoryError

    passages = queries


async def changed(shelf: Shelf, since: int = 0) -> dict[str, list[int]]:
    return {
        one.debunk_id: [each.id for each in one.phrasings]
        async for part in shelf.changes(since)
        for one in part.debunks
    }


async def version(shelf: Shelf) -> int:
    return [part.version async for part in shelf.changes(0)][-1]


async def test_an_appearance_is_found_whatever_its_spelling() -> None:
    found = await Shelf(BRIDGE, LAKE).listing(["t.me/now/15"])
    assert [one.debunk_id for one in found] == ["bridge"]


async def test_only_what_changed_since_a_version_is_told() -> None:
    shelf = Shelf(BRIDGE, LAKE)
    before = await version(shelf)
    assert await changed(shelf, before) == {}
    shelf.remove("lake")
    assert await changed(shelf, before) == {"lake": []}


async def test_a_wording_that_is_added_leaves_the_ids_of_those_before_it() -> None:
    shelf = Shelf(BRIDGE)
    (first,) = (await changed(shelf))["bridge"]
    shelf.add("bridge", Claimed("bridge", "kk", "Көпірді жабады"))
    (kept, added) = (await changed(shelf))["bridge"]
    assert kept == first
    assert (await shelf.texts([added]))[added].text == "Көпірді жабады"


async def test_a_changed_debunk_has_other_ids_and_its_old_texts_are_gone() -> None:
    shelf = Shelf(BRIDGE)
    (first,) = (await changed(shelf))["bridge"]
    shelf.put("bridge", LAKE)
    assert first not in (await changed(shelf))["bridge"]
    assert await shelf.texts([first]) == {}


async def test_what_the_encoder_fails_at_has_no_vector_and_is_told_once_a_change(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf = Shelf(BRIDGE, encoder=Broken())
    parts = [part async for part in shelf.changes(0)]
    assert [each.vector for one in parts[0].debunks for each in one.phrasings] == [None]
    assert [one.levelno for one in caplog.records] == [logging.WARNING]
    assert "Мост" not in caplog.text
