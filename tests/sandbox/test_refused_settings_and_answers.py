"""Refusals of settings, inline answers and button answers, in Telegram's words."""

from typing import Any

import pytest

from tests.sandbox.conftest import Api

ARTICLE = {
    "type": "article",
    "id": "1",
    "title": "T",
    "input_message_content": {"message_text": "text"},
}


PROFILE: list[tuple[str, dict[str, Any], str]] = [
    ("setMyName", {"name": "x" * 65}, "bot name is too long"),
    ("setMyDescription", {"description": "x" * 513}, "bot description is too long"),
    (
        "setMyShortDescription",
        {"short_description": "x" * 121},
        "bot short description is too long",
    ),
    ("setMyName", {"name": "x", "language_code": "kaz"}, "invalid language code specified"),
    ("setMyCommands", {}, "expected an Array of BotCommand"),
    (
        "setMyCommands",
        {"commands": [{"command": "", "description": "x"}]},
        "command must be non-empty",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "x" * 33, "description": "x"}]},
        "command length must not exceed 32",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "Help", "description": "x"}]},
        "BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "help", "description": " "}]},
        "command description must be non-empty",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "help", "description": "x" * 257}]},
        "command description length must not exceed 256",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "help", "description": "x"}] * 101},
        "BOT_COMMANDS_TOO_MUCH",
    ),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "chat"}},
        "can't parse BotCommandScope: Can't find field \"chat_id\"",
    ),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    (
        "setWebhook",
        {"url": "http://example.com/hook"},
        "bad webhook: An HTTPS URL must be provided for webhook",
    ),
    (
        "setWebhook",
        {"url": "https://example.com:8000/hook"},
        "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    (
        "setWebhook",
        {"url": "https://example.com", "secret_token": "a b"},
        "secret token contains unallowed characters",
    ),
    ("setWebhook", {"url": "https://e.com", "secret_token": "a" * 257}, "secret token is too long"),
]


@pytest.mark.parametrize(("method", "params", "reason"), PROFILE)
async def test_a_setting_beyond_the_limits_is_refused(
    api: Api, method: str, params: dict[str, Any], reason: str
) -> None:
    refused = await api.refusal(method, **params)
    assert (refused.status, refused.description) == (400, f"Bad Request: {reason}")


def article(**fields: Any) -> dict[str, Any]:
    return {"results": [{**ARTICLE, **fields}]}


def content(**fields: Any) -> dict[str, Any]:
    return article(input_message_content=fields)


INLINE: list[tuple[dict[str, Any], str]] = [
    ({"results": "{"}, "can't parse inline query results JSON object"),
    ({"results": [ARTICLE] * 51}, "too many inline query results specified"),
    ({"results": [ARTICLE, ARTICLE]}, "RESULT_ID_DUPLICATE"),
    (article(id=""), "RESULT_ID_EMPTY"),
    (article(id="ә" * 33), "RESULT_ID_INVALID"),
    (article(id=5), "can't parse InlineQueryResult: Can't find field \"id\""),
    (article(title=""), "ARTICLE_TITLE_EMPTY"),
    (
        article(reply_markup={"inline_keyboard": [[{"text": "b", "callback_data": "x" * 65}]]}),
        "BUTTON_DATA_INVALID",
    ),
    (content(message_text="x" * 4097), "MESSAGE_TOO_LONG"),
    (content(message_text=" "), "text must be non-empty"),
    (
        content(message_text="<p>x</p>", parse_mode="HTML"),
        'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
    ),
    ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
    (
        {"results": [], "button": {"text": "b", "start_parameter": ""}},
        "can't use empty start_parameter",
    ),
    (
        {"results": [], "button": {"text": "b", "start_parameter": "x" * 65}},
        "too long start_parameter specified",
    ),
    (
        {"results": [], "button": {"text": "b", "start_parameter": "рас"}},
        "unallowed characters in start_parameter are used",
    ),
]


@pytest.mark.parametrize(("params", "reason"), INLINE)
async def test_an_inline_answer_beyond_the_limits_is_refused(
    api: Api, params: dict[str, Any], reason: str
) -> None:
    refused = await api.refusal("answerInlineQuery", inline_query_id="1", **params)
    assert (refused.status, refused.description) == (400, f"Bad Request: {reason}")


OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("answerInlineQuery", {"inline_query_id": "5", "results": []}),
        ("answerCallbackQuery", {"callback_query_id": "5"}),
        ("answerGuestQuery", {"guest_query_id": "5", "result": ARTICLE}),
    ],
)
async def test_an_answer_to_an_unknown_question_is_refused(
    api: Api, method: str, params: dict[str, Any]
) -> None:
    assert (await api.refusal(method, **params)).description == OLD


async def test_an_answer_to_a_button_of_over_200_characters_is_refused(api: Api) -> None:
    refused = await api.refusal("answerCallbackQuery", callback_query_id="1", text="x" * 201)
    assert refused.description == "Bad Request: MESSAGE_TOO_LONG"
