"""Telegram's answers to calls, whatever they look like: done, or not done and why."""

import json
import re
from http import HTTPStatus
from typing import Any

from telegram import ChatFullInfo, File, TelegramObject, User
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.request import RequestData

from bot.intake.plain_json import harmless, parsed
from bot.intake.shapes import Fitting, UnfitError
from bot.watch.requests import ObservedRequest

_Json = dict[str, Any]

# What puts a message into a chat, beside those that are called send….
_SENDS_NO_MESSAGE = ("sendChatAction",)
_WANTED: dict[str, type[TelegramObject]] = {
    "getMe": User,
    "getFile": File,
    "getChat": ChatFullInfo,
}
_NO_NUMBER = 0
"""The number of a message that went out, but nobody knows under which: as of one that did not."""
_SOME_MOMENT = 1
_LONGEST_WAIT_SECONDS = 86_400
_INVALID = "Invalid server response"
_FILE_ID = re.compile(r"[A-Za-z0-9_-]{1,255}")


class CallsRequest(ObservedRequest):
    """The connection for all calls but `getUpdates`; no answer is so odd that it raises another
    thing than TelegramError.

    Of a message that went out only its number, its chat and the names of its picture are read:
    whatever else is odd about the answer, it must not go out again.
    """

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **how: Any
    ) -> tuple[int, bytes]:
        """Return the status and the answer as the library expects it. Raises TelegramError."""
        code, payload = await super().do_request(url, method, request_data, *args, **how)
        if method != "POST":
            return code, payload
        done = HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES
        answer = _read(payload)
        if not done:
            return code, _written(_refusal(answer))
        result = _result(answer)
        called = url.rpartition("/")[2]
        asked = request_data.parameters if request_data else {}
        if called.startswith("send") and called not in _SENDS_NO_MESSAGE:
            result = _sent(result, asked.get("chat_id"))
        elif called.startswith("edit") and result is not True:
            shown = result.get("photo") if isinstance(result, dict) else None
            told = {"message_id": asked.get("message_id"), "photo": shown}
            result = _sent(told, asked.get("chat_id"))
        elif wanted := _WANTED.get(called):
            try:
                result = Fitting().fit(harmless(result), wanted, called)
            except UnfitError:
                raise TelegramError(_INVALID) from None
        return code, _written({"ok": True, "result": result})


def _read(payload: bytes) -> object:
    try:
        return parsed(payload.decode("utf-8-sig", "replace"))
    except ValueError:
        return None


def _written(answer: _Json) -> bytes:
    return json.dumps(answer).encode()


def _result(answer: object) -> object:
    """Return what was asked for. Raises TelegramError where an answer does not say it was done."""
    if not isinstance(answer, dict):
        raise TelegramError(_INVALID)
    ok = answer.get("ok")
    if ok is False or (ok is not True and "result" not in answer):
        raise TelegramError(_INVALID)
    return answer.get("result")


def _refusal(answer: object) -> _Json:
    """Return what a refusal says, in types that the library expects."""
    told: _Json = {"ok": False}
    if isinstance(answer, dict):
        if isinstance(answer.get("description"), str):
            told["description"] = answer["description"]
        if kept := _parameters(answer.get("parameters")):
            told["parameters"] = kept
    return told


def _sent(result: object, chat: object) -> _Json:
    number = result.get("message_id") if isinstance(result, dict) else None
    known = isinstance(number, int) and not isinstance(number, bool) and 0 < number < 2**63
    private = isinstance(chat, int) and chat > 0
    sizes = _sizes(result.get("photo")) if isinstance(result, dict) else []
    return {
        **({"photo": sizes} if sizes else {}),
        "message_id": number if known else _NO_NUMBER,
        "date": _SOME_MOMENT,
        "chat": {
            "id": chat if isinstance(chat, int) else 0,
            "type": ChatType.PRIVATE.value if private else ChatType.SUPERGROUP.value,
        },
    }


def _sizes(photo: object) -> list[_Json]:
    """Return Telegram's names of a picture that went out, in the order of its sizes."""
    return [
        {"file_id": name, "file_unique_id": name, "width": 1, "height": 1}
        for size in (photo if isinstance(photo, list) else [])
        if isinstance(size, dict)
        and isinstance(name := size.get("file_id"), str)
        and _FILE_ID.fullmatch(name)
    ]


def _parameters(told: object) -> dict[str, int]:
    """Return how long to wait, or where a group has moved to, if an answer says so in numbers."""
    if not isinstance(told, dict):
        return {}
    kept: dict[str, int] = {}
    for key in ("retry_after", "migrate_to_chat_id"):
        try:
            number = int(str(told.get(key)))
        except ValueError:
            continue
        if key == "retry_after" and number > 0:
            kept[key] = min(number, _LONGEST_WAIT_SECONDS)
        elif key == "migrate_to_chat_id" and number < 0:
            kept[key] = number
    return kept
