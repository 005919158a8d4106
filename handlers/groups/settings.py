"""`/raspa` in a group: what its admins choose, asked of Telegram at each press."""

import logging

from telegram import Message, Update
from telegram.constants import ChatType

from domain.post import Post
from handlers.groups.keepers import hears_all, may_decide, writes_as_keeper
from handlers.groups.rooms import UNKEPT, group_of, voice_in
from handlers.groups.settings_page import (
    MARKS_AN_HOUR,
    Choice,
    GroupPress,
    forget_page,
    parse_group_press,
    settings_page,
)
from handlers.groups.speaking import speak
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.sending import acknowledge, replace
from handlers.kit.texts import Voice
from privacy.sealing import SealError
from storage.engine.errors import StoreError, StoreUnwritable
from storage.groups.groups import Group

_log = logging.getLogger(__name__)


async def show(update: Update, context: Context) -> None:
    """Show a group's admin what can be chosen; tell others that it is theirs to choose."""
    message = update.effective_message
    if message is None:
        return
    group = await group_of(message.chat_id, context)
    voice = await voice_in(group, message, context, Post(""))
    if not await writes_as_keeper(message, context):
        if group.answering:
            await speak(message, Answer(plain(voice("group-only-keepers"))))
    elif group.id == UNKEPT:
        await speak(message, Answer(plain(voice("group-not-kept"))))
    else:
        hears = await hears_all(message.chat_id, context)
        await speak(message, settings_page(group, voice, hears_all=hears))


async def ask_forget(update: Update, context: Context) -> None:
    """Ask an admin who says `/forget` whether to delete all that is kept of the group."""
    message = update.effective_message
    if message is None:
        return
    group = await group_of(message.chat_id, context)
    voice = await voice_in(group, message, context, Post(""))
    if not await writes_as_keeper(message, context):
        await speak(message, Answer(plain(voice("group-forget-yours", bot=context.bot.username))))
    elif group.id == UNKEPT:
        await speak(message, Answer(plain(voice("group-not-kept"))))
    else:
        await speak(message, forget_page(group, voice))


async def explain(update: Update, context: Context) -> None:
    """Say in a group how the bot is asked there."""
    await _say(update, context, "group-how")


async def privacy(update: Update, context: Context) -> None:
    """Say in a group what is kept of it."""
    await _say(update, context, "group-privacy")


async def press(update: Update, context: Context) -> None:
    """Do what a button of a group's page asks for, in the group or where its owner manages it."""
    query = update.callback_query
    if query is None:
        return
    asked, message = parse_group_press(query.data), query.message
    voice = await voice_for(query.from_user, context)
    if asked is None or not isinstance(message, Message) or not message.is_accessible:
        await acknowledge(query, voice("stale-button"))
        return
    group = await _pressed_in(asked, message, context)
    if group is None:
        await acknowledge(query, voice("stale-button"))
        return
    chat_id = context.services.people.unseal(group.sealed, group.chat)
    if not await may_decide(chat_id, query.from_user, context):
        await acknowledge(query, voice("group-only-keepers"), alert=True)
        return
    if message.chat.type != ChatType.PRIVATE and group.lang in context.services.texts:
        voice = context.services.texts[group.lang or ""]
    try:
        answer = await _chosen(asked, group, context, voice)
    except StoreUnwritable:
        await acknowledge(query, voice("group-not-kept"), alert=True)
        return
    if answer is None:
        fresh = await context.services.store.groups.get(group.id) or group
        hears = await hears_all(chat_id, context)
        if fresh.lang in context.services.texts and message.chat.type != ChatType.PRIVATE:
            voice = context.services.texts[fresh.lang or ""]
        answer = settings_page(fresh, voice, hears_all=hears)
    await replace(message, answer)
    await acknowledge(query)


async def _pressed_in(asked: GroupPress, message: Message, context: Context) -> Group | None:
    """Return the group of a page; None for a page of another group, which is forged."""
    services = context.services
    try:
        group = await services.store.groups.get(asked.group)
        if group is None:
            return None
        services.people.unseal(group.sealed, group.chat)
    except (StoreError, SealError) as error:
        _log.warning("A group cannot be read: %s", type(error).__name__)
        return None
    private = message.chat.type == ChatType.PRIVATE
    return group if private or services.people.hash(message.chat_id) == group.chat else None


async def _chosen(asked: GroupPress, group: Group, context: Context, voice: Voice) -> Answer | None:
    """Keep what was chosen; return what is said of it, None where the page itself tells."""
    groups = context.services.store.groups
    match asked.choice:
        case Choice.ANSWER:
            await groups.set_answering(group.id, asked.value == "on")
        case Choice.MARKS:
            wanted = asked.number if asked.number in MARKS_AN_HOUR else 0
            await groups.set_marks(group.id, wanted)
        case Choice.LANGUAGE:
            await groups.set_language(group.id, asked.lang)
        case Choice.FORGET if asked.value == "yes":
            await forget_group(group, context)
            return Answer(plain(voice("group-forgotten")))
        case Choice.FORGET:
            return Answer(plain(voice("forget-kept")))
    return None


async def forget_group(group: Group, context: Context) -> None:
    """Delete all that is kept of a group, also what it has reported. Raises StoreUnwritable."""
    services = context.services
    await services.store.groups.forget(group.chat)
    await services.store.readers.forget(group.chat, services.clock())


async def _say(update: Update, context: Context, key: str) -> None:
    message = update.effective_message
    if message is None:
        return
    group = await group_of(message.chat_id, context)
    if not group.answering:
        return
    voice = await voice_in(group, message, context, Post(""))
    await speak(message, Answer(plain(voice(key, bot=context.bot.username))))
