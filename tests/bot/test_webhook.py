"""What the webhook answers: 2xx for all that is JSON, a refusal for what is not Telegram's."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.intake.webhook import LONGEST_BODY, WebhookServer

SECRET = {"X-Telegram-Bot-Api-Secret-Token": "open-sesame"}


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


class Hook:
    """A server, and what it has taken."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.taken: list[object] = []

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
    server = WebhookServer("a.b/hook", "open-sesame", hook.taken.append)
    server.listen("127.0.0.1", unused_port)
    yield hook
    await server.close()


async def test_json_is_taken_whatever_it_says(hook: Hook) -> None:
    deep = "[" * 5000 + "]" * 5000
    for body in ('{"update_id": 5}', "5", "null", "[]", '{"a": NaN}', '{"a": "\\ud83d"}', deep):
        assert await hook.post(body, **SECRET) == 200
    assert hook.taken[:4] == [{"update_id": 5}, 5, None, []]
    assert hook.taken[-1] == deep
    assert len(hook.taken) == 7


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
