"""Starting, stopping and failing, with the real program as a process of its own."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bot.cli import EXIT_SECOND_INSTANCE, EXIT_SETTINGS, EXIT_TOKEN
from bot.instance import SecondInstanceError
from bot.intake.polling import TokenRefusedError
from bot.run import serve
from bot.settings import Settings, SettingsError
from handlers.kit.menus import READER_COMMANDS
from handlers.kit.texts import LANGUAGES, Texts
from sandbox import Sandbox
from sandbox.pulse import PATIENCE
from storage.store import Store
from tests.kit.encoding import lend_model
from tests.kit.waiting import until

ROOT = Path(__file__).parents[2]
RU = Texts.load()["ru"]
Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]


class Process:
    """`python -m bot run` with these settings."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def stopped(self) -> tuple[int, str]:
        """Wait for the end; return exit code and log."""
        _, log = await asyncio.wait_for(self._process.communicate(), PATIENCE)
        assert self._process.returncode is not None
        return self._process.returncode, log.decode()

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()


@asynccontextmanager
async def process(settings: Settings, folder: Path) -> AsyncIterator[Process]:
    environment = {name: value for name, value in os.environ.items() if "RASPA" not in name}
    secrets = {"RASPA_BOT_TOKEN": settings.bot_token, "RASPA_DATA_KEY": settings.data_key}
    for name, secret in secrets.items():
        environment[name] = secret.get_secret_value() if secret else ""
    environment["RASPA_API_URL"] = settings.api_url
    environment["RASPA_DATABASE"] = str(settings.database)
    environment["PYTHONPATH"] = str(ROOT)
    lend_model(settings.database.parent)
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=folder,
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )
    running = Process(started)
    try:
        yield running
    finally:
        running.kill()
        await started.wait()


async def test_sigterm_answers_what_was_fetched_and_leaves_nothing_open(
    telegram: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    readers = [telegram.person(f"Читатель {number}", language="ru") for number in range(20)]
    async with process(settings, tmp_path) as bot:
        first = await readers[0].send("/help")
        await readers[0].reply_to(first)
        posts = [await reader.send("Саженцы яблонь раздают в субботу") for reader in readers]
        await until(lambda: not telegram.pending)
        bot.terminate()
        code, log = await bot.stopped()
    assert code == 0, log
    for reader, post in zip(readers, posts, strict=True):
        assert (await reader.reply_to(post)).text == RU("unknown")
    assert not settings.database.with_name("raspa.sqlite3-wal").exists()
    assert "Traceback" not in log


async def test_what_a_stop_has_no_time_for_is_answered_after_the_next_start(
    telegram: Sandbox, settings: Settings, running: Running, store: Store
) -> None:
    readers = [telegram.person(f"Читатель {number}", language="ru") for number in range(3)]
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(settings, stop, stop_seconds=0.1))
    await readers[0].reply_to(await readers[0].send("/help"))
    for method in ("sendMessage", "sendChatAction"):
        telegram.fault(method, hang=3_600, times=None)
    asked = []
    for reader in readers:
        # A post that waits for nothing, a question that waits for what follows it, a command.
        told = "Саженцы яблонь раздают в субботу возле школы, берите все желающие"
        asked += [(reader, await reader.send(words)) for words in (told, "/help")]
        await reader.send("рас па?")
    await telegram.call_of("sendMessage")
    await until(lambda: not telegram.pending)
    stop.set()
    # One that is stuck would be waited for for ever.
    await asyncio.wait_for(serving, PATIENCE)
    assert (await store.inbox.state()).waiting == 9
    telegram.clear_faults()
    async with running(settings):
        for reader, message in asked:
            await reader.reply_to(message)


async def test_a_process_that_nothing_else_ends_is_ended() -> None:
    held = "import time, bot.stopping as one; one.end_soon(0.01); time.sleep(3600)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", held, cwd=ROOT)
    assert await asyncio.wait_for(process.wait(), PATIENCE) == 1


