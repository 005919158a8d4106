"""What a running bot says of itself to an operator's monitoring."""

import asyncio
import re
import socket
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, closing, contextmanager
from pathlib import Path
from secrets import choice, randbelow
from threading import Thread

import pytest

from bot.listening import ListenAddress, listening_sockets
from bot.run import serve
from bot.settings import Settings, SettingsError
from bot.watch.health import SILENCE_SECONDS, HealthCheck
from bot.watch.labels import EVENTS, POST_COUNTS
from bot.watch.listener import listening
from bot.watch.watch import Watch
from sandbox import Sandbox
from sandbox.pulse import PATIENCE
from tests.bot.watch.conftest import Watcher
from tests.kit.waiting import until

Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]
ROOT = Path(__file__).parents[3]
LETTERS = "абвгдежзиклмнопрст"


async def answered(telegram: Sandbox, words: str = "/help", name: str = "Дана") -> None:
    reader = telegram.person(name, language="ru")
    await reader.reply_to(await reader.send(words))


async def test_the_counters_say_what_happened_to_posts(
    telegram: Sandbox, watched: Settings, running: Running, watcher: Watcher
) -> None:
    async with running(watched):
        for _ in range(3):
            await answered(telegram, "Саженцы яблонь раздают в субботу возле школы")
        reader = telegram.person("Айгүл", language="ru")
        await reader.reply_to(await reader.send_photo())

        async def told() -> bool:
            of = await watcher.figures()
            return of("raspa_updates_total", kind="post", end="handled") == 4

        await until(told)
        of = await watcher.figures()
        assert of("raspa_posts_total", outcome="unknown") == 3
        assert of("raspa_posts_total", outcome="unreadable") == 1
        assert of("raspa_posts_total", outcome="answer") == 0
        assert of("raspa_updates_total", kind="post", end="taken") == 4
        for stage in ("inbox", "decision", "whole"):
            assert of("raspa_stage_seconds_count", stage=stage) >= 3
        assert of("raspa_stage_seconds_count", stage="sending") == 4
        assert of("raspa_stage_seconds_count", stage="encoder") >= 1
        assert of("raspa_telegram_calls_total", method="sendMessage", outcome="ok") == 4
        assert of("raspa_telegram_calls_total", method="getUpdates", outcome="ok") >= 1
        assert of("raspa_encoder", state="ready") == 1
        assert of("raspa_inbox_set_aside") == 0
        assert of("raspa_store_bytes") > 0
        assert of("process_resident_memory_bytes") > 0


async def test_what_telegram_refuses_is_counted_by_its_kind(
    telegram: Sandbox, watched: Settings, running: Running, watcher: Watcher
) -> None:
    telegram.fault("sendMessage", status=502, times=1)
    telegram.fault("sendMessage", status=429, retry_after=0, times=1)
    async with running(watched):
        await answered(telegram)
        of = await watcher.figures()
        for outcome in ("server_error", "too_many", "ok"):
            assert of("raspa_telegram_calls_total", method="sendMessage", outcome=outcome) == 1


async def test_no_figure_carries_what_people_sent_or_who_they_are(
    telegram: Sandbox, watched: Settings, running: Running, watcher: Watcher
) -> None:
    words = ["".join(choice(LETTERS) for _ in range(9)) for _ in range(30)]
    names = ["".join(choice(LETTERS) for _ in range(8)).title() for _ in range(5)]
    ids = []
    async with running(watched):
        for name in names:
            reader = telegram.person(name, language="ru")
            ids.append(reader.id)
            text = " ".join(choice(words) for _ in range(6)) + f" {randbelow(10**9)}"
            await reader.reply_to(await reader.send(text))
            await reader.inline(" ".join(choice(words) for _ in range(2)))
        metrics, health = await watcher.get("/metrics"), await watcher.get("/healthz")
    told = metrics.text + health.text
    assert "raspa_updates_total" in told
    secret = watched.token()
    for private in (*words, *names, *map(str, ids), secret, secret.partition(":")[2]):
        assert private not in told


async def test_a_well_bot_says_so_and_to_head_the_same_without_a_word(
    telegram: Sandbox, watched: Settings, running: Running, watcher: Watcher
) -> None:
    async with running(watched):
        await answered(telegram)
        code, checks = await watcher.health()
        assert (code, set(checks.values())) == (200, {True})
        assert set(checks) == {"bot", "store-read", "store-write", "telegram", "inbox"}
        for path in ("/healthz", "/metrics"):
            head = await watcher.get(path, "HEAD")
            assert (head.status_code, head.content) == (200, b"")


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program that holds the store, as one that writes does."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_a_store_that_another_program_holds_makes_the_bot_unwell_until_it_lets_go(
    telegram: Sandbox, watched: Settings, running: Running, watcher: Watcher
) -> None:
    async def unwell() -> bool:
        code, checks = await watcher.health()
        return code == 503 and not checks["store-write"] and checks["store-read"]

    async def well() -> bool:
        return (await watcher.health())[0] == 200

    async with running(watched):
        await answered(telegram)
        with locked(watched.database):
            await until(unwell)
            of = await watcher.figures()
            assert of("raspa_healthy", check="store-write") == 0
        await until(well)


