"""What every handler gets: one typed object with all that it may use."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast
from zoneinfo import ZoneInfo

from telegram.ext import Application, CallbackContext, ContextTypes, ExtBot

from handlers.kit.gathering import Gathering
from handlers.kit.joining import Joining
from handlers.kit.recent import Recent
from handlers.kit.texts import Texts
from matching.matcher import Matcher
from privacy.sealing import People
from storage.cases.cases import Cases
from storage.debunks.debunks import Debunks
from storage.debunks.history import History
from storage.debunks.names import Known
from storage.debunks.publishing import Publishing
from storage.desk.audit import Audit
from storage.desk.drafts import Drafts
from storage.desk.invites import Invites
from storage.desk.moderators import Moderators
from storage.desk.stats import Statistics
from storage.imports.pending import PendingFiles
from storage.imports.uploads import Uploads
from storage.mail.deliveries import Deliveries
from storage.mail.outbox import Outbox
from storage.readers.counts import Counts
from storage.readers.feedback import Feedback
from storage.readers.readers import Readers
from storage.upkeep.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Services:
    """The rooms that handlers work with, opened and closed by `bot`.

    `now` tells the time in seconds; `owners` are the keyed hashes of those whom the operator's
    setting makes owners; `keep_days` is how long submissions outlive their case; `zone` is the
    desk's time zone, `desk_chat` its own chat; setting `queued` wakes the outbox's sender at once.
    """

    debunks: Debunks
    publishing: Publishing
    drafts: Drafts
    uploads: Uploads
    pending: PendingFiles
    history: History
    known: Known
    readers: Readers
    matcher: Matcher
    texts: Texts
    people: People
    gathering: Gathering
    recent: Recent
    moderators: Moderators
    invites: Invites
    audit: Audit
    cases: Cases
    joining: Joining
    now: Callable[[], int]
    owners: frozenset[bytes]
    keep_days: int
    outbox: Outbox
    deliveries: Deliveries
    feedback: Feedback
    counts: Counts
    statistics: Statistics
    unreadable: Unreadable
    zone: ZoneInfo
    desk_chat: int | None = None
    queued: asyncio.Event = field(default_factory=asyncio.Event)


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
