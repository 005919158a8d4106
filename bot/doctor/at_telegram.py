"""All that is asked of Telegram, in one visit: nothing more once it does not answer."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bot.doctor.channel import CHANNEL, check_channel
from bot.doctor.chats import DESK_CHAT, check_desk_chat, strangers_among
from bot.doctor.configuration import SUBJECT as SETTINGS
from bot.doctor.configuration import Configuration
from bot.doctor.finding import Finding, fine
from bot.doctor.isolation import Check, isolated, unasked
from bot.doctor.profile import SUBJECT as PROFILE
from bot.doctor.profile import check_profile
from bot.doctor.surroundings import Holders
from bot.doctor.telegram import SWITCHES, TELEGRAM, check_reached, check_switches
from bot.doctor.telegram_calls import TelegramCalls, Told
from bot.doctor.updates_way import SUBJECT as UPDATES
from bot.doctor.updates_way import check_way
from handlers import ALLOWED_UPDATES
from handlers.kit.texts import Texts


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of asking Telegram.

    `ahead` is how many seconds its clock is ahead of ours, None where it did not say. `strangers`
    is how many of the desk's owners have never written to the bot.
    """

    findings: tuple[Finding, ...] = ()
    ahead: float | None = None
    strangers: int = 0


async def visit(
    found: Configuration, held: Holders, owners: Sequence[int], patience: float
) -> Visit:
    """Ask Telegram all that it can tell; `patience` is how many seconds each answer may take."""
    settings = found.settings
    if settings.bot_token is None:
        return Visit(tuple(_unasked("there is no token", SETTINGS, TELEGRAM)))
    async with TelegramCalls(settings.token(), settings.bot_api(), patience) as calls:
        me = await calls.ask("getMe")
        reached = check_reached(me, settings.api_url)
        if me.trouble is not None or not me.number("id"):
            return Visit((*reached, *_unasked("Telegram gives no answer", TELEGRAM)), me.ahead)
        checks: list[tuple[str, Check]] = [
            (UPDATES, partial(_way, calls, found, held)),
            (SWITCHES, partial(_switches, me, found)),
            (PROFILE, partial(check_profile, calls, Texts.load())),
            (DESK_CHAT, partial(_desk_chat, calls, found, me.number("id"))),
            (CHANNEL, partial(check_channel, calls, settings.channel, me.number("id"))),
        ]
        others = [one for subject, check in checks for one in await isolated(subject, check)]
        return Visit((*reached, *others), me.ahead, await strangers_among(calls, owners))


def _unasked(why: str, first: str, *before: str) -> list[Finding]:
    rest = (UPDATES, SWITCHES, PROFILE, DESK_CHAT, CHANNEL)
    return [unasked(one, why, first) for one in (*before, *rest)]


async def _way(calls: TelegramCalls, found: Configuration, held: Holders) -> list[Finding]:
    info = await calls.ask("getWebhookInfo")
    return check_way(info, found.settings.webhook_url, ALLOWED_UPDATES, held, time.time())


async def _switches(me: Told, found: Configuration) -> list[Finding]:
    return check_switches(me, has_desk_chat=found.settings.desk_chat is not None)


async def _desk_chat(calls: TelegramCalls, found: Configuration, bot: int) -> list[Finding]:
    chat = found.settings.desk_chat
    if chat is None:
        return [fine(DESK_CHAT, "none is set; what it would hear stands in /stats and /queue")]
    return await check_desk_chat(calls, chat, bot)
