"""What somebody types or pastes after `@bot` -> debunks, what matching is sure of before all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from telegram.constants import InlineQueryLimit

from domain.debunk import Debunk, Status
from domain.decision import DecisionKind, Match
from domain.post import Post
from handlers.kit.asked import compared
from handlers.kit.searching import only_asks, tries
from matching.checkable import could_be_checked
from matching.matcher import Matcher
from matching.reading.query import read_query
from storage.debunks.debunks import Debunks

PAGE = int(InlineQueryLimit.RESULTS)
_FULL = int(InlineQueryLimit.MAX_QUERY_LENGTH)
_TELLING = 4
"""Words that carry something from which a text tells a rumour, and does not only name a subject."""
_LAST_WORD = re.compile(r"\s+\S*$")


class WhyFound(Enum):
    """Why a debunk is among the results."""

    NAMED = auto()
    """It was asked for by its name."""
    SURE = auto()
    """Matching is sure that the text tells its claim."""
    MAYBE = auto()
    """The text tells something, perhaps its claim: who reads must tell."""
    BY_WORDS = auto()
    """It holds the words that were searched for, or nothing was searched for."""


@dataclass(frozen=True, slots=True)
class FoundDebunk:
    """A published debunk and why it was found."""

    debunk: Debunk
    found: WhyFound


@dataclass(frozen=True, slots=True)
class FoundPage:
    """At most 50 results, and where the next ones begin; None after the last."""

    results: tuple[FoundDebunk, ...]
    following: int | None


async def look_for(text: str, start: int, debunks: Debunks, matcher: Matcher) -> FoundPage:
    """Return the results from `start` on.

    A text that tells a rumour, a post of which Telegram lets through 256 characters, a question, is
    decided on as a forwarded post is. What else has its words comes after.
    """
    if text.startswith("#"):
        one = await debunks.by_ref(text.removeprefix("#").strip())
        named = (FoundDebunk(one, WhyFound.NAMED),) if one and _is_public(one) else ()
        return FoundPage(named, None)
    telling = len(read_query(text).words) >= _TELLING
    first = await _decided(text, debunks, matcher, telling=telling)
    room = PAGE - (len(first) if start == 0 else 0)
    searched = await _searched(text, room + 1, start, debunks)
    known = {each.debunk.id for each in first}
    found = WhyFound.MAYBE if telling else WhyFound.BY_WORDS
    others = [FoundDebunk(one, found) for one in searched[:room] if one.id not in known]
    following = start + room if len(searched) > room else None
    return FoundPage((*(first if start == 0 else ()), *others), following)


async def _decided(
    text: str, debunks: Debunks, matcher: Matcher, *, telling: bool
) -> list[FoundDebunk]:
    """Return what matching says of a text; of one that tells nothing, only what is sure."""
    post = Post(_whole_words(text))
    if not could_be_checked(post):
        return []
    decision = await matcher.decide(compared(post))
    shown = await _public(decision.shown, debunks)
    again = await _public(decision.repeated, debunks)
    sure: list[Debunk] = []
    if shown and decision.kind is DecisionKind.ANSWER:
        # Of a claim that was checked more than once, the newest check answers.
        newest = max([shown[0], *again], key=lambda one: one.date or "")
        sure = [newest, *shown[1:]]
    maybe = [one for one in (*shown, *again) if one not in sure] if telling else []
    return [
        *(FoundDebunk(one, WhyFound.SURE) for one in sure),
        *(FoundDebunk(one, WhyFound.MAYBE) for one in maybe),
    ]


async def _searched(text: str, limit: int, start: int, debunks: Debunks) -> list[Debunk]:
    asked = tries(text)
    found = await debunks.search_first(asked, limit, start)
    # Who only asks whether "this" is true has not said of what yet.
    if not found and only_asks(text) and not await debunks.search_first(asked, 1):
        return await debunks.newest(limit, start)
    return found


async def _public(matches: Iterable[Match], debunks: Debunks) -> list[Debunk]:
    held = await debunks.current(match.debunk_id for match in matches)
    return [one for one in held.values() if _is_public(one)]


def _is_public(debunk: Debunk) -> bool:
    return debunk.status is Status.PUBLISHED


def is_cut(text: str) -> bool:
    """Say whether a text is as long as Telegram lets one through: more may have been pasted."""
    return len(text) >= _FULL


def _whole_words(text: str) -> str:
    """Return a text without its last word where Telegram has cut it there."""
    return _LAST_WORD.sub("", text) if is_cut(text) else text
