"""A message of the bot's own that came back -> what is to be said about it now."""

import re
from collections.abc import Iterable, Sequence

from telegram import Message, MessageOriginChannel, MessageOriginUser

from domain.debunk import Debunk, Status, Verdict
from domain.post import Post
from handlers.kit.answer import Answer, with_cards
from handlers.kit.card import claim_in, verdict_words
from handlers.kit.context import Context, Services
from handlers.kit.markup import plain, shortened
from handlers.kit.texts import Voice
from handlers.readers.copied_card import (
    CopiedDebunk,
    cards_in,
    claims_in,
    claims_told,
    normal,
    tells_a_verdict,
    verdict_in,
)
from matching.reading.normalize import terms
from storage.search.sought import Sought

_MOST_FOUND = 20
_SOUGHT_TERMS = 12
_SEARCHED_WORDS = 6
_FIRST_WORDS = 4
_NAMED_CLAIM = 200
_CARDS = 2
_LONGEST_REASON = 600


async def own_card(message: Message, post: Post, context: Context, voice: Voice) -> Answer | None:
    """Return the reply to a message that is the bot's own; None for everybody else's.

    Own is what came from the bot by its origin, whatever it says, a post of the desk's channel that
    stands there, and a pasted text that the store itself could have sent: a card of a published
    version, whole or cut at its end. The headings of a card alone, or a card with a word changed,
    are a stranger's post.
    """
    services = context.services
    if (posted := await _posted(message, services)) is not None:
        said = verdict_in(post.text, services.texts)
        return _answer([CopiedDebunk(posted)], {posted.id: posted}, voice, said)
    ours = _came_from(message, context.bot.id)
    claims = claims_told(post.text, services.texts)
    if not ours and not tells_a_verdict(post.text, services.texts):
        return None
    if not claims:
        return Answer(plain(voice("own-card"))) if ours else None
    present = await _present(claims, services)
    shown = [one for one in present.values() if one.status is not Status.DRAFT]
    found, fitting = await _recognised(post, shown, services)
    if not found:
        former = await _former(claims, services)
        for debunk_id in {one.id for one in former} - set(present):
            if debunk := await services.store.debunks.get(debunk_id):
                present[debunk_id] = debunk
        found, fitting = await _recognised(post, [*shown, *former], services)
    if found:
        return _answer(found, present, voice)
    return _unlike_any(post, list(present.values()), fitting, services, voice) if ours else None


async def _posted(message: Message, services: Services) -> Debunk | None:
    """Return the debunk, as it is, whose post in the desk's channel was forwarded."""
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel):
        return None
    posts = services.store.channel_posts
    debunk_id = await posts.posted_at(origin.chat.id, origin.message_id)
    return await services.store.debunks.get(debunk_id) if debunk_id else None


def _came_from(message: Message, bot_id: int) -> bool:
    origin = message.forward_origin
    if isinstance(origin, MessageOriginUser) and origin.sender_user.id == bot_id:
        return True
    return message.via_bot is not None and message.via_bot.id == bot_id


async def _present(claims: Iterable[str], services: Services) -> dict[str, Debunk]:
    """Return the debunks, as they are, that may hold one of these claims, by id."""
    found: dict[str, Debunk] = {}
    for claim in claims:
        # Copied without its line breaks, a claim runs on into the summary.
        first = " ".join(claim.split()[:_FIRST_WORDS])
        sought = [Sought(terms(part)[:_SOUGHT_TERMS]) for part in (claim, first)]
        held = await services.store.debunks.search_first(sought, _MOST_FOUND, statuses=Status)
        found |= {one.id: one for one in held}
    return found


async def _former(claims: Iterable[str], services: Services) -> list[Debunk]:
    """Return former versions that may hold one of these claims, the newest first."""
    found: list[Debunk] = []
    for claim in claims:
        kept = await services.store.history.holding(_words(claim), _MOST_FOUND)
        found += [
            one.debunk
            for one in kept
            if one.debunk.status is not Status.DRAFT and one.debunk not in found
        ]
    return found


