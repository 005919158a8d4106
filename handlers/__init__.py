"""One module per door that people come in by."""

from typing import Any

from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers import errors
from handlers.desk import guide, stats
from handlers.desk.debunks import channel, files, history, publish, retract, show
from handlers.desk.drafting import add, edit
from handlers.desk.people import invites, mods
from handlers.desk.queue import queue
from handlers.flood import FloodingChat, LongQueue, take_flood, take_long_queue
from handlers.groups import (
    asking,
    belonging,
    connecting,
    guest,
    handing_over,
    marking,
    reporting,
    settings,
    settings_page,
)
from handlers.groups.addressed import ASKED, CommandForBot
from handlers.interrupted import InterruptedUpdate, take_interrupted
from handlers.kit import notes
from handlers.kit.context import Context, RaspaApplication
from handlers.kit.doors import commands_of, offer
from handlers.kit.reading import message
from handlers.readers import (
    check,
    commands,
    forgetting,
    inline,
    presses,
    subscribing,
    transparency,
    updates,
)
from handlers.unreadable import Unreadable, UnreadableUpdates

ALLOWED_UPDATES = (
    *("message", "edited_message", "callback_query", "inline_query"),
    *("guest_message", "my_chat_member"),
)
"""The kinds of update that the doors below need; Telegram is asked for no others."""


DOORS = (
    queue.DOOR,
    add.DOOR,
    show.DOOR,
    edit.DOOR,
    publish.DOOR,
    retract.DOOR,
    channel.DOOR,
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
    written = message.WORDED | filters.FORWARDED | filters.PHOTO
    # A place that is shared live is edited again and again, and holds neither.
    edited &= message.WORDED | message.FILED

    application.add_handlers(
        [
            # A bot is told that it cannot join, and nothing else.
            CommandHandler("start", invites.accept, filters=invited),
            *(handler for door in DOORS for handler in door.by_link(command, commands.start)),
            CommandHandler(
                "start",
                handing_over.open_post,
                filters=command & filters.Regex(handing_over.LINK),
            ),
            CommandHandler("start", commands.start, filters=command),
            CommandHandler("check", check.check, filters=command | rechecked),
            CommandHandler("help", offer(guide.take_help, commands.show_help), filters=command),
            CommandHandler(
                "verdicts", offer(guide.take_verdicts, commands.verdicts), filters=command
            ),
            CommandHandler("latest", commands.latest, filters=command),
            CommandHandler("subscribe", subscribing.subscribe, filters=command),
            CommandHandler("transparency", transparency.transparency, filters=command),
            CommandHandler("language", commands.language, filters=command),
            CommandHandler("updates", updates.updates, filters=command),
            CommandHandler("privacy", commands.privacy, filters=command),
            CommandHandler("forget", forgetting.ask, filters=command),
            CommandHandler("connect", connecting.ask, filters=command),
            MessageHandler(
                filters.ChatType.PRIVATE & filters.StatusUpdate.CHAT_SHARED, connecting.take
            ),
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
            *_in_groups(),
            *(handler for door in DOORS for handler in door.by_button()),
            CallbackQueryHandler(settings.press, pattern=settings_page.PATTERN),
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


def _in_groups() -> list[BaseHandler[Any, Context, Any]]:
    """Return the doors where others talk: what is not meant for the bot goes through none."""
    moved = filters.StatusUpdate.MIGRATE
    written = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE
    return [
        MessageHandler(filters.UpdateType.GUEST_MESSAGE, guest.answer),
        ChatMemberHandler(belonging.change, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(written & moved, belonging.move),
        MessageHandler(written & CommandForBot("raspa", "settings"), settings.show),
        MessageHandler(written & CommandForBot("forget"), settings.ask_forget),
        MessageHandler(written & CommandForBot("start", "help"), settings.explain),
        MessageHandler(written & CommandForBot("privacy"), settings.privacy),
        MessageHandler(written & CommandForBot("report"), reporting.report),
        MessageHandler(written & ASKED, asking.check),
        MessageHandler(written & ~message.SERVICE, marking.look),
    ]
