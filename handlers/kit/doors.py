"""The desk's doors: each declared once, open to those whose role allows it."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from domain.moderator import Moderator, Role
from handlers.kit.act import Act, note_refusal
from handlers.kit.answer import Answer
from handlers.kit.context import Context, Handler
from handlers.kit.desk_presses import parse_desk_press, pattern_of
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.notes import count_today
from handlers.kit.sending import acknowledge, send
from privacy.sealing import SealError
from storage.desk.roles import NotAllowed
from storage.engine.errors import StoreError, StoreGone, StoreUnwritable

_log = logging.getLogger(__name__)
UpdateHandlers = Iterable[BaseHandler[Any, Context, Any]]
ActHandler = Callable[[Act], Awaitable[str | None]]
"""Does what an act asks for; returns words to say of it, such as why it cannot be done."""


@dataclass(frozen=True, slots=True)
class Door:
    """A way in to something that the desk does.

    `commands` are typed, in the order of the menu; `name` stands in the data of its buttons, and
    `presses` are what these can ask of `press`; `links` are deep links by the pattern of the
    message that they send; `replies` answer those questions of the bot that a filter knows;
    `not_kept` is the text where the store cannot be written.
    """

    name: str
    role: Role
    commands: Mapping[str, ActHandler] = field(default_factory=dict)
    press: ActHandler | None = None
    presses: tuple[str, ...] = ()
    links: Mapping[str, ActHandler] = field(default_factory=dict)
    replies: Mapping[filters.BaseFilter, ActHandler] = field(default_factory=dict)
    not_kept: str = "desk-not-kept"

    def by_link(self, typed: filters.BaseFilter, otherwise: Handler) -> UpdateHandlers:
        """Yield the handlers of its links; who is not of the desk gets `otherwise`."""
        for pattern, handle in self.links.items():
            fits = typed & filters.Regex(pattern)
            yield CommandHandler("start", self.guard(handle, otherwise), filters=fits)

    def by_command(self, typed: filters.BaseFilter, otherwise: Handler) -> UpdateHandlers:
        """Yield the handlers of its commands; who is not of the desk gets `otherwise`."""
        for command, handle in self.commands.items():
            yield CommandHandler(command, self.guard(handle, otherwise), filters=typed)

    def by_reply(self, sent: filters.BaseFilter, otherwise: Handler) -> UpdateHandlers:
        """Yield the handlers of replies to it; who is not of the desk gets `otherwise`."""
        for fits, handle in self.replies.items():
            yield MessageHandler(sent & fits, self.guard(handle, otherwise))

    def by_button(self) -> UpdateHandlers:
        """Yield the handler of its buttons; to others they are out of date."""
        if self.press is not None:
            handler = self.guard(self.press, turn_away)
            yield CallbackQueryHandler(handler, pattern=pattern_of(self.name))

    def guard(self, handle: ActHandler, otherwise: Handler) -> Handler:
        """Return a handler that lets through those whose role allows it.

        A moderator without the right is refused. Everybody else gets what they would get if there
        were no such door: one who has left is audited; strangers, whose number has no bound and who
        have no name here, are counted by day.
        """

        async def handler(update: Update, context: Context) -> None:
            moderator = await _known_of(update, context)
            if moderator is None:
                await count_today(context, "stranger-at-the-desk")
                await otherwise(update, context)
            elif moderator.role is None:
                await note_refusal(context.services, moderator, _asked(handle))
                await otherwise(update, context)
            elif not moderator.role.allows(self.role):
                await self._refuse(handle, update, context, moderator)
            elif (act := await act_of(update, context, moderator)) is not None:
                await self._do(handle, act)

        return handler

    async def _refuse(
        self, handle: ActHandler, update: Update, context: Context, moderator: Moderator
    ) -> None:
        await note_refusal(context.services, moderator, _asked(handle))
        voice = await voice_for(update.effective_user, context)
        words = voice("desk-refused", role=str(self.role))
        if update.callback_query is not None:
            await acknowledge(update.callback_query, words)
        elif update.effective_message is not None:
            await send(update.effective_message, Answer(plain(words)))

    async def _do(self, handle: ActHandler, act: Act) -> None:
        known = act.query is None or act.press.verb in self.presses
        try:
            words = await handle(act) if known else act.voice("stale-button")
        except NotAllowed as refusal:
            words = await act.refuse(refusal.needed, _asked(handle))
        except StoreUnwritable as error:
            _log.warning("The desk could not write: %s", type(error).__name__)
            words = act.voice(_why(error, self.not_kept))
        await act.acknowledge(words)
        # Whatever was done may have made something due.
        act.services.wake.set()


def offer(take: Callable[[Act], Awaitable[bool]], otherwise: Handler) -> Handler:
    """Return a handler that offers what someone of the desk sends to `take` first.

    What it does not take, and what others send, goes to `otherwise`.
    """

    async def handler(update: Update, context: Context) -> None:
        moderator = await moderator_of(update, context)
        act = await act_of(update, context, moderator) if moderator else None
        if act is None:
            await otherwise(update, context)
            return
        try:
            taken = await take(act)
        except NotAllowed as refusal:
            await act.say(await act.refuse(refusal.needed, _asked(take)))
            return
        except StoreUnwritable as error:
            _log.warning("The desk could not write: %s", type(error).__name__)
            await act.say(act.voice(_why(error, "desk-not-kept")))
            return
        if not taken:
            await otherwise(update, context)

    return handler


def _why(error: StoreUnwritable, otherwise: str) -> str:
    return "store-gone" if isinstance(error, StoreGone) else otherwise


def commands_of(doors: Iterable[Door]) -> dict[str, Role]:
    """Return the role that each command takes, in the order of the doors."""
    return {command: door.role for door in doors for command in door.commands}


async def moderator_of(update: Update, context: Context) -> Moderator | None:
    """Return who sent an update if they have a role now; their name is kept up to date."""
    found = await _known_of(update, context)
    return found if found is not None and found.role is not None else None


async def act_of(update: Update, context: Context, moderator: Moderator) -> Act | None:
    """Return what a moderator does; a press that is too old or forged is answered here."""
    voice = await voice_for(update.effective_user, context)
    query = update.callback_query
    if query is None:
        message = update.effective_message
        return Act(context, moderator, voice, message) if message is not None else None
    press, message = parse_desk_press(query.data), _message_of(query)
    if message is not None and message.chat.type != ChatType.PRIVATE:
        # The desk's pages stand in private chats alone: what others would read is forged.
        message = None
    if press is None or message is None:
        await acknowledge(query, voice("stale-button"))
        return None
    return Act(context, moderator, voice, message, query, press)


async def _known_of(update: Update, context: Context) -> Moderator | None:
    """Return who sent an update if they are of the desk, or were."""
    user = update.effective_user
    if user is None or user.is_bot:
        return None
    services = context.services
    try:
        found = await services.store.moderators.by_person(services.people.hash(user.id))
    except StoreError as error:
        # A reader's post is answered all the same; to the desk, its doors are shut meanwhile.
        _log.warning("Nobody can tell who is of the desk: %s", type(error).__name__)
        return None
    if found is not None and found.role is not None:
        await _keep_name(found, user, context)
    return found


def _asked(handle: Callable[..., Any]) -> str:
    module = getattr(handle, "__module__", "").rpartition(".")[2]
    return f"{module}.{getattr(handle, '__name__', 'handler')}"


async def turn_away(update: Update, context: Context) -> None:
    """Say to whoever presses a button that is not theirs that it is out of date."""
    if update.callback_query is not None:
        voice = await voice_for(update.effective_user, context)
        await acknowledge(update.callback_query, voice("stale-button"))


def _message_of(query: CallbackQuery) -> Message | None:
    message = query.message if isinstance(query.message, Message) else None
    return message if message is not None and message.is_accessible else None


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
