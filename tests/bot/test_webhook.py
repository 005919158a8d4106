"""What the webhook answers: 2xx for all that is JSON, a refusal for what is not Telegram's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
import pytest

from bot.intake.webhook import LONGEST_BODY, WebhookServer
from bot.listening import ListenAddress
from sandbox.pulse import PATIENCE

SECRET = {"X-Telegram-Bot-Api-Secret-Token": "open-sesame"}


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


class Hook:
    """A server, and what it has taken."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.taken: list[object] = []
        self.willing = True

    async def take(self, update: object) -> bool:
        self.taken.append(update)
        return self.willing

    async def post(self, body: str | bytes, **headers: str | bytes) -> int:
        async with httpx.AsyncClient() as client:
            return (
                await client.post(
                    self.url,
                    content=body,
                    headers=[(name.encode(), _bytes(one)) for name, one in headers.items()],
                )
            ).status_code


@pytest.fixture
async def hook(unused_port: int) -> AsyncIterator[Hook]:
    hook = Hook(f"http://127.0.0.1:{unused_port}/a.b/hook")
    server = WebhookServer("a.b/hook", "open-sesame", hook.take)
    server.listen(ListenAddress("127.0.0.1", unused_port))
    yield hook
    await server.close()


async def test_json_is_taken_whatever_it_says(hook: Hook) -> None:
    deep = "[" * 5000 + "]" * 5000
    for body in ('{"update_id": 5}', "5", "null", "[]", '{"a": NaN}', '{"a": "\\ud83d"}', deep):
        assert await hook.post(body, **SECRET) == 200
    assert hook.taken[:4] == [{"update_id": 5}, 5, None, []]
    assert str(hook.taken[-1]).startswith("[[[")
    assert len(hook.taken) == 7


async def test_what_cannot_be_taken_now_is_to_be_sent_again(hook: Hook) -> None:
    hook.willing = False
    assert await hook.post('{"update_id": 5}', **SECRET) == 503


@pytest.mark.parametrize(
    "headers", [{}, {next(iter(SECRET)): "open"}, {next(iter(SECRET)): b"\xfc"}]
)
async def test_whoever_lacks_the_secret_is_refused(
    hook: Hook, headers: dict[str, str | bytes]
) -> None:
    assert await hook.post("{}", **headers) == 403
    assert hook.taken == []


async def test_what_is_no_json_or_too_long_is_refused(hook: Hook) -> None:
    assert await hook.post("{oops", **SECRET) == 400
    assert await hook.post("", **SECRET) == 400
    assert await hook.post(b"5" + b" " * LONGEST_BODY, **SECRET) == 413
    assert hook.taken == []


async def test_other_paths_and_methods_are_refused(hook: Hook) -> None:
    async with httpx.AsyncClient(headers=SECRET) as client:
        assert (await client.get(hook.url)).status_code == 405
        assert (await client.post(hook.url.replace("a.b", "axb"))).status_code == 404
    assert hook.taken == []


PATH = "/a.b/hook"
NAME = next(iter(SECRET))


