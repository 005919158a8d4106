"""One module per door that people come in by."""

from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from handlers import check, commands, errors, inline, presses
from handlers.context import RaspaApplication

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query")
"""The kinds of update that the doors below need; Telegram is asked for no others."""


def register(application: RaspaApplication) -> None:
    """Open the doors. The first that fits an update takes it, so the order matters."""
    private = filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL
    # A card that someone searched for inline and sent into the private chat needs no answer.
    own_card_by_inline = filters.ViaBot(application.bot.id) & ~filters.FORWARDED
    typed = private & filters.UpdateType.MESSAGE
    edited = private & filters.UpdateType.EDITED_MESSAGE & ~filters.COMMAND
    edited &= filters.TEXT | filters.CAPTION

    application.add_handlers(
        [
            CommandHandler("start", commands.start, filters=typed & ~filters.FORWARDED),
            CommandHandler("help", commands.show_help, filters=typed & ~filters.FORWARDED),
            CommandHandler("latest", commands.latest, filters=typed & ~filters.FORWARDED),
            CommandHandler("language", commands.language, filters=typed & ~filters.FORWARDED),
            CommandHandler("privacy", commands.privacy, filters=typed & ~filters.FORWARDED),
            MessageHandler(typed & filters.COMMAND & ~filters.FORWARDED, commands.unknown_command),
            MessageHandler((typed | edited) & ~own_card_by_inline, check.check),
            CallbackQueryHandler(presses.press),
            InlineQueryHandler(inline.search),
        ]
    )
    application.add_error_handler(errors.report)
