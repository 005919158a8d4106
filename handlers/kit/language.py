"""Which language a person is answered in."""

import logging
import re

from telegram import User

from handlers.kit.context import Context, Services
from handlers.kit.texts import LANGUAGES, Voice
from matching.reading.language import language_of
from storage.engine.errors import StoreError

_log = logging.getLogger(__name__)
_KAZAKH_LETTER = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")
_READ_RUSSIAN = {"be", "ky", "tg", "tk", "tt", "uk", "uz"}


async def voice_for(user: User | None, context: Context, typed: str = "") -> Voice:
    """Return the voice to answer with.

    The person's own choice comes first, then the language that they typed in, then their
    Telegram's, as far as it is one of ours. A choice that cannot be read is none.
    """
    texts = context.services.texts
    if user is None:
        return texts[LANGUAGES[0]]
    chosen = await _chosen(user.id, context.services)
    return texts[chosen or guessed(user.language_code, typed)]


async def language_of_person(user_id: int, services: Services) -> str:
    """Return the language that someone chose, else the first of ours, wherever they are."""
    return await _chosen(user_id, services) or LANGUAGES[0]


async def _chosen(user_id: int, services: Services) -> str | None:
    try:
        chosen = await services.store.readers.language(services.people.hash(user_id))
    except StoreError as error:
        _log.warning("A choice of language cannot be read: %s", type(error).__name__)
        return None
    return chosen if chosen is not None and chosen in services.texts else None


def guessed(telegram_language: str | None, typed: str) -> str:
    """Return the language to use for someone who has chosen none: by their words, then their phone.

    `telegram_language` is an IETF tag such as `kk` or `en-GB`, or None; `typed` holds the words
    that they wrote themselves, if any. Words in no language of ours, or too few, leave it to the
    phone, and where that is in none of ours either, Cyrillic letters are answered in Russian.
    """
    if told := language_of(typed):
        return told
    system = (telegram_language or "").partition("-")[0].lower()
    if system in LANGUAGES:
        return system
    cyrillic = _CYRILLIC_LETTER.search(typed)
    return "ru" if cyrillic or system in _READ_RUSSIAN or not system else "en"


def written_in(text: str) -> str:
    """Return the language of a desk's own text: by its words, of mere names by their letters."""
    if told := language_of(text):
        return told
    if _KAZAKH_LETTER.search(text):
        return "kk"
    return "ru" if _CYRILLIC_LETTER.search(text) else "en"
