"""A debunk -> the card that readers get, whatever the debunk holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from telegram.constants import MessageLimit

from domain.debunk import Debunk, Statement, Verdict
from handlers.kit.markup import (
    Html,
    bold,
    joined,
    linked,
    plain,
    quotation,
    shortened,
    width,
    without_markup,
)
from handlers.kit.texts import LANGUAGES, Voice

FULL = int(MessageLimit.MAX_TEXT_LENGTH)
"""Telegram's limit for one message: 4,096 UTF-16 units after parsing."""

_SIGNS = {
    Verdict.FAKE: "🔴",
    Verdict.FALSE: "🔴",
    Verdict.MISLEADING: "🟠",
    Verdict.OUTDATED: "🟡",
    Verdict.SATIRE: "🟣",
    Verdict.UNPROVEN: "⚪",
    Verdict.TRUE: "🟢",
}
CLAIM_LIMIT = 700
_LABEL_LIMIT = 200
_SUMMARY_SHARE = 0.4
_STATEMENT_MINIMUM = 160
_MOST_STATEMENTS = 5


@dataclass(frozen=True, slots=True)
class Card:
    """A card ready to send: its HTML and the address whose preview goes below it."""

    content: Html
    preview: str | None


def sign_of(verdict: Verdict) -> str:
    """Return the colour sign of a verdict."""
    return _SIGNS[verdict]


def verdict_line(debunk: Debunk, voice: Voice) -> str:
    """Return a debunk's verdict in words and colour sign."""
    return verdict_words(debunk.verdict, voice)


def verdict_words(verdict: Verdict, voice: Voice) -> str:
    """Return a verdict in words and colour sign."""
    return f"{_SIGNS[verdict]} {voice(f'verdict-{verdict}')}"


def claim_in(debunk: Debunk, lang: str) -> str:
    """Return the claim as it was checked, in this language or else in one that there is."""
    texts: dict[str, str] = {}
    for claim in debunk.own_claims:
        texts.setdefault(claim.lang, claim.text)
    return text_in(texts, lang)[1]


def authority_of(debunk: Debunk, lang: str) -> str | None:
    """Return who made the first statement that names its authority."""
    for statement in debunk.statements:
        if statement.authority:
            return text_in(statement.authority, lang)[1]
    return None


def card(debunk: Debunk, voice: Voice, limit: int = FULL) -> Card:
    """Lay a debunk out within `limit` UTF-16 units as Telegram counts them.

    What does not fit is cut at a sentence, the summary to two fifths of the room at most where
    the statements need it; the reader is then pointed to the source.
    """
    claim = shortened(claim_in(debunk, voice.lang), CLAIM_LIMIT)
    head = joined(
        [bold(verdict_line(debunk, voice)), Html(f"{bold(voice('card-claim'))} {plain(claim)}")],
        "\n\n",
    )
    note = plain(language_note(debunk, voice))
    address = address_of(debunk)
    tail = _sources(debunk, voice)
    more = plain(voice("card-more" if address else "card-cut"))

    fixed = [part for part in (head, note, tail) if part]
    room = limit - sum(width(without_markup(part)) + 2 for part in [*fixed, more])
    middle, whole = _middle(debunk, voice, room)
    sections = [head, *middle, note, None if whole else more, tail]
    return Card(joined([part for part in sections if part], "\n\n"), address)


def _middle(debunk: Debunk, voice: Voice, room: int) -> tuple[list[Html], bool]:
    """Return the summary and the statements within `room`, and whether they are all there."""
    summary = text_in(debunk.summary, voice.lang)[1] if debunk.summary else ""
    statements = [
        (attribution(statement, voice), text_in(statement.text, voice.lang)[1], statement.url)
        for statement in debunk.statements
    ]
    needed = sum(width(by) + width(text) + 3 for by, text, _ in statements)
    kept = shortened(summary, max(int(room * _SUMMARY_SHARE), room - needed - 2))
    whole = kept == summary
    parts = [plain(kept)] if kept else []
    left = room - (width(kept) + 2 if kept else 0)
    for by, text, address in statements[:_MOST_STATEMENTS]:
        quoted = shortened(text, left - width(by) - 3)
        if quoted != text and left - width(by) < _STATEMENT_MINIMUM:
            return parts, False
        whole = whole and quoted == text
        left -= width(by) + width(quoted) + 3
        named = linked(by, address) or bold(by)
        parts.append(quotation(joined([named, plain(quoted)])))
    return parts, whole and len(statements) <= _MOST_STATEMENTS


def attribution(statement: Statement, voice: Voice) -> str:
    """Return the line above a statement: who made it and when, as far as that is known."""
    if statement.authority and statement.date:
        name = shortened(text_in(statement.authority, voice.lang)[1], _LABEL_LIMIT)
        return voice("card-statement", authority=name, date=voice.date(statement.date))
    if statement.authority:
        name = shortened(text_in(statement.authority, voice.lang)[1], _LABEL_LIMIT)
        return voice("card-statement-undated", authority=name)
    if statement.date:
        return voice("card-statement-anonymous", date=voice.date(statement.date))
    return voice("card-statement-plain")


def language_note(debunk: Debunk, voice: Voice) -> str:
    """Say so where the explanation, or else the statement, is in another language; else nothing."""
    told = _foreign([debunk.summary] if debunk.summary else [], voice)
    quoted = _foreign([statement.text for statement in debunk.statements], voice)
    if told or (quoted and not debunk.summary):
        return voice("card-only-in", language=told or quoted)
    return voice("card-quoted-in", language=quoted) if quoted else ""


def _foreign(explanations: Sequence[Mapping[str, str]], voice: Voice) -> str:
    """Return the name of the first language that is not the reader's, empty if there is none."""
    for texts in explanations:
        lang, _ = text_in(texts, voice.lang)
        if lang != voice.lang:
            return voice(f"language-{lang if lang in LANGUAGES else 'other'}")
    return ""


def _sources(debunk: Debunk, voice: Voice) -> Html | None:
    lines = []
    for source in debunk.sources[:3]:
        label = shortened(source.title or voice("card-source"), _LABEL_LIMIT)
        lines.append(linked(f"🔗 {label}", source.url) or plain(label))
    if debunk.date:
        lines.append(plain(voice("card-checked", date=voice.date(debunk.date))))
    return joined(lines) if lines else None


def address_of(debunk: Debunk) -> str | None:
    """Return the address at which the check, or else what was said, can be read."""
    addresses = [source.url for source in debunk.sources]
    addresses += [statement.url for statement in debunk.statements]
    return next(filter(None, addresses), None)


def text_in(texts: Mapping[str, str], lang: str) -> tuple[str, str]:
    """Return a language and its text: `lang`, else the first of ours that there is, else any."""
    for known in (lang, *LANGUAGES):
        if known in texts:
            return known, texts[known]
    return next(iter(texts.items()))
