"""A whole debunk typed into one message, by labels -> the parts, or what is wrong, by line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from domain.debunk import Statement, Verdict
from domain.post import Post
from formats import fields
from handlers.desk.drafting.answers import (
    AnswerFault,
    addresses_in,
    name_addresses,
    names_in,
    sort_addresses,
    source_in,
    take_in,
)
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dates import typed_date
from handlers.desk.drafting.parts import Parts
from handlers.kit.language import written_in
from handlers.kit.texts import Voice

_LABELS = {
    "claim": "утверждение слух тұжырым қауесет claim rumour rumor",
    "verdict": "вердикт үкім шешім қорытынды verdict",
    "summary": "почему неге why объяснение түсіндірме summary",
    "statement": "заявление мәлімдеме statement",
    "source": "источник дереккөз source",
    "topics": "темы тема тақырыптар тақырып topics topic",
    "seen": "видели көрдік seen",
    "date": "дата күні date",
}
_KINDS = {label: kind for kind, labels in _LABELS.items() for label in labels.split()}
_ENGLISH = {"claim", "rumour", "rumor", "why", "summary"}
_LINE = re.compile(
    r"\s*(?:где\s+|қайда\s+|where\s+)?([^\W\d_]{3,14})\s*([:|])\s*(.*)", re.DOTALL | re.IGNORECASE
)
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
    """A label with the lines under it."""

    line: int
    kind: str
    label: str
    mark: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    @property
    def lang(self) -> str:
        if self.label in _ENGLISH and not re.search("[А-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІі]", self.text):
            return "en"
        return written_in(self.text)


def is_template(text: str) -> bool:
    """Tell whether a text is a filled template rather than an answer to a question."""
    found = {_kind(line) for line in text.splitlines()}
    return len(found & {"claim", "verdict"}) == 2 or ("claim" in found and len(found) > 3)


def read_template(
    text: str, voices: Iterable[Voice], today: date
) -> tuple[Parts, list[TemplateFault]]:
    """Return what a filled template says, and its faults, in order of line."""
    sections, faults = _sections(text)
    body = Body(Parts())
    spoken = tuple(voices)
    for section in sections:
        if not section.text and section.kind != "statement":
            continue
        found = _take_in(section, body, spoken, today)
        if isinstance(found, TemplateFault):
            faults.append(found)
        else:
            body = found
    if not body.parts.claims and not any(fault.key == "long" for fault in faults):
        faults.append(TemplateFault(0, "missing-claim"))
    if body.parts.verdict is None and not any(one.key == "verdict" for one in faults):
        faults.append(TemplateFault(0, "missing-verdict"))
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


def _kind(line: str) -> str | None:
    found = _LINE.fullmatch(line)
    return _KINDS.get(found[1].casefold()) if found else None


def _sections(text: str) -> tuple[list[_Section], list[TemplateFault]]:
    sections: list[_Section] = []
    faults: list[TemplateFault] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line)
        kind = _kind(line)
        if found and kind:
            sections.append(_Section(number, kind, found[1].casefold(), found[2], [found[3]]))
        elif sections:
            sections[-1].lines.append(line)
        elif line.strip():
            faults.append(TemplateFault(number, "label", line.strip()))
    return sections, faults


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
                return TemplateFault(section.line, "verdict", text)
            return replace(body, parts=replace(parts, verdict=verdict))
        case "seen" if left := sort_addresses(addresses_in(text), Post(text))[1]:
            return TemplateFault(section.line, "no-post", name_addresses(left))
        case "statement":
            statement = _statement(section, today)
            if isinstance(statement, TemplateFault):
                return statement
            whole = replace(parts, statements=(*parts.statements, statement))
            return replace(body, parts=whole)
        case "source":
            for line in filter(str.strip, section.lines):
                if (source := source_in(line)) is None:
                    return TemplateFault(section.line, "source", line)
                parts = replace(parts, sources=(*parts.sources, source))
            return replace(body, parts=parts)
        case kind:
            return _at_line(section, take_in(kind, text, (), body, today))


def _at_line(section: _Section, found: Body | AnswerFault) -> Body | TemplateFault:
    if isinstance(found, AnswerFault):
        return TemplateFault(section.line, found.key, section.text, found.limit)
    return found


def _another_claim(section: _Section, body: Body, today: date) -> Body | TemplateFault:
    alone = _at_line(
        section, take_in(f"claim-{section.lang}", section.text, (), Body(Parts()), today)
    )
    if isinstance(alone, TemplateFault):
        return alone
    claims = body.parts.claims + alone.parts.claims
    return replace(body, parts=replace(body.parts, claims=claims))


def _statement(section: _Section, today: date) -> Statement | TemplateFault:
    """Read `Statement | authority | date | address` with the words below, or `Statement: words`."""
    facts, words = "", section.text
    if section.mark == "|" or "|" in section.lines[0]:
        facts, words = section.lines[0], "\n".join(section.lines[1:]).strip()
    authority: dict[str, str] = {}
    day = url = None
    for part in filter(None, (one.strip() for one in facts.split("|"))):
        if (found := addresses_in(part)) and not fields.wrong_address(found[0]):
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
        return TemplateFault(section.line, "characters")
    return Statement({written_in(words): words}, authority, day, url)
