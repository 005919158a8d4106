"""How the bot presents itself in Telegram: commands, name and descriptions in each language."""

import asyncio
import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

from bot.connection import unlimited_bot
from handlers.kit.menus import GROUP_COMMANDS, KEEPER_COMMANDS, READER_COMMANDS
from handlers.kit.refusals import in_words
from handlers.kit.texts import LANGUAGES, Texts, Voice

_log = logging.getLogger(__name__)

TEXTS = {
    "name": "profile-name",
    "description": "profile-description",
    "short_description": "profile-short",
}
"""What the bot says of itself, by its name in the Bot API, to the key of its text."""


async def set_profile(token: str, base_url: str, texts: Texts) -> None:
    """Bring Telegram's copy up to date, asking first so that only changes are sent.

    Telegram shows the texts without a language to everyone whose own language has none. A refusal
    is logged and stops nothing. It goes through a connection without the rate limiter: Telegram
    may ask to wait for a day before a name is changed again, and the limiter would hold every
    answer to readers for as long.
    """
    try:
        async with unlimited_bot(token, base_url) as bot:
            await _set_everything(bot, texts)
    except TelegramError as failure:
        _log.warning("The profile was not set: %s", in_words(failure))


def voices_of(texts: Texts) -> list[tuple[str | None, Voice]]:
    """Return in which voice the bot presents itself to people of a language, None of any other."""
    return [(None, texts[LANGUAGES[0]]), *((lang, texts[lang]) for lang in LANGUAGES)]


async def _set_everything(bot: Bot, texts: Texts) -> None:
    for lang, voice in voices_of(texts):
        results = await asyncio.gather(
            _set_commands(bot, lang, voice),
            _set_name(bot, lang, voice),
            _set_description(bot, lang, voice),
            _set_short_description(bot, lang, voice),
            return_exceptions=True,
        )
        for result in results:
            if isinstance(result, TelegramError):
                _log.warning("Part of the profile was not set: %s", in_words(result))
            elif isinstance(result, BaseException):
                raise result


async def _set_commands(bot: Bot, lang: str | None, voice: Voice) -> None:
    for scope, names in (
        (BotCommandScopeAllPrivateChats(), READER_COMMANDS),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
        (BotCommandScopeAllChatAdministrators(), KEEPER_COMMANDS),
    ):
        wanted = tuple(BotCommand(name, voice(f"command-{name}")) for name in names)
        if await bot.get_my_commands(scope, lang) != wanted:
            await bot.set_my_commands(wanted, scope, lang)


async def _set_name(bot: Bot, lang: str | None, voice: Voice) -> None:
    wanted = voice(TEXTS["name"])
    if (await bot.get_my_name(lang)).name != wanted:
        await bot.set_my_name(wanted, lang)


async def _set_description(bot: Bot, lang: str | None, voice: Voice) -> None:
    wanted = voice(TEXTS["description"])
    if (await bot.get_my_description(lang)).description != wanted:
        await bot.set_my_description(wanted, lang)


async def _set_short_description(bot: Bot, lang: str | None, voice: Voice) -> None:
    wanted = voice(TEXTS["short_description"])
    if (await bot.get_my_short_description(lang)).short_description != wanted:
        await bot.set_my_short_description(wanted, lang)
