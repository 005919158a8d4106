"""Where a forwarded message comes from."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FromUser:
    """A person, or a bot, who lets others see where their messages came from."""

    name: str
    id: int = 600_000_001
    is_bot: bool = False

    def shape(self, date: int) -> Json:
        """Return the MessageOrigin."""
        user = {"id": self.id, "is_bot": self.is_bot, "first_name": self.name}
        return {"type": "user", "date": date, "sender_user": user}


@dataclass(frozen=True, slots=True)
class HiddenUser:
    """A person of whom only the name is told."""

    name: str

    def shape(self, date: int) -> Json:
        """Return the MessageOrigin."""
        return {"type": "hidden_user", "date": date, "sender_user_name": self.name}


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel; one without a username is private."""

    title: str
    username: str | None = None
    message_id: int = 1
    id: int = -1_001_900_000_001

    def shape(self, date: int) -> Json:
        """Return the MessageOrigin."""
        chat: Json = {"id": self.id, "type": "channel", "title": self.title}
        if self.username:
            chat["username"] = self.username
        return {"type": "channel", "date": date, "chat": chat, "message_id": self.message_id}


@dataclass(frozen=True, slots=True)
class OriginChat:
    """A group in whose name someone wrote."""

    title: str
    id: int = -1_001_900_000_002

    def shape(self, date: int) -> Json:
        """Return the MessageOrigin."""
        chat = {"id": self.id, "type": "supergroup", "title": self.title}
        return {"type": "chat", "date": date, "sender_chat": chat}


Origin = FromUser | HiddenUser | Channel | OriginChat
