"""What the bot says of itself, by language, and its commands, by scope and language."""

from collections.abc import Mapping, Sequence
from typing import Any

Json = dict[str, Any]
ScopeKey = tuple[str, int | None, int | None]


def scope_key(scope: Mapping[str, Any] | None) -> ScopeKey:
    """Return what tells scopes apart: type, chat and person."""
    scope = scope or {}
    return (scope.get("type", "default"), scope.get("chat_id"), scope.get("user_id"))


class Profile:
    """Texts per kind (`name`, `description`, `short_description`) and language, '' the default."""

    def __init__(self, name: str) -> None:
        self._texts: dict[tuple[str, str], str] = {("name", ""): name}
        self._commands: dict[tuple[ScopeKey, str], list[Json]] = {}

    def text(self, kind: str, language: str = "") -> str:
        """Return the text that people of a language see: their own, else the default one."""
        return self._texts.get((kind, language)) or self._texts.get((kind, ""), "")

    def set_text(self, kind: str, language: str, text: str) -> None:
        """Keep a text for a language; an empty one takes it away."""
        self._texts[kind, language] = text

    def commands(self, scope: Mapping[str, Any] | None = None, language: str = "") -> list[Json]:
        """Return the commands of exactly this scope and language."""
        return list(self._commands.get((scope_key(scope), language), ()))

    def set_commands(
        self, scope: Mapping[str, Any] | None, language: str, commands: Sequence[Json]
    ) -> None:
        """Keep the commands of a scope and language; none take them away."""
        self._commands[scope_key(scope), language] = list(commands)
