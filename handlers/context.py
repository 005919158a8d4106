"""What every handler gets: one typed object with all that it may use."""

from dataclasses import dataclass
from typing import Any, cast

from telegram.ext import Application, CallbackContext, ContextTypes, ExtBot

from handlers.albums import Albums
from handlers.people import People
from handlers.texts import Texts
from matching.matcher import Matcher
from storage.debunks import Debunks
from storage.readers import Readers


@dataclass(frozen=True, slots=True)
class Services:
    """The rooms that handlers work with, opened and closed by `bot`."""

    debunks: Debunks
    readers: Readers
    matcher: Matcher
    texts: Texts
    people: People
    albums: Albums


class Context(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], Services]):
    """A handler's context: `services` beside what the library gives."""

    @property
    def services(self) -> Services:
        """The one object that handlers get everything from."""
        return self.bot_data


RaspaApplication = Application[Any, Context, dict[Any, Any], dict[Any, Any], Services, Any]


def context_types(services: Services) -> ContextTypes[Context, Any, Any, Services]:
    """Return what the application builder needs to hand `services` to every handler."""
    # The library asks for a type but only calls it, once, for the first value.
    made = cast(type[Services], lambda: services)
    return ContextTypes(context=Context, bot_data=made)
