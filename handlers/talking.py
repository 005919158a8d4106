"""Small talk -> a short human answer."""

from telegram import InlineKeyboardMarkup

from handlers import buttons
from handlers.answer import Answer
from handlers.context import Context
from handlers.markup import plain
from handlers.texts import Voice
from matching.smalltalk import Talk

_LIKE_COMMANDS = {Talk.START: "start", Talk.HELP: "help"}


def reply(talk: Talk, context: Context, voice: Voice) -> Answer:
    """Return the answer to small talk; to a bare question, the request for the post itself."""
    if key := _LIKE_COMMANDS.get(talk):
        return Answer(plain(voice(key, bot=context.bot.username)))
    keyboard: InlineKeyboardMarkup | None = None
    if talk is Talk.STOP:
        keyboard = buttons.unasked(None, voice)
    return Answer(plain(voice(f"talk-{talk}")), keyboard)
