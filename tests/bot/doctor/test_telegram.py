"""`doctor` on Telegram: whether it is reached, and what it is asked for."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from bot.doctor.examination import OF_TELEGRAM, SUBJECTS
from bot.doctor.updates_way import in_known_words
from bot.settings import Settings
from handlers import ALLOWED_UPDATES
from sandbox import Person, Sandbox
from tests.bot.conftest import Raspa
from tests.kit.doctor import online
from tests.kit.waiting import until

Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]

HOOK = "https://raspa.example.kz/a-secret-path"

pytestmark = pytest.mark.usefixtures("around")


@asynccontextmanager
async def saying(answer: bytes, *, once_a: float = 0) -> AsyncIterator[str]:
    """Serve one answer to whatever is asked, byte by byte where `once_a` is given (seconds)."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            if not once_a:
                writer.write(answer)
            while once_a:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(once_a)
            await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


def http(status: str, body: str, kind: str = "text/html") -> bytes:
    content = body.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + content


class TestReaching:
    async def test_who_the_bot_is_is_said_by_its_public_name(
        self, telegram: Sandbox, raspa: Raspa
    ) -> None:
        examined = await online(raspa)
        assert examined.marks("Telegram") == {"ok"}
        assert f"@{telegram.bot_username}" in examined.found("Telegram")

    @pytest.mark.parametrize("status", [401, 404])
    async def test_a_token_that_telegram_does_not_know_is_a_fault(
        self, telegram: Sandbox, raspa: Raspa, status: int
    ) -> None:
        telegram.fault(status=status, times=None)
        examined = await online(raspa)
        assert examined.marks("Telegram") == {"fault"}
        assert "RASPA_BOT_TOKEN" in examined.found("Telegram")
        assert examined.code == 1

    async def test_a_telegram_that_asks_for_rest_is_to_be_asked_again(
        self, telegram: Sandbox, raspa: Raspa
    ) -> None:
        telegram.fault(status=429, retry_after=60, times=None)
        assert (await online(raspa)).marks("Telegram") == {"look"}

    async def test_nobody_at_the_address_is_a_fault_and_all_else_is_looked_at(
        self, raspa: Raspa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        monkeypatch.setenv("RASPA_API_URL", f"http://127.0.0.1:{port}")
        examined = await online(raspa)
        assert examined.marks("Telegram") == {"fault"}
        assert "cannot be reached" in examined.found("Telegram")
        assert set(examined.lines) == set(SUBJECTS)
        for subject in set(OF_TELEGRAM) - {"Telegram"}:
            assert examined.marks(subject) == {"look"}
            assert "Telegram" in examined.found(subject)

    async def test_a_telegram_that_hangs_is_waited_for_no_longer_than_said(
        self, telegram: Sandbox, raspa: Raspa
    ) -> None:
        telegram.fault("getMe", hang=3_600, times=None)
        examined = await online(raspa, "--patience", "0.5")
        assert examined.marks("Telegram") == {"fault"}
        assert "in time" in examined.found("Telegram")

    async def test_a_telegram_that_hangs_after_the_first_answer_costs_no_line(
        self, telegram: Sandbox, raspa: Raspa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("RASPA_DESK_CHAT", str(telegram.group("Редакция").id))
        for method in ("getWebhookInfo", "getMyName", "getChat", "getChatMember"):
            telegram.fault(method, hang=3_600, times=None)
        examined = await online(raspa, "--patience", "0.5")
        assert examined.marks("Telegram") == {"ok"}
        for subject in ("updates", "profile", "desk's chat"):
            assert examined.marks(subject) == {"look"}

    async def test_an_answer_that_drips_for_ever_ends(
        self, raspa: Raspa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with saying(b"", once_a=0.01) as address:
            monkeypatch.setenv("RASPA_API_URL", address)
            assert (await online(raspa, "--patience", "0.5")).marks("Telegram") == {"fault"}

    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            (http("502 Bad Gateway", "<html>Bad Gateway</html>"), "it fails (HTTP 502)"),
            (http("500 Oh", '{"ok": false, "error_code": 500}'), "it fails (HTTP 500)"),
            (http("200 OK", "<html>Log in to the café's network</html>"), "is not Telegram's"),
            (http("200 OK", "[" * 100_000), "is not Telegram's"),
            (http("200 OK", '{"ok": 1}'), "is not Telegram's"),
            (http("200 OK", '{"ok": true, "result": []}'), "does not speak as"),
            (
                http("200 OK", '{"ok": true, "result": {"id": "x", "is_bot": true}}'),
                "does not speak",
            ),
            (b"no http at all\r\n\r\n", "cannot be reached"),
            (b"", "cannot be reached"),
        ],
    )
    async def test_whatever_answers_in_telegram_s_place_is_a_fault(
        self, raspa: Raspa, monkeypatch: pytest.MonkeyPatch, answer: bytes, said: str
    ) -> None:
        async with saying(answer) as address:
            monkeypatch.setenv("RASPA_API_URL", address)
            examined = await online(raspa)
        assert examined.marks("Telegram") == {"fault"}
        assert said in examined.found("Telegram")
        assert set(examined.lines) == set(SUBJECTS)


class TestUpdates:
    async def test_polling_with_no_webhook_set_is_in_order(self, raspa: Raspa) -> None:
        examined = await online(raspa)
        assert examined.marks("updates") == {"ok"}
        assert "by polling" in examined.found("updates")

    async def test_a_webhook_of_somebody_else_is_a_fault_named_by_its_host_alone(
        self, telegram: Sandbox, raspa: Raspa
    ) -> None:
        telegram.world.webhook.url = "https://thief.example.org/collect/424242"
        examined = await online(raspa)
        assert examined.marks("updates") == {"fault"}
        assert "thief.example.org" in examined.found("updates")
        assert "revoke" in examined.found("updates")
        assert "collect" not in examined.out

    async def test_a_webhook_that_is_not_set_yet_is_set_by_the_start(
        self, raspa: Raspa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._by_webhook(monkeypatch)
        assert (await online(raspa)).marks("updates") == {"look"}

    async def test_the_webhook_of_the_settings_is_in_order(
        self, telegram: Sandbox, raspa: Raspa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._by_webhook(monkeypatch)
        telegram.world.webhook.url = HOOK
        telegram.world.updates.allow(list(ALLOWED_UPDATES))
        examined = await online(raspa)
        assert examined.marks("updates") == {"ok"}
        assert "by webhook at raspa.example.kz" in examined.found("updates")
        assert "a-secret-path" not in examined.out

    async def test_a_webhook_that_vanished_under_a_running_bot_is_a_fault(
        self,
        telegram: Sandbox,
        raspa: Raspa,
        running: Running,
        monkeypatch: pytest.MonkeyPatch,
        unused_port: int,
    ) -> None:
        monkeypatch.setenv("RASPA_WEBHOOK_URL", f"http://127.0.0.1:{unused_port}/hook")
        monkeypatch.setenv("RASPA_WEBHOOK_SECRET", "x" * 30)
        monkeypatch.setenv("RASPA_LISTEN", f"127.0.0.1:{unused_port}")
        async with running(Settings()):
            await telegram.call_of("setWebhook")
            await until(lambda: bool(telegram.world.webhook.url))
            assert (await online(raspa)).marks("updates") == {"ok"}
            telegram.world.webhook.url = ""
            assert (await online(raspa)).marks("updates") == {"fault"}

    async def test_kinds_of_update_that_telegram_is_not_asked_for_are_a_fault(
        self, telegram: Sandbox, raspa: Raspa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._by_webhook(monkeypatch)
        telegram.world.webhook.url = HOOK
        telegram.world.updates.allow(["message"])
        examined = await online(raspa)
        assert examined.marks("updates") == {"fault"}
        assert "inline_query" in examined.found("updates")

    async def test_a_webhook_that_cannot_be_delivered_to_while_updates_wait_is_a_fault(
        self,
        telegram: Sandbox,
        raspa: Raspa,
        monkeypatch: pytest.MonkeyPatch,
        boss: Person,
    ) -> None:
        async with saying(http("502 Bad Gateway", "<html>no bot behind it</html>")) as address:
            self._by_webhook(monkeypatch, f"{address}/hook")
            telegram.world.updates.allow(list(ALLOWED_UPDATES))
            telegram.world.webhook.url = f"{address}/hook"
            await boss.send("Слух")
            await until(lambda: bool(telegram.world.webhook.last_error))
            examined = await online(raspa)
        assert "fault" in examined.marks("updates")
        assert "it answers with HTTP 502" in examined.found("updates")

    async def test_an_error_of_a_webhook_that_is_over_is_to_be_looked_at_for_an_hour(
        self, telegram: Sandbox, raspa: Raspa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._by_webhook(monkeypatch)
        hook = telegram.world.webhook
        telegram.world.updates.allow(list(ALLOWED_UPDATES))
        hook.url = HOOK
        hook.last_error = "Connection refused"
        hook.last_error_date = int(time.time()) - 90
        examined = await online(raspa)
        assert examined.marks("updates") == {"look"}
        assert "the connection is refused" in examined.found("updates")
        hook.last_error_date -= 86_400
        assert (await online(raspa)).marks("updates") == {"ok"}

    @pytest.mark.parametrize(
        ("message", "meant"),
        [
            ("Connection timed out", "takes too long"),
            ("Read timeout expired", "takes too long"),
            ("Connection refused", "refused"),
            ("SSL error {error:1416F086:certificate verify failed}", "certificate"),
            ("Failed to resolve host: Name or service not known", "not found"),
            ("Connection reset by peer 203.0.113.7", "broken off"),
            ("something new about 203.0.113.7/a-secret-path", "another reason"),
            ("", "another reason"),
        ],
    )
    def test_an_error_of_a_webhook_is_told_by_its_kind(self, message: str, meant: str) -> None:
        assert meant in in_known_words(message)
        assert "203" not in in_known_words(message)

    async def test_what_waits_at_telegram_is_said_while_the_bot_does_not_run(
        self, telegram: Sandbox, raspa: Raspa, boss: Person
    ) -> None:
        await boss.send("Слух")
        examined = await online(raspa)
        assert examined.marks("updates") == {"look"}
        assert "1 wait at Telegram" in examined.found("updates")

    def _by_webhook(self, monkeypatch: pytest.MonkeyPatch, address: str = HOOK) -> None:
        monkeypatch.setenv("RASPA_WEBHOOK_URL", address)
        monkeypatch.setenv("RASPA_WEBHOOK_SECRET", "x" * 30)
