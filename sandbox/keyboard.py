"""Buttons under messages, checked as Telegram checks them."""

from typing import Any

from sandbox import limits
from sandbox.markup import checked_link
from sandbox.params import Params
from sandbox.refusal import bad_request

Json = dict[str, Any]

_BUTTON = "can't parse inline keyboard button: "
_FLAGS = (
    "force_reply",
    "remove_keyboard",
    "resize_keyboard",
    "one_time_keyboard",
    "is_persistent",
    "selective",
)
_ALLOW = ("allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats")


def reply_markup(params: Params) -> Json | None:
    """Return the keyboard under a message, as messages carry it: inline ones only.

    Raises the 400s for what Telegram refuses: `BUTTON_DATA_INVALID` and its like.
    """
    return checked_markup(params.structure("reply_markup", "reply keyboard markup"))


def checked_markup(markup: object) -> Json | None:
    """Return the inline keyboard in a `reply_markup`, nothing for other kinds of it."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    for name in _FLAGS:
        if not isinstance(markup.get(name, False), bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
    for name in ("inline_keyboard", "keyboard"):
        if not isinstance(markup.get(name, []), list):
            raise bad_request(f'field "{name}" must be of type Array')
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None
    kept = [[button for given in row if (button := _button(given))] for row in rows]
    kept = [row for row in kept if row]
    if sum(map(len, kept)) > limits.KEYBOARD_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _button(given: object) -> Json | None:
    if not isinstance(given, dict):
        raise bad_request(_BUTTON + "expected an Object")
    if "text" not in given:
        raise bad_request(_BUTTON + 'Can\'t find field "text"')
    if not isinstance(given["text"], str):
        raise bad_request(_BUTTON + 'Field "text" must be of type String')
    action = _action(given)
    return {"text": given["text"], **action} if given["text"] else None


def _action(given: Json) -> Json:
    if url := given.get("url"):
        return {"url": _url(url)}
    if data := given.get("callback_data"):
        if len(str(data).encode()) > limits.CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": str(data)}
    if "callback_game" in given or given.get("pay"):
        raise bad_request("BUTTON_TYPE_INVALID")
    for name in ("switch_inline_query", "switch_inline_query_current_chat"):
        if name in given:
            return {name: str(given[name])}
    if "switch_inline_query_chosen_chat" in given:
        chosen = dict(given["switch_inline_query_chosen_chat"])
        for name in _ALLOW:
            if not isinstance(chosen.get(name, False), bool):
                raise bad_request(f'{_BUTTON}Field "{name}" must be of type Boolean')
        return {"switch_inline_query_chosen_chat": chosen}
    if "copy_text" in given:
        text = dict(given["copy_text"]).get("text", "")
        if not 1 <= len(text) <= limits.COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return {"copy_text": {"text": text}}
    if "web_app" in given:
        url = str(dict(given["web_app"]).get("url", ""))
        if not url.startswith("https://"):
            raise bad_request(
                f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are "
                "allowed"
            )
        return {"web_app": {"url": url}}
    raise bad_request(_BUTTON + "Text buttons are unallowed in the inline keyboard")


def _url(url: str) -> str:
    scheme, colon, _ = url.partition("://")
    if colon and scheme.lower() not in {"http", "https", "tg", "ton", "tonsite"}:
        raise bad_request(
            f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
        )
    link = checked_link(url)
    if not link:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return link
