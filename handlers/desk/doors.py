"""What every door of the desk does with a pressed button before it looks at what it asks for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update

from domain.moderator import Moderator
from handlers.desk.drafting.preview import unwritable
from handlers.kit.context import Context
from handlers.kit.desk_presses import DeskPress, parse_desk_press
from handlers.kit.language import voice_for
from handlers.kit.sending import acknowledge
from handlers.kit.texts import Voice

Act = Callable[[DeskPress, Message, Context, Moderator, Voice], Awaitable[str | None]]
"""Does what a press asks for; returns words to say where it cannot be done."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press that can be dealt with: what it asks for, the message that it is under, the voice."""

    asked: DeskPress
    query: CallbackQuery
    message: Message
    voice: Voice


async def read_press(update: Update, context: Context) -> Pressed | None:
    """Read a press; one that is too old or forged is answered here, and None returned."""
    query = update.callback_query
    if query is None:
        return None
    voice = await voice_for(update.effective_user, context)
    asked = parse_desk_press(query.data)
    message = query.message if isinstance(query.message, Message) else None
    if asked is None or message is None or not message.is_accessible:
        await acknowledge(query, voice("stale-button"))
        return None
    return Pressed(asked, query, message, voice)


async def pressed(update: Update, context: Context, moderator: Moderator, act: Act) -> None:
    """Read a press, do it, and acknowledge it; say so where the store cannot be written."""
    found = await read_press(update, context)
    if found is None:
        return
    words: str | None = None
    async with unwritable(found.query, found.voice) as kept:
        words = await act(found.asked, found.message, context, moderator, found.voice)
    if kept.ok:
        await acknowledge(found.query, words)
