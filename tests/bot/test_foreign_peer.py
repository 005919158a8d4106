"""The bot against a Bot API server that others wrote, so that no misreading is shared.

lo-bot-api-emulator was made for another messenger's dialect. Two things are lent to it: the
bot's username in `getMe`, and what Telegram documents and it does not know: some parameters, the
newer kind of share button, and where a reply's quotation is parsed. It has
no methods for name and descriptions; the bot can do without.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from aiohttp import web

from bot.settings import Settings
from handlers import ALLOWED_UPDATES
from sandbox import Channel
from sandbox.pulse import PATIENCE
from tests.conftest import KEY

emulation = pytest.importorskip("lo_bot_api_emulator")
emulated_updates = pytest.importorskip("lo_bot_api_emulator.updates")

TOKEN = "7:foreign-peer_AAAAAAAAAAAAAAAAAAAAAAAAA"
READER = {"id": 5, "is_bot": False, "first_name": "Дана", "language_code": "ru"}
RUMOUR = "Казахстан тайно собирается встать на сторону России и отправить войска в Украину"
LENT = {
    "sendMessage": ["link_preview_options"],
    "answerInlineQuery": ["button", "cache_time", "is_personal", "next_offset"],
}
Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]


class Peer(emulation.LoBotApiEmulator):  # type: ignore[misc,name-defined]
    """The emulator, with what it lacks for a bot that has a username."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[tuple[str, dict[str, Any]]] = []
        self.answered = asyncio.Event()

    def validate(self, method: str, fields: dict[str, Any], uploads: Any) -> Any:
        result = super().validate(method, in_its_dialect(fields), uploads)
        if method == "getMe":
            result = {**result, "username": "foreign_peer_bot", "supports_inline_queries": True}
        if method in LENT:
            self.answers.append((method, dict(fields)))
            self.answered.set()
        return result


@pytest.fixture
async def peer(unused_port: int, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Peer]:
    for method, lent in LENT.items():
        contract = emulation.CONTRACT["methods"][method]
        monkeypatch.setitem(contract, "parameters", sorted({*contract["parameters"], *lent}))
    # Newer than the emulator; Telegram's own server passes over kinds that it does not know.
    kinds = emulated_updates.ALLOWED_UPDATE_TYPES | {*ALLOWED_UPDATES}
    monkeypatch.setattr(emulated_updates, "ALLOWED_UPDATE_TYPES", kinds)
    peer = Peer()
    runner = web.AppRunner(peer.app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_port).start()
    yield peer
    await runner.cleanup()


@pytest.fixture
def foreign_settings(settings: Settings, unused_port: int) -> Settings:
    return Settings.model_validate(
        {
            "bot_token": TOKEN,
            "api_url": f"http://127.0.0.1:{unused_port}",
            "database": settings.database,
            "data_key": KEY,
        }
    )


def in_its_dialect(fields: dict[str, Any]) -> dict[str, Any]:
    spoken = dict(fields)
    if "reply_parameters" in fields:
        reply = json.loads(fields["reply_parameters"])
        spoken["reply_parameters"] = json.dumps({"message_id": reply["message_id"]})
    if "reply_markup" in fields:
        keyboard = json.loads(fields["reply_markup"])
        for button in (each for row in keyboard["inline_keyboard"] for each in row):
            chosen = button.pop("switch_inline_query_chosen_chat", None)
            if chosen:
                button["switch_inline_query"] = chosen["query"]
        spoken["reply_markup"] = json.dumps(keyboard)
    return spoken


def private(**content: Any) -> dict[str, Any]:
    chat = {"id": READER["id"], "type": "private", "first_name": READER["first_name"]}
    return {"message_id": 1, "date": 1, "from": READER, "chat": chat, **content}


async def answer_to(peer: Peer, update: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    await peer.enqueue_update(update, token=TOKEN)
    await asyncio.wait_for(peer.answered.wait(), PATIENCE)
    return peer.answers[-1]


async def test_a_forwarded_rumour_is_answered_on_a_server_that_others_wrote(
    peer: Peer, foreign_settings: Settings, running: Running
) -> None:
    async with running(foreign_settings):
        forwarded = private(text=RUMOUR, forward_origin=Channel("Срочно").shape(1))
        method, fields = await answer_to(peer, {"message": forwarded})
    assert method == "sendMessage"
    assert "Переговоры по данному вопросу" in fields["text"]


async def test_a_caption_is_answered_on_a_server_that_others_wrote(
    peer: Peer, foreign_settings: Settings, running: Running
) -> None:
    photo = [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]
    async with running(foreign_settings):
        _, fields = await answer_to(peer, {"message": private(photo=photo, caption=RUMOUR)})
    assert "Переговоры по данному вопросу" in fields["text"]


async def test_an_inline_query_is_answered_on_a_server_that_others_wrote(
    peer: Peer, foreign_settings: Settings, running: Running
) -> None:
    query = {"id": "1", "from": READER, "query": "Таджикистан", "offset": ""}
    async with running(foreign_settings):
        method, fields = await answer_to(peer, {"inline_query": query})
    assert method == "answerInlineQuery"
    assert "kz-2022-03-04" in str(fields["results"])
