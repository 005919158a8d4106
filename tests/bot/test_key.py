"""A bot starts with the key of its store, or says which one is wanting."""

import asyncio
import base64
import os
import secrets
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.cli import EXIT_STORE
from bot.commands.rotate_key import rotate
from bot.key import WrongKeyError
from bot.run import serve
from bot.settings import Settings
from privacy.sealing import People
from sandbox import Person, Sandbox
from sandbox.pulse import PATIENCE
from storage.store import Store
from tests.bot.test_life_cycle import process
from tests.kit.desk_room import ask, publish
from tests.kit.encoding import lend_model
from tests.kit.staff import KK, RU, joined
from tests.kit.waiting import until

ROOT = Path(__file__).parents[2]
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


async def test_a_bot_that_runs_goes_on_under_the_new_key_by_itself(
    telegram: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    write_env(telegram, settings, tmp_path)
    dana, erlan = (telegram.person(name, language="ru") for name in ("Дана", "Ерлан"))
    async with program(tmp_path, "run") as bot:
        await dana.reply_to(await dana.send("/language"))
        await dana.press(dana.received()[-1], "Қазақша")
        asked = await dana.reply_to(await dana.send("Говорят, в субботу раздают саженцы яблонь."))
        await dana.press(asked, KK("button-ask"))
        writing = asyncio.create_task(talk(erlan))
        async with program(tmp_path, "rotate-key") as rotation:
            _, said = await asyncio.wait_for(rotation.communicate(), PATIENCE)
        assert rotation.returncode == 0, said.decode()
        await until(lambda: len(telegram.calls_of("deleteWebhook")) > 1)
        await writing
        await dana.reply_to(await dana.send("/updates"))
        sure = await dana.reply_to(await dana.send("/forget"))
        await dana.press(sure, KK("button-forget-all"))
        assert sure.text.startswith(KK("forget-done"))
        assert KK("forget-submissions", number=1) in sure.text
        bot.terminate()
        _, log = await asyncio.wait_for(bot.communicate(), PATIENCE)
    assert bot.returncode == 0, log.decode()
    old = People(settings.key())
    kept = [path.read_bytes() for path in settings.database.parent.glob("raspa.sqlite3*")]
    assert not any(old.hash(one.id) in held for held in kept for one in (dana, erlan))


async def talk(person: Person) -> None:
    for number in range(30):
        await person.reply_to(await person.send(f"Слух {number}: дамбу прорвало в районе {number}"))


def write_env(telegram: Sandbox, settings: Settings, folder: Path) -> None:
    key = settings.data_key.get_secret_value() if settings.data_key else ""
    path = folder / ".env"
    path.write_text(
        f"RASPA_BOT_TOKEN={telegram.token}\nRASPA_API_URL={telegram.url}\n"
        f"RASPA_DATABASE={settings.database}\nRASPA_DATA_KEY={key}\n"
    )
    path.chmod(0o600)


@asynccontextmanager
async def program(folder: Path, command: str) -> AsyncIterator[asyncio.subprocess.Process]:
    lend_model(folder)
    around = {name: value for name, value in os.environ.items() if "RASPA" not in name}
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", command),
        cwd=folder,
        env={**around, "PYTHONPATH": str(ROOT)},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
            await started.wait()
