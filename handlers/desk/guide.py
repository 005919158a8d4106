"""`/help` for those of the desk: their commands, what each is for, and how to begin."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.moderator import Role
from handlers.desk.book import GUIDES, file_name, guide_text
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.desk_presses import desk_button
from handlers.kit.doors import Door
from handlers.kit.markup import Html, bold, joined, plain
from handlers.kit.sending import send_file
from handlers.kit.texts import MissingTextError, Voice
from handlers.kit.verdict_meanings import verdict_meanings
from handlers.kit.whose_desk import with_desk

NAME = "guide"


async def take_help(act: Act) -> bool:
    """Show the desk's help; the readers' own is one press away."""
    await act.say(_page(act))
    return True


async def take_verdicts(act: Act) -> bool:
    """Show what each verdict means to readers, with the desk's own definition beside."""
    await act.say(Answer(verdict_meanings(act.voice, desk=True)))
    return True


async def press(act: Act) -> str | None:
    """Show the readers' help below, or send the desk's guides as files."""
    if act.press.verb == "book":
        lang = act.voice.lang
        for guide in GUIDES:
            caption = Answer(plain(act.voice(f"guide-file-{guide}")))
            name = file_name(guide, lang)
            await send_file(act.message, guide_text(guide, lang), name, caption)
        return None
    words = act.voice("help", bot=act.context.bot.username)
    await act.say(with_desk(words, act.services.desk, act.voice))
    return None


def _page(act: Act) -> Answer:
    voice = act.voice
    lines: list[Html] = [
        bold(voice("guide-title", role=voice(f"role-{act.actor.role}"))),
        plain(voice("guide-begin")),
    ]
    for role in (Role.EDITOR, Role.CHIEF, Role.OWNER):
        commands = [name for name, needed in act.services.desk.commands.items() if needed is role]
        if commands and act.may(role):
            said = [plain(f"/{name} — {_what_for(name, voice)}") for name in commands]
            lines.append(joined([bold(voice(f"guide-{role}")), *said]))
    lines.append(plain(voice("guide-more")))
    readers = desk_button(voice("guide-button-readers"), NAME, "readers")
    return Answer(joined(lines, "\n\n"), InlineKeyboardMarkup([[book_button(voice)], [readers]]))


def book_button(voice: Voice) -> InlineKeyboardButton:
    """Return the button that sends the desk's guides."""
    return desk_button(voice("guide-button-book"), NAME, "book")


def _what_for(command: str, voice: Voice) -> str:
    try:
        return voice(f"guide-for-{command}")
    except MissingTextError:
        return voice(f"command-{command}")


DOOR = Door(NAME, Role.EDITOR, press=press, presses=("readers", "book"))
