"""How a moderator is shown to the others, and told of what the others do."""

import logging
from collections.abc import Callable

from telegram.error import TelegramError

from domain.moderator import Moderator, Role
from handlers.kit.answer import Answer
from handlers.kit.context import Context, Services
from handlers.kit.markup import plain, shortened
from handlers.kit.refusals import in_words
from handlers.kit.sending import deliver
from handlers.kit.texts import LANGUAGES, Voice
from privacy.sealing import SealError

_log = logging.getLogger(__name__)
_LONGEST = 40


def name_of(moderator: Moderator | None, services: Services, voice: Voice) -> str:
    """Return a moderator's name in one line, or words in its place where it is not known."""
    if moderator is None:
        return voice("mods-nameless")
    try:
        name = services.people.unseal_name(moderator.name, moderator.person)
    except SealError:
        name = ""
    return shortened(" ".join(name.split()), _LONGEST) or voice("mods-nameless")


def role_in_words(role: Role, voice: Voice) -> str:
    """Return the name of a role."""
    return voice(f"role-{role}")


async def tell(moderator: Moderator, context: Context, words: Callable[[Voice], str]) -> None:
    """Write to a moderator in their own language, once; it is no error where they get nothing."""
    services = context.services
    reader = await services.store.readers.by_person(moderator.person)
    lang = reader.voice if reader else None
    voice = services.texts[lang if lang and lang in services.texts else LANGUAGES[0]]
    try:
        user_id = services.people.unseal(moderator.sealed, moderator.person)
        await deliver(context.bot, user_id, Answer(plain(words(voice))), None)
    except TelegramError as refusal:
        _log.info("A moderator could not be told: %s", in_words(refusal))
    except SealError:
        _log.warning("A moderator could not be told: sealed with another RASPA_DATA_KEY")
