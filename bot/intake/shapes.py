"""What fields the library's types take, read off their own signatures, and JSON fitted to them."""

import datetime as dtm
import inspect
import re
import sys
import types
import typing
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

import telegram
from telegram import (
    Chat,
    MaybeInaccessibleMessage,
    Message,
    MessageOrigin,
    Poll,
    TelegramObject,
    User,
)
from telegram.constants import ChatType

from bot.intake.plain_json import Json

_DEEPEST = 24
# The year 9999 ends 253402300799; a zone's offset must still fit before it.
_LAST_MOMENT = 253_402_300_799 - 2 * 86_400
_SOME_MOMENT = 1
# What names a thing cannot be made up; a text, a number or a switch that is missing can.
_NAMING = frozenset(
    {"id", "message_id", "update_id", "file_id", "file_unique_id", "type", "status", "length"}
)
# A forwarded message stays a forwarded one, though nobody can tell from where.
_UNKNOWN_ORIGIN = {"type": "hidden_user", "date": _SOME_MOMENT, "sender_user_name": ""}
_DEMANDED = re.compile(r"if (\w+) is None:\s+raise TypeError")
_CHAT_TYPES = frozenset(one.value for one in ChatType)
_NAMESPACE = {**vars(telegram), "dtm": dtm, "Sequence": Sequence, "Any": Any}


class UnfitError(Exception):
    """A value that no object of the type can be made of: where, in names of the Bot API alone."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} ({why})")
        self.path = path
        self.why = why


@dataclass(frozen=True, slots=True)
class _Field:
    """A field: its name in the library, its type, and whether an object cannot do without it."""

    name: str
    type: Any
    required: bool


class Fitting:
    """Fits one JSON object to a type of the library; `faults` tells what had to be changed.

    A field of the wrong type is left out where the type can do without, or is given a neutral
    value where it names nothing; an item of a list that does not fit is left out. Fields that the
    library does not know stay as they are.
    """

    def __init__(self) -> None:
        self.faults: list[str] = []

    def fit(self, value: object, wanted: type[TelegramObject], path: str, depth: int = 0) -> Json:
        """Return the object's JSON, fitted. Raises UnfitError where that cannot be done."""
        if not isinstance(value, dict):
            raise UnfitError(path, "wrong type")
        if depth > _DEEPEST:
            raise UnfitError(path, "nested too deep")
        variant = _variant(wanted, value)
        if variant is MessageOrigin:
            # The library would leave objects of its own in what it calls plain fields.
            raise UnfitError(f"{path}.type", "unknown")
        fields = _fields(variant)
        fitted: Json = {}
        for key, one in value.items():
            field = fields.get(key)
            if field is None:
                fitted[key] = one
                continue
            try:
                fitted[key] = self._value(one, field.type, f"{path}.{key}", depth)
            except UnfitError as fault:
                self.faults.append(str(fault))
                if key == "forward_origin":
                    fitted[key] = _UNKNOWN_ORIGIN
        for key, field in fields.items():
            if field.required and key not in fitted:
                fitted[key] = self._neutral(variant, key, field, fitted, path)
                if key not in value:
                    self.faults.append(f"{path}.{key} (missing)")
        _check_sense(variant, fitted, path)
        return fitted

    def _value(self, value: object, wanted: Any, path: str, depth: int) -> Any:
        for one in _alternatives(wanted):
            if isinstance(one, type) and issubclass(one, TelegramObject):
                return self.fit(value, one, path, depth + 1)
            if typing.get_origin(one) is Sequence:
                return self._items(value, typing.get_args(one)[0], path, depth)
            if (taken := _plain(value, one)) is not None:
                return taken
        raise UnfitError(path, "wrong type")

    def _items(self, value: object, wanted: Any, path: str, depth: int) -> list[Any]:
        if not isinstance(value, list):
            raise UnfitError(path, "wrong type")
        items = []
        for one in value:
            try:
                items.append(self._value(one, wanted, f"{path}[]", depth))
            except UnfitError as fault:
                self.faults.append(str(fault))
        return items

    def _neutral(
        self, wanted: type[TelegramObject], key: str, field: _Field, fitted: Json, path: str
    ) -> Any:
        if wanted is Chat and key == "type" and isinstance(fitted.get("id"), int):
            # Ids of people are positive, and a chat with a person is private.
            return ChatType.PRIVATE.value if fitted["id"] > 0 else ChatType.SUPERGROUP.value
        if key not in _NAMING or wanted is Poll:
            for one in _alternatives(field.type):
                if typing.get_origin(one) is Sequence:
                    return []
                if one in _NEUTRAL and not (key == "offset" and one is int):
                    return _NEUTRAL[one]
        raise UnfitError(f"{path}.{key}", "missing")


