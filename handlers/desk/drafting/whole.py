"""All of a debunk in words, nothing shortened: what somebody answers for who publishes it."""

from collections.abc import Iterable, Mapping

from domain.debunk import Claim, Debunk, Source, Statement, Texts
from handlers.desk.drafting.parts import Parts, parts_of
from handlers.kit.card import sign_of
from handlers.kit.pages import Passage, passage
from handlers.kit.texts import LANGUAGES, Voice

Words = dict[str, tuple[str, str]]
"""Name of a part -> its label and all of its words, in the order of a card."""


def whole(debunk: Debunk, voice: Voice) -> list[Passage]:
    """Return every part of a debunk, learned phrasings too; its id and status stand elsewhere."""
    words = all_words(parts_of(debunk), voice)
    return [passage(label, text) for label, text in words.values()] + learned_in(debunk, voice)


def learned_in(debunk: Debunk, voice: Voice) -> list[Passage]:
    """Return what matching compares posts with beside the desk's own claims."""
    learned = [claim for claim in debunk.claims if claim.learned]
    return [
        passage(voice("whole-learned", language=_language(claim.lang, voice)), claim.text)
        for claim in learned
    ]


def of_parts(parts: Parts, voice: Voice) -> list[Passage]:
    """Return every part of what is being written, as far as there is one."""
    return [passage(label, text) for label, text in all_words(parts, voice).values()]


def all_words(parts: Parts, voice: Voice) -> Words:
    """Return every part that there is, each with all that people or matching will see of it."""
    found: Words = {}
    for lang in parts.languages:
        label = voice("part-claim", language=_language(lang, voice))
        found[f"claim-{lang}"] = label, _lines(_in_language(parts.claims, lang))
    if parts.verdict:
        words = f"{sign_of(parts.verdict)} {voice(f'verdict-{parts.verdict}')}"
        found["verdict"] = voice("part-verdict"), words
    for lang, text in parts.summary.items():
        found[f"summary-{lang}"] = voice("part-summary", language=_language(lang, voice)), text
    for number, statement in enumerate(parts.statements, 1):
        label = voice("part-statement", number=number)
        found[f"statement-{number}"] = label, _statement(statement, voice)
    for name, lines in [
        ("source", [_source(one) for one in parts.sources]),
        ("topics", list(parts.topics)),
        ("seen", list(parts.appearances)),
        ("pictures", [str(one) for one in parts.pictures]),
        ("date", [voice.date(parts.date)] if parts.date else []),
    ]:
        if lines:
            found[name] = voice(f"part-{name}"), _lines(lines)
    return found


def lacking(debunk: Debunk, voice: Voice) -> str:
    """Return what readers would miss in a debunk, in one line; empty where nothing is missing."""
    lacks = {
        "why": not any(text.strip() for text in debunk.summary.values()),
        "statement": not any(one.text for one in debunk.statements),
        "source": not debunk.sources,
    }
    return ", ".join(voice(f"whole-lacks-{name}") for name, lacks_it in lacks.items() if lacks_it)


def _in_language(claims: Iterable[Claim], lang: str) -> list[str]:
    return [claim.text for claim in claims if claim.lang == lang]


def _lines(items: list[str]) -> str:
    """Return one item as it is, several with a number each: an item may hold several lines."""
    if len(items) == 1:
        return items[0]
    return "\n".join(f"{number}) {item}" for number, item in enumerate(items, 1))


def _source(source: Source) -> str:
    return "\n".join(filter(None, (source.title, source.url)))


def _statement(statement: Statement, voice: Voice) -> str:
    lines = [_by_language(statement.authority, voice)] if statement.authority else []
    if statement.date:
        lines.append(voice.date(statement.date))
    if statement.url:
        lines.append(statement.url)
    return "\n".join([*lines, _by_language(statement.text, voice, quoted=True)])


def _by_language(texts: Texts, voice: Voice, *, quoted: bool = False) -> str:
    """Return texts with the language of each."""
    return "\n".join(
        f"({_language(lang, voice)}) " + (f"«{text}»" if quoted else text)
        for lang, text in _ordered(texts).items()
    )


def _ordered(texts: Texts) -> Mapping[str, str]:
    own = {lang: texts[lang] for lang in LANGUAGES if lang in texts}
    return own | {lang: text for lang, text in texts.items() if lang not in own}


def _language(lang: str, voice: Voice) -> str:
    if lang in LANGUAGES:
        return voice(f"desk-in-{lang}")
    return f"{voice('desk-in-other')}, {lang}"
