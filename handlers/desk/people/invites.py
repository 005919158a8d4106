"""Invitations: a link that lets one person onto the desk, once, within two days."""

import hashlib
import secrets

from telegram import InlineKeyboardMarkup, Update
from telegram.helpers import create_deep_linked_url

from domain.moderator import Moderator, Newcomer, Role
from handlers.desk.guide import book_button
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.menus import set_menu
from handlers.kit.names import role_in_words
from handlers.kit.news import News, tell
from handlers.kit.sending import send
from handlers.kit.texts import Voice
from storage.desk.invites import (
    AlreadyModerator,
    InviteExpired,
    InviteUnknown,
    InviteUsed,
    InviteWithdrawn,
)
from storage.desk.roles import NotAllowed
from storage.engine.errors import StoreUnwritable

HOURS = 48
"""How long an invitation can be accepted."""

LINK = r"^/start(@\w+)? i-"
"""What the message that an invitation's link sends begins with."""

_PREFIX = "i-"
_TOKEN_BYTES = 24
_REFUSALS = {
    InviteUnknown: "invite-unknown",
    InviteUsed: "invite-used",
    InviteExpired: "invite-expired",
    InviteWithdrawn: "invite-withdrawn",
}


async def invite(role: Role, act: Act) -> str | None:
    """Make an invitation: its terms in place of the page, below them the message to forward.

    Return words why there is none.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    expires = act.at + HOURS * 3600
    try:
        await act.services.store.invites.add(_hash(token), role, deed=act.deed(), expires=expires)
    except NotAllowed:
        return act.voice("mods-changed")
    link = create_deep_linked_url(act.context.bot.username, f"{_PREFIX}{token}")
    terms = act.voice("mods-invite-terms", hours=HOURS)
    await act.replace(f"{act.voice('mods-invite-link', role=str(role))}\n\n{terms}")
    desk = act.services.desk.name or act.context.bot.first_name
    await act.say(f"{act.voice('invite-forward', desk=desk)}\n\n{link}")
    return None


async def accept(update: Update, context: Context) -> None:
    """Let in who opens an invitation's link, or say why not."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    voice = await voice_for(user, context)
    if user.is_bot:
        await send(message, Answer(plain(voice("invite-bot"))))
        return
    services, people = context.services, context.services.people
    person = people.hash(user.id)
    token = (context.args or [""])[0].removeprefix(_PREFIX)
    try:
        moderator, invited_by = await services.store.invites.accept(
            _hash(token),
            Newcomer(person, people.seal(user.id), people.seal_name(user.full_name or "", person)),
            services.clock(),
        )
    except AlreadyModerator:
        held = await services.store.moderators.by_person(person)
        role = role_in_words(held.role if held and held.role else Role.EDITOR, voice)
        await send(message, Answer(plain(voice("invite-already", role=role))))
        return
    except tuple(_REFUSALS) as refusal:
        await send(message, Answer(plain(voice(_REFUSALS[type(refusal)]))))
        return
    except StoreUnwritable:
        await send(message, Answer(plain(voice("invite-not-kept"))))
        return
    await _welcome(update, context, moderator, invited_by, voice)


async def _welcome(
    update: Update, context: Context, moderator: Moderator, invited_by: int, voice: Voice
) -> None:
    services = context.services
    role = moderator.role or Role.EDITOR
    if inviter := await services.store.moderators.get(invited_by):
        await tell(
            inviter,
            context,
            News("mods-told-joined", name=moderator.id, role=role),
        )
    if update.effective_message:
        welcome = voice("invite-welcome", role=role_in_words(role, voice))
        keyboard = InlineKeyboardMarkup([[book_button(voice)]])
        await send(update.effective_message, Answer(plain(welcome), keyboard))
    await set_menu(context.bot, moderator, services)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
