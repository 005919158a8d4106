"""A moderator's answer to a question -> the work with the answer in it, or what is wrong."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.debunk import Source, Statement, Verdict
from formats import fields
from handlers.desk.drafting.dates import typed_date
from handlers.desk.drafting.draft_body import Making
from handlers.desk.drafting.questions import kind_of, lang_of
from handlers.kit.language import written_in
from handlers.kit.markup import shortened
from matching.reading.addresses.address import canonical, is_post

LIMITS = {"claim": 1000, "summary": 3000, "said": 3500, "who": 200, "source": 500, "reason": 500}
"""The most characters that an answer may have."""
_LONGEST_TOPIC = 60
_MOST_ITEMS = 20
_SHOWN_ADDRESSES = 5
_SHOWN_ADDRESS = 100
_ADDRESS = re.compile(r"(?:https?://|t\.me/|telegram\.me/|www\.)\S+", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an answer cannot be taken: the text `add-fault-…` that says so, and its variables."""

    key: str
    limit: int = 0
    shown: str = ""


def taken(
    step: str, text: str, links: Sequence[str], making: Making, today: date
) -> Making | Fault:
    """Return the making with an answer in it, or what is wrong with the answer.

    `links` are the addresses in the message and behind its words, with that of the channel post
    that it was forwarded from.
    """
    words = text.strip()
    kind, lang, work = kind_of(step), lang_of(step), making.work
    limit = LIMITS.get(kind)
    if limit and len(words) > limit:
        return Fault("long", limit)
    if words and fields.wrong_text(words):
        return Fault("characters")
    match kind:
        case "claim":
            return replace(making, work=work.with_claim(lang, words))
        case "summary":
            return replace(making, work=work.with_summary(lang, words))
        case "said":
            return replace(making, work=work.with_said(making.at, lang, words))
        case "reason":
            return replace(making, reason=words)
        case "verdict":
            return Fault("press")
        case "who":
            return with_authority(making, names_in(words))
        case "when" | "date":
            return _with_date(kind, words, making, today)
        case "where":
            return _with_address(words, links, making)
        case "source":
            return _with_source(words, making)
        case "topics":
            return _with_topics(words, making)
        case "seen":
            return _with_appearances(words, links, making)
        case _:
            return Fault("press")


def names_in(text: str) -> dict[str, str]:
    """Return an authority's names by language; ` / ` stands between names in two languages."""
    parts = [part.strip() for part in text.replace("\n", " / ").split(" / ") if part.strip()]
    names = {written_in(part): part for part in parts}
    return names if len(names) == len(parts) else {written_in(text): " ".join(text.split())}


def with_authority(making: Making, names: dict[str, str]) -> Making:
    """Name who made the statement that is asked about."""
    held = making.work.statement(making.at) or Statement({})
    named = making.work.with_statement(making.at, replace(held, authority=names))
    return replace(making, work=named, typed="")


def with_verdict(making: Making, verdict: Verdict) -> Making:
    """Put in the verdict."""
    return replace(making, work=replace(making.work, verdict=verdict))


def with_topic(making: Making, topic: str) -> Making:
    """Add a topic, or take it away where it is there."""
    held = making.work.topics
    topics = tuple(one for one in held if one != topic) if topic in held else (*held, topic)
    return replace(making, work=replace(making.work, topics=topics))


def cleared(step: str, making: Making) -> Making:
    """Take away what a question asks for."""
    work, lang = making.work, lang_of(step)
    match kind_of(step):
        case "claim":
            work = work.with_claim(lang, "")
        case "summary":
            work = work.with_summary(lang, "")
        case "said":
            work = work.with_said(making.at, lang, "")
        case "who" | "another":
            work = work.with_statement(making.at, None)
        case "when" | "where" as part:
            if held := work.statement(making.at):
                bare = replace(held, date=None) if part == "when" else replace(held, url=None)
                work = work.with_statement(making.at, bare)
        case "date":
            work = replace(work, date=None)
        case "source":
            work = replace(work, sources=())
        case "topics":
            work = replace(work, topics=())
        case "seen":
            work = replace(work, appearances=())
        case "reason":
            return replace(making, reason="")
    return replace(making, work=work)


