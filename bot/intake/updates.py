"""Plain JSON -> an update, or a note that it is none."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    ChatMemberUpdated,
    ChosenInlineResult,
    InlineQuery,
    Message,
    TelegramObject,
    Update,
)
from telegram.constants import ChatType

from bot.intake.plain_json import Json, harmless, parsed, update_id_of
from bot.intake.shapes import Fitting, UnfitError
from handlers.kit.reading import forms
from handlers.unreadable import LONGEST_DOCUMENT, Unreadable, UpdateSender

_TYPES: dict[str, type[TelegramObject]] = {
    "message": Message,
    "edited_message": Message,
    "guest_message": Message,
    "callback_query": CallbackQuery,
    "inline_query": InlineQuery,
    "my_chat_member": ChatMemberUpdated,
    "chosen_inline_result": ChosenInlineResult,
}
_GUEST = "guest_message"
# What nobody wrote, so that nobody waits for an answer to it.
_NOBODYS = frozenset({"my_chat_member"})
_NO_CONTENT = forms.ABOUT | forms.BESIDE | forms.NAMED
_MESSAGES = {kind for kind, wanted in _TYPES.items() if wanted is Message}
# Newer than the library: without a door here, but no riddle either.
_KNOWN_KINDS = frozenset(
    {*map(str, Update.ALL_TYPES), "subscription", "stopped_message_generation"}
)
_WORDS = frozenset({"text", "caption"})
_NAMELESS = "an unknown kind"
_FLAT_OBJECT = re.compile(r'"(chat|from)"\s*+:\s*+(\{[^{}]*+\})')
_LONGEST_ID = 256


def read_update(
    raw: object, bot: Bot | None, kinds: Collection[str]
) -> tuple[Update | Unreadable, ...]:
    """Return the update that a JSON value is, and a note of whatever could not be read of it.

    Nothing is returned for what needs no answer: service messages, and kinds of update that nobody
    waits for. A value that could not be parsed is given as its source text. Raises nothing.
    """
    try:
        return tuple(_read(raw, bot, kinds))
    except Exception as error:
        # Whatever this is, the next update must be handled.
        kind = f"update ({type(error).__name__})"
        with suppress(Exception):
            return (_note(raw, kind),)
        return (Unreadable(kind, "", None),)


def _read(raw: object, bot: Bot | None, kinds: Collection[str]) -> Iterator[Update | Unreadable]:
    if not isinstance(raw, dict):
        yield _note(raw, "update (not an object)")
        return
    kind = next((kind for kind in kinds if kind in raw), None)
    if kind is None:
        if not _KNOWN_KINDS.intersection(raw):
            told = set(raw) - {"update_id"}
            yield _note(raw, f"update ({_NAMELESS if told else 'empty'})")
        return
    content = harmless(raw[kind])
    if kind in _MESSAGES and isinstance(content, dict):
        # An event that is odd is still one, though nothing be left of it.
        named = [key for key, one in raw[kind].items() if one is not None]
        events = forms.SERVICE.intersection(named)
        if events and not _holds(content, forms.CONTENT) and not _is_handled(events, content):
            return
        if not _holds(content, set(content) - _NO_CONTENT):
            # So come forms that Telegram does not show to bots of an older Bot API.
            yield _note(raw, f"{kind} (nothing in it)")
            return
    fitting = Fitting()
    try:
        fitted = fitting.fit(content, _TYPES[kind], kind)
        if kind in _MESSAGES - {_GUEST} and "from" not in fitted:
            fitted |= _person_of(fitted["chat"], content.get("from"))
        _keep_in_chat(fitted)
        update, dropped = _made(kind, fitted, update_id_of(raw) or 0, bot)
    except UnfitError as fault:
        if kind not in _NOBODYS:
            yield _note(raw, str(fault))
        return
    faults = sorted({*fitting.faults, *(f"{kind}.{key} (refused)" for key in dropped)})
    read = {key: one for key, one in fitted.items() if key not in dropped}
    if kind in _MESSAGES and (lost := _lost(raw[kind], read)):
        yield _note(raw, faults[0] if faults else f"{kind}.{lost} (wrong type)")
        return
    yield update
    if faults and kind not in _NOBODYS:
        yield _note(raw, faults[0], in_part=True)


def _is_handled(events: Collection[str], message: Mapping[str, object]) -> bool:
    """Tell whether the events of a message are such that the bot does something about them."""
    if not forms.HANDLED.issuperset(events):
        return False
    shared = message.get("chat_shared")
    named = shared.get("chat_id") if isinstance(shared, dict) else None
    chats = [message.get(one) for one in events if one != "chat_shared"]
    chats += [named] if "chat_shared" in events else []
    # Ids of groups are negative.
    return all(isinstance(one, int) and one < 0 for one in chats)


def _holds(message: Mapping[str, object], fields: Collection[str]) -> bool:
    """Tell whether a message has one of the fields with something in it; an empty text counts."""
    return any(
        key in fields and (isinstance(one, str) or one not in ([], {}))
        for key, one in message.items()
    )


def _lost(raw: Mapping[str, object], read: Mapping[str, object]) -> str:
    """Return what a message was sent as, where nothing that can be read is left of any such."""
    named = [key for key, one in raw.items() if key in forms.CONTENT and one not in (None, [], {})]
    held = any(
        isinstance(one, str) if key in _WORDS else isinstance(one, dict | list) and one
        for key, one in read.items()
        if key in forms.CONTENT
    )
    return "" if held else next(iter(named), "")


def _keep_in_chat(content: Json) -> None:
    """Let what a message replies to be in the message's own chat, where alone it can be."""
    for message in (content, content.get("message")):
        if isinstance(message, dict) and isinstance(message.get("reply_to_message"), dict):
            message["reply_to_message"]["chat"] = message.get("chat")


