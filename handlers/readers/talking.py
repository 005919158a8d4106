"""Small talk -> a short human answer."""

from handlers.kit import buttons
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.markup import plain
from handlers.kit.texts import Voice
from handlers.kit.whose_desk import with_desk
from matching.reading.smalltalk import Talk

_LIKE_COMMANDS = {Talk.START: "start", Talk.HELP: "help"}
_TEXTS = {
    Talk.QUESTION: "talk-question",
    Talk.HELLO: "talk-hello",
    Talk.THANKS: "talk-thanks",
    Talk.BYE: "talk-bye",
    Talk.WHO: "talk-who",
    Talk.HOW: "talk-how",
    Talk.STOP: "talk-stop",
    Talk.INSULT: "talk-insult",
    Talk.LAUGH: "talk-laugh",
    Talk.FINE: "talk-fine",
}


def reply(talk: Talk, context: Context, voice: Voice) -> Answer:
    """Return the answer to small talk; to a bare question, the request for the post itself."""
    if key := _LIKE_COMMANDS.get(talk):
        words = voice(key, bot=context.bot.username)
        return Answer(plain(with_desk(words, context.services.desk, voice)))
    keyboard = buttons.unasked(None, voice) if talk is Talk.STOP else None
    return Answer(plain(voice(_TEXTS[talk])), keyboard)