async def test_a_store_that_is_gone_makes_the_bot_unwell(
    telegram: Sandbox, watched: Settings, running: Running, watcher: Watcher
) -> None:
    async def unwell() -> bool:
        code, checks = await watcher.health()
        return code == 503 and not checks["store-write"] and not checks["store-read"]

    async with running(watched):
        await answered(telegram)
        aside = watched.database.with_name("elsewhere")
        watched.database.rename(aside)
        await until(unwell)
        aside.rename(watched.database)


async def test_a_telegram_that_is_silent_for_a_minute_makes_the_bot_unwell_until_it_is_heard(
    telegram: Sandbox,
    watched: Settings,
    running: Running,
    watcher: Watcher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [1_000.0]
    monkeypatch.setattr("bot.watch.watch.monotonic", lambda: clock[0])

    async def well() -> bool:
        return (await watcher.health())[0] == 200

    async with running(watched):
        await answered(telegram)
        telegram.fault("getUpdates", status=500, times=None)
        await until(lambda: telegram.calls_of("getUpdates"))
        assert await well()
        clock[0] += 2 * SILENCE_SECONDS

        async def unwell() -> bool:
            code, checks = await watcher.health()
            # The heartbeat goes by the same clock, and comes round in a moment.
            return code == 503 and not checks["telegram"] and checks["bot"]

        await until(unwell)
        of = await watcher.figures()
        assert of("raspa_telegram_silence_seconds") > SILENCE_SECONDS
        telegram.clear_faults()
        await until(well)


async def test_an_update_that_waits_too_long_makes_the_bot_unwell(
    telegram: Sandbox, watched: Settings, running: Callable[..., object], watcher: Watcher
) -> None:
    clock = [1_800_000_000.0]
    telegram.fault("sendMessage", hang=3_600, times=None)

    async def waits() -> bool:
        return (await watcher.figures())("raspa_inbox_updates") == 1

    async def unwell() -> bool:
        code, checks = await watcher.health()
        return code == 503 and not checks["inbox"]

    async with running(watched, lambda: clock[0], 0.1):  # type: ignore[attr-defined]
        await telegram.person("Дана", language="ru").send("/help")
        await until(waits)
        assert (await watcher.health())[0] == 200
        clock[0] += 3_600
        await until(unwell)
        assert (await watcher.figures())("raspa_inbox_oldest_seconds") == 3_600


async def test_an_answer_comes_while_the_bot_itself_hangs(
    telegram: Sandbox, watched: Settings, running: Running, watcher: Watcher
) -> None:
    codes: list[int] = []

    def ask() -> None:
        codes.append(asyncio.run(watcher.get("/healthz")).status_code)

    async with running(watched):
        await answered(telegram)
        asking = Thread(target=ask)
        asking.start()
        # Meanwhile the loop that the bot runs on does nothing.
        asking.join(PATIENCE)
        assert codes == [200]


async def test_a_bot_that_has_hung_for_long_is_unwell(settings: Settings) -> None:
    watch = Watch()
    check = HealthCheck(watch, settings.database, lambda: 0.0)
    watch.beaten = watch.heard = watch.clock()
    assert all(one.well for one in await check.checks())
    watch.beaten -= 40
    assert [one.name for one in await check.checks() if not one.well] == ["bot"]


async def test_a_place_that_is_taken_ends_the_start_in_words(watched: Settings) -> None:
    address = watched.watched_at()
    assert address
    with socket.socket() as other:
        other.bind((address.host, address.port))
        other.listen()
        with pytest.raises(SettingsError, match="RASPA_WATCH_LISTEN cannot be used: Address"):
            await asyncio.wait_for(serve(watched, asyncio.Event()), PATIENCE)


@pytest.fixture
async def alone(settings: Settings, unused_port: int) -> AsyncIterator[int]:
    """A listener without a bot, that waits for nobody; its port."""
    watch = Watch()
    sockets = listening_sockets(ListenAddress("127.0.0.1", unused_port))
    check = HealthCheck(watch, settings.database, lambda: 0.0)
    with listening(sockets, watch, check, lambda: 0.0, patience=0.05):
        yield unused_port


async def heard(port: int, said: bytes) -> bytes:
    """Say this to the listener and return all that it says until it ends the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(said)
        async with asyncio.timeout(PATIENCE):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (b"GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", b" 503 "),
        (b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b" 404 "),
        (b"POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b" 404 "),
        (b"DELETE /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b" 405 "),
        (b"GET /healthz/../metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b" 404 "),
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: " + b"a" * 20_000, b""),
        (b"GET /healthz HT", b""),
        (b"", b""),
        (b"\x16\x03\x01\x02\x00\x01\x00", b""),
        (b"POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n", b""),
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab", b""),
    ],
)
async def test_whatever_is_said_to_it_the_listener_goes_on(
    alone: int, said: bytes, answer: bytes
) -> None:
    async def told() -> bool:
        words = await heard(alone, said)
        assert b"evil" not in words
        assert b"Traceback" not in words
        return answer in words[:40]

    async def goes_on() -> bool:
        again = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        return b" 503 " in (await heard(alone, again))[:40]

    # A listener that waits for nobody does not wait for a busy machine either.
    await until(told)
    await until(goes_on)


def test_everything_that_is_counted_by_name_has_a_name_here() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "handlers").rglob("*.py"))
    named = set(re.findall(r'count_today\(context, "([a-z-]+)"\)', sources))
    assert len(named) > 5
    assert named <= {*EVENTS, *POST_COUNTS}
