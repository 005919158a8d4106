"""What people hold in their hands: messages with their buttons, and the bot's answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.chats import Chat, words
from sandbox.display import to_html
from sandbox.text import covered

Json = dict[str, Any]

_QUOTES = ("blockquote", "expandable_blockquote")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `action` is `callback_data`, `url`, `switch_inline_query`…"""

    text: str
    action: str
    value: Any

    @property
    def callback_data(self) -> str | None:
        """What the bot gets when it is pressed, nothing for buttons that do something else."""
        return self.value if self.action == "callback_data" else None

    @property
    def url(self) -> str | None:
        """The address that it opens, if it opens one."""
        return self.value if self.action == "url" else None


class Message:
    """A message in a chat as it stands now; once deleted, as it last stood."""

    def __init__(self, chat: Chat, message: Json, inline_message_id: str = "") -> None:
        self._chat = chat
        self._last = message
        self.inline_message_id = inline_message_id
        self.message_id = int(message["message_id"])

    def __repr__(self) -> str:
        return f"<Message {self.message_id} in {self._chat.id}: {self.text!r}>"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Message)
            and self._chat is other._chat
            and self.message_id == other.message_id
        )

    def __hash__(self) -> int:
        return hash((self._chat.id, self.message_id))

    @property
    def chat(self) -> Chat:
        """The chat that it is in."""
        return self._chat

    @property
    def raw(self) -> Json:
        """The Bot API's Message."""
        self._last = self._chat.messages.get(self.message_id, self._last)
        return self._last

    @property
    def deleted(self) -> bool:
        """Whether it is gone."""
        return self.message_id not in self._chat.messages

    @property
    def text(self) -> str:
        """Its text, or its caption."""
        return words(self.raw)[0]

    @property
    def entities(self) -> Sequence[Json]:
        """The entities of its text or caption; offsets in UTF-16 units."""
        return words(self.raw)[1]

    @property
    def html(self) -> str:
        """Its text with the entities as HTML."""
        return to_html(self.text, self.entities)

    @property
    def quotations(self) -> list[str]:
        """The texts of its block quotations, in order."""
        return [covered(self.text, one) for one in self.entities if one["type"] in _QUOTES]

    @property
    def links(self) -> list[str]:
        """The addresses in its text and behind its words, in order."""
        return [
            str(one.get("url") or covered(self.text, one))
            for one in self.entities
            if one["type"] in {"url", "text_link"}
        ]

    @property
    def buttons(self) -> list[list[Button]]:
        """The buttons under it, by row."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", ())
        return [[_button(given) for given in row] for row in rows]

    @property
    def reply_to_message_id(self) -> int | None:
        """The id of the message that it replies to."""
        replied = self.raw.get("reply_to_message")
        return int(replied["message_id"]) if replied else None

    @property
    def link_preview_options(self) -> Mapping[str, Any]:
        """How its link is shown."""
        return dict(self.raw.get("link_preview_options", {}))

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was sent."""
        return "edit_date" in self.raw

    def button(self, label: str) -> Button:
        """Return the button with this label, or the only one with the label in it.

        Raises `LookupError`, naming the buttons that there are.
        """
        every = [button for row in self.buttons for button in row]
        exact = [button for button in every if button.text == label]
        near = exact or [button for button in every if label in button.text]
        if len(near) != 1:
            raise LookupError(f"no one button {label!r} among {[one.text for one in every]}")
        return near[0]


@dataclass(frozen=True, slots=True)
class Callback:
    """What the bot answered to a pressed button; empty texts where it said nothing."""

    text: str
    show_alert: bool
    url: str


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One result of an inline query; `raw` is the Bot API's InlineQueryResult."""

    raw: Json
    content: Json = field(repr=False)
    query: str = field(repr=False, default="")

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.raw["id"])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.raw.get("title", ""))

    @property
    def description(self) -> str:
        """The lines under the title."""
        return str(self.raw.get("description", ""))

    @property
    def text(self) -> str:
        """The text of the message that it becomes."""
        return words(self.content)[0]


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """The bot's answer to an inline query; `cache_time` in seconds."""

    results: Sequence[InlineResult]
    next_offset: str
    cache_time: int
    is_personal: bool
    button: Json | None


def _button(given: Json) -> Button:
    action = next(key for key in given if key != "text")
    return Button(given["text"], action, given[action])
