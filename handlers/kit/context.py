"""What every handler gets: one typed object with all that it may use."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from zoneinfo import ZoneInfo

from telegram import Update
from telegram.ext import Application, CallbackContext, ContextTypes, ExtBot

from domain.moderator import Role
from handlers.kit.cards import Cards
from handlers.kit.entrusted import EntrustedPosts
from handlers.kit.gathering import Gathering
from handlers.kit.joining import Joining
from handlers.kit.recent import Recent
from handlers.kit.similar_pictures import SimilarPictures
from handlers.kit.texts import Texts
from handlers.kit.turnstile import Turnstile
from matching.matcher import Matcher
from media.reader import MediaReader
from privacy.sealing import People
from storage.store import Store


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What the operator has set of the desk.

    `owners` are the keyed hashes of those whom the settings make owners; `keep_days` is how long
    submissions outlive their case; `zone` is the desk's time zone; `commands` are its own in the
    menu's order, with the role that each takes; `chat` is its own chat's id. Answers to cases wait
    `grace` seconds, in which they can be taken back; they take `attach_role`, and a second press
    where more than `ask_above` readers will be written to. After `back_days` of silence a debunk
    that is asked about is back. Readers are told the desk's `name` and `contact`. `channel` is its
    own channel, an id or an @name; `news_hour` is when digests go to readers. Verdicts'
    signs are fetched from below the address `signs`.
    """

    owners: frozenset[bytes]
    keep_days: int
    zone: ZoneInfo
    commands: Mapping[str, Role]
    chat: int | None = None
    grace: int = 0
    attach_role: Role = Role.EDITOR
    ask_above: int = 0
    back_days: int = 30
    name: str | None = None
    contact: str | None = None
    channel: str | None = None
    news_hour: int = 10
    signs: str | None = None


@dataclass(frozen=True, slots=True)
class Services:
    """The rooms that handlers work with, opened and closed by `bot`.

    `clock` tells the time in seconds; setting `wake` has the outbox's sender look at once.
    `turnstile` is what all messages wait at; it can say how long one would. `media` reads files,
    `similar` knows the pictures of debunks, `cards` draws them; `entrusted` are posts that links
    bring from groups into private chats.
    """

    store: Store
    matcher: Matcher
    joining: Joining
    texts: Texts
    people: People
    gathering: Gathering
    recent: Recent
    desk: DeskSettings
    clock: Callable[[], int]
    turnstile: Turnstile
    media: MediaReader
    similar: SimilarPictures
    cards: Cards
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    entrusted: EntrustedPosts = field(default_factory=EntrustedPosts)


class Context(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], Services]):
    """A handler's context: `services` beside what the library gives."""

    @property
    def services(self) -> Services:
        """The one object that handlers get everything from."""
        return self.bot_data


Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]

RaspaApplication = Application[Any, Context, dict[Any, Any], dict[Any, Any], Services, Any]


def context_types(services: Services) -> ContextTypes[Context, Any, Any, Services]:
    """Return what the application builder needs to hand `services` to every handler."""
    # The library asks for a type but only calls it, once, for the first value.
    made = cast(type[Services], lambda: services)
    return ContextTypes(context=Context, bot_data=made)
