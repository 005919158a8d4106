"""A desk that has a channel of its own, and a debunk that is posted there."""

from typing import Any

import pytest

from bot.settings import Settings
from domain.debunk import Debunk
from sandbox import Person, Sandbox
from sandbox.chats import Chat
from storage.store import Store
from tests.kit.desk_channel import LABEL, NAME, out, posts
from tests.kit.draft_walk import say


@pytest.fixture
def channel(telegram: Sandbox) -> Chat:
    return telegram.channel("Рас па", username=NAME)


@pytest.fixture
def desk_settings(settings: Settings, boss: Person, channel: Chat) -> Settings:
    return settings.model_copy(update={"owners": (boss.id,), "channel": f"@{NAME}"})


@pytest.fixture
async def post(boss: Person, store: Store, fish: Debunk, channel: Chat) -> dict[str, Any]:
    """The fish's post, which is out and noted."""
    page = await say(boss, "/channel fish")
    await boss.press(page, LABEL)
    await out(store)
    (one,) = posts(channel)
    return one
