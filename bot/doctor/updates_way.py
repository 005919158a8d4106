"""How updates come, by webhook or by polling: whether that is what the settings say."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from bot.doctor.finding import Finding, fault, in_time, look, or_fine
from bot.doctor.surroundings import Holders
from bot.doctor.telegram_calls import Told

SUBJECT = "updates"
_HOST = re.compile(r"[A-Za-z0-9.-]{1,100}|\[?[0-9a-fA-F:.]{2,45}\]?")
_MANY, _ALMOST_ALL = 1_000, 50_000
_RECENT_SECONDS = 3_600
# What Telegram says, to what it means; its own words may hold addresses.
_ERRORS = (
    ("refused", "the connection is refused"),
    ("timed out", "the connection takes too long"),
    ("timeout", "the answer takes too long"),
    ("ssl", "the certificate is not accepted"),
    ("certificate", "the certificate is not accepted"),
    ("resolve", "the name of the host is not found"),
    ("reset", "the connection is broken off"),
    ("unreachable", "the host is not reached"),
    ("closed", "the connection is broken off"),
)


def check_way(
    info: Told, wanted: str | None, kinds: Collection[str], held: Holders, now: float
) -> list[Finding]:
    """Say how updates come, by what Telegram said to `getWebhookInfo` at `now` (seconds).

    `wanted` is the webhook of the settings, None for polling; `kinds` are the updates that the bot
    asks for.
    """
    if info.trouble is not None:
        return [
            look(
                SUBJECT,
                "Telegram does not say how updates come",
                "Ask again in some minutes.",
            )
        ]
    url, waiting = info.text("url"), info.number("pending_update_count")
    troubles = [
        *_of_address(url, wanted, held),
        *_of_kinds(info, wanted, url, kinds),
        *_of_errors(info, url, waiting, now),
        *_of_waiting(waiting, held),
    ]
    way = f"by webhook at {_host(url)}" if url else "by polling"
    return or_fine(troubles, SUBJECT, f"{way}, as the settings say; {waiting} wait at Telegram")


def _of_address(url: str, wanted: str | None, held: Holders) -> list[Finding]:
    if url and url != wanted:
        then = "puts its own in its place" if wanted else "takes it away"
        return [
            fault(
                SUBJECT,
                f"they go to a webhook at {_host(url)}, which is not the settings'",
                f"If you do not know it, have @BotFather revoke the token (/revoke) and write the "
                f"new one into .env; if it was yours, restart the bot, which {then}.",
            )
        ]
    if wanted and not url:
        found = "the settings name a webhook, and none is set at Telegram"
        if held.running:
            return [
                fault(
                    SUBJECT,
                    f"{found}: no update comes",
                    "Restart the bot, which sets it; if it goes again, another program uses the "
                    "token.",
                )
            ]
        return [look(SUBJECT, found, "Start the bot, which sets it.")]
    return []


def _of_kinds(info: Told, wanted: str | None, url: str, kinds: Collection[str]) -> list[Finding]:
    asked = info.result.get("allowed_updates") if isinstance(info.result, dict) else None
    if not url or url != wanted or not isinstance(asked, list):
        return []
    if missing := sorted(set(kinds) - {one for one in asked if isinstance(one, str)}):
        return [
            fault(
                SUBJECT,
                f"Telegram is not asked for all kinds that Raspa answers ({', '.join(missing)})",
                "Restart the bot, which asks for them.",
            )
        ]
    return []


def _of_errors(info: Told, url: str, waiting: int, now: float) -> list[Finding]:
    age = now - info.number("last_error_date")
    if not url or not info.number("last_error_date") or age > _RECENT_SECONDS:
        return []
    why = in_known_words(info.text("last_error_message"))
    found = f"Telegram could not deliver to the webhook {in_time(age)} ago ({why})"
    remedy = (
        "Look whether the bot runs, whether the proxy hands the address on to RASPA_LISTEN, and "
        "whether the certificate is valid."
    )
    return [fault(SUBJECT, found, remedy) if waiting else look(SUBJECT, found, remedy)]


def _of_waiting(waiting: int, held: Holders) -> list[Finding]:
    if waiting >= _ALMOST_ALL:
        return [
            fault(
                SUBJECT,
                f"{waiting:,} wait at Telegram, which keeps 100,000 and for a day",
                "Start the bot, or find out why it does not take them (the lines above and below).",
            )
        ]
    if waiting >= _MANY and held.running:
        return [
            look(
                SUBJECT,
                f"{waiting:,} wait at Telegram although the bot runs",
                "Ask again in some minutes; if there are not fewer then, restart the bot.",
            )
        ]
    if waiting and held.known and not held.running:
        return [
            look(
                SUBJECT,
                f"{waiting:,} wait at Telegram",
                "Start the bot: Telegram keeps them a day.",
            )
        ]
    return []


def in_known_words(message: str) -> str:
    """Return what kind of error Telegram had with a webhook, in no words but ours."""
    if status := re.search(r"response from the webhook: (\d{3})", message):
        return f"it answers with HTTP {status[1]}"
    lower = message.lower()
    return next((meant for sign, meant in _ERRORS if sign in lower), "another reason")


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    return host if _HOST.fullmatch(host) else "an address that is none"