def _words(claim: str) -> list[str]:
    """Return the words by which a claim is looked up: the longest, as they are written."""
    words = set(re.findall(r"\w+", normal(claim)))
    return sorted(words, key=lambda word: (-len(word), word))[:_SEARCHED_WORDS]


async def _recognised(
    post: Post, versions: Iterable[Debunk], services: Services
) -> tuple[list[CopiedDebunk], list[Debunk]]:
    """Return the cards that a post consists of, and the versions whose claim stands in it."""
    fitting = claims_in(post.text, versions, services.texts)
    reasons = await _reasons(fitting, services)
    return cards_in(post.text, fitting, services.texts, reasons), fitting


async def _reasons(debunks: Iterable[Debunk], services: Services) -> list[str]:
    entries = [
        entry
        for debunk_id in dict.fromkeys(one.id for one in debunks)
        for entry in await services.store.audit.of(f"debunk:{debunk_id}")
    ]
    given = (str(entry.details.get("reason", "")).strip() for entry in entries)
    return [shortened(reason, _LONGEST_REASON) for reason in given if reason]


def _unlike_any(
    post: Post,
    present: Sequence[Debunk],
    fitting: Sequence[Debunk],
    services: Services,
    voice: Voice,
) -> Answer:
    """Answer a card that is ours by its origin and that no version would be shown as today."""
    drafts = [one for one in present if one.status is Status.DRAFT]
    if claims_in(post.text, drafts, services.texts):
        return Answer(plain(voice("own-card")))
    if not fitting:
        return Answer(plain(voice("own-card-gone")))
    now = {one.id: one for one in present}
    said = verdict_in(post.text, services.texts)
    return _answer([CopiedDebunk(fitting[0])], now, voice, said)


def _answer(
    found: Sequence[CopiedDebunk],
    present: dict[str, Debunk],
    voice: Voice,
    said: Verdict | None = None,
) -> Answer:
    """Say what became of cards; `said` is the verdict of one that no version explains."""
    by_debunk = {told.version.id: told for told in found}
    now = {debunk_id: present[debunk_id] for debunk_id in by_debunk}
    news = {
        debunk_id: line
        for debunk_id, told in by_debunk.items()
        if (line := _change(told, now[debunk_id], voice, said))
    }
    if not news:
        return Answer(plain(voice("own-card")))
    valid = [one for one in now.values() if one.status is Status.PUBLISHED][:_CARDS]
    above = [line for debunk_id, line in news.items() if now[debunk_id] not in valid]
    changed = [(one, news[one.id]) for one in valid if one.id in news]
    if changed:
        above.append(voice("own-card-changed"))
        named = len(valid) > 1
        above += [f"{_claim(one, voice)}\n{line}" if named else line for one, line in changed]
    told = "\n\n".join(above)
    return with_cards(valid, voice, told) if valid else Answer(plain(told))


def _change(told: CopiedDebunk, now: Debunk, voice: Voice, said: Verdict | None) -> str | None:
    """Return what was changed since, None for nothing."""
    old = said or told.version.verdict
    if now.status is not Status.PUBLISHED:
        lines = [
            voice("own-card-withdrawn"),
            f"{voice('card-claim')} {_claim(now, voice)}",
            voice("told-we-said", old=verdict_words(old, voice)),
            voice("told-not-checked"),
            voice("told-do-not-rely"),
        ]
        return "\n".join(lines)
    new = verdict_words(now.verdict, voice)
    if told.withdrawn:
        return voice("told-restored", new=new)
    if old is not now.verdict:
        return voice("told-new-verdict", old=verdict_words(old, voice), new=new)
    unchanged = told.version is now or said is not None
    return None if unchanged else voice("told-same-verdict", new=new)


def _claim(debunk: Debunk, voice: Voice) -> str:
    return shortened(claim_in(debunk, voice.lang), _NAMED_CLAIM)
