"""Posting updates to the bot's webhook."""

import asyncio
import json
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

from sandbox.dispatch import Dispatch
from sandbox.params import Params
from sandbox.updates import RawUpdate, Waiting
from sandbox.world import Webhook, World

Json = dict[str, Any]

_SLOWEST = 60.0


class WebhookPoster:
    """Posts pending updates while a webhook is set, in order within a chat.

    What is not answered with 2xx is tried again after `first_delay` seconds, then after twice that,
    up to a minute. A JSON answer that names a `method` is performed.
    """

    def __init__(self, world: World, dispatch: Dispatch, first_delay: float) -> None:
        self._world = world
        self._dispatch = dispatch
        self._first_delay = first_delay
        self._busy: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._client = AsyncHTTPClient(force_instance=True, max_clients=100)

    async def run(self) -> None:
        """Deliver until cancelled."""
        try:
            while True:
                update = await self._world.updates.added.until(self._due)
                self._busy.add(_line(update))
                task = asyncio.create_task(self._deliver(update))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            self._client.close()

    def _due(self) -> Waiting | None:
        hook = self._world.webhook
        if not hook.url or len(self._busy) >= hook.max_connections:
            return None
        for update in self._world.updates.pending:
            if _line(update) not in self._busy:
                return update
        return None

    async def _deliver(self, update: Waiting) -> None:
        delay = self._first_delay
        try:
            while (hook := self._world.webhook).url and update in self._world.updates.pending:
                if await self._post(hook, update.update):
                    self._world.updates.drop(update)
                    return
                await asyncio.sleep(delay)
                delay = min(delay * 2, _SLOWEST)
        finally:
            self._busy.discard(_line(update))
            self._world.updates.added.fire()

    async def _post(self, hook: Webhook, update: Any) -> bool:
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        request = HTTPRequest(
            hook.url,
            method="POST",
            headers=headers,
            body=update.text if isinstance(update, RawUpdate) else json.dumps(update),
            follow_redirects=False,
            request_timeout=60,
        )
        try:
            response = await self._client.fetch(request)
        except HTTPClientError as error:
            self._failed(hook, f"Wrong response from the webhook: {error.code} {error.message}")
            return False
        except OSError as error:
            self._failed(hook, error.strerror or "Connection failed")
            return False
        await self._perform(response.body)
        return True

    def _failed(self, hook: Webhook, what: str) -> None:
        hook.last_error = what
        hook.last_error_date = self._world.now()

    async def _perform(self, body: bytes) -> None:
        try:
            answer = json.loads(body)
        except ValueError:
            return
        if isinstance(answer, dict) and isinstance(answer.get("method"), str):
            values = {key: value for key, value in answer.items() if key != "method"}
            await self._dispatch.call(answer["method"], Params(values, {}))


def _line(waiting: Waiting) -> int:
    """Return what keeps an update in line: its chat, else its person, else itself."""
    try:
        return _chat(waiting.update) or waiting.number
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        # An odd one, in a line of its own.
        return waiting.number


def _chat(update: Json) -> int | None:
    content: Json = next((value for key, value in update.items() if key != "update_id"), {})
    message = content.get("message", content)
    for holder in (message.get("chat"), content.get("from")):
        if holder:
            return int(holder["id"])
    return None