def holds(step: str, making: Making) -> bool:
    """Tell whether there is an answer to a question already."""
    return kind_of(step) not in {"verdict"} and cleared(step, making) != making


def addresses_in(text: str, links: Sequence[str] = ()) -> list[str]:
    """Return the addresses of pages in a text, each with its scheme, and the links given."""
    found = [*links, *_ADDRESS.findall(text)]
    found += [word for word in text.split() if _BARE.fullmatch(word) and "/" in word]
    whole = [one if "://" in one else f"https://{one}" for one in found]
    return list(dict.fromkeys(one.rstrip(".,;)") for one in whole))


def sorted_out(found: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the addresses of posts, and those of whole channels, sites, profiles or searches."""
    posts: list[str] = []
    others: list[str] = []
    for one in found:
        (posts if is_post(canonical(one)) else others).append(one)
    return posts, others


def shown_addresses(found: Sequence[str]) -> str:
    """Return addresses as they are named to a moderator, the first few of many."""
    named = ", ".join(shortened(one, _SHOWN_ADDRESS) for one in found[:_SHOWN_ADDRESSES])
    return f"{named}, …" if len(found) > _SHOWN_ADDRESSES else named


def _with_date(kind: str, words: str, making: Making, today: date) -> Making | Fault:
    found = typed_date(words, today)
    if found is None:
        return Fault("date")
    if kind == "date":
        return replace(making, work=replace(making.work, date=found))
    held = making.work.statement(making.at) or Statement({})
    return replace(making, work=making.work.with_statement(making.at, replace(held, date=found)))


def _with_address(words: str, links: Sequence[str], making: Making) -> Making | Fault:
    found = addresses_in(words, links)
    if not found and _BARE.fullmatch(words):
        found = [f"https://{words}"]
    if len(found) != 1 or fields.wrong_address(found[0]):
        return Fault("address")
    held = making.work.statement(making.at) or Statement({})
    return replace(making, work=making.work.with_statement(making.at, replace(held, url=found[0])))


def source_in(words: str) -> Source | None:
    """Return a source of a title, an address or both; None for one that cannot be an address."""
    found = addresses_in(words)
    if len(found) > 1 or (found and fields.wrong_address(found[0])):
        return None
    title = " ".join(_ADDRESS.sub(" ", words).split()).strip(" -–—|:")
    if found and title in found[0]:
        title = ""
    return Source(title or None, found[0] if found else None) if title or found else None


def _with_source(words: str, making: Making) -> Making | Fault:
    source = source_in(words)
    if source is None:
        return Fault("source")
    sources = tuple(dict.fromkeys((*making.work.sources, source)))
    if len(sources) > _MOST_ITEMS:
        return Fault("many", _MOST_ITEMS)
    return replace(making, work=replace(making.work, sources=sources))


def _with_topics(words: str, making: Making) -> Making | Fault:
    typed = [" ".join(topic.split()) for topic in re.split(r"[,;\n]", words)]
    topics = tuple(dict.fromkeys((*making.work.topics, *filter(None, typed))))
    if any(len(topic) > _LONGEST_TOPIC for topic in topics):
        return Fault("long", _LONGEST_TOPIC)
    if len(topics) > _MOST_ITEMS:
        return Fault("many", _MOST_ITEMS)
    return replace(making, work=replace(making.work, topics=topics))


def _with_appearances(words: str, links: Sequence[str], making: Making) -> Making | Fault:
    named = addresses_in(words, links)
    if not named or any(fields.wrong_appearance(one) for one in named):
        return Fault("links")
    found, left = sorted_out(named)
    if not found:
        return Fault("no-post", shown=shown_addresses(left))
    seen = tuple(dict.fromkeys((*making.work.appearances, *found)))
    if len(seen) > _MOST_ITEMS:
        return Fault("many", _MOST_ITEMS)
    return replace(making, work=replace(making.work, appearances=seen))
