"""What a reader allows: whether the desk may write to them, and use their words."""

import logging

from telegram import CallbackQuery, Message, Update

from handlers.kit.answer import Answer
from handlers.kit.buttons import Press, under_asked, wishes
from handlers.kit.context import Context
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.notes import keep_reader
from handlers.kit.sending import replace, send
from handlers.kit.texts import Voice
from storage.engine.errors import StoreError
from storage.readers.readers import Reader

_log = logging.getLogger(__name__)


async def updates(update: Update, context: Context) -> None:
    """Say what a reader has allowed, with the switches."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    services = context.services
    voice = await voice_for(user, context)
    reader = await services.store.readers.by_person(services.people.hash(user.id))
    await send(message, _state(reader, voice))


async def quiet(query: CallbackQuery, message: Message, context: Context, voice: Voice) -> str:
    """Keep that a reader does not want to be written to; return the words for it."""
    if message.chat_id != query.from_user.id:
        return voice("stale-button")
    if await _kept("quiet", query, context, voice):
        return voice("updates-quiet")
    return voice("wish-not-kept")


async def answer(
    asked: Press, query: CallbackQuery, message: Message, context: Context, voice: Voice
) -> str | None:
    """Turn the switch under a question to the desk; the message then says how it stands now.

    Return what is to be said where that fails.
    """
    wanted = {"on": True, "off": False}.get(asked.refs[0])
    if message.chat_id != query.from_user.id or wanted is None:
        return voice("stale-button")
    if not await _kept("write" if wanted else "quiet", query, context, voice):
        return voice("wish-not-kept")
    words = voice("ask-on" if wanted else "ask-off")
    await replace(message, Answer(plain(words), under_asked(voice, updates=wanted)))
    return None


async def wish(
    asked: Press, query: CallbackQuery, message: Message, context: Context, voice: Voice
) -> str | None:
    """Turn one of the switches under `/updates`; return what is to be said where that fails."""
    if message.chat_id != query.from_user.id or asked.refs[0] not in _SWITCHES:
        return voice("stale-button")
    if not await _kept(asked.refs[0], query, context, voice):
        return voice("wish-not-kept")
    person = context.services.people.hash(query.from_user.id)
    await replace(message, _state(await context.services.store.readers.by_person(person), voice))
    return None


_SWITCHES = ("quiet", "write", "apart", "share")


async def _kept(switch: str, query: CallbackQuery, context: Context, voice: Voice) -> bool:
    readers = context.services.store.readers
    try:
        reader = await keep_reader(query.from_user, context, voice)
        if switch in {"quiet", "write"}:
            await readers.set_updates(reader, switch == "write")
        else:
            await readers.set_sharing(reader, switch == "share")
    except StoreError as error:
        _log.warning("A wish could not be kept: %s", type(error).__name__)
        return False
    return True


def _state(reader: Reader | None, voice: Voice) -> Answer:
    writes = reader is None or reader.updates
    shares = reader is not None and bool(reader.sharing)
    said = [
        voice("updates-on" if writes else "updates-off"),
        voice("sharing-on" if shares else "sharing-off"),
    ]
    return Answer(plain("\n\n".join(said)), wishes(voice, updates=writes, sharing=shares))
