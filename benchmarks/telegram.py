"""A stand-in for Telegram that costs little: a process that shares nothing with the others.

It hands out the updates that it is given by `getUpdates`, a hundred at a time, answers every other
call at once and notes when which message was sent. `python -m benchmarks.telegram` serves it.
"""

import asyncio
import json
import sys
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from time import monotonic, time
from typing import Any

from aiohttp import ClientSession, web

TOKEN = "1:benchmark-benchmark"
_BOT = {"id": 1, "is_bot": True, "first_name": "Raspa", "username": "benchmark_bot"}
_AT_ONCE = 100
_MOST_BYTES = 256 * 2**20
# What the bot asks for at its start, where plain yes would not be an answer.
_ANSWERS: dict[str, Any] = {
    "getMe": _BOT,
    "getMyCommands": [],
    "getMyName": {"name": ""},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}


@dataclass(frozen=True, slots=True)
class Sent:
    """One call that put a message into a chat; `at` is by the clock of `time.monotonic`."""

    method: str
    chat: int
    reply_to: int | None
    message: int
    at: float


class Served:
    """What a stand-in of this process is asked for at `url`, in the place of Telegram."""

    def __init__(self, url: str, session: ClientSession) -> None:
        self.url = url
        self._session = session

    async def queue(self, updates: Sequence[dict[str, Any]]) -> None:
        """Have updates handed out; their numbers are given here."""
        async with self._session.post(f"{self.url}/queue", json=updates) as answer:
            answer.raise_for_status()

    async def sent(self, first: int = 0) -> list[Sent]:
        """Return what was sent, from this place in the order on."""
        async with self._session.get(f"{self.url}/sent", params={"first": str(first)}) as answer:
            return [Sent(*one) for one in await answer.json()]

    async def waiting(self) -> int:
        """Return how many updates have not been confirmed."""
        async with self._session.get(f"{self.url}/waiting") as answer:
            return int(await answer.json())


@asynccontextmanager
async def stand_in() -> AsyncIterator[Served]:
    """Run one in a process of its own until the end of the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.telegram", stdout=asyncio.subprocess.PIPE
    )
    try:
        if process.stdout is None:
            raise OSError("the stand-in cannot say where it listens")
        url = (await process.stdout.readline()).decode().strip()
        async with ClientSession() as session:
            yield Served(url, session)
    finally:
        process.terminate()
        await process.wait()


def text_message(reader: int, number: int, text: str, lang: str = "ru") -> dict[str, Any]:
    """Return an update with a text that somebody typed in the private chat."""
    name = f"Reader {reader}"
    message = {
        "message_id": number,
        "date": int(time()),
        "chat": {"id": reader, "type": "private", "first_name": name},
        "from": {"id": reader, "is_bot": False, "first_name": name, "language_code": lang},
        "text": text,
    }
    return {"message": message}


class _Telegram:
    def __init__(self) -> None:
        self._updates: deque[dict[str, Any]] = deque()
        self._more = asyncio.Event()
        self._numbers = count(1)
        self._messages = count(1_000_000_000)
        self._sent: list[Sent] = []

    def application(self) -> web.Application:
        served = web.Application(client_max_size=_MOST_BYTES)
        served.router.add_post("/queue", self._queue)
        served.router.add_get("/sent", self._list)
        served.router.add_get("/waiting", self._count)
        served.router.add_route("*", "/bot{token}/{method}", self._call)
        return served

    async def _queue(self, request: web.Request) -> web.Response:
        for update in await request.json():
            self._updates.append({"update_id": next(self._numbers), **update})
        self._more.set()
        return web.json_response(True)

    async def _list(self, request: web.Request) -> web.Response:
        first = int(request.query["first"])
        told = [(s.method, s.chat, s.reply_to, s.message, s.at) for s in self._sent[first:]]
        return web.json_response(told)

    async def _count(self, _: web.Request) -> web.Response:
        return web.json_response(len(self._updates))

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        wanted = {**request.query, **(await request.post())}
        if method == "getUpdates":
            result: Any = await self._handed_out(wanted)
        elif "chat_id" in wanted and method.startswith(("send", "edit")):
            result = self._note(method, wanted)
        else:
            result = _ANSWERS.get(method, True)
        return web.json_response({"ok": True, "result": result})

    async def _handed_out(self, wanted: dict[str, Any]) -> list[dict[str, Any]]:
        offset = int(wanted.get("offset") or 0)
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if not self._updates:
            self._more.clear()
            try:
                await asyncio.wait_for(self._more.wait(), float(wanted.get("timeout") or 0))
            except TimeoutError:
                return []
        most = min(_AT_ONCE, int(wanted.get("limit") or _AT_ONCE))
        return [self._updates[at] for at in range(min(most, len(self._updates)))]

    def _note(self, method: str, wanted: dict[str, Any]) -> dict[str, Any]:
        chat, message = int(wanted["chat_id"]), int(wanted.get("message_id") or 0)
        reply = json.loads(wanted.get("reply_parameters") or "{}").get("message_id")
        message = message or next(self._messages)
        self._sent.append(Sent(method, chat, reply, message, monotonic()))
        return {
            "message_id": message,
            "date": int(time()),
            "chat": {"id": chat, "type": "private", "first_name": "Reader"},
            "from": _BOT,
            "text": str(wanted.get("text", ""))[:4096],
        }


async def _serve() -> None:
    runner = web.AppRunner(_Telegram().application(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    sys.stdout.write(f"http://{host}:{port}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
