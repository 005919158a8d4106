"""A bot starts with the key of its store, or says which one is wanting."""

import asyncio
import base64
import secrets
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.cli import EXIT_STORE
from bot.commands.rotate_key import rotate
from bot.key import WrongKeyError
from bot.run import serve
from bot.settings import Settings
from sandbox import Sandbox
from storage.store import Store
from tests.bot.test_life_cycle import process
from tests.kit.desk_room import ask, publish
from tests.kit.staff import RU, joined

Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]


def fresh() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def with_key(settings: Settings, key: str, old: str | None = None) -> Settings:
    return Settings.model_validate({**settings.model_dump(), "data_key": key, "old_data_key": old})


async def test_another_key_is_refused_with_the_way_to_change_it(
    telegram: Sandbox, settings: Settings, running: Running, tmp_path: Path
) -> None:
    async with running(settings):
        await telegram.call_of("getUpdates")
    before = settings.database.read_bytes()
    async with process(with_key(settings, fresh()), tmp_path) as bot:
        code, log = await bot.stopped()
    assert code == EXIT_STORE
    assert "rotate-key" in log
    assert "Traceback" not in log
    assert settings.database.read_bytes() == before


async def test_a_store_of_an_older_raspa_is_told_by_what_its_key_opens(
    telegram: Sandbox, settings: Settings, store: Store, running: Running
) -> None:
    await ask(telegram, store, telegram.person("Дана", language="ru"))
    with pytest.raises(WrongKeyError):
        await serve(with_key(settings, fresh()), asyncio.Event())
    async with running(settings):
        await telegram.call_of("getUpdates")
    with pytest.raises(WrongKeyError):
        await serve(with_key(settings, fresh()), asyncio.Event())


async def test_after_a_rotation_readers_and_the_desk_are_who_they_were(
    telegram: Sandbox, settings: Settings, store: Store, running: Running
) -> None:
    boss = telegram.person("Болат", language="ru", started=True)
    dana = telegram.person("Дана", language="ru")
    owned = settings.model_copy(update={"owners": (boss.id,)})
    async with running(owned):
        editor = await joined(telegram, boss, "Шынар", "editor")
    case, question = await ask(telegram, store, dana)
    await publish(store, case=case)
    key, old = fresh(), settings.data_key
    assert old is not None
    changed = with_key(settings, key, old.get_secret_value())
    with pytest.raises(WrongKeyError, match="still under RASPA_OLD_DATA_KEY"):
        await serve(changed, asyncio.Event())
    await asyncio.to_thread(rotate, changed)
    async with running(with_key(settings, key)):
        assert await dana.reply_to(question)
        listed = await boss.reply_to(await boss.send("/mods"))
        assert "Шынар" in listed.text
        assert (await editor.reply_to(await editor.send("/queue"))).text != RU("unknown-command")
    with pytest.raises(WrongKeyError):
        await serve(settings, asyncio.Event())
