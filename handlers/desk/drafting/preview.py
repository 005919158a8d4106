"""A draft as readers would get it."""

from telegram import InlineKeyboardMarkup

from domain.debunk import Status
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.question_page import button
from handlers.desk.drafting.review_page import missing
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import FULL, card
from handlers.kit.markup import bold, joined, plain

_HEADING = 100


async def show_card(dialogue: Dialogue, act: Act) -> None:
    """Show a draft as readers would get it, in place of its page."""
    draft, parts, voice = dialogue.draft, dialogue.body.parts, act.voice
    back = InlineKeyboardMarkup([[button(voice("add-button-back"), "shut", draft)]])
    lacking = missing(parts, voice)
    if lacking:
        await act.replace(Answer(plain("\n".join(lacking)), back))
        return
    debunk = parts.debunk(draft.debunk or "new", Status.PUBLISHED)
    shown = card(debunk, voice, FULL - _HEADING)
    heading = bold(voice("add-preview"))
    await act.replace(Answer(joined([heading, shown.content], "\n\n"), back, shown.preview))
