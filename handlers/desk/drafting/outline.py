"""Parts in words: a short list of what is there, and what a change makes of it."""

from collections.abc import Sequence

from domain.debunk import Statement, Texts
from handlers.desk.drafting.parts import Parts
from handlers.kit.card import sign_of
from handlers.kit.markup import Html, bold, joined, plain, shortened, width, without_markup
from handlers.kit.texts import LANGUAGES, Voice

_A_LINE = 90
_ROOM = 3_300
_LEAST = 60

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


def differences(before: Parts, after: Parts, voice: Voice) -> Html | None:
    """Return old and new of each part that differs, one below the other; None where none does."""
    old, new = words_of(before, voice), words_of(after, voice)
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    if not names:
        return None
    each = max(_LEAST, _ROOM // (2 * len(names)) - _LEAST)
    shown = [_side_by_side(old.get(name), new.get(name), each, voice) for name in names]
    return _within(shown)


def _side_by_side(
    old: tuple[str, str] | None, new: tuple[str, str] | None, room: int, voice: Voice
) -> Html:
    label = (new or old or ("", ""))[0]
    rows = [bold(label)]
    for key, part in (("edit-was", old), ("edit-now", new)):
        words = shortened(part[1], room) if part else voice("edit-nothing")
        rows.append(Html(f"<i>{plain(voice(key))}</i> {plain(words)}"))
    return joined(rows)


def _within(parts: Sequence[Html]) -> Html:
    kept: list[Html] = []
    for part in parts:
        if width(without_markup(joined([*kept, part], "\n\n"))) > _ROOM:
            return joined([*kept, plain("…")], "\n\n")
        kept.append(part)
    return joined(kept, "\n\n")


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
