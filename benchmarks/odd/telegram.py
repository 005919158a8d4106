"""A stand-in for Telegram that hands out any JSON, answers oddly itself, and notes every call."""

import asyncio
import json
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType
from typing import Any

from aiohttp import web

TOKEN = "1:odd-updates-odd-updates-odd-updates"
_BOT = {"id": 1, "is_bot": True, "first_name": "Raspa", "username": "odd_bot"}
_AT_ONCE = 100
_MOMENT = 1_790_000_000
_ANSWERS: Mapping[str, Any] = MappingProxyType(
    {
        "getMe": _BOT,
        "getMyCommands": [],
        "getMyName": {"name": ""},
        "getMyDescription": {"description": ""},
        "getMyShortDescription": {"short_description": ""},
        "getFile": {"file_id": "A", "file_unique_id": "B", "file_path": "documents/file_0"},
    }
)
_FILES = (
    b"",
    "claim,verdict,summary\nСоль кончится,false,Не кончится\n".encode(),
    "утверждение;вердикт\n;;;\nA;fake\n".encode("cp1251"),
    b'{"id": "odd", "verdict": "false"}\n{"id": 5}\n[]\n',
    b"PK\x03\x04" + bytes(500),
    bytes(range(256)) * 9,
    b"[" * 5_000 + b"]" * 5_000,
    b'{"@type": "ClaimReview", "claimReviewed": null}',
)
_SENDING = ("sendMessage", "sendDocument")


@dataclass(frozen=True, slots=True)
class NotedCall:
    """A call of the bot's: what it says, where; `done` unless it was refused."""

    method: str
    chat: int | None = None
    reply_to: int | None = None
    query: str | None = None
    text: str = ""
    done: bool = True


def _without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda message: {name: one for name, one in message.items() if name != key}


def _with(**odd: object) -> Callable[[dict[str, Any]], object]:
    return lambda message: {**message, **odd}


ODD_RESULTS: Mapping[str, Callable[[dict[str, Any]], object]] = MappingProxyType(
    {
        "null": lambda message: None,
        "true": lambda message: True,
        "a list": lambda message: [message],
        "a string": lambda message: "sent",
        "empty": lambda message: {},
        "only a number": lambda message: {"message_id": message["message_id"]},
        "without its number": _without("message_id"),
        "its number a string": _with(message_id="5"),
        "its number null": _with(message_id=None),
        "without a date": _without("date"),
        "a date past the year 9999": _with(date=253_402_300_800 * 10),
        "without a chat": _without("chat"),
        "a chat without a type": _with(chat={"id": 5}),
        "a sender without a name": _with(**{"from": {"id": 1}}),
        "entities beyond the text": _with(entities=[{"type": "bold", "offset": -1, "length": 5}]),
        "entities that are none": _with(entities=[5, None, {"type": 5}]),
        "buttons that are none": _with(reply_markup={"inline_keyboard": [[{}], 5]}),
        "an unknown field": _with(brand_new={"a": [1]}, self=5, bot=5, api_kwargs=5),
        "a reply to nothing": _with(reply_to_message={}),
    }
)
"""Answers to a message that went out, each of which says so, however badly."""


@dataclass(frozen=True, slots=True)
class OddRefusal:
    """A first answer that is no success, and says nothing of the message or of its reader."""

    status: int
    body: str


_REPLIED = "Bad Request: message to be replied not found"
ODD_REFUSALS: Mapping[str, OddRefusal] = MappingProxyType(
    {
        "429, its parameters a list": OddRefusal(
            429, '{"ok":false,"error_code":429,"parameters":[]}'
        ),
        "429, its wait a string": OddRefusal(
            429,
            '{"ok":false,"error_code":"429","description":"Too Many Requests: retry after 1",'
            '"parameters":{"retry_after":"1"}}',
        ),
        "429, its wait negative": OddRefusal(
            429, '{"ok":false,"error_code":429,"parameters":{"retry_after":-5}}'
        ),
        "429, its wait null": OddRefusal(
            429, '{"ok":false,"description":null,"parameters":{"retry_after":null}}'
        ),
        "500 without a description": OddRefusal(500, '{"ok":false,"error_code":500}'),
        "500, its description a number": OddRefusal(500, '{"ok":false,"description":5}'),
        "502 with a page": OddRefusal(502, "<html>Bad Gateway</html>"),
        "200 with a page": OddRefusal(200, "<html>Hello</html>"),
        "200, and not ok": OddRefusal(200, '{"ok":false,"error_code":500}'),
        "200 with a list": OddRefusal(200, "[]"),
        "200 with nothing": OddRefusal(200, ""),
        "401 with null": OddRefusal(401, "null"),
        "403 with a page": OddRefusal(403, "<html>Forbidden</html>"),
        "400, replied to nothing": OddRefusal(
            400, json.dumps({"ok": False, "error_code": 400, "description": _REPLIED})
        ),
        "400, chat not found": OddRefusal(
            400, '{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}'
        ),
    }
)
"""First answers to a message that did not go out."""


