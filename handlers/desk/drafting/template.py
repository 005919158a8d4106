"""A whole debunk typed into one message, by labels -> the parts, or what is wrong, by line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from domain.debunk import Source, Statement, Verdict
from domain.post import Post
from formats import fields
from formats.plain_text import folded
from handlers.desk.drafting import labels
from handlers.desk.drafting.addresses import addresses_in, name_addresses, sort_addresses
from handlers.desk.drafting.answers import AnswerFault, names_in, source_in, take_in
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dates import typed_date
from handlers.desk.drafting.labels import Label, label_of, unknown_label
from handlers.desk.drafting.parts import Parts
from handlers.desk.drafting.statement_facts import facts_in
from handlers.kit.language import written_in
from handlers.kit.texts import Texts, Voice
from matching.reading.addresses.private import is_private

_ENGLISH = {"claim", "rumour", "rumor", "why", "summary"}
_FREE = {labels.CLAIM, labels.SUMMARY, labels.STATEMENT}
_ABOUT_A_STATEMENT = {labels.WHO, labels.WHEN, labels.WHERE}
_MOST_FAULTS = 10


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """What is wrong with one line, counted from 1: the text `paste-…` or `add-fault-…` says it."""

    line: int
    key: str
    shown: str = ""
    limit: int = 0


@dataclass(slots=True)
class _Section:
    """A label with the lines under it; `line` is the label's."""

    line: int
    label: Label
    lines: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.label.kind

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    @property
    def numbered(self) -> list[tuple[int, str]]:
        """The lines that say something, with their numbers."""
        return [(at, one) for at, one in enumerate(self.lines, self.line) if one.strip()]

    @property
    def at(self) -> int:
        """The number of the first line that says something."""
        return self.numbered[0][0] if self.numbered else self.line

    @property
    def lang(self) -> str:
        if self.label.lang:
            return self.label.lang
        if self.label.name in _ENGLISH and not re.search("[А-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІі]", self.text):
            return "en"
        return written_in(self.text)


def is_template(text: str) -> bool:
    """Tell whether a text is a filled template rather than an answer to a question.

    A label that is misspelt must not make it one, so that it can be named.
    """
    lines = text.splitlines()
    found = {label.kind for line in lines if (label := label_of(line))}
    core = found & {labels.CLAIM, labels.VERDICT}
    misspelt = sum(unknown_label(line) is not None for line in lines)
    return len(core) == 2 or (bool(core) and len(found) + min(misspelt, 1) > 2)


def read_template(
    text: str, voices: Iterable[Voice], today: date
) -> tuple[Parts, list[TemplateFault]]:
    """Return what a filled template says, and its faults, in order of line.

    A line that still stands as the bot's own template shows it is a fault.
    """
    sections, faults = _sections(text)
    body = Body(Parts())
    spoken = tuple(voices)
    for section in sections:
        unedited = _unedited(section)
        if unedited:
            faults += unedited
            continue
        if not section.text and section.kind != labels.STATEMENT:
            continue
        found = _take_in(section, body, spoken, today)
        if isinstance(found, TemplateFault):
            faults.append(found)
        else:
            body = found
    faulty = {fault.key for fault in faults}
    if not body.parts.claims and not faulty & {"long", "unedited"}:
        faults.append(TemplateFault(0, "missing-claim"))
    if body.parts.verdict is None and "verdict" not in faulty:
        faults.append(TemplateFault(0, "missing-verdict"))
    wordless = [place for place, one in enumerate(body.parts.statements) if not one.text]
    if wordless and not faulty & {"wordless", "unedited"}:
        faults.append(TemplateFault(_last_about_a_statement(sections), "wordless"))
    return body.parts, sorted(faults, key=lambda one: one.line)[:_MOST_FAULTS]


def verdict_in(text: str, voices: Iterable[Voice]) -> Verdict | None:
    """Return the verdict that a word names in any of the languages, or None."""
    word = " ".join(re.sub(r"[^\w\s()]", " ", text).split()).casefold()
    for voice in voices:
        for verdict in Verdict:
            name = voice(f"verdict-{verdict}").casefold()
            if word in {name, name.partition(" (")[0], str(verdict)}:
                return verdict
    return None


def _sections(text: str) -> tuple[list[_Section], list[TemplateFault]]:
    sections: list[_Section] = []
    faults: list[TemplateFault] = []
    for number, line in enumerate(text.splitlines(), 1):
        if label := label_of(line):
            sections.append(_Section(number, label, [label.rest]))
        elif unknown := unknown_label(line, 2 if sections and sections[-1].kind in _FREE else 3):
            faults.append(TemplateFault(number, "label", unknown))
        elif sections:
            sections[-1].lines.append(line.strip())
        elif line.strip():
            faults.append(TemplateFault(number, "label", line.strip()))
    return sections, faults


def _last_about_a_statement(sections: Sequence[_Section]) -> int:
    about = {labels.STATEMENT} | _ABOUT_A_STATEMENT
    return max((one.line for one in sections if one.kind in about), default=0)


def _unedited(section: _Section) -> list[TemplateFault]:
    """Return a fault for the first line that is still as some language's template shows it."""
    if section.kind in {labels.VERDICT, labels.DATE}:
        return []
    for number, line in section.numbered:
        if folded(line) in _samples() or set(addresses_in(line)) & _sample_addresses():
            return [TemplateFault(number, "unedited", line.strip())]
    return []


