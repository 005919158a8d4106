"""A call's parameters, read as the Bot API server reads them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.refusal import bad_request

_NUMBER = re.compile(r"[+-]?\d+")
_TRUE = frozenset({"true", "yes", "1"})
_STRUCTURED = frozenset(
    {
        "allowed_updates",
        "button",
        "caption_entities",
        "commands",
        "entities",
        "link_preview_options",
        "media",
        "message_ids",
        "options",
        "permissions",
        "reaction",
        "reply_markup",
        "reply_parameters",
        "result",
        "results",
        "rights",
        "scope",
    }
)
_NUMBERS = frozenset(
    {
        "cache_time",
        "chat_id",
        "from_chat_id",
        "limit",
        "max_connections",
        "message_id",
        "message_thread_id",
        "timeout",
        "user_id",
    }
)
_WORDS = frozenset({"text", "caption", "query", "url", "name", "description", "short_description"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent with the call."""

    name: str
    content: bytes


class Params:
    """Parameters by name; forms hold text only, JSON bodies may hold anything."""

    def __init__(self, values: Mapping[str, Any], uploads: Mapping[str, Upload]) -> None:
        self._values = {key: value for key, value in values.items() if value is not None}
        self._uploads = uploads

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        """Return a text, empty where it was not sent."""
        value = self._values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number; what is none counts as the default, as the server does."""
        value = self._values.get(name)
        found = _NUMBER.fullmatch(str(value).strip()) if value is not None else None
        return int(found[0]) if found else default

    def flag(self, name: str) -> bool:
        """Return whether a flag is set."""
        return str(self._values.get(name, "")).strip().lower() in _TRUE

    def structure(self, name: str, what: str = "") -> Any:
        """Return an object or array, nothing where it was not sent or is empty.

        Raises the 400 `can't parse … JSON object` with `what` for words.
        """
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what or name} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """Return the file sent under this name, also by `attach://other`."""
        value = self._values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            name = value.removeprefix("attach://")
        return self._uploads.get(name)

    def record(self) -> dict[str, Any]:
        """Return the parameters for a record of the call."""
        return {key: _plain(key, value) for key, value in self._values.items()} | {
            key: {"upload": upload.name, "size": len(upload.content)}
            for key, upload in self._uploads.items()
        }


def _plain(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in _STRUCTURED:
        try:
            return json.loads(value)
        except ValueError:
            return value
    if (name in _NUMBERS or name == "offset") and _NUMBER.fullmatch(value):
        return int(value)
    if value in {"true", "false"} and name not in _WORDS:
        return value == "true"
    return value
