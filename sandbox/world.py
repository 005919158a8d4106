"""Everything that the sandbox knows: the bot, people, chats, messages, what waits for the bot."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.chats import Chat
from sandbox.clock import Clock
from sandbox.files import Files
from sandbox.inline_cache import InlineCache
from sandbox.profile import Profile
from sandbox.pulse import Pulse
from sandbox.queries import Queries
from sandbox.updates import Updates

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot and what it got.

    `params` has structured parameters as objects, numbers and flags as such, and uploads as
    `{"upload": name, "size": bytes}`. `status` is 0 where the connection was dropped. `at` is when
    it came, in seconds.
    """

    method: str
    params: Json
    status: int
    response: Json
    at: float = 0.0

    @property
    def result(self) -> Any:
        """What the call returned, nothing where it was refused."""
        return self.response.get("result")


@dataclass(slots=True)
class Webhook:
    """Where updates are posted to; `url` is empty while the bot polls."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""
    last_error: str = ""
    last_error_date: int = 0


class World:
    """The state behind the server, the people and the control; one event loop only."""

    def __init__(self, token: str, username: str, name: str) -> None:
        self.token = token
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": name,
            "username": username,
        }
        self.clock = Clock()
        self.files = Files()
        self.profile = Profile(name)
        self.queries = Queries(self.clock)
        self.updates = Updates(first_id=480_000_001)
        self.webhook = Webhook()
        self.calls: list[Call] = []
        self.called = Pulse()
        self.people: dict[int, Json] = {}
        self.chats: dict[int, Chat] = {}
        self.inline_messages: dict[str, tuple[Chat, int]] = {}
        self.inline_feedback = True
        self.switches: dict[str, bool] = {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_guest_queries": True,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
        }
        self.inline_cache = InlineCache(self.clock)
        self._box = itertools.count(1)
        self._people_ids = itertools.count(700_000_001)
        self._chat_ids = itertools.count(1)
        self._serials = itertools.count(1)

    def now(self) -> int:
        """Return the date for a message, in whole seconds."""
        return int(self.clock.now())

    def serial(self) -> int:
        """Return a number that was not given before."""
        return next(self._serials)

    def add_person(self, first_name: str, username: str | None, language: str | None) -> Json:
        """Make a person and the private chat with them; return the user."""
        person: Json = {"id": next(self._people_ids), "is_bot": False, "first_name": first_name}
        shape: Json = {"id": person["id"], "type": "private", "first_name": first_name}
        if username is not None:
            person["username"] = shape["username"] = username
        if language is not None:
            person["language_code"] = language
        self.people[person["id"]] = person
        self.chats[person["id"]] = Chat(
            shape, self._box, {person["id"]: "member"}, started=False, visible=False
        )
        return person

    def add_group(self, title: str, *, supergroup: bool, visible: bool = True) -> Chat:
        """Make a group; a supergroup numbers its own messages from 1."""
        number = next(self._chat_ids)
        numbers: Iterator[int] = itertools.count(1) if supergroup else self._box
        shape: Json = {
            "id": -1_002_000_000_000 - number if supergroup else -4_000_000 - number,
            "type": "supergroup" if supergroup else "group",
            "title": title,
        }
        chat = Chat(shape, numbers, visible=visible)
        self.chats[chat.id] = chat
        return chat

    def add_channel(self, title: str, username: str | None = None) -> Chat:
        """Make a channel; one with a username is public."""
        number = next(self._chat_ids)
        shape: Json = {"id": -1_003_000_000_000 - number, "type": "channel", "title": title}
        if username is not None:
            shape["username"] = username
        chat = Chat(shape, itertools.count(1))
        self.chats[chat.id] = chat
        return chat

    def message(self, chat: Chat, sender: Json, content: Json) -> Json:
        """Store a message of a person or the bot in a chat and return it."""
        head: Json = {"date": self.now(), "chat": chat.shape, "from": sender}
        message = chat.add({**head, **content})
        if sender["id"] == self.bot["id"]:
            chat.by_bot.append(message["message_id"])
        chat.changed.fire()
        return message