_NEUTRAL: dict[Any, Any] = {
    str: "",
    bool: False,
    int: 0,
    float: 0.0,
    dtm.timedelta: 0,
    dtm.datetime: _SOME_MOMENT,
}


def _plain(value: object, wanted: Any) -> Any:
    """Return a value as a plain type takes it, None where it does not."""
    if wanted is Any:
        return value
    if wanted is bool:
        return value if isinstance(value, bool) else None
    if isinstance(value, bool):
        return None
    if wanted is str or (isinstance(wanted, type) and issubclass(wanted, str)):
        return value if isinstance(value, str) else None
    if wanted is float or wanted is dtm.timedelta:
        return value if isinstance(value, int | float) and abs(value) < _LAST_MOMENT else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if wanted is dtm.datetime:
        return value if isinstance(value, int) and 0 <= value <= _LAST_MOMENT else None
    if wanted is int:
        return value if isinstance(value, int) else None
    if typing.get_origin(wanted) is dict or wanted is dict:
        return value if isinstance(value, dict) else None
    return None


def _check_sense(wanted: type[TelegramObject], fitted: Json, path: str) -> None:
    if wanted is User and fitted["id"] <= 0:
        raise UnfitError(f"{path}.id", "no one's")
    if wanted is Chat and fitted["type"] not in _CHAT_TYPES and fitted["id"] > 0:
        fitted["type"] = ChatType.PRIVATE.value


def _variant(wanted: Any, value: Json) -> Any:
    """Return the type that the library would choose by what the object says of itself."""
    if wanted is MaybeInaccessibleMessage:
        # Under a press the library makes a whole message also of one that it calls inaccessible.
        return Message
    kinds = _kinds(wanted)
    if kinds:
        for key in ("type", "source", "status"):
            name = value.get(key)
            if isinstance(name, str) and (found := kinds.get(name)):
                return found
    return wanted


@cache
def _kinds(wanted: type[Any]) -> dict[str, type[TelegramObject]]:
    """Return the library's variants of a type: `MessageOriginHiddenUser` under `hidden_user`."""
    found = {}
    for one in wanted.__subclasses__():
        rest = one.__name__.removeprefix(wanted.__name__)
        found[re.sub(r"(?<!^)(?=[A-Z])", "_", rest).lower()] = one
    return found


@cache
def _fields(wanted: type[Any]) -> dict[str, _Field]:
    """Return a type's fields by their names in the Bot API."""
    make = wanted.__init__
    module = sys.modules[wanted.__module__]
    hints = typing.get_type_hints(make, globalns={**_NAMESPACE, **vars(module)})
    demanded: set[str] = set()
    # Some that newer Bot APIs always give are optional in the signature, and demanded inside.
    with suppress(OSError):
        demanded.update(_DEMANDED.findall(inspect.getsource(make)))
    fields = {}
    for name, parameter in inspect.signature(make).parameters.items():
        if name in {"self", "api_kwargs"} or name not in hints:
            continue
        key = "from" if name == "from_user" else name
        required = parameter.default is parameter.empty or name in demanded
        fields[key] = _Field(name, hints[name], required)
    return fields


@cache
def _alternatives(wanted: Any) -> tuple[Any, ...]:
    """Return the types that a field takes, without None."""
    if typing.get_origin(wanted) in (typing.Union, types.UnionType):
        return tuple(one for one in typing.get_args(wanted) if one is not type(None))
    if isinstance(wanted, type) and issubclass(wanted, Enum) and issubclass(wanted, str):
        return (str,)
    return (wanted,)
