"""The parts of a debunk that is being written: any of them may still be missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.debunk import Claim, Debunk, Source, Statement, Status, Texts, Verdict
from domain.fingerprint import Fingerprint, fingerprint_in


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a debunk that people write; learned phrasings are none of them."""

    verdict: Verdict | None = None
    claims: tuple[Claim, ...] = ()
    date: str | None = None
    summary: Texts = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    sources: tuple[Source, ...] = ()
    appearances: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    pictures: tuple[Fingerprint, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the claims, in their order."""
        return tuple(dict.fromkeys(claim.lang for claim in self.claims))

    @property
    def empty(self) -> bool:
        """Whether nothing has been written yet."""
        return self == Parts(date=self.date)

    def claim(self, lang: str) -> str:
        """Return the first claim in a language, empty where there is none."""
        return next((one.text for one in self.claims if one.lang == lang), "")

    def with_claim(self, lang: str, text: str) -> "Parts":
        """Put a claim in the place of the first of its language; an empty text takes it away."""
        first = next((one for one in self.claims if one.lang == lang), None)
        new = (Claim(lang, text),) if text else ()
        if first is None:
            return replace(self, claims=self.claims + new)
        at = self.claims.index(first)
        return replace(self, claims=self.claims[:at] + new + self.claims[at + 1 :])

    def with_summary(self, lang: str, text: str) -> "Parts":
        """Put in the summary of a language; an empty text takes it away."""
        return replace(self, summary=_put(self.summary, lang, text))

    def statement(self, at: int) -> Statement | None:
        """Return a statement by its place from 0, or None where there is none yet."""
        return self.statements[at] if at < len(self.statements) else None

    def with_statement(self, at: int, statement: Statement | None) -> "Parts":
        """Put a statement in its place, the next free one at most; None takes it away."""
        new = () if statement is None or statement == Statement({}) else (statement,)
        return replace(self, statements=self.statements[:at] + new + self.statements[at + 1 :])

    def with_said(self, at: int, lang: str, text: str) -> "Parts":
        """Put in what a statement says in a language; an empty text takes it away."""
        held = self.statement(at) or Statement({})
        return self.with_statement(at, replace(held, text=_put(held.text, lang, text)))

    def onto(self, theirs: "Parts", *, was: "Parts") -> "Parts":
        """Return their state with the parts in which this one differs from what it was."""
        own = {name: getattr(self, name) for name in Parts.__dataclass_fields__}
        mine = {name: part for name, part in own.items() if part != getattr(was, name)}
        return replace(theirs, **mine)

    def debunk(self, debunk_id: str, status: Status) -> Debunk:
        """Return the debunk; a statement without words is left out.

        Only for one that has a verdict: raises ValueError otherwise.
        """
        if self.verdict is None:
            raise ValueError("a debunk has a verdict")
        return Debunk(
            id=debunk_id,
            verdict=self.verdict,
            claims=self.claims,
            date=self.date,
            status=status,
            summary=dict(self.summary),
            statements=tuple(one for one in self.statements if one.text),
            sources=self.sources,
            appearances=self.appearances,
            topics=self.topics,
            pictures=self.pictures,
        )


def parts_of(debunk: Debunk) -> Parts:
    """Return what people wrote of a debunk."""
    return Parts(
        verdict=debunk.verdict,
        claims=debunk.own_claims,
        date=debunk.date,
        summary=dict(debunk.summary),
        statements=debunk.statements,
        sources=debunk.sources,
        appearances=debunk.appearances,
        topics=debunk.topics,
        pictures=debunk.pictures,
    )


def to_plain(parts: Parts) -> dict[str, Any]:
    """Return the parts as what JSON can hold; `from_plain` reads it back."""
    return {
        "verdict": parts.verdict,
        "claims": [[claim.lang, claim.text] for claim in parts.claims],
        "date": parts.date,
        "summary": dict(parts.summary),
        "statements": [
            [dict(one.text), dict(one.authority), one.date, one.url] for one in parts.statements
        ],
        "sources": [[source.title, source.url] for source in parts.sources],
        "appearances": list(parts.appearances),
        "topics": list(parts.topics),
        "pictures": [str(one) for one in parts.pictures],
    }


def from_plain(plain: Mapping[str, Any]) -> Parts:
    """Read the parts as `to_plain` wrote it."""
    return Parts(
        verdict=Verdict(plain["verdict"]) if plain["verdict"] else None,
        claims=tuple(Claim(lang, text) for lang, text in plain["claims"]),
        date=plain["date"],
        summary=plain["summary"],
        statements=tuple(Statement(*parts) for parts in plain["statements"]),
        sources=tuple(Source(title, url) for title, url in plain["sources"]),
        appearances=tuple(plain["appearances"]),
        topics=tuple(plain["topics"]),
        pictures=tuple(filter(None, map(fingerprint_in, plain.get("pictures", [])))),
    )


def _put(texts: Texts, lang: str, text: str) -> dict[str, str]:
    kept = {key: value for key, value in texts.items() if key != lang or text}
    return kept | ({lang: text} if text else {})
