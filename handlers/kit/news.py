"""News for a moderator: what the others did, told through the outbox so that it reaches them."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram.error import TelegramError

from domain.moderator import Moderator, Role
from handlers.kit.answer import Answer
from handlers.kit.context import Context, Services
from handlers.kit.markup import plain
from handlers.kit.names import name_of, role_in_words
from handlers.kit.refusals import in_words
from handlers.kit.sending import deliver
from handlers.kit.texts import LANGUAGES, Voice
from privacy.sealing import SealError
from storage.engine.errors import StoreError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class News:
    """A text's key, and what it speaks of: whom (a moderator's row), which role, other values.

    Names are not kept with it: they are read when it is told.
    """

    text: str
    name: int | None = None
    role: Role | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "News":
        """Return the news that `body` was made of."""
        role = body.get("role")
        return cls(body["text"], body.get("name"), role and Role(role), body.get("values", {}))

    @property
    def body(self) -> dict[str, object]:
        """What the outbox keeps of it."""
        said = {"text": self.text, "name": self.name, "role": self.role and str(self.role)}
        return {**said, "values": dict(self.values)}

    async def words(self, services: Services, voice: Voice) -> str:
        """Return it in a language. Raises StoreError."""
        values = dict(self.values)
        if self.name is not None:
            whose = await services.store.moderators.get(self.name)
            values["name"] = name_of(whose, services, voice)
        if self.role is not None:
            values["role"] = role_in_words(self.role, voice)
        return voice(self.text, **values)


async def tell(moderator: Moderator, context: Context, news: News) -> None:
    """Make news due to a moderator; where the store does not take them, say them at once, once."""
    services = context.services
    try:
        await services.store.desk_letters.tell(moderator.id, news.body, services.clock())
    except StoreError as error:
        _log.warning("News could not be made due: %s", type(error).__name__)
        await _say(moderator, context, news)
    else:
        services.wake.set()


async def voice_of(moderator: Moderator, services: Services) -> Voice:
    """Return the voice to write to a moderator in. Raises StoreError."""
    reader = await services.store.readers.by_person(moderator.person)
    lang = reader.voice if reader else None
    return services.texts[lang if lang and lang in services.texts else LANGUAGES[0]]


async def _say(moderator: Moderator, context: Context, news: News) -> None:
    services = context.services
    try:
        words = await news.words(services, await voice_of(moderator, services))
        user_id = services.people.unseal(moderator.sealed, moderator.person)
        await deliver(context.bot, user_id, Answer(plain(words)), None)
    except TelegramError as refusal:
        _log.info("A moderator could not be told: %s", in_words(refusal))
    except SealError:
        _log.warning("A moderator could not be told: sealed with another RASPA_DATA_KEY")
