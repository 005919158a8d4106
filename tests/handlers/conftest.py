"""A desk with one owner, whom the settings name."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot.settings import Settings
from sandbox import Person, Sandbox


@pytest.fixture
def boss(telegram: Sandbox) -> Person:
    """The owner; has written to the bot before."""
    return telegram.person("Болат", language="ru", started=True)


@pytest.fixture
def desk_settings(settings: Settings, boss: Person) -> Settings:
    return settings.model_copy(update={"owners": (boss.id,)})


@pytest.fixture
async def desk(
    desk_settings: Settings, running: Callable[..., AbstractAsyncContextManager[asyncio.Event]]
) -> AsyncIterator[asyncio.Event]:
    """The real bot with that owner."""
    async with running(desk_settings) as stop:
        yield stop
