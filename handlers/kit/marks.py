"""What a page has shown, as a mark of 128 bits that has room in a button."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

_BYTES = 16


def mark_of(*shown: object) -> str:
    """Return 22 characters of A-Z a-z 0-9 _ - that change whenever anything of these does.

    Takes what JSON can hold, bytes, and dataclasses with all of their fields, whatever these are.
    """
    text = json.dumps([_plain(one) for one in shown])
    return urlsafe_b64encode(sha256(text.encode()).digest()[:_BYTES]).decode().rstrip("=")


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        # Which language comes first can decide what a reader of a third one sees.
        return [[_plain(key), _plain(each)] for key, each in value.items()]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value
