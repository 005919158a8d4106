"""Telegram's answers to calls, however odd: what went out stays out, what did not is tried again.

They are those that `benchmarks/odd` gives to every two-hundredth person.
"""

import json
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError
from telegram.request import RequestData

from benchmarks.odd.telegram import ODD_REFUSALS, ODD_RESULTS
from bot.answers import CallsRequest
from handlers.kit.refusals import may_pass

MESSAGE = {
    "message_id": 77,
    "date": 1_790_000_000,
    "chat": {"id": 5, "type": "private", "first_name": "Reader"},
    "text": "words",
}


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bot, all of whose calls get one answer."""

    def made(status: int, body: str) -> Bot:
        async def do_request(
            self: object, url: str, method: str, request_data: RequestData, *a: Any, **k: Any
        ) -> tuple[int, bytes]:
            return status, body.encode()

        monkeypatch.setattr("telegram.request.HTTPXRequest.do_request", do_request)
        return Bot("1:x", request=CallsRequest(), get_updates_request=CallsRequest())

    return made


@pytest.mark.parametrize("odd", sorted(ODD_RESULTS))
async def test_a_message_that_went_out_is_a_message_whatever_its_result(
    odd: str, answered: Any
) -> None:
    result = ODD_RESULTS[odd](dict(MESSAGE))
    sent = await answered(200, json.dumps({"ok": True, "result": result})).send_message(5, "words")
    whole = isinstance(result, dict) and result.get("message_id") == MESSAGE["message_id"]
    assert sent.message_id == (MESSAGE["message_id"] if whole else 0)
    assert (sent.chat_id, sent.chat.type) == (5, "private")


@pytest.mark.parametrize("body", ['{"ok":true}', '{"ok":true,"result":5}', '\ufeff{"ok":true}'])
async def test_what_was_done_is_done_though_nothing_else_is_said(body: str, answered: Any) -> None:
    assert (await answered(200, body).send_message(5, "words")).message_id == 0


@pytest.mark.parametrize("odd", sorted(set(ODD_REFUSALS) - {"400, replied to nothing"}))
async def test_a_refusal_that_says_nothing_of_the_message_may_pass(odd: str, answered: Any) -> None:
    refusal = ODD_REFUSALS[odd]
    with pytest.raises(TelegramError) as told:
        await answered(refusal.status, refusal.body).send_message(5, "words")
    assert may_pass(told.value)


@pytest.mark.parametrize("body", ['{"ok":false}', '{"description":["x"]}', "no JSON", "[]", "null"])
async def test_an_odd_refusal_of_the_message_is_one(body: str, answered: Any) -> None:
    with pytest.raises(BadRequest):
        await answered(400, body).send_message(5, "words")


@pytest.mark.parametrize(
    ("wait", "seconds"), [(7, 7), ("7", 7), (10**30, 86_400), ("9" * 30, 86_400)]
)
async def test_how_long_to_wait_is_read_from_a_number_however_written(
    wait: object, seconds: int, answered: Any
) -> None:
    body = json.dumps({"ok": False, "parameters": {"retry_after": wait, "new": []}})
    with pytest.raises(RetryAfter) as told:
        await answered(429, body).send_message(5, "words")
    assert told.value._retry_after.total_seconds() == seconds


async def test_where_a_group_has_moved_to_is_read(answered: Any) -> None:
    body = json.dumps({"ok": False, "parameters": {"migrate_to_chat_id": "-100"}})
    with pytest.raises(ChatMigrated) as told:
        await answered(400, body).send_message(-5, "words")
    assert told.value.new_chat_id == -100


@pytest.mark.parametrize("result", [None, True, [], {}, {"id": "x"}, {"id": -1}])
async def test_a_bot_that_is_none_is_a_fault_of_telegrams(result: object, answered: Any) -> None:
    with pytest.raises(TelegramError):
        await answered(200, json.dumps({"ok": True, "result": result})).get_me()


async def test_nothing_of_an_answer_is_logged(
    answered: Any, caplog: pytest.LogCaptureFixture
) -> None:
    for status in (200, 400, 502):
        with pytest.raises(TelegramError):
            await answered(status, "<html>a secret of somebody's").send_message(5, "words")
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("photo", "names"),
    [
        ([{"file_id": "AgACs"}, {"file_id": "AgAC-_9"}], ("AgACs", "AgAC-_9")),
        ([{"file_id": 5}, {"file_id": "a b"}, {}, None, {"file_id": "x" * 9_000}], ()),
        ({"file_id": "AgAC"}, ()),
        ("AgAC", ()),
        (None, ()),
    ],
)
async def test_of_a_picture_that_went_out_the_names_are_read_that_are_names(
    photo: object, names: tuple[str, ...], answered: Any
) -> None:
    bot = answered(200, json.dumps({"ok": True, "result": {**MESSAGE, "photo": photo}}))
    sent = await bot.send_photo(5, "AgAC")
    assert tuple(size.file_id for size in sent.photo) == names
    assert sent.message_id == MESSAGE["message_id"]
