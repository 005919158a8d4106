"""A desk whose owner has written to the bot, and a debunk."""

from dataclasses import replace

import pytest

from domain.debunk import Debunk, Status
from domain.deed import Deed
from sandbox import Person
from storage.store import Store
from tests.kit.a_fish import AT, FISH
from tests.kit.draft_walk import say


@pytest.fixture
async def owner(boss: Person, desk: object) -> int:
    """The row of the owner, who is in the store from the bot's start on."""
    await say(boss, "/mods")
    return 1


@pytest.fixture
async def fish(store: Store, owner: int) -> Debunk:
    return await store.publishing.save(FISH, base=None, deed=Deed(1, AT))


@pytest.fixture
async def draft(store: Store, owner: int) -> Debunk:
    whole = replace(FISH, status=Status.DRAFT)
    return await store.publishing.save(whole, base=None, deed=Deed(1, AT))
