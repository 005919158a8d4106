"""Telegram: whether it is reached, whether it knows the token, who the bot is and may be."""

import re

from bot.doctor.finding import Finding, fault, fine, look, or_fine
from bot.doctor.telegram_calls import Told, Trouble

TELEGRAM, SWITCHES = "Telegram", "BotFather"
TELEGRAMS_OWN = "https://api.telegram.org"
_NAME = re.compile(r"[A-Za-z0-9_]{5,32}")
_SLOW_SECONDS = 5.0


def check_reached(me: Told, api_url: str) -> list[Finding]:
    """Say whether Telegram answers, by what it said to `getMe`."""
    if me.trouble is not None:
        return [_not_reached(me, api_url)]
    name = me.text("username")
    if me.flag("is_bot") is not True or not _NAME.fullmatch(name):
        return [
            fault(
                TELEGRAM,
                "what answers does not speak as Telegram's Bot API does",
                "Compare RASPA_API_URL with the server's root address, or leave it out.",
            )
        ]
    where = "" if api_url == TELEGRAMS_OWN else ", at a server of RASPA_API_URL's"
    if me.took > _SLOW_SECONDS:
        return [
            look(
                TELEGRAM,
                f"it knows the token (@{name}{where}) but took {me.took:.0f} s to say so",
                "Look at this machine's network: readers wait as long for every answer.",
            )
        ]
    return [fine(TELEGRAM, f"reached in {me.took:.1f} s, the token is that of @{name}{where}")]


def _not_reached(me: Told, api_url: str) -> Finding:
    remedies = {
        Trouble.UNREACHED: (
            "it cannot be reached",
            "Look at this machine's network, its firewall and proxy, and at RASPA_API_URL.",
        ),
        Trouble.SILENT: (
            "it does not answer in time",
            "Look at this machine's network, its firewall and proxy, and at RASPA_API_URL.",
        ),
        Trouble.BROKEN: (
            f"it fails (HTTP {me.status})",
            "Wait some minutes and ask again; Raspa keeps what comes and goes on by itself.",
        ),
        Trouble.STRANGE: (
            f"what answers is not Telegram's Bot API (HTTP {me.status})",
            "Compare RASPA_API_URL with the server's root address, or leave it out; look for a "
            "proxy that answers in Telegram's place.",
        ),
    }
    if me.trouble in remedies:
        return fault(TELEGRAM, *remedies[me.trouble])
    if me.status in (401, 404):
        where = "" if api_url == TELEGRAMS_OWN else " (and RASPA_API_URL with its server's address)"
        return fault(
            TELEGRAM,
            "it does not know the token",
            f"Compare RASPA_BOT_TOKEN with the one that @BotFather shows{where}.",
        )
    if me.status == 429:
        return look(TELEGRAM, "it asks to be left alone for a while", "Ask again in some minutes.")
    return fault(
        TELEGRAM,
        f"it refuses to say who the bot is (HTTP {me.status})",
        "Ask again in some minutes; if it stays, ask @BotFather about the bot.",
    )


def check_switches(me: Told, *, has_desk_chat: bool) -> list[Finding]:
    """Say which of @BotFather's switches do not stand as Raspa needs them, by `getMe`."""
    troubles = []
    if me.flag("supports_inline_queries") is False:
        troubles.append(
            look(
                SWITCHES,
                "inline mode is off: nobody can search from another chat",
                "Send /setinline to @BotFather and choose this bot.",
            )
        )
    if me.flag("supports_guest_queries") is False:
        troubles.append(
            look(
                SWITCHES,
                "guest mode is off: nobody can ask it from a chat that it is not in",
                "Switch Guest Mode on in the bot's settings at @BotFather (/mybots).",
            )
        )
    if me.flag("can_join_groups") is False:
        what = "the desk's chat cannot be a new group" if has_desk_chat else "nor the desk's own"
        troubles.append(
            look(
                SWITCHES,
                f"the bot may not be added to groups, so nobody can ask it there: {what}",
                "Send /setjoingroups to @BotFather and choose Enable.",
            )
        )
    for flag, found, command in (
        (
            "can_read_all_group_messages",
            "privacy mode is off: Telegram sends it whatever is written in groups, which Raspa "
            "does not need: where a group wants marks, its admins make the bot an admin",
            "Send /setprivacy to @BotFather and choose Enable.",
        ),
        (
            "can_connect_to_business",
            "business mode is on: people may connect it to chats of theirs, where it is silent",
            "Switch it off in the bot's settings at @BotFather (/mybots).",
        ),
        (
            "has_main_web_app",
            "a main Mini App is set, and Raspa has none: its button opens something else's page",
            "Take it out in the bot's settings at @BotFather (/mybots), unless it is yours.",
        ),
        (
            "has_topics_enabled",
            "topics are on in its private chats, which Raspa does not use",
            "Switch them off in the bot's settings at @BotFather (/mybots).",
        ),
        (
            "can_manage_bots",
            "it may manage other bots, which Raspa does not do",
            "Switch that off in the bot's settings at @BotFather (/mybots).",
        ),
    ):
        if me.flag(flag) is True:
            troubles.append(look(SWITCHES, found, command))
    return or_fine(
        troubles,
        SWITCHES,
        "inline mode, guest mode, groups and privacy mode stand as they should; inline feedback, "
        "by which results that people send are counted, cannot be seen from here",
    )