@cache
def _samples() -> frozenset[str]:
    """Return the values that the templates show, folded, without those that may be meant."""
    return frozenset(
        folded(line)
        for voice in Texts.load().values()
        for section in _sections(voice("add-template"))[0]
        if section.kind != labels.VERDICT
        for _, line in section.numbered
    )


@cache
def _sample_addresses() -> frozenset[str]:
    templates = (voice("add-template") for voice in Texts.load().values())
    return frozenset(found for template in templates for found in addresses_in(template))


def _take_in(
    section: _Section, body: Body, voices: Sequence[Voice], today: date
) -> Body | TemplateFault:
    text, parts = section.text, body.parts
    match section.kind:
        case "claim" | "summary" as kind:
            if kind == "claim" and section.lang in parts.languages:
                return _another_claim(section, body, today)
            return _at_line(section, take_in(f"{kind}-{section.lang}", text, (), body, today))
        case "verdict":
            verdict = verdict_in(text, voices)
            if verdict is None:
                return TemplateFault(section.at, "verdict", text)
            return replace(body, parts=replace(parts, verdict=verdict))
        case "seen":
            return _seen(section, body, today)
        case "statement":
            statement = _statement(section, today)
            if isinstance(statement, TemplateFault):
                return statement
            return _with_statement(statement, body)
        case "who" | "when" | "where" as kind:
            return _fact(kind, section, body, today)
        case "source" | "source-url":
            return _sources(section, body)
        case kind:
            return _at_line(section, take_in(kind, text, (), body, today))


def _at_line(section: _Section, found: Body | AnswerFault) -> Body | TemplateFault:
    if isinstance(found, AnswerFault):
        return TemplateFault(section.at, found.key, section.text, found.limit)
    return found


def _another_claim(section: _Section, body: Body, today: date) -> Body | TemplateFault:
    alone = _at_line(
        section, take_in(f"claim-{section.lang}", section.text, (), Body(Parts()), today)
    )
    if isinstance(alone, TemplateFault):
        return alone
    claims = body.parts.claims + alone.parts.claims
    return replace(body, parts=replace(body.parts, claims=claims))


def _seen(section: _Section, body: Body, today: date) -> Body | TemplateFault:
    for number, line in section.numbered:
        if left := sort_addresses(addresses_in(line), Post(section.text))[1]:
            return TemplateFault(number, "no-post", name_addresses(left))
    return _at_line(section, take_in(labels.SEEN, section.text, (), body, today))


def _sources(section: _Section, body: Body) -> Body | TemplateFault:
    """Add a source for each line; an address under a title alone belongs to it."""
    sources = body.parts.sources
    for number, line in section.numbered:
        if (source := source_in(line)) is None:
            return TemplateFault(number, "source", line)
        last = sources[-1] if sources else None
        if last and last.url is None and source.title is None:
            sources = (*sources[:-1], Source(last.title, source.url))
        else:
            sources = (*sources, source)
    return replace(body, parts=replace(body.parts, sources=sources))


def _with_statement(statement: Statement, body: Body) -> Body:
    """Add a statement; its words under a label of their own belong to who was named before."""
    parts = body.parts
    last = parts.statements[-1] if parts.statements else None
    if last and not last.text and not (statement.authority or statement.date or statement.url):
        whole = replace(last, text=statement.text)
        return replace(body, parts=parts.with_statement(len(parts.statements) - 1, whole))
    return replace(body, parts=replace(parts, statements=(*parts.statements, statement)))


def _fact(kind: str, section: _Section, body: Body, today: date) -> Body | TemplateFault:
    """Put who stated it, when or where, under a label of its own, into the statement it is of."""
    statements = body.parts.statements
    last = statements[-1] if statements else None
    held = last and {"who": last.authority, "when": last.date, "where": last.url}[kind]
    at = len(statements) - 1 if last and not held else len(statements)
    placed = take_in(kind, section.text, (), replace(body, at=at), today)
    return _at_line(section, placed if isinstance(placed, AnswerFault) else replace(placed, at=0))


def _statement(section: _Section, today: date) -> Statement | TemplateFault:
    """Read `Statement | authority | date | address` with the words below, or `Statement: words`.

    Commas do as well where authority, date and address all stand in the first line.
    """
    facts, words = "", section.text
    first, _, below = words.partition("\n")
    if "|" in first or (section.label.mark == "|" and section.label.rest):
        facts, words = first, below.strip()
    elif (told := facts_in(first, (), today)) and told.name and told.date and told.url:
        facts, words = " | ".join((told.name, told.date, told.url)), below.strip()
    authority: dict[str, str] = {}
    day = url = None
    for part in filter(None, (one.strip() for one in facts.split("|"))):
        found = addresses_in(part)
        if found and not fields.wrong_address(found[0]) and not is_private(found[0]):
            url = found[0]
        elif dated := typed_date(part, today):
            day = dated
        elif not authority:
            authority = names_in(part)
        elif not words:
            words = part
        else:
            return TemplateFault(section.line, "statement", part)
    if not words:
        return TemplateFault(section.line, "wordless")
    if fields.wrong_text(words):
        return TemplateFault(section.at, "characters")
    return Statement({written_in(words): words}, authority, day, url)
