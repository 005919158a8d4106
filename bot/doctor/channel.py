"""Whether the bot may post in the desk's own channel, and change its posts there."""

import asyncio

from bot.doctor.finding import Finding, fault, fine, look
from bot.doctor.telegram_calls import TelegramCalls, Told, Trouble

CHANNEL = "channel"
_ADMINISTRATOR = "Make the bot an administrator of the channel who may post and edit messages."


async def check_channel(calls: TelegramCalls, channel: str | None, bot: int) -> list[Finding]:
    """Say whether the bot may post and edit in the channel; `bot` is its own id."""
    if channel is None:
        return [fine(CHANNEL, "none is set; checks are read in the bot alone")]
    found, member = await asyncio.gather(
        calls.ask("getChat", chat_id=channel),
        calls.ask("getChatMember", chat_id=channel, user_id=bot),
    )
    for told in (found, member):
        if told.trouble is not None:
            return [_unreached(told)]
    kind, status = found.text("type"), member.text("status")
    if kind != "channel":
        return [
            fault(
                CHANNEL,
                f"RASPA_CHANNEL names a {kind or 'chat'}, not a channel",
                "Write the channel's @name or id into it; a group is for RASPA_DESK_CHAT.",
            )
        ]
    if status != "administrator":
        return [fault(CHANNEL, "the bot is no administrator of it", _ADMINISTRATOR)]
    if member.flag("can_post_messages") is not True:
        return [fault(CHANNEL, "the bot may not post in it", _ADMINISTRATOR)]
    if member.flag("can_edit_messages") is not True:
        words = "the bot may post in it, and may not edit: only its own posts, while it may post"
        return [look(CHANNEL, words, _ADMINISTRATOR)]
    return [fine(CHANNEL, "the bot may post and edit in it")]


def _unreached(told: Told) -> Finding:
    if told.trouble is not Trouble.REFUSED or told.status == 429:
        return look(CHANNEL, "Telegram does not say how it is", "Ask again in some minutes.")
    if "chat not found" in told.description.lower():
        return fault(
            CHANNEL,
            "Telegram knows no such channel",
            "Look whether RASPA_CHANNEL is its @name as it is now, or its id; a private channel's "
            "id works once the bot is in it.",
        )
    return fault(CHANNEL, "the bot is not in it", _ADMINISTRATOR)
