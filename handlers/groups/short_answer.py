"""A decision -> the short answer for where others talk; the whole card is behind a button."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.helpers import create_deep_linked_url

from domain.debunk import Debunk, Status
from domain.decision import Decision, DecisionKind
from domain.post import Post
from handlers.kit.answer import Answer
from handlers.kit.buttons import link_to
from handlers.kit.card import attribution, claim_in, text_in, verdict_line
from handlers.kit.context import Context
from handlers.kit.markup import Html, bold, joined, plain, quotation, shortened
from handlers.kit.texts import Voice
from matching.checkable import could_be_checked

_CLAIM, _STATEMENT = 250, 200


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """An answer, and what it tells: the debunks and their versions, empty where there are none."""

    answer: Answer
    told: str = ""


async def short_answer(
    decision: Decision, post: Post, context: Context, voice: Voice
) -> ShortAnswer:
    """Return what is said of a post where others read it; only what is published counts."""
    debunks, bot = context.services.store.debunks, context.bot.username
    found = await debunks.current(one.debunk_id for one in decision.shown)
    held = [found[one.debunk_id] for one in decision.shown if one.debunk_id in found]
    shown = [one for one in held if one.status is Status.PUBLISHED]
    if decision.kind is DecisionKind.UNKNOWN or not shown:
        return _not_found(post, context, voice)
    told = " ".join(f"{decision.kind[:1]}{one.id}:{one.version}" for one in shown)
    if decision.kind is DecisionKind.CHOOSE:
        claims = _claims(shown, voice)
        heading = plain(voice("group-choose", number=len(claims)))
        return ShortAnswer(
            Answer(joined([heading, *claims], "\n\n"), _to_cards(shown, voice, bot)), told
        )
    above = [plain(voice("group-denial"))] if decision.kind is DecisionKind.DENIAL else []
    parts = [*above, *(short_card(one, voice) for one in shown)]
    keyboard = _to_cards(shown, voice, bot)
    return ShortAnswer(Answer(joined(parts, "\n\n"), keyboard, None, tuple(shown)), told)


async def similar_pictures(
    ids: Sequence[str], context: Context, voice: Voice
) -> ShortAnswer | None:
    """Return the claims whose debunks hold a picture that looks alike, without verdicts, or None.

    A picture may go round with another claim than the one checked.
    """
    found = await context.services.store.debunks.current(ids)
    shown = [one for one in found.values() if one.status is Status.PUBLISHED]
    if not shown:
        return None
    heading = plain(voice("group-similar"))
    content = joined([heading, *_claims(shown, voice)], "\n\n")
    return ShortAnswer(Answer(content, _to_cards(shown, voice, context.bot.username)))


def short_card(debunk: Debunk, voice: Voice) -> Html:
    """Return the verdict, the claim as it was checked, and one line of why."""
    parts = [
        bold(verdict_line(debunk, voice)),
        Html(
            f"{bold(voice('card-claim'))} {plain(shortened(claim_in(debunk, voice.lang), _CLAIM))}"
        ),
    ]
    if debunk.statements:
        first = debunk.statements[0]
        words = shortened(_one_line(text_in(first.text, voice.lang)[1]), _STATEMENT)
        by = bold(shortened(attribution(first, voice), _STATEMENT))
        parts.append(quotation(joined([by, plain(words)])))
    elif debunk.summary:
        summary = _one_line(text_in(debunk.summary, voice.lang)[1])
        parts.append(plain(shortened(summary, _STATEMENT)))
    return joined(parts)


def to_card(debunk: Debunk, label: str, bot_username: str) -> InlineKeyboardButton:
    """Return a button that opens the whole card in the private chat."""
    return InlineKeyboardButton(label, url=create_deep_linked_url(bot_username, link_to(debunk)))


def _claims(debunks: Sequence[Debunk], voice: Voice) -> list[Html]:
    claims = [bold(shortened(claim_in(one, voice.lang), _CLAIM)) for one in debunks]
    if len(claims) == 1:
        return claims
    return [Html(f"{number}. {claim}") for number, claim in enumerate(claims, start=1)]


def _to_cards(debunks: Sequence[Debunk], voice: Voice, bot: str) -> InlineKeyboardMarkup:
    if len(debunks) == 1:
        return InlineKeyboardMarkup([[to_card(debunks[0], voice("button-whole-card"), bot)]])
    rows = [
        [to_card(one, f"{number}. {voice('button-whole-card')}", bot)]
        for number, one in enumerate(debunks, start=1)
    ]
    return InlineKeyboardMarkup(rows)


def _not_found(post: Post, context: Context, voice: Voice) -> ShortAnswer:
    if not could_be_checked(post):
        return ShortAnswer(Answer(plain(voice("group-too-little"))))
    payload = context.services.entrusted.link_to(post)
    address = create_deep_linked_url(context.bot.username, payload)
    button = InlineKeyboardButton(voice("button-ask"), url=address)
    return ShortAnswer(Answer(plain(voice("group-unknown")), InlineKeyboardMarkup([[button]])))


def _one_line(text: str) -> str:
    return " ".join(text.split())
