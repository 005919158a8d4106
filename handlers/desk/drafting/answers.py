"""A moderator's answer to a question -> the body with the answer in it, or what is wrong."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.debunk import Source, Statement, Verdict
from domain.fingerprint import Fingerprint
from domain.post import Post
from formats import fields
from handlers.desk.drafting.addresses import (
    address_alone,
    addresses_in,
    name_addresses,
    sort_addresses,
    without_addresses,
)
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dates import typed_date
from handlers.desk.drafting.questions import kind_of, lang_of
from handlers.desk.drafting.statement_facts import StatementFacts, facts_in
from handlers.kit.language import written_in
from matching.reading.addresses.private import is_private

LIMITS = {"claim": 1000, "summary": 3000, "said": 3500, "who": 200, "source": 500, "reason": 500}
"""The most characters that an answer may have."""
_LONGEST_TOPIC = 60
_MOST_ITEMS = 20
MOST_FINGERPRINTS = 60
"""Of one debunk's pictures: each has up to nine."""


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """Why an answer cannot be taken: the text `add-fault-…` that says so, and its variables."""

    key: str
    limit: int = 0
    shown: str = ""


def take_in(
    step: str, text: str, links: Sequence[str], body: Body, today: date
) -> Body | AnswerFault:
    """Return the body with an answer in it, or what is wrong with the answer.

    `links` are the addresses in the message and behind its words, with that of the channel post
    that it was forwarded from.
    """
    words = text.strip()
    kind, lang, parts = kind_of(step), lang_of(step), body.parts
    limit = LIMITS.get(kind)
    if limit and kind != "who" and len(words) > limit:
        return AnswerFault("long", limit)
    if words and fields.wrong_text(words):
        return AnswerFault("characters")
    match kind:
        case "claim":
            return replace(body, parts=parts.with_claim(lang, words))
        case "summary":
            return replace(body, parts=parts.with_summary(lang, words))
        case "said":
            return replace(body, parts=parts.with_said(body.at, lang, words))
        case "reason":
            return replace(body, reason=words)
        case "verdict":
            return AnswerFault("press")
        case "who":
            facts = facts_in(words, links, today)
            if facts is None:
                return AnswerFault("address")
            if len(facts.name) > LIMITS["who"]:
                return AnswerFault("long", LIMITS["who"])
            dated = with_facts(body, facts)
            return with_authority(dated, names_in(facts.name)) if facts.name else dated
        case "date":
            found = typed_date(words, today)
            return _dated(body, found) if found else AnswerFault("date")
        case "when":
            return _with_date(words, links, body, today)
        case "where":
            return _with_address(words, links, body, today)
        case "source":
            return _with_source(words, body)
        case "topics":
            return _with_topics(words, body)
        case "seen":
            return _with_appearances(words, links, body)
        case "pictures":
            return AnswerFault("picture")
        case _:
            return AnswerFault("press")


def names_in(text: str) -> dict[str, str]:
    """Return an authority's names by language; ` / ` stands between names in two languages."""
    parts = [part.strip() for part in text.replace("\n", " / ").split(" / ") if part.strip()]
    names = {written_in(part): part for part in parts}
    return names if len(names) == len(parts) else {written_in(text): " ".join(text.split())}


def with_authority(body: Body, names: dict[str, str]) -> Body:
    """Name who made the statement that is asked about."""
    held = body.parts.statement(body.at) or Statement({})
    named = body.parts.with_statement(body.at, replace(held, authority=names))
    return replace(body, parts=named, typed="")


def with_verdict(body: Body, verdict: Verdict) -> Body:
    """Put in the verdict."""
    return replace(body, parts=replace(body.parts, verdict=verdict))


def with_topic(body: Body, topic: str) -> Body:
    """Add a topic, or take it away where it is there."""
    held = body.parts.topics
    topics = tuple(one for one in held if one != topic) if topic in held else (*held, topic)
    return replace(body, parts=replace(body.parts, topics=topics))


def with_pictures(body: Body, pictures: Sequence[Fingerprint]) -> Body | AnswerFault:
    """Add how a picture looks; one that is there already stays as it is."""
    held = tuple(dict.fromkeys((*body.parts.pictures, *pictures)))
    if len(held) > MOST_FINGERPRINTS:
        return AnswerFault("many", MOST_FINGERPRINTS)
    return replace(body, parts=replace(body.parts, pictures=held))


