"""A decision -> the one message that goes back to the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from telegram import InlineKeyboardMarkup

from domain.debunk import Debunk, Status
from domain.decision import Decision, DecisionKind, Match
from domain.post import Post
from handlers.kit import buttons
from handlers.kit.card import FULL, card, claim_in, verdict_line
from handlers.kit.markup import (
    Html,
    bold,
    joined,
    linked,
    plain,
    shortened,
    width,
    without_markup,
)
from handlers.kit.texts import Voice
from matching.checkable import could_be_checked
from storage.debunks.debunks import Debunks

_LISTED_CLAIM = 300
# For a line that says when a rumour was first checked.
_ROOM_BELOW = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """A message ready to send: HTML, buttons, the address of its preview, whose cards it shows.

    `above` are the words over the cards, so that these can be laid out anew.
    """

    content: Html
    keyboard: InlineKeyboardMarkup | None = None
    preview: str | None = None
    cards: tuple[Debunk, ...] = ()
    above: str | None = None


async def answer_to(
    decision: Decision, post: Post, debunks: Debunks, voice: Voice, whose: str = ""
) -> Answer:
    """Return what a reader gets for the decision on a post; only what is published counts.

    `whose` is the line that says whose desk it is, if it is known: below "not found".
    """
    shown = await _published(decision.shown, debunks)
    if not shown or decision.kind is DecisionKind.UNKNOWN:
        return not_found(post, voice, whose)
    if decision.kind is DecisionKind.CHOOSE and len(shown) == 1:
        claim = bold(shortened(claim_in(shown[0], voice.lang), _LISTED_CLAIM))
        question = joined([plain(voice("choose-one")), claim], "\n\n")
        return Answer(question, buttons.under_question(shown[0], voice))
    if decision.kind is DecisionKind.CHOOSE:
        content = joined([plain(voice("choose")), listed(shown, voice, verdicts=False)], "\n\n")
        return Answer(content, buttons.under_list(shown, voice, may_refuse=True))
    if decision.kind is DecisionKind.DENIAL:
        return with_cards(shown, voice, above=voice("denial"))
    if decision.repeated:
        return await _checked_again(shown, decision, debunks, voice)
    return _told(shown, voice)


async def _checked_again(
    shown: Sequence[Debunk], decision: Decision, debunks: Debunks, voice: Voice
) -> Answer:
    """Return the newest debunk of a claim that was checked again, and name the one before it.

    A second claim of the post keeps its own card.
    """
    published = await _published(decision.repeated, debunks)
    newest, *older = sorted([shown[0], *published], key=lambda one: one.date or "", reverse=True)
    cards = [newest, *shown[1:]]
    if not older:
        return _told(cards, voice)
    claim = shortened(claim_in(older[0], voice.lang), _LISTED_CLAIM)
    date = voice.date(older[0].date) if older[0].date else None
    verdict = verdict_line(older[0], voice)
    above = (
        voice("answer-checked-before", claim=claim, verdict=verdict, date=date)
        if date
        else voice("answer-checked-before-undated", claim=claim, verdict=verdict)
    )
    return with_cards(cards, voice, above=above)


async def similar_picture(ids: Sequence[str], debunks: Debunks, voice: Voice) -> Answer | None:
    """Return the question whether a picture is one of those that were checked; None for none.

    No verdict stands there: a picture may go round with another claim than the one checked.
    """
    found = await debunks.current(ids)
    shown = [one for one in found.values() if one.status is Status.PUBLISHED]
    if not shown:
        return None
    words = plain(voice("similar-picture", number=len(shown)))
    if len(shown) == 1:
        claim = bold(shortened(claim_in(shown[0], voice.lang), _LISTED_CLAIM))
        return Answer(joined([words, claim], "\n\n"), buttons.under_question(shown[0], voice))
    content = joined([words, listed(shown, voice, verdicts=False)], "\n\n")
    return Answer(content, buttons.under_list(shown, voice, may_refuse=True))


async def _published(matches: Sequence[Match], debunks: Debunks) -> list[Debunk]:
    found = await debunks.current(match.debunk_id for match in matches)
    held = [found[match.debunk_id] for match in matches if match.debunk_id in found]
    return [debunk for debunk in held if debunk.status is Status.PUBLISHED]


def _told(cards: Sequence[Debunk], voice: Voice) -> Answer:
    return with_cards(cards, voice, above=voice("answer-two") if len(cards) > 1 else None)


def not_found(post: Post, voice: Voice, whose: str = "") -> Answer:
    """Return the honest "we have not checked this", with the way to the desk.

    Where a post says nothing that could be checked, ask for more instead.
    """
    if not could_be_checked(post):
        return Answer(plain(voice("too-little")))
    words = "\n\n".join(filter(None, [voice("unknown"), whose]))
    return Answer(plain(words), buttons.under_unknown(voice))


def with_cards(
    debunks: Sequence[Debunk], voice: Voice, above: str | None = None, room: int = FULL
) -> Answer:
    """Return the cards of one or two debunks in one message, with words above them.

    `room` is what all of it may take, in UTF-16 units.
    """
    heading = [plain(above)] if above else []
    room -= _ROOM_BELOW + (width(above) + 2 if above else 0)
    cards = [card(debunk, voice, room // len(debunks) - 2) for debunk in debunks]
    return Answer(
        joined([*heading, *(each.content for each in cards)], "\n\n"),
        buttons.under_card(list(debunks), voice),
        cards[0].preview,
        tuple(debunks),
        above,
    )


def framed(answer: Answer, voice: Voice, head: Html | None, foot: Html | None) -> Answer:
    """Return an answer with words above and below all of it.

    Cards are laid out anew where room is short.
    """
    taken = sum(width(without_markup(part)) + 2 for part in (head, foot) if part)
    if answer.cards and width(without_markup(answer.content)) + taken > FULL - _ROOM_BELOW:
        content = with_cards(answer.cards, voice, answer.above, FULL - taken).content
        answer = replace(answer, content=content)
    content = joined([part for part in (head, answer.content, foot) if part], "\n\n")
    return replace(answer, content=content)


def listed(
    debunks: Sequence[Debunk],
    voice: Voice,
    *,
    verdicts: bool,
    posts: Mapping[str, str] = MappingProxyType({}),
) -> Html:
    """Return a numbered list of claims; `posts` are where the desk's channel has them, by id.

    Without verdicts where it asks "is it one of these?": a verdict on a claim that the reader did
    not send is what they must never meet.
    """
    entries = []
    for number, debunk in enumerate(debunks, start=1):
        claim = bold(f"{number}. {shortened(claim_in(debunk, voice.lang), _LISTED_CLAIM)}")
        verdict = [plain(verdict_line(debunk, voice))] if verdicts else []
        post = linked(voice("latest-post"), posts.get(debunk.id))
        entries.append(joined([claim, *verdict, *([post] if post else [])]))
    return joined(entries, "\n\n")
