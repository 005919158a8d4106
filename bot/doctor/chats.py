"""Whom the bot must be able to write to: the desk's own chat, and the owners."""

import asyncio
from collections.abc import Sequence

from bot.doctor.finding import Finding, fault, fine, look, or_fine
from bot.doctor.telegram_calls import TelegramCalls, Told, Trouble
from domain.moderator import Moderator, Role
from privacy.sealing import People, SealError
from storage.store import Store

DESK_CHAT, OWNERS = "desk's chat", "owners"
_ENOUGH = 2
_MOST_ASKED = 20


async def check_desk_chat(calls: TelegramCalls, chat: int, bot: int) -> list[Finding]:
    """Say whether the bot is in the desk's chat and may write there; `bot` is its own id."""
    found, member = await asyncio.gather(
        calls.ask("getChat", chat_id=chat), calls.ask("getChatMember", chat_id=chat, user_id=bot)
    )
    for told in (found, member):
        if told.trouble is not None:
            return [_unreached(told)]
    kind, status = found.text("type"), member.text("status")
    if kind == "private":
        return [
            look(
                DESK_CHAT,
                "RASPA_DESK_CHAT names a person, not a group or a channel",
                "Write the id of the desk's group into it (it begins with a minus), or leave it "
                "empty.",
            )
        ]
    if status in {"left", "kicked"} or (status == "restricted" and not member.flag("is_member")):
        return [_not_in_it()]
    if _may_write(kind, status, found, member):
        return [fine(DESK_CHAT, f"the bot is in the {kind or 'chat'} and may write")]
    return [
        fault(
            DESK_CHAT,
            f"the bot is in the {kind or 'chat'} and may not write",
            "Make it an administrator of the chat who may post messages.",
        )
    ]


def check_owners(named: int, held: int | None, strangers: int, blocked: int) -> list[Finding]:
    """Say how many own the desk, and whether the bot may write to them.

    `named` are in the settings, `held` in the store (None where it cannot be read); `strangers`
    have never written to the bot, and `blocked` did not take its last message.
    """
    if not named and not held:
        return [
            look(
                OWNERS,
                "nobody owns the desk: readers are answered, and nobody can use it",
                "Write your Telegram id into RASPA_OWNERS and restart the bot.",
            )
        ]
    troubles = []
    if strangers:
        troubles.append(
            look(
                OWNERS,
                f"{strangers} of {max(named, held or 0)} have never written to the bot, which may "
                "not write to them first",
                "Let each of them open the bot and press Start; if one has, the id in "
                "RASPA_OWNERS is wrong.",
            )
        )
    if blocked:
        troubles.append(
            look(
                OWNERS,
                f"{blocked} did not take the bot's last message: it is blocked",
                "Let them unblock the bot in Telegram and write to it.",
            )
        )
    if held == 1 or (held is None and named == 1):
        return or_fine(troubles, OWNERS, "one; a second one helps when an account is lost")
    return or_fine(troubles, OWNERS, f"{max(named, held or 0)}")


async def strangers_among(calls: TelegramCalls, owners: Sequence[int]) -> int:
    """Return how many of these people Telegram does not let the bot know."""
    asked = [calls.ask("getChat", chat_id=one) for one in owners[:_MOST_ASKED]]
    answers = await asyncio.gather(*asked)
    return sum(one.trouble is Trouble.REFUSED and one.status in {400, 403} for one in answers)


async def owners_of(store: Store, people: People) -> tuple[list[int], int]:
    """Return the ids of the desk's owners, and how many of them did not take the last message."""
    owners: list[Moderator] = [
        one for one in await store.moderators.all() if one.role is Role.OWNER
    ]
    ids, blocked = [], 0
    for one in owners:
        try:
            ids.append(people.unseal(one.sealed, one.person))
        except SealError:
            continue
        blocked += await store.overview.is_unreachable(one.person)
    return ids, blocked


def _may_write(kind: str, status: str, found: Told, member: Told) -> bool:
    if status == "creator":
        return True
    if kind == "channel":
        return status == "administrator" and member.flag("can_post_messages") is True
    if status == "administrator":
        return True
    if status == "restricted":
        return member.flag("can_send_messages") is True
    allowed = found.result.get("permissions")
    return not isinstance(allowed, dict) or allowed.get("can_send_messages") is not False


def _unreached(told: Told) -> Finding:
    if told.trouble is not Trouble.REFUSED or told.status == 429:
        return look(DESK_CHAT, "Telegram does not say how it is", "Ask again in some minutes.")
    words = told.description.lower()
    if "upgraded" in words:
        return fault(
            DESK_CHAT,
            "the group has become a supergroup, which has another id",
            "Write its new id into RASPA_DESK_CHAT and restart the bot (docs/operations.md tells "
            "where a group's id is seen).",
        )
    if "chat not found" in words:
        return fault(
            DESK_CHAT,
            "Telegram knows no such chat, or the bot has never been in it",
            "Add the bot to the chat, and look whether RASPA_DESK_CHAT is its id (groups' ids "
            "begin with a minus).",
        )
    return _not_in_it()


def _not_in_it() -> Finding:
    return fault(
        DESK_CHAT,
        "the bot is not in it",
        "Add the bot to the chat; in a channel, as an administrator who may post.",
    )