async def test_no_log_line_holds_the_token_or_what_a_reader_wrote(
    telegram: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    reader = telegram.person("Дана", language="ru")
    telegram.fault("sendMessage", status=500, times=1)
    async with process(settings, tmp_path) as bot:
        post = await reader.send("мой телефон 87011234567 и тайна")
        await reader.reply_to(post)
        bot.terminate()
        _, log = await bot.stopped()
    assert log
    for secret in (
        telegram.token,
        telegram.token.partition(":")[2],
        str(reader.id),
        "тайна",
        "8701",
    ):
        assert secret not in log


async def test_a_second_instance_on_the_same_store_is_told_so_and_exits(
    settings: Settings, bot: asyncio.Event, tmp_path: Path
) -> None:
    async with process(settings, tmp_path) as second:
        code, log = await second.stopped()
    assert code == EXIT_SECOND_INSTANCE
    assert "already running" in log
    assert len(log.strip().splitlines()) == 1


@asynccontextmanager
async def rival(telegram: Sandbox) -> AsyncIterator[None]:
    """Run another instance with the same token, which polls without end and confirms nothing."""

    async def poll() -> None:
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            while True:
                url = f"{telegram.url}/bot{telegram.token}/getUpdates"
                await client.post(url, data={"timeout": 50})

    polling = asyncio.create_task(poll())
    try:
        yield
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)


