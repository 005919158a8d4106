"""Which language a person is answered in."""

import re

from telegram import User

from handlers.context import Context
from handlers.texts import LANGUAGES, Voice

_KAZAKH_LETTER = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC_LETTER = re.compile("[а-яё]", re.IGNORECASE)
_READ_RUSSIAN = {"be", "ky", "tg", "tk", "tt", "uk", "uz"}


async def voice_for(user: User | None, context: Context, typed: str = "") -> Voice:
    """Return the voice to answer with.

    The person's own choice comes first, then the language that they typed in, then their
    Telegram's, as far as it is one of ours.
    """
    texts = context.services.texts
    if user is None:
        return texts[LANGUAGES[0]]
    chosen = await context.services.readers.language(context.services.people.hash(user.id))
    if chosen is not None and chosen in texts:
        return texts[chosen]
    return texts[guessed(user.language_code, typed)]


def guessed(telegram_language: str | None, typed: str) -> str:
    """Return the language to use for someone who has chosen none.

    `telegram_language` is an IETF tag such as `kk` or `en-GB`, or None; `typed` holds the words
    that they wrote themselves, if any.
    """
    system = (telegram_language or "").partition("-")[0].lower()
    if _KAZAKH_LETTER.search(typed):
        return "kk"
    if _CYRILLIC_LETTER.search(typed):
        return system if system in {"ru", "kk"} else "ru"
    if system in LANGUAGES:
        return system
    return "ru" if system in _READ_RUSSIAN or not system else "en"