class Caller:
    """Somebody who speaks to the server's socket in bytes of their own."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.written = 0

    async def head(self, *lines: str, method: str = "POST", path: str = PATH) -> None:
        await self.write("\r\n".join((f"{method} {path} HTTP/1.1", "Host: a", *lines, "", "")))

    async def write(self, said: str | bytes) -> None:
        self._writer.write(_bytes(said))
        await self._writer.drain()
        self.written += len(said)

    async def heard(self) -> list[int]:
        """Wait for the end of the connection; return the codes of what was answered."""
        async with asyncio.timeout(PATIENCE):
            said = b""
            with suppress(ConnectionError):
                while piece := await self._reader.read(65_536):
                    said += piece
        return [int(one[:3]) for one in said.split(b"HTTP/1.1 ")[1:]]

    def end(self) -> None:
        self._writer.write_eof()


@asynccontextmanager
async def called(hook: Hook) -> AsyncIterator[Caller]:
    url = httpx.URL(hook.url)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    try:
        yield Caller(reader, writer)
    finally:
        writer.close()


@pytest.fixture
async def hasty(unused_port: int) -> AsyncIterator[Hook]:
    """A server that waits for nobody."""
    hook = Hook(f"http://127.0.0.1:{unused_port}/a.b/hook")
    server = WebhookServer("a.b/hook", "open-sesame", hook.take, patience=0.05)
    server.listen(ListenAddress("127.0.0.1", unused_port))
    yield hook
    await server.close()


async def test_a_socket_in_a_folder_is_listened_at_by_owner_and_group_and_goes_with_the_server(
    tmp_path: Path,
) -> None:
    path = tmp_path / "hook"
    hook = Hook("http://bot/a.b/hook")
    for _ in range(2):
        server = WebhookServer("a.b/hook", "open-sesame", hook.take)
        server.listen(ListenAddress(path=path))
        transport = httpx.AsyncHTTPTransport(uds=str(path))
        async with httpx.AsyncClient(transport=transport, headers=SECRET) as client:
            assert (await client.post(hook.url, content=b"{}")).status_code == 200
            # The same connection again, as a proxy does.
            assert (await client.post(hook.url, content=b"{}")).status_code == 200
        assert path.stat().st_mode & 0o777 == 0o660
        await server.close()
        assert not path.exists()


async def test_an_address_of_ipv6_is_listened_at(unused_port: int) -> None:
    hook = Hook(f"http://[::1]:{unused_port}/a.b/hook")
    server = WebhookServer("a.b/hook", "open-sesame", hook.take)
    server.listen(ListenAddress("::1", unused_port))
    try:
        assert await hook.post("{}", **SECRET) == 200
    finally:
        await server.close()


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Host"])
async def test_who_says_to_be_somebody_else_gains_nothing(hook: Hook, name: str) -> None:
    assert await hook.post("{}", **{name: "149.154.160.1"}) == 403
    assert await hook.post("{}", **SECRET, **{name: "10.6.6.6"}) == 200


async def test_many_connections_are_answered_side_by_side(hook: Hook) -> None:
    codes = await asyncio.gather(*(hook.post("{}", **SECRET) for _ in range(100)))
    assert set(codes) == {200}


GIVEN = f"{NAME}: open-sesame"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["Content-Length: 500000"], 403),
        ([f"{NAME}: open-sesam", "Content-Length: 500000"], 403),
        ([f"{NAME}: open-sesame!", "Content-Length: 500000"], 403),
        ([GIVEN, GIVEN, "Content-Length: 500000"], 403),
        ([f"{NAME}: x", "Transfer-Encoding: chunked"], 403),
        ([f"{NAME}: x", f"Content-Length: {'9' * 4999}"], 403),
        ([GIVEN, f"Content-Length: {LONGEST_BODY + 1}"], 413),
        ([GIVEN, f"Content-Length: {10**18}"], 413),
        ([GIVEN, f"Content-Length: {'9' * 4999}"], 413),
        ([GIVEN, f"Content-Length: 000{LONGEST_BODY + 1}", "Expect: 100-continue"], 413),
    ],
)
async def test_a_body_is_refused_before_a_byte_of_it_was_sent(
    hook: Hook, lines: list[str], code: int
) -> None:
    async with called(hook) as caller:
        await caller.head(*lines)
        assert await caller.heard() == [code]
    assert hook.taken == []


@pytest.mark.parametrize(
    ("method", "path", "code"), [("POST", "/other", 404), ("PUT", PATH, 405), ("BREW", PATH, 405)]
)
async def test_a_body_for_another_door_is_not_waited_for_either(
    hook: Hook, method: str, path: str, code: int
) -> None:
    async with called(hook) as caller:
        await caller.head(GIVEN, "Content-Length: 500000", method=method, path=path)
        assert await caller.heard() == [code]


async def test_a_body_in_chunks_is_refused_where_it_becomes_too_long(hook: Hook) -> None:
    chunk = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
    async with called(hook) as caller:
        await caller.head(GIVEN, "Transfer-Encoding: chunked")
        for _ in range(LONGEST_BODY // 0x8000 + 1):
            await caller.write(chunk)
        assert await caller.heard() == [413]
    assert hook.taken == []


async def test_who_goes_on_sending_after_a_refusal_is_not_listened_to_for_ever(hook: Hook) -> None:
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    async with called(hook) as caller:
        await caller.head(f"{NAME}: x", "Transfer-Encoding: chunked")

        async def go_on() -> None:
            while True:
                await caller.write(chunk)

        with pytest.raises(ConnectionError):
            await asyncio.wait_for(go_on(), PATIENCE)


async def test_a_body_of_just_the_length_that_is_allowed_is_taken_also_in_chunks(
    hook: Hook,
) -> None:
    body = b"5" + b" " * (LONGEST_BODY - 1)
    assert await hook.post(body, **SECRET) == 200
    async with called(hook) as caller:
        await caller.head(GIVEN, "Transfer-Encoding: chunked", "Connection: close")
        for at in range(0, LONGEST_BODY, 0x8000):
            await caller.write(b"8000\r\n" + body[at : at + 0x8000] + b"\r\n")
        await caller.write(b"0\r\n\r\n")
        assert await caller.heard() == [200]
    assert hook.taken == [5, 5]


async def test_a_length_that_is_a_lie_makes_nothing_of_what_was_sent(hook: Hook) -> None:
    async with called(hook) as caller:
        await caller.head(GIVEN, "Content-Length: 40")
        await caller.write('{"update_id": 5}')
        caller.end()
        assert await caller.heard() == []
    assert hook.taken == []
    async with called(hook) as caller:
        await caller.head(GIVEN, "Content-Length: 1")
        await caller.write('5{"update_id": 5}\r\n\r\n')
        assert (await caller.heard())[0] == 200
    assert hook.taken == [5]
    for length in ("-5", "5, 6", "0x10", "५", "1e3", ""):
        async with called(hook) as caller:
            await caller.head(GIVEN, f"Content-Length: {length}")
            await caller.write('{"update_id": 5}')
            assert 200 not in await caller.heard()
    assert hook.taken == [5]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "POST /a.b/hook HTTP/1.1\r\nHost: a",
        f"POST {PATH} HTTP/1.1\r\nHost: a\r\n{GIVEN}\r\nContent-Length: 9\r\n\r\n{{",
        f"POST {PATH} HTTP/1.1\r\nHost: a\r\n{GIVEN}\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{{",
        f"POST {PATH} HTTP/1.1\r\nHost: a\r\n{NAME}: x\r\nContent-Length: 9\r\n\r\n{{",
    ],
    ids=["silent", "half a head", "half a body", "half a chunk", "half a refused body"],
)
async def test_a_connection_that_comes_to_nothing_is_ended(hasty: Hook, said: str) -> None:
    async with called(hasty) as caller:
        await caller.write(said)
        assert await caller.heard() in ([], [403])
    assert hasty.taken == []


async def test_a_connection_that_says_nothing_more_after_an_update_is_ended(hasty: Hook) -> None:
    async with called(hasty) as caller:
        await caller.head(GIVEN, "Content-Length: 1")
        await caller.write("5")
        assert await caller.heard() == [200]
    assert hasty.taken == [5]


async def test_one_who_sends_a_byte_now_and_then_is_ended_too(hasty: Hook) -> None:
    async with called(hasty) as caller:
        await caller.head(GIVEN, "Content-Length: 100000")

        async def drip() -> None:
            while True:
                await caller.write(" ")
                await asyncio.sleep(0)

        dripping = asyncio.create_task(drip())
        assert await caller.heard() == []
        dripping.cancel()
        await asyncio.gather(dripping, return_exceptions=True)


async def test_while_many_say_nothing_the_next_is_answered(hook: Hook) -> None:
    silent = [called(hook) for _ in range(200)]
    for one in silent:
        await (await one.__aenter__()).write("POST /a")
    assert await hook.post("5", **SECRET) == 200
    for one in silent:
        await one.__aexit__(None, None, None)
