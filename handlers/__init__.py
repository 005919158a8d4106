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
from handlers.desk import guide, stats
from handlers.desk.debunks import files, history, publish, retract, show
from handlers.desk.drafting import add, edit
from handlers.desk.people import invites, mods
from handlers.desk.queue import queue
from handlers.flood import FloodingChat, LongQueue, take_flood, take_long_queue
from handlers.interrupted import InterruptedUpdate, take_interrupted
from handlers.kit import notes
from handlers.kit.context import RaspaApplication
from handlers.kit.doors import commands_of, offer
from handlers.kit.reading import message
from handlers.readers import check, commands, forgetting, inline, presses, updates
from handlers.unreadable import Unreadable, UnreadableUpdates

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query")
"""The kinds of update that the doors below need; Telegram is asked for no others."""


DOORS = (
    queue.DOOR,
    add.DOOR,
    show.DOOR,
    edit.DOOR,
    publish.DOOR,
    retract.DOOR,
    history.DOOR,
    stats.DOOR,
    mods.DOOR,
    files.DOOR,
    guide.DOOR,
)
"""The desk's doors; their commands stand in this order in moderators' menus."""

MODERATOR_COMMANDS = commands_of(DOORS)
"""The role that each of the desk's commands takes."""


def register(application: RaspaApplication) -> None:
    """Open the doors. The first that fits an update takes it, so the order matters."""
    anyone = filters.ChatType.PRIVATE & ~message.SERVICE
    private = anyone & ~message.BY_BOT
    # A card that someone searched for inline and sent into the private chat needs no answer.
    own_card_by_inline = filters.ViaBot(application.bot.id) & ~filters.FORWARDED
    typed = private & filters.UpdateType.MESSAGE
    command = typed & ~filters.FORWARDED
    invited = anyone & filters.UpdateType.MESSAGE & ~filters.FORWARDED & filters.Regex(invites.LINK)
    rechecked = private & filters.UpdateType.EDITED_MESSAGE
    edited = rechecked & ~filters.COMMAND
    written = message.WORDED | filters.FORWARDED
    # A place that is shared live is edited again and again, and holds neither.
    edited &= message.WORDED | message.FILED

    application.add_handlers(
        [
            # A bot is told that it cannot join, and nothing else.
            CommandHandler("start", invites.accept, filters=invited),
            *(handler for door in DOORS for handler in door.by_link(command, commands.start)),
            CommandHandler("start", commands.start, filters=command),
            CommandHandler("check", check.check, filters=command | rechecked),
            CommandHandler("help", offer(guide.take_help, commands.show_help), filters=command),
            CommandHandler(
                "verdicts", offer(guide.take_verdicts, commands.verdicts), filters=command
            ),
            CommandHandler("latest", commands.latest, filters=command),
            CommandHandler("language", commands.language, filters=command),
            CommandHandler("updates", updates.updates, filters=command),
            CommandHandler("privacy", commands.privacy, filters=command),
            CommandHandler("forget", forgetting.ask, filters=command),
            *(
                handler
                for door in DOORS
                for handler in door.by_command(command, commands.unknown_command)
            ),
            MessageHandler(command & filters.COMMAND, commands.unknown_command),
            *(
                handler
                for door in DOORS
                for handler in door.by_reply(typed, commands.unknown_command)
            ),
            MessageHandler(
                typed & filters.Document.ALL & ~own_card_by_inline,
                offer(files.take_file, check.check),
            ),
            MessageHandler(
                typed & written & ~own_card_by_inline, offer(add.take_words, check.check)
            ),
            MessageHandler(edited & ~own_card_by_inline, offer(add.take_edit, check.check)),
            MessageHandler(typed & ~own_card_by_inline, check.check),
            *(handler for door in DOORS for handler in door.by_button()),
            CallbackQueryHandler(presses.press),
            InlineQueryHandler(inline.search),
        ]
    )
    application.add_handler(TypeHandler(FloodingChat, take_flood))
    application.add_handler(TypeHandler(LongQueue, take_long_queue))
    application.add_handler(TypeHandler(InterruptedUpdate, take_interrupted))
    application.add_handler(TypeHandler(Unreadable, UnreadableUpdates().take))
    # Beside the doors: whoever writes can be written to again.
    application.add_handler(MessageHandler(private, notes.note_return), group=-1)
    application.add_error_handler(errors.report)