def _person_of(chat: Json, sender: object) -> Json:
    """Return who writes in a private chat, whose id is that person's: for a sender that is none."""
    if chat["type"] != ChatType.PRIVATE or not _is_id(chat["id"]):
        return {}
    bot = isinstance(sender, dict) and sender.get("is_bot") is True
    return {"from": {"id": chat["id"], "is_bot": bot, "first_name": chat.get("first_name", "")}}


def _made(kind: str, content: Json, number: int, bot: Bot | None) -> tuple[Update, list[str]]:
    """Return the library's update, and the fields that had to go for it. Raises UnfitError."""
    try:
        return Update.de_json({"update_id": number, kind: content}, bot), []
    except Exception as error:
        # The library's own checks are not all in its signatures: find the fields by trial.
        needed = {"id", "from", "message_id", "date", "chat", "query", "offset", "chat_instance"}
        kept = {key: one for key, one in content.items() if key in needed}
        dropped = []
        for key, one in content.items():
            try:
                _TYPES[kind].de_json({**kept, key: one}, bot)
            except Exception:
                dropped.append(key)
            else:
                kept[key] = one
        try:
            update = Update.de_json({"update_id": number, kind: kept}, bot)
        except Exception:
            raise UnfitError(kind, type(error).__name__) from None
        return update, dropped


def _note(raw: object, kind: str, *, in_part: bool = False) -> Unreadable:
    document = raw if isinstance(raw, str) else _document(raw)
    holders = list(_holders(raw))
    if in_part or not holders:
        sender = next((one for one in map(_sender, holders) if one), None)
        return Unreadable(kind, document[:LONGEST_DOCUMENT], sender, in_part=in_part)
    content = holders[0]
    sender = _sender(content)
    press = inline = None
    identifier = content.get("id")
    if _is_id(identifier):
        # Telegram's own are texts of digits.
        identifier = str(identifier)
    if isinstance(identifier, str) and 0 < len(identifier) <= _LONGEST_ID and isinstance(raw, dict):
        press = identifier if raw.get("callback_query") is not None else None
        inline = identifier if raw.get("inline_query") is not None else None
    message = content.get("message_id")
    # Of a kind that nobody knows, only what looks like a message is answered. Guest mentions stand
    # in a chat of others.
    is_message = "message_id" in content or (
        isinstance(raw, dict) and not _MESSAGES.isdisjoint(raw)
    )
    is_message = is_message and not (isinstance(raw, dict) and _GUEST in raw)
    return Unreadable(
        kind,
        document[:LONGEST_DOCUMENT],
        sender,
        _private_chat(content) if is_message else None,
        message if _is_id(message) else None,
        press,
        inline,
    )


def _holders(raw: object) -> Iterator[Json]:
    """Yield the objects of an update that may say who sent it."""
    if isinstance(raw, str):
        # Too broken to be parsed, but its small parts may not be.
        found: dict[str, Json] = {}
        for name, source in _FLAT_OBJECT.findall(raw[: 4 * LONGEST_DOCUMENT]):
            try:
                part = parsed(source)
            except ValueError:
                continue
            if isinstance(part, dict):
                found.setdefault(name, part)
        chat, sender = found.get("chat", {}), found.get("from", {})
        if chat.get("id") == sender.get("id"):
            yield {"chat": chat, "from": sender, "message_id": None}
    elif isinstance(raw, dict):
        for key, content in raw.items():
            if key != "update_id" and isinstance(content, dict):
                yield content


def _sender(content: Json) -> UpdateSender | None:
    person = content.get("from")
    if not isinstance(person, dict) or not _is_id(person.get("id")) or person.get("is_bot") is True:
        return None
    lang = person.get("language_code")
    return UpdateSender(person["id"], lang if isinstance(lang, str) and len(lang) < 36 else None)


def _private_chat(content: Json) -> int | None:
    """Return the private chat that something like a message was written in, if it was."""
    chat, person = content.get("chat"), content.get("from")
    if not isinstance(chat, dict) or not _is_id(chat.get("id")):
        return None
    if isinstance(person, dict) and person.get("is_bot") is True:
        return None
    said = chat.get("type")
    known = isinstance(said, str) and said in {"group", "supergroup", "channel"}
    return None if known else int(chat["id"])


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53


def _document(raw: object) -> str:
    try:
        return json.dumps(raw, ensure_ascii=False)
    except (ValueError, RecursionError, TypeError):
        # A number of thousands of digits, or nested too deep to be written.
        return json.dumps(_safe(raw), ensure_ascii=False)


def _safe(raw: Any) -> Any:
    return harmless(raw, 40)
