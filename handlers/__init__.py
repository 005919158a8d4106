"""One module per door that people come in by."""

from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers import errors
from handlers.desk import stats
from handlers.desk.debunks import files, history, publish, retract, show
from handlers.desk.drafting import add, edit
from handlers.desk.people import invites, mods
from handlers.desk.queue import attaching, queue
from handlers.kit import notes
from handlers.kit.context import RaspaApplication
from handlers.kit.desk_presses import pattern_of
from handlers.kit.reading import message
from handlers.readers import check, commands, forgetting, inline, presses, updates
from handlers.unreadable import Unreadable, UnreadableUpdates

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query")
"""The kinds of update that the doors below need; Telegram is asked for no others."""


def register(application: RaspaApplication) -> None:
    """Open the doors. The first that fits an update takes it, so the order matters."""
    private = filters.ChatType.PRIVATE & ~message.SERVICE
    # A card that someone searched for inline and sent into the private chat needs no answer.
    own_card_by_inline = filters.ViaBot(application.bot.id) & ~filters.FORWARDED
    typed = private & filters.UpdateType.MESSAGE
    edited = private & filters.UpdateType.EDITED_MESSAGE & ~filters.COMMAND
    written = message.WORDED | filters.FORWARDED
    edited &= message.WORDED

    application.add_handlers(
        [
            CommandHandler(
                "start",
                invites.accept,
                filters=typed & ~filters.FORWARDED & filters.Regex(invites.LINK),
            ),
            CommandHandler(
                "start",
                queue.follow_link,
                filters=typed & ~filters.FORWARDED & filters.Regex(queue.LINK),
            ),
            CommandHandler("start", commands.start, filters=typed & ~filters.FORWARDED),
            CommandHandler("check", check.check, filters=typed & ~filters.FORWARDED),
            CommandHandler("help", commands.show_help, filters=typed & ~filters.FORWARDED),
            CommandHandler("latest", commands.latest, filters=typed & ~filters.FORWARDED),
            CommandHandler("language", commands.language, filters=typed & ~filters.FORWARDED),
            CommandHandler("updates", updates.updates, filters=typed & ~filters.FORWARDED),
            CommandHandler("privacy", commands.privacy, filters=typed & ~filters.FORWARDED),
            CommandHandler("forget", forgetting.ask, filters=typed & ~filters.FORWARDED),
            CommandHandler("mods", mods.mods, filters=typed & ~filters.FORWARDED),
            CommandHandler("queue", queue.queue, filters=typed & ~filters.FORWARDED),
            CommandHandler("stats", stats.stats, filters=typed & ~filters.FORWARDED),
            CommandHandler("add", add.add, filters=typed & ~filters.FORWARDED),
            CommandHandler("edit", edit.edit, filters=typed & ~filters.FORWARDED),
            CommandHandler("publish", publish.publish, filters=typed & ~filters.FORWARDED),
            CommandHandler("retract", retract.retract, filters=typed & ~filters.FORWARDED),
            CommandHandler("show", show.show, filters=typed & ~filters.FORWARDED),
            CommandHandler("find", show.find, filters=typed & ~filters.FORWARDED),
            CommandHandler("history", history.history, filters=typed & ~filters.FORWARDED),
            MessageHandler(typed & filters.COMMAND & ~filters.FORWARDED, commands.unknown_command),
            MessageHandler(typed & attaching.ANSWERS_THE_PROMPT, attaching.search),
            MessageHandler(typed & filters.Document.ALL & ~own_card_by_inline, files.received),
            MessageHandler(typed & written & ~own_card_by_inline, add.typed),
            MessageHandler(edited & ~own_card_by_inline, add.edited),
            MessageHandler(typed & ~own_card_by_inline, check.check),
            CallbackQueryHandler(mods.press, pattern=pattern_of("mods")),
            CallbackQueryHandler(stats.press, pattern=pattern_of("stats")),
            CallbackQueryHandler(queue.press, pattern=pattern_of("queue")),
            CallbackQueryHandler(add.press, pattern=pattern_of("add")),
            CallbackQueryHandler(files.press, pattern=pattern_of("file")),
            CallbackQueryHandler(edit.press, pattern=pattern_of("edit")),
            CallbackQueryHandler(publish.press, pattern=pattern_of("publish")),
            CallbackQueryHandler(retract.press, pattern=pattern_of("retract")),
            CallbackQueryHandler(show.press, pattern=pattern_of("show")),
            CallbackQueryHandler(history.press, pattern=pattern_of("past")),
            CallbackQueryHandler(presses.press),
            InlineQueryHandler(inline.search),
        ]
    )
    application.add_handler(TypeHandler(Unreadable, UnreadableUpdates().take))
    # Beside the doors: whoever writes can be written to again.
    application.add_handler(MessageHandler(private, notes.heard), group=-1)
    application.add_error_handler(errors.report)
