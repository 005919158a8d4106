"""Answers to pressed buttons, inline queries and guest mentions."""

import re
from typing import Any

from sandbox import limits
from sandbox.inline import checked_result, result_message
from sandbox.params import Params
from sandbox.refusal import bad_request
from sandbox.world import World

Json = dict[str, Any]

_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]+")


def answer_callback_query(world: World, params: Params) -> bool:
    """`answerCallbackQuery`; `text` is at most 200 characters."""
    if len(params.text("text")) > limits.CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.find("callback", params.text("callback_query_id"))
    world.queries.close(
        query,
        {
            "text": params.text("text"),
            "show_alert": params.flag("show_alert"),
            "url": params.text("url"),
        },
    )
    return True


def answer_inline_query(world: World, params: Params) -> bool:
    """`answerInlineQuery`."""
    results = params.structure("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results JSON object")
    if len(results) > limits.INLINE_RESULTS:
        raise bad_request("too many inline query results specified")
    button = _button(params)
    checked = [checked_result(world, result) for result in results]
    ids = [result["id"] for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(params.text("next_offset").encode()) > limits.INLINE_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    query = world.queries.find("inline", params.text("inline_query_id"))
    world.queries.close(
        query,
        {
            "results": results,
            "messages": dict(zip(ids, checked, strict=True)),
            "next_offset": params.text("next_offset"),
            "cache_time": params.number("cache_time", 300),
            "is_personal": params.flag("is_personal"),
            "button": button,
        },
    )
    return True


def answer_guest_query(world: World, params: Params) -> Json:
    """`answerGuestQuery`."""
    result = params.structure("result", "inline query result")
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result JSON object")
    content = checked_result(world, result)
    query = world.queries.find("guest", params.text("guest_query_id"))
    extras = {
        "guest_bot_caller_user": query.context["caller"],
        "reply_to_message": query.context["message"],
    }
    message, inline_id = result_message(
        world, query.context["chat"], world.bot, {**content, **extras}, always=True
    )
    world.queries.close(query, message)
    return {"inline_message_id": inline_id}


def _button(params: Params) -> Json | None:
    button = params.structure("button", "inline query results button")
    if not button:
        return None
    if not isinstance(button, dict) or "text" not in button:
        raise bad_request("can't parse inline query results button: Can't find field \"text\"")
    if "web_app" in button:
        return dict(button)
    parameter = str(button.get("start_parameter", ""))
    if not parameter:
        raise bad_request("can't use empty start_parameter")
    if len(parameter.encode()) > limits.START_PARAMETER:
        raise bad_request("too long start_parameter specified")
    if not _START_PARAMETER.fullmatch(parameter):
        raise bad_request("unallowed characters in start_parameter are used")
    return dict(button)