def clear(step: str, body: Body) -> Body:
    """Take away what a question asks for."""
    parts, lang = body.parts, lang_of(step)
    match kind_of(step):
        case "claim":
            parts = parts.with_claim(lang, "")
        case "summary":
            parts = parts.with_summary(lang, "")
        case "said":
            parts = parts.with_said(body.at, lang, "")
        case "who" | "another":
            parts = parts.with_statement(body.at, None)
        case "when" | "where" as part:
            if held := parts.statement(body.at):
                bare = replace(held, date=None) if part == "when" else replace(held, url=None)
                parts = parts.with_statement(body.at, bare)
        case "date":
            parts = replace(parts, date=None)
        case "source":
            parts = replace(parts, sources=())
        case "topics":
            parts = replace(parts, topics=())
        case "seen":
            parts = replace(parts, appearances=())
        case "pictures":
            parts = replace(parts, pictures=())
        case "reason":
            return replace(body, reason="")
    return replace(body, parts=parts)


def holds(step: str, body: Body) -> bool:
    """Tell whether there is an answer to a question already."""
    return kind_of(step) not in {"verdict"} and clear(step, body) != body


def with_facts(body: Body, facts: StatementFacts) -> Body:
    """Put a date and an address, as far as they are given, into the statement asked about."""
    held = body.parts.statement(body.at) or Statement({})
    known = replace(held, date=facts.date or held.date, url=facts.url or held.url)
    return replace(body, parts=body.parts.with_statement(body.at, known))


def _dated(body: Body, found: str) -> Body:
    return replace(body, parts=replace(body.parts, date=found))


def _with_date(words: str, links: Sequence[str], body: Body, today: date) -> Body | AnswerFault:
    """Take a date and, if it came along, the address."""
    facts = facts_in(words, links, today)
    if facts is None:
        return AnswerFault("address")
    return AnswerFault("date") if facts.name or not facts.date else with_facts(body, facts)


def _with_address(words: str, links: Sequence[str], body: Body, today: date) -> Body | AnswerFault:
    """Take an address, among whatever words, and a date if it came along."""
    alone = address_alone(words)
    facts = facts_in(words, links or ([alone] if alone else ()), today)
    return with_facts(body, facts) if facts and facts.url else AnswerFault("address")


def source_in(words: str) -> Source | None:
    """Return a source of a title, an address or both; None for one that cannot be an address."""
    found = addresses_in(words)
    if len(found) > 1 or (found and (fields.wrong_address(found[0]) or is_private(found[0]))):
        return None
    title = " ".join(without_addresses(words).split()).strip(" -–—|:")
    return Source(title or None, found[0] if found else None) if title or found else None


def _with_source(words: str, body: Body) -> Body | AnswerFault:
    named = [source_in(line) for line in words.splitlines() if line.strip()]
    if len(named) > 1 and not all(one and one.url for one in named):
        # A title may stand on a line of its own, above its address.
        named = [source_in(" ".join(words.split()))]
    if not all(named):
        return AnswerFault("source")
    sources = tuple(dict.fromkeys((*body.parts.sources, *filter(None, named))))
    if len(sources) > _MOST_ITEMS:
        return AnswerFault("many", _MOST_ITEMS)
    return replace(body, parts=replace(body.parts, sources=sources))


def _with_topics(words: str, body: Body) -> Body | AnswerFault:
    typed = [" ".join(topic.split()) for topic in re.split(r"[,;\n]", words)]
    topics = tuple(dict.fromkeys((*body.parts.topics, *filter(None, typed))))
    if any(len(topic) > _LONGEST_TOPIC for topic in topics):
        return AnswerFault("long", _LONGEST_TOPIC)
    if len(topics) > _MOST_ITEMS:
        return AnswerFault("many", _MOST_ITEMS)
    return replace(body, parts=replace(body.parts, topics=topics))


def _with_appearances(words: str, links: Sequence[str], body: Body) -> Body | AnswerFault:
    named = addresses_in(words, links)
    if not named or any(fields.wrong_appearance(one) for one in named):
        return AnswerFault("links")
    found, left = sort_addresses(named, Post(words))
    if not found:
        return AnswerFault("no-post", shown=name_addresses(left))
    seen = tuple(dict.fromkeys((*body.parts.appearances, *found)))
    if len(seen) > _MOST_ITEMS:
        return AnswerFault("many", _MOST_ITEMS)
    return replace(body, parts=replace(body.parts, appearances=seen))
