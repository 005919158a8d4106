"""A draft from question to question: each answer is in the store before the next is asked."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from telegram import Message
from telegram.error import TelegramError

from domain.debunk import Verdict
from domain.moderator import Moderator
from handlers.desk.drafting import questions
from handlers.desk.drafting.answers import (
    Fault,
    addresses_in,
    cleared,
    shown_addresses,
    sorted_out,
    taken,
    with_authority,
    with_topic,
    with_verdict,
)
from handlers.desk.drafting.draft_body import Making, making_of
from handlers.desk.drafting.question_page import Offers, question
from handlers.desk.drafting.review_page import review
from handlers.desk.drafting.template import verdict_in
from handlers.kit.answer import Answer
from handlers.kit.context import Context, Services
from handlers.kit.notes import day_of
from handlers.kit.refusals import in_words
from handlers.kit.sending import replace as put_in_place
from handlers.kit.sending import send
from handlers.kit.texts import Voice
from storage.desk.drafts import ASIDE, Draft

_log = logging.getLogger(__name__)
_OFFERED = 6
_TYPED = {
    *("claim", "verdict", "summary", "who", "said", "when", "where"),
    *("source", "topics", "seen", "date", "reason"),
}


def expects_words(draft: Draft) -> bool:
    """Tell whether a draft's question is answered by typing."""
    return questions.kind_of(draft.step) in _TYPED


async def page(
    draft: Draft, context: Context, moderator: Moderator, voice: Voice, above: str | None = None
) -> Answer:
    """Return the page that a draft is at."""
    services, making = context.services, making_of(draft)
    if draft.step == questions.REVIEW:
        return await review(draft, making, moderator, services, voice)
    offers = Offers()
    if draft.step == "who":
        offers = Offers(authorities=await services.store.names.authorities(making.typed, _OFFERED))
    elif draft.step == "topics":
        offers = Offers(topics=await services.store.names.topics(_OFFERED))
    return question(draft, making, voice, offers, above)


async def keep(draft: Draft, making: Making, step: str, services: Services) -> Draft | None:
    """Keep a draft at a step; None where it is gone. Raises StoreError."""
    kept = replace(draft, step=step, body=making.body(), changed=services.clock())
    return kept if await services.store.drafts.put(kept) else None


async def ask(
    draft: Draft,
    message: Message,
    context: Context,
    moderator: Moderator,
    voice: Voice,
    above: str | None = None,
) -> None:
    """Send the draft's page below a message, and take the page before away."""
    sent = await send(message, await page(draft, context, moderator, voice, above))
    making = making_of(draft)
    before = making.message
    if sent:
        await keep(draft, replace(making, message=sent.message_id), draft.step, context.services)
    if sent and before:
        try:
            await context.bot.delete_message(message.chat_id, before)
        except TelegramError as refusal:
            _log.info("A question stays: %s", in_words(refusal))


async def turn(
    draft: Draft,
    message: Message,
    context: Context,
    moderator: Moderator,
    voice: Voice,
    above: str | None = None,
) -> None:
    """Put the draft's page in the place of the message whose button was pressed."""
    making = making_of(draft)
    if making.message != message.message_id:
        making = replace(making, message=message.message_id)
        await keep(draft, making, draft.step, context.services)
    await put_in_place(message, await page(draft, context, moderator, voice, above))


async def answer(
    draft: Draft, text: str, links: Sequence[str], context: Context, voice: Voice
) -> tuple[Draft | None, str | None]:
    """Take in what a moderator typed; return the draft as it is now, and what was not taken.

    Raises StoreError.
    """
    services, making = context.services, making_of(draft)
    today = date.fromisoformat(day_of(services))
    if draft.step == "who" and text.strip():
        if (asked := await _which_authority(text, making, services)) is not None:
            return await keep(draft, asked, "who", services), None
        known = await _same_authority(text, services)
        found: Making | Fault = (
            with_authority(making, known)
            if known
            else taken(draft.step, text, links, making, today)
        )
    elif draft.step == "verdict" and (verdict := verdict_in(text, services.texts.values())):
        found = with_verdict(making, verdict)
    else:
        found = taken(draft.step, text, links, making, today)
    if isinstance(found, Fault):
        told: dict[str, str | int] = {
            "limit": found.limit,
            "length": len(text.strip()),
            "words": found.shown,
        }
        return draft, voice(f"add-fault-{found.key}", **told)
    left = sorted_out(addresses_in(text, links))[1] if draft.step == "seen" else []
    note = voice("add-left-out", words=shown_addresses(left)) if left else None
    return await forward(draft, found, services), note


