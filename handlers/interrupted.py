"""An update whose handling ended with the program: what is said instead of doing it again."""

import logging
from dataclasses import dataclass

from telegram import Message, Update

from handlers.errors import new_code
from handlers.groups.addressed import is_for_bot
from handlers.groups.guest import answer_guest
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.sending import acknowledge, send

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InterruptedUpdate:
    """An update that must not be handled once more.

    What it asks for is done, and only the reply is missing; or (`deadly`) its handlers died of it.
    """

    update: Update
    deadly: bool = False


async def take_interrupted(interrupted: InterruptedUpdate, context: Context) -> None:
    """Say to whoever sent it that it is done, or that it cannot be."""
    update = interrupted.update
    voice = await voice_for(update.effective_user, context)
    words = voice("interrupted")
    if interrupted.deadly:
        code = new_code()
        _log.error("Error %s: an update ended the program, again and again", code)
        words = voice("try-again", id=code)
    message = update.effective_message
    if update.callback_query:
        await acknowledge(update.callback_query)
    if update.guest_message:
        await answer_guest(update.guest_message, Answer(plain(words)), voice)
    elif isinstance(message, Message) and (update.callback_query or is_for_bot(message)):
        await send(message, Answer(plain(words)))