def odd_answer(chat: int) -> str | None:
    """Return which odd result or refusal a chat gets, None for an ordinary one."""
    place = chat % 200
    named = [*ODD_RESULTS, *ODD_REFUSALS]
    return named[place] if place < len(named) else None


class OddTelegram:
    """Hands out updates by `getUpdates`, in order; `calls` are those that people see."""

    def __init__(self, *, odd_answers: bool = True) -> None:
        self.url = ""
        self.calls: list[NotedCall] = []
        self._odd_answers = odd_answers
        self._pending: deque[tuple[int, str]] = deque()
        self._more = asyncio.Event()
        self._messages = count(1_000_000_000)
        self._tried: Counter[int] = Counter()
        self._files = count()

    @property
    def waiting(self) -> int:
        """How many updates have not been confirmed."""
        return len(self._pending)

    def queue(self, updates: Sequence[tuple[int, str]]) -> None:
        """Have updates handed out: the number of each in the order, and its JSON."""
        self._pending.extend(updates)
        self._more.set()

    @asynccontextmanager
    async def served(self) -> AsyncIterator[None]:
        """Serve on loopback, at `url`, until the end of the block."""
        application = web.Application(client_max_size=2**26)
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        application.router.add_get("/file/bot{token}/{path:.*}", self._file)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, port = runner.addresses[0][:2]
            self.url = f"http://{host}:{port}"
            yield
        finally:
            await runner.cleanup()

    async def _file(self, _: web.Request) -> web.Response:
        """Hand out one file after the other, whatever was asked for."""
        return web.Response(body=_FILES[next(self._files) % len(_FILES)])

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        posted = {key: str(one) for key, one in (await request.post()).items()}
        wanted: dict[str, str] = {**request.query, **posted}
        if method == "getUpdates":
            return await self._handed_out(wanted)
        if method in _SENDING:
            return self._sent(method, wanted)
        if method in {"answerCallbackQuery", "answerInlineQuery"}:
            name = "callback_query_id" if method == "answerCallbackQuery" else "inline_query_id"
            button = json.loads(wanted.get("button") or "{}")
            told = str(wanted.get("text") or button.get("text") or "")
            self.calls.append(NotedCall(method, query=str(wanted.get(name)), text=told))
        elif method == "editMessageText":
            message = self._message(int(wanted["chat_id"]), str(wanted["text"]))
            return web.json_response({"ok": True, "result": message})
        return web.json_response({"ok": True, "result": _ANSWERS.get(method, True)})

    async def _handed_out(self, wanted: Mapping[str, Any]) -> web.Response:
        offset = int(wanted.get("offset") or 0)
        while self._pending and self._pending[0][0] < offset:
            self._pending.popleft()
        if not self._pending:
            self._more.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._more.wait(), float(wanted.get("timeout") or 0))
        most = min(_AT_ONCE, int(wanted.get("limit") or _AT_ONCE), len(self._pending))
        told = ",".join(self._pending[at][1] for at in range(most))
        body = f'{{"ok":true,"result":[{told}]}}'
        return web.Response(text=body, content_type="application/json")

    def _sent(self, method: str, wanted: Mapping[str, Any]) -> web.Response:
        chat = int(wanted["chat_id"])
        reply = json.loads(wanted.get("reply_parameters") or "{}").get("message_id")
        odd = odd_answer(chat) if self._odd_answers else None
        self._tried[chat] += 1
        refusal = ODD_REFUSALS.get(odd or "")
        refused = refusal is not None and self._tried[chat] == 1
        text = str(wanted.get("text", ""))
        self.calls.append(NotedCall(method, chat, reply, text=text, done=not refused))
        if refusal is not None and refused:
            return web.Response(
                status=refusal.status, text=refusal.body, content_type="application/json"
            )
        result: object = self._message(chat, text)
        if made := ODD_RESULTS.get(odd or ""):
            result = made(self._message(chat, text))
        return web.json_response({"ok": True, "result": result})

    def _message(self, chat: int, text: str) -> dict[str, Any]:
        return {
            "message_id": next(self._messages),
            "date": _MOMENT,
            "chat": {"id": chat, "type": "private", "first_name": "Reader"},
            "from": _BOT,
            "text": text[:4096],
        }
