"""A turn of a draft's dialogue: it is kept, once, and then its question is shown."""

import logging
from datetime import date

from telegram import Message
from telegram.error import TelegramError

from handlers.desk.drafting import questions
from handlers.desk.drafting.dialogue import Dialogue, Known
from handlers.desk.drafting.question_page import question
from handlers.desk.drafting.review_page import review
from handlers.desk.drafting.statement_facts import facts_in
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.context import Context, Services
from handlers.kit.notes import day_of
from handlers.kit.refusals import in_words

_log = logging.getLogger(__name__)
_OFFERED = 6


async def keep(dialogue: Dialogue, services: Services) -> bool:
    """Keep a dialogue as it is now; False where its draft is gone. Raises StoreError."""
    return await services.store.drafts.put(dialogue.row(services.clock()))


async def known_for(dialogue: Dialogue, services: Services, typed: str | None = None) -> Known:
    """Return what a question offers; with `typed`, what may be meant by that."""
    today, voices = date.fromisoformat(day_of(services)), tuple(services.texts.values())
    names = services.store.names
    if dialogue.step == "who":
        beginning = dialogue.body.typed
        if typed is not None:
            facts = facts_in(typed, (), today)
            beginning = facts.name if facts else typed
        return Known(today, voices, authorities=await names.authorities(beginning, _OFFERED))
    if dialogue.step == "topics" and typed is None:
        return Known(today, voices, topics=await names.topics(_OFFERED))
    return Known(today, voices)


async def choose(dialogue: Dialogue, value: str, services: Services) -> Dialogue | None:
    """Return the dialogue with a pressed choice; None where there is no such choice any more."""
    if not value.isdecimal() or dialogue.step != "who":
        return dialogue.choose(value, await known_for(dialogue, services))
    # It may be none of the first any more.
    named = await services.store.names.authority(int(value)) if len(value) < 16 else None
    today = date.fromisoformat(day_of(services))
    return dialogue.choose(value, Known(today, authorities=[named] if named else []))


async def page_of(dialogue: Dialogue, act: Act, above: str | None = None) -> Answer:
    """Return the page that a dialogue is at."""
    if dialogue.step == questions.REVIEW:
        return await review(dialogue, act)
    return question(dialogue, await known_for(dialogue, act.services), act.voice, above)


async def ask(dialogue: Dialogue, act: Act, above: str | None = None) -> None:
    """Send the dialogue's page below a message, and take the page before away."""
    sent = await act.say(await page_of(dialogue, act, above))
    if sent is None:
        return
    before = message_of(dialogue, act.context)
    note(dialogue, sent, act.context)
    if before:
        try:
            await act.context.bot.delete_message(act.message.chat_id, before)
        except TelegramError as refusal:
            _log.info("A question stays: %s", in_words(refusal))


async def turn(dialogue: Dialogue, act: Act) -> None:
    """Put the dialogue's page in the place of the message whose button was pressed."""
    note(dialogue, act.message, act.context)
    await act.replace(await page_of(dialogue, act))


def message_of(dialogue: Dialogue, context: Context) -> int | None:
    """Return the bot's message with the question, as far as it is known.

    A row is kept before its page is sent, so that it may name the page before; which one came
    after it is remembered until the next row, or a restart.
    """
    pages: dict[str, int] = context.user_data or {}
    return pages.get(_key(dialogue), dialogue.body.message)


def note(dialogue: Dialogue, shown: Message, context: Context) -> None:
    """Remember which message holds the question now."""
    if context.user_data is not None:
        context.user_data[_key(dialogue)] = shown.message_id


def _key(dialogue: Dialogue) -> str:
    return f"page of draft {dialogue.draft.id}"
