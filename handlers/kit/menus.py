"""The menu of commands that a moderator sees in Telegram, by role and language."""

import logging
from collections.abc import Mapping

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from domain.moderator import Moderator, Role
from handlers.kit.context import Services
from handlers.kit.refusals import in_words
from handlers.kit.texts import LANGUAGES, Texts, Voice
from privacy.sealing import SealError

_log = logging.getLogger(__name__)

READER_COMMANDS = (
    *("start", "help", "latest", "subscribe", "verdicts", "language"),
    *("updates", "privacy", "forget", "transparency"),
)
"""In the order in which Telegram's menu shows them; each has a text `command-…`."""
GROUP_COMMANDS = ("check",)
"""What everybody finds in a group's menu: picked there it comes with the bot's name."""
KEEPER_COMMANDS = (*GROUP_COMMANDS, "raspa")
"""What a group's admins find there."""


def menu(role: Role, commands: Mapping[str, Role], voice: Voice) -> tuple[BotCommand, ...]:
    """Return the commands that someone of this role can use, their desk's before the readers'.

    `commands` are the desk's, with the role that each takes, in the menu's order; each has a text
    `command-…`.
    """
    allowed = [name for name, needed in commands.items() if role.allows(needed)]
    return tuple(
        BotCommand(name, voice(f"command-{name}")) for name in (*allowed, *READER_COMMANDS)
    )


async def set_menus(bot: Bot, services: Services) -> None:
    """Bring the menus of all moderators up to date; a refusal is logged and stops nothing."""
    for moderator in await services.store.moderators.all():
        await set_menu(bot, moderator, services)


async def set_menu(bot: Bot, moderator: Moderator, services: Services) -> None:
    """Bring a moderator's menu up to date; without a role, the readers' own comes back.

    Asks first, so that only changes are sent. A refusal, as by someone who has never written to
    the bot, is logged and stops nothing.
    """
    try:
        user_id = services.people.unseal(moderator.sealed, moderator.person)
        scope = BotCommandScopeChat(user_id)
        chosen = await services.store.readers.language(moderator.person)
        for lang in (None, *LANGUAGES):
            wanted: tuple[BotCommand, ...] = ()
            if moderator.role:
                voice = _voice(services.texts, chosen, lang)
                wanted = menu(moderator.role, services.desk.commands, voice)
            if await bot.get_my_commands(scope, lang) != wanted:
                # No commands at all take the scope's menu away.
                await (
                    bot.set_my_commands(wanted, scope, lang)
                    if wanted
                    else bot.delete_my_commands(scope, lang)
                )
    except TelegramError as failure:
        _log.warning("A moderator's menu was not set: %s", in_words(failure))
    except SealError:
        _log.warning("A moderator's menu was not set: sealed with another RASPA_DATA_KEY")


def _voice(texts: Texts, chosen: str | None, lang: str | None) -> Voice:
    """Return the voice of a menu: the chosen language in all of Telegram's, else each its own."""
    if chosen is not None and chosen in texts:
        return texts[chosen]
    return texts[lang or LANGUAGES[0]]
