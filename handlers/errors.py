"""What went wrong unexpectedly: logged under a code, which the person is told."""

import logging
import secrets

from telegram import InlineQueryResultsButton, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from handlers.groups.addressed import is_for_bot
from handlers.groups.guest import answer_guest
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.handling import WORK, PutOffError
from handlers.kit.language import guessed
from handlers.kit.markup import plain
from handlers.kit.refusals import in_words
from handlers.kit.sending import acknowledge, send
from storage.engine.errors import StoreCorrupt

_log = logging.getLogger(__name__)
# Letters alone, which the log does not mask as it masks long numbers, and none that look alike.
_LETTERS = "abcdefghjkmnpqrstuvwxyz"


async def report(update: object, context: Context) -> None:
    """Log an error under a code and tell the code, once, to the person whom it hit.

    Where the store is damaged they are told that instead: no code leads to anything more. Nothing
    is told of what will be tried again. Ends the handling of the update, so that no other handler's
    error is told too.
    """
    work = WORK.get()
    if work is not None and context.error is not None and work.fails(context.error):
        if not isinstance(context.error, PutOffError):
            failed = type(context.error).__name__
            _log.warning("Handling an update failed (%s), it is tried again", failed)
        raise ApplicationHandlerStop
    code = None if isinstance(context.error, StoreCorrupt) else new_code()
    if code is None:
        # What is wrong is said once, by whoever watches the store.
        _log.warning("An update could not be answered from a damaged store")
    else:
        _log.error("Error %s", code, exc_info=context.error)
    if work is not None:
        work.code = code
    if isinstance(update, Update):
        await _tell(update, context, code)
    raise ApplicationHandlerStop


def new_code() -> str:
    """Return a code that a person can tell an operator, who finds it in the log."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


async def _tell(update: Update, context: Context, code: str | None) -> None:
    user = update.effective_user
    # The store may be what failed, so the person's own choice of language is not looked up.
    voice = context.services.texts[guessed(user.language_code if user else None, "")]
    words = voice("try-again", id=code) if code else voice("store-unreadable")
    try:
        if update.callback_query:
            await acknowledge(update.callback_query, words)
        elif update.inline_query:
            button = InlineQueryResultsButton(voice("inline-broken"), start_parameter="check")
            await update.inline_query.answer([], cache_time=0, is_personal=True, button=button)
        elif update.guest_message:
            await answer_guest(update.guest_message, Answer(plain(words)), voice)
        elif update.effective_message and is_for_bot(update.effective_message):
            await send(update.effective_message, Answer(plain(words)))
    except TelegramError as failure:
        _log.warning("Error %s could not be told: %s", code or "of the store", in_words(failure))
    except Exception as failure:
        _log.warning(
            "Error %s could not be told: %s", code or "of the store", type(failure).__name__
        )
