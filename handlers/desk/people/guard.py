"""Who stands at the desk's doors: nobody passes whose role does not allow it."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update, User

from domain.moderator import Moderator, Role
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.sending import acknowledge, send
from handlers.kit.texts import Voice
from handlers.readers.commands import start, unknown_command
from privacy.sealing import SealError
from storage.engine.errors import StoreError

_log = logging.getLogger(__name__)
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]
ModeratorHandler = Callable[[Update, Context, Moderator], Awaitable[None]]


async def moderator_of(update: Update, context: Context) -> Moderator | None:
    """Return who sent an update if they have a role now; their name is kept up to date."""
    user = update.effective_user
    if user is None or user.is_bot:
        return None
    services = context.services
    found = await services.store.moderators.by_person(services.people.hash(user.id))
    if found is None or found.role is None:
        return None
    await _keep_name(found, user, context)
    return found


def for_role(role: Role) -> Callable[[ModeratorHandler], Handler]:
    """Let through to a handler those whose role allows it; the others are told so in words.

    A moderator without the right is refused, which is audited. Everybody else gets what they
    would get if there were no such command or button.
    """

    def guarded(handler: ModeratorHandler) -> Handler:
        @wraps(handler)
        async def guard(update: Update, context: Context) -> None:
            moderator = await moderator_of(update, context)
            if moderator is None or moderator.role is None:
                await _turn_away(update, context)
            elif moderator.role.allows(role):
                await handler(update, context, moderator)
                # Whatever was done may have made something due.
                context.services.wake.set()
            else:
                await refuse(update, context, moderator, role, _asked(handler))

        return guard

    return guarded


async def refuse(
    update: Update, context: Context, moderator: Moderator, needed: Role, asked: str
) -> None:
    """Tell a moderator that this takes another role, and write it down under `asked`."""
    voice = await voice_for(update.effective_user, context)
    await _say(update, await refusal(context, moderator, needed, asked, voice))


async def refusal(
    context: Context, moderator: Moderator, needed: Role, asked: str, voice: Voice
) -> str:
    """Write down under `asked` that a moderator is refused; return the words for it."""
    services = context.services
    try:
        await services.store.audit.note(
            at=services.clock(),
            moderator=moderator.id,
            action="refused",
            subject=f"moderator:{moderator.id}",
            details={"asked": asked},
        )
    except StoreError as error:
        _log.warning("A refusal could not be written down: %s", type(error).__name__)
    return voice("desk-refused", role=str(needed))


async def _turn_away(update: Update, context: Context) -> None:
    if update.callback_query is None:
        # The desk's own deep link names nothing to anybody else.
        await (start if context.args and _is_start(update) else unknown_command)(update, context)
        return
    voice = await voice_for(update.effective_user, context)
    await acknowledge(update.callback_query, voice("stale-button"))


def _is_start(update: Update) -> bool:
    message = update.effective_message
    return message is not None and (message.text or "").startswith("/start")


async def _say(update: Update, words: str) -> None:
    if update.callback_query:
        await acknowledge(update.callback_query, words)
    elif update.effective_message:
        await send(update.effective_message, Answer(plain(words)))


async def _keep_name(moderator: Moderator, user: User, context: Context) -> None:
    services = context.services
    # An account that was deleted, or a very odd one, has no name at all.
    name = user.full_name or ""
    try:
        if services.people.unseal_name(moderator.name, moderator.person) == name:
            return
    except SealError:
        pass
    try:
        sealed = services.people.seal_name(name, moderator.person)
        await services.store.moderators.rename(moderator.id, sealed)
    except StoreError as error:
        _log.warning("A name could not be kept: %s", type(error).__name__)


def _asked(handler: ModeratorHandler) -> str:
    door = getattr(handler, "__module__", "").rpartition(".")[2]
    return f"{door}.{getattr(handler, '__name__', 'handler')}"