async def forward(draft: Draft, making: Making, services: Services) -> Draft | None:
    """Go to the next question; questions that may have several answers are asked again."""
    if questions.kind_of(draft.step) in {"source", "topics", "seen"}:
        return await keep(draft, making, draft.step, services)
    return await skip(draft, making, services)


async def skip(draft: Draft, making: Making, services: Services) -> Draft | None:
    """Go to the next question, whatever the answer to this one is."""
    if draft.step == questions.REASON:
        return await keep(draft, making, after_reason(making), services)
    step, following = questions.onward(draft.step, replace(making, typed=""))
    return await keep(draft, following, step, services)


def after_reason(making: Making) -> str:
    """Return the step after the reason for a change: readers hear of another verdict anyway."""
    before = making.was.verdict if making.was else None
    told_anyway = making.retract or making.work.verdict is not before
    return questions.REVIEW if told_anyway else questions.TELL


async def choose(draft: Draft, value: str, services: Services) -> Draft | None:
    """Take in a pressed choice; None where there is no such choice (any more)."""
    making, today = making_of(draft), date.fromisoformat(day_of(services))
    match questions.kind_of(draft.step):
        case "verdict" if value in set(Verdict):
            return await forward(draft, with_verdict(making, Verdict(value)), services)
        case "who" if value == "typed" and making.typed:
            named = taken("who", making.typed, (), making, today)
            return await forward(draft, named, services) if isinstance(named, Making) else None
        case "who" if value.isdecimal() and len(value) < 16:
            known = await services.store.names.authority(int(value))
            if known is None:
                return None
            return await forward(draft, with_authority(making, dict(known.names)), services)
        case "when" | "date" if value in {"today", "yesterday"}:
            dated = taken(draft.step, value, (), making, today)
            return await forward(draft, dated, services) if isinstance(dated, Making) else None
        case "topics" if value.isdecimal() and len(value) < 4:
            topics = await services.store.names.topics(_OFFERED)
            if int(value) >= len(topics):
                return None
            return await forward(draft, with_topic(making, topics[int(value)]), services)
        case "tell" if value in {"yes", "no"}:
            return await keep(
                draft, replace(making, tell=value == "yes"), questions.REVIEW, services
            )
        case _:
            return None


async def go_back(draft: Draft, services: Services) -> Draft | None:
    """Go to the question before."""
    making = making_of(draft)
    if making.retract:
        return await keep(draft, making, questions.REASON, services)
    if making.was and draft.step in {questions.REASON, questions.TELL, questions.REVIEW}:
        return await keep(draft, making, questions.PARTS, services)
    step, before = questions.back(draft.step, replace(making, typed=""))
    return await keep(draft, before, step, services)


async def clear(draft: Draft, services: Services) -> Draft | None:
    """Take the answer to the question away; it is asked again."""
    making = cleared(draft.step, making_of(draft))
    return await keep(draft, making, draft.step, services)


async def set_aside(draft: Draft, services: Services) -> Draft | None:
    """Let a draft rest: what its moderator types goes elsewhere until it is taken up again."""
    making = replace(making_of(draft), resume=draft.step)
    return await keep(draft, making, ASIDE, services)


async def take_up(draft: Draft, services: Services) -> Draft | None:
    """Go on with a draft where it was left."""
    making = making_of(draft)
    step = making.resume if draft.step == ASIDE else draft.step
    fallback = questions.PARTS if making.was else questions.REVIEW
    return await keep(draft, making, step if questions.exists(step) else fallback, services)


async def _which_authority(text: str, making: Making, services: Services) -> Making | None:
    """Return the making that asks which of the known authorities was meant, if any begins so."""
    if making.typed or await _same_authority(text, services):
        return None
    near = await services.store.names.authorities(text, 1)
    return replace(making, typed=text.strip()[:200]) if near else None


async def _same_authority(text: str, services: Services) -> dict[str, str] | None:
    wanted = " ".join(text.split()).casefold()
    for one in await services.store.names.authorities(text.strip(), _OFFERED):
        if any(name.casefold() == wanted for name in one.names.values()):
            return dict(one.names)
    return None
