"""What several of the desk's doors show: a card as readers get it, and why nothing was kept."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from telegram import CallbackQuery, InlineKeyboardMarkup, Message

from domain.debunk import Status
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.question_page import button
from handlers.desk.drafting.review_page import missing
from handlers.kit.answer import Answer
from handlers.kit.card import FULL, card
from handlers.kit.markup import bold, joined, plain
from handlers.kit.sending import acknowledge, replace, send
from handlers.kit.texts import Voice
from storage.engine.errors import StoreUnwritable

_log = logging.getLogger(__name__)
_HEADING = 100


@dataclass(slots=True)
class Kept:
    """Whether what was to be written could be."""

    ok: bool = True


@asynccontextmanager
async def unwritable(asked: Message | CallbackQuery, voice: Voice) -> AsyncIterator[Kept]:
    """Say so in words where the store has no room or cannot be written; nothing was changed."""
    kept = Kept()
    try:
        yield kept
    except StoreUnwritable as error:
        kept.ok = False
        _log.warning("The desk could not write: %s", type(error).__name__)
        words = voice("desk-not-kept")
        if isinstance(asked, Message):
            await send(asked, Answer(plain(words)))
        else:
            await acknowledge(asked, words)


async def card_view(dialogue: Dialogue, message: Message, voice: Voice) -> None:
    """Show a draft as readers would get it, in place of its page."""
    draft, parts = dialogue.draft, dialogue.body.parts
    back = InlineKeyboardMarkup([[button(voice("add-button-back"), "shut", draft)]])
    lacking = missing(parts, voice)
    if lacking:
        await replace(message, Answer(plain("\n".join(lacking)), back))
        return
    debunk = parts.debunk(draft.debunk or "new", Status.PUBLISHED)
    shown = card(debunk, voice, FULL - _HEADING)
    heading = bold(voice("add-preview"))
    await replace(message, Answer(joined([heading, shown.content], "\n\n"), back, shown.preview))