@pytest.fixture
def soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bots that try again at once where fetching failed."""
    for pause in ("_FIRST_PAUSE_SECONDS", "_LONGEST_PAUSE_SECONDS"):
        monkeypatch.setattr(f"bot.intake.polling.{pause}", 0.02)


@pytest.mark.usefixtures("soon_again")
async def test_a_newcomer_with_a_token_that_is_in_use_gives_way(
    telegram: Sandbox, settings: Settings, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.conflicts._NEWCOMER_SECONDS", 1_000_000.0)
    monkeypatch.setattr("bot.intake.conflicts._PATIENCE_SECONDS", 0.1)
    with pytest.raises(SecondInstanceError):
        async with rival(telegram), running(settings) as stopped:
            await asyncio.wait_for(stopped.wait(), PATIENCE)


@pytest.mark.usefixtures("soon_again")
async def test_an_instance_that_has_been_at_work_for_a_while_outlives_a_newcomer(
    telegram: Sandbox, settings: Settings, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.conflicts._NEWCOMER_SECONDS", 0.0)
    async with running(settings) as stopped:
        reader = telegram.person("Дана", language="ru")
        await reader.reply_to(await reader.send("/help"))
        async with rival(telegram):
            # More often than any newcomer would bear.
            await until(lambda: sum(call.status == 409 for call in telegram.calls) > 20)
        assert not stopped.is_set()
        await reader.reply_to(await reader.send("/help"))


async def test_without_a_token_one_line_says_what_to_do(settings: Settings, tmp_path: Path) -> None:
    async with process(settings.model_copy(update={"bot_token": None}), tmp_path) as bot:
        code, log = await bot.stopped()
    assert code == EXIT_SETTINGS
    assert len(log.strip().splitlines()) == 1
    assert "@BotFather" in log


async def test_a_token_that_telegram_does_not_know_ends_in_one_line(
    settings: Settings, tmp_path: Path
) -> None:
    wrong = Settings.model_validate({**settings.model_dump(), "bot_token": "1:" + "x" * 35})
    async with process(wrong, tmp_path) as bot:
        code, log = await bot.stopped()
    assert code == EXIT_TOKEN
    assert "RASPA_BOT_TOKEN" in log
    assert "Traceback" not in log


@pytest.mark.usefixtures("soon_again")
async def test_a_token_revoked_while_the_bot_runs_ends_it_after_a_while(
    telegram: Sandbox, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.polling._REFUSED_SECONDS", 0.1)
    serving = asyncio.create_task(serve(settings, asyncio.Event()))
    reader = telegram.person("Дана", language="ru")
    await reader.reply_to(await reader.send("/help"))
    telegram.fault(status=401, times=None)
    await reader.send("/help")
    with pytest.raises(TokenRefusedError):
        await asyncio.wait_for(serving, PATIENCE)


@pytest.mark.parametrize("status", [401, 404])
async def test_one_strange_refusal_while_fetching_does_not_end_the_answering(
    telegram: Sandbox, settings: Settings, running: Running, status: int
) -> None:
    async with running(settings):
        reader = telegram.person("Дана", language="ru")
        await reader.reply_to(await reader.send("/help"))
        telegram.fault("getUpdates", status=status)
        await reader.reply_to(await reader.send("/help"))
        await reader.reply_to(await reader.send("/help"))


async def test_an_album_fetched_when_the_stop_comes_is_answered(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    async with running(settings) as stop:
        reader = telegram.person("Дана", language="ru")
        await reader.reply_to(await reader.send("/help"))
        told = await reader.send_photo(caption="Саженцы яблонь раздают в субботу", album="one")
        await reader.send_photo(album="one")
        await until(lambda: not telegram.pending)
        stop.set()
    assert (await reader.reply_to(told)).text.startswith(RU("unknown"))


async def test_a_stop_is_heard_while_telegram_is_out_of_reach(
    telegram: Sandbox, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.ways_in._FIRST_PAUSE_SECONDS", 1_000_000.0)
    telegram.fault("deleteWebhook", status=502, times=None)
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(settings, stop))
    await telegram.call_of("deleteWebhook")
    stop.set()
    await asyncio.wait_for(serving, PATIENCE)


async def test_an_address_that_telegram_refuses_as_a_webhook_ends_in_words(
    telegram: Sandbox, settings: Settings, unused_port: int
) -> None:
    telegram.fault("setWebhook", status=400, description="Bad Request: bad webhook", times=None)
    hooked = Settings.model_validate(
        {
            **settings.model_dump(),
            "webhook_url": f"http://127.0.0.1:{unused_port}/hook",
            "webhook_secret": "open-sesame",
            "listen": f"127.0.0.1:{unused_port}",
        }
    )
    with pytest.raises(SettingsError, match="Bad webhook"):
        await asyncio.wait_for(serve(hooked, asyncio.Event()), PATIENCE)


async def test_a_bot_that_starts_before_the_network_waits_for_it(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    telegram.fault("getMe", status=502, times=2)
    async with running(settings):
        reader = telegram.person("Дана", language="ru")
        await reader.reply_to(await reader.send("/help"))


async def test_readers_are_answered_through_a_webhook_with_its_secret(
    telegram: Sandbox, settings: Settings, running: Running, unused_port: int
) -> None:
    hooked = Settings.model_validate(
        {
            **settings.model_dump(),
            "webhook_url": f"http://127.0.0.1:{unused_port}/hook",
            "webhook_secret": "open-sesame",
            "listen": f"127.0.0.1:{unused_port}",
        }
    )
    async with running(hooked):
        reader = telegram.person("Дана", language="ru")
        answer = await reader.reply_to(await reader.send("/help"))
    assert answer.text == RU("help", bot=telegram.bot_username)
    assert not telegram.calls_of("getUpdates")


async def test_the_profile_is_set_in_every_language_and_the_second_start_changes_nothing(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    async def start_and_stop() -> None:
        async with running(settings):
            reader = telegram.person("Дана", language="ru")
            await reader.reply_to(await reader.send("/help"))
            await until(lambda: telegram.calls_of("getMyShortDescription")[3:])

    await start_and_stop()
    scope = {"type": "all_private_chats"}
    for lang in LANGUAGES:
        voice = Texts.load()[lang]
        names = [command["command"] for command in telegram.commands(scope, lang)]
        assert names == list(READER_COMMANDS)
        assert telegram.name(lang) == voice("profile-name")
        assert telegram.description(lang) == voice("profile-description")
        assert telegram.short_description(lang) == voice("profile-short")
    done = len([call for call in telegram.calls if call.method.lower().startswith("setmy")])
    await start_and_stop()
    assert len([c for c in telegram.calls if c.method.lower().startswith("setmy")]) == done


async def test_a_name_that_may_not_be_changed_today_holds_up_nobody(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    telegram.fault("setMyName", status=429, retry_after=86400, times=100)
    async with running(settings):
        reader = telegram.person("Дана", language="ru")
        await reader.reply_to(await reader.send("/help"))
