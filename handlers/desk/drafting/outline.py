"""Parts in words: a short list of what is there."""

from domain.debunk import Statement, Texts
from handlers.desk.drafting.parts import Parts
from handlers.kit.card import sign_of
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.texts import LANGUAGES, Voice

_A_LINE = 90

Words = dict[str, tuple[str, str]]
"""Name of a part -> its label and its words, in the order of a card."""


def words_of(parts: Parts, voice: Voice) -> Words:
    """Return every part that there is."""
    found: Words = {}
    for lang in parts.languages:
        texts = [claim.text for claim in parts.claims if claim.lang == lang]
        found[f"claim-{lang}"] = _labelled("claim", lang, voice), "\n".join(texts)
    if parts.verdict:
        words = f"{sign_of(parts.verdict)} {voice(f'verdict-{parts.verdict}')}"
        found["verdict"] = voice("part-verdict"), words
    for lang, text in parts.summary.items():
        found[f"summary-{lang}"] = _labelled("summary", lang, voice), text
    for number, statement in enumerate(parts.statements, 1):
        label = voice("part-statement", number=number)
        found[f"statement-{number}"] = label, _statement(statement, voice)
    sources = [" ".join(filter(None, (one.title, one.url))) for one in parts.sources]
    for name, lines in [
        ("source", sources),
        ("topics", [", ".join(parts.topics)]),
        ("seen", parts.appearances),
        ("pictures", [str(len(parts.pictures) or "")]),
        ("date", [voice.date(parts.date) if parts.date else ""]),
    ]:
        if words := "\n".join(lines):
            found[name] = voice(f"part-{name}"), words
    return found


def outline(parts: Parts, voice: Voice) -> Html | None:
    """Return a line for each part that there is, or None where there is nothing yet."""
    lines = [
        Html(f"✓ {bold(label)}: {plain(shortened(' '.join(words.split()), _A_LINE))}")
        for label, words in words_of(parts, voice).values()
    ]
    return joined(lines) if lines else None


def _labelled(part: str, lang: str, voice: Voice) -> str:
    known = lang if lang in LANGUAGES else "other"
    return voice(f"part-{part}", language=voice(f"desk-in-{known}"))


def _statement(statement: Statement, voice: Voice) -> str:
    facts = [_names(statement.authority), statement.date and voice.date(statement.date)]
    facts.append(statement.url)
    words = "\n".join(f"«{text}»" for text in statement.text.values())
    return "\n".join(filter(None, [", ".join(filter(None, facts)), words]))


def _names(authority: Texts) -> str:
    return " / ".join(authority.values())
