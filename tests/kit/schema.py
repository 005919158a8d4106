"""The Bot API by aiogram's models: a second opinion on every update and every call."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import aiogram.methods
from aiogram.types import BufferedInputFile, Update
from pydantic import BaseModel, TypeAdapter

from sandbox import Call

_ADDED = {("editMessageMedia", "parse_mode")}
"""What the library (22.8) sends with a call that has no such parameter; Telegram passes it over."""


class UnknownFieldError(AssertionError):
    """Something carries a field that the Bot API does not have."""


def check_update(update: Mapping[str, Any]) -> None:
    """Raise unless an update is one, with no field that the Bot API does not know."""
    _refuse_unknown(Update.model_validate(dict(update)), f"update {update.get('update_id')}")


def check_call(call: Call) -> None:
    """Raise unless a call fits its method's parameters and, where it was done, its result's type.

    Calls of methods that do not exist are refused too.
    """
    model = getattr(aiogram.methods, call.method[:1].upper() + call.method[1:], None)
    if model is None:
        raise UnknownFieldError(f"there is no method {call.method}")
    attached = {
        name
        for name, value in call.params.items()
        if _is_upload(value) and name not in model.model_fields
    }
    params = {
        name: BufferedInputFile(b"", value["upload"]) if _is_upload(value) else value
        for name, value in call.params.items()
        if name not in attached and (call.method, name) not in _ADDED
    }
    _refuse_unknown(model.model_validate(params), call.method)
    if call.status == 200:
        _refuse_unknown(_returned(model).validate_python(call.result), f"result of {call.method}")


@cache
def _returned(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model.__returning__)


def _is_upload(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"upload", "size"}


def _refuse_unknown(value: object, where: str) -> None:
    if isinstance(value, BaseModel):
        if value.model_extra:
            raise UnknownFieldError(f"{where}: unknown {sorted(value.model_extra)}")
        for name in value.model_fields_set:
            _refuse_unknown(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, Mapping):
        for name, one in value.items():
            _refuse_unknown(one, f"{where}.{name}")
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes | BufferedInputFile):
        for place, one in enumerate(value):
            _refuse_unknown(one, f"{where}[{place}]")
