import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from sandbox import Person, Sandbox
from tests.kit.waiting import until
from tests.sandbox.conftest import Api


async def texts(api: Api, **params: Any) -> list[str]:
    return [update["message"]["text"] for update in await api("getUpdates", **params)]


async def test_updates_stay_until_an_offset_confirms_them(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    for text in "abc":
        await aigul.send(text)
    assert await texts(api) == ["a", "b", "c"]
    assert await texts(api, limit=2) == ["a", "b"]
    second = telegram.updates[1]["update_id"]
    assert await texts(api, offset=second) == ["b", "c"]
    assert await texts(api) == ["b", "c"]
    assert await texts(api, offset=-1) == ["c"]
    assert await texts(api) == ["c"]
    assert await texts(api, offset=second + 2) == []
    assert telegram.pending == []


async def test_a_long_poll_waits_for_an_update(telegram: Sandbox, api: Api, aigul: Person) -> None:
    polling = asyncio.create_task(texts(api, timeout=50))
    await until(lambda: telegram.world.updates.polls)
    assert not polling.done()
    await aigul.send("here")
    assert await polling == ["here"]


async def test_allowed_updates_are_remembered_and_count_when_an_update_is_made(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    sent = await aigul.send("a")
    await api("getUpdates", allowed_updates=["edited_message"])
    await aigul.send("b")
    await aigul.edit(sent, "c")
    kinds = [sorted(update)[0] for update in await api("getUpdates")]
    assert kinds == ["message", "edited_message"]
    await api("getUpdates", allowed_updates=[])
    await aigul.send("d")
    assert len(telegram.pending) == 3


async def test_the_older_of_two_polls_gets_the_conflict(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    older = asyncio.create_task(api.refusal("getUpdates", timeout=50))
    await until(lambda: telegram.world.updates.polls)
    newer = asyncio.create_task(texts(api, timeout=50))
    refused = await older
    assert refused.status == 409
    assert refused.description == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance "
        "is running"
    )
    await aigul.send("for the newer")
    assert await newer == ["for the newer"]


async def test_a_poll_whose_connection_closed_is_forgotten(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    leaving = asyncio.create_task(api("getUpdates", timeout=50))
    await until(lambda: telegram.world.updates.polls)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    await aigul.send("still there")
    assert await texts(api) == ["still there"]


async def test_polling_conflicts_with_a_webhook(api: Api) -> None:
    await api("setWebhook", url="https://example.com/hook")
    refused = await api.refusal("getUpdates")
    assert refused.status == 409
    assert refused.description == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to "
        "delete the webhook first"
    )
    await api("deleteWebhook")
    assert await api("getUpdates") == []


class Hook:
    """A bot's webhook: answers with what is put into `answers`, then with 200."""

    def __init__(self) -> None:
        self.requests: list[HTTPServerRequest] = []
        self.answers: list[tuple[int, str]] = []
        self.url = ""


class Handler(RequestHandler):
    def initialize(self, hook: Hook) -> None:
        self.hook = hook

    def post(self) -> None:
        self.hook.requests.append(self.request)
        status, body = self.hook.answers.pop(0) if self.hook.answers else (200, "")
        self.set_status(status)
        self.finish(body)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    application = Application([("/hook", Handler, {"hook": hook})], log_function=lambda _: None)
    sockets = bind_sockets(0, address="127.0.0.1")
    server = HTTPServer(application)
    server.add_sockets(sockets)
    hook.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/hook"
    yield hook
    server.stop()
    await server.close_all_connections()


async def settled(telegram: Sandbox) -> None:
    await telegram.world.updates.added.until(lambda: not telegram.pending or None, 5)


async def test_a_webhook_gets_updates_in_order_with_the_secret(
    telegram: Sandbox, api: Api, aigul: Person, hook: Hook
) -> None:
    await api("setWebhook", url=hook.url, secret_token="s3cret", max_connections=4)
    for text in "abc":
        await aigul.send(text)
    await settled(telegram)
    assert [
        request.body.count(b'"text": "' + t)
        for request, t in zip(hook.requests, [b"a", b"b", b"c"], strict=True)
    ] == [1, 1, 1]
    assert {request.headers["X-Telegram-Bot-Api-Secret-Token"] for request in hook.requests} == {
        "s3cret"
    }
    info = await api("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (hook.url, 0)


async def test_an_update_is_posted_again_until_the_webhook_takes_it(
    telegram: Sandbox, api: Api, aigul: Person, hook: Hook
) -> None:
    hook.answers = [(500, ""), (502, "")]
    await api("setWebhook", url=hook.url)
    await aigul.send("a")
    await aigul.send("b")
    await settled(telegram)
    assert [b'"text": "a"' in request.body for request in hook.requests] == [True] * 3 + [False]
    info = await api("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 50")


async def test_a_method_in_the_webhooks_answer_is_performed(
    telegram: Sandbox, api: Api, aigul: Person, hook: Hook
) -> None:
    hook.answers = [(200, json.dumps({"method": "sendMessage", "chat_id": aigul.id, "text": "hi"}))]
    await api("setWebhook", url=hook.url)
    await aigul.send("a")
    assert (await aigul.next_reply()).text == "hi"
