"""The rating of a ClaimReview, in words or as a number on a scale; and what people say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from domain.debunk import Verdict
from formats.jsonld import Document, Node
from formats.plain_text import folded, one_line
from formats.questions import Answers, Question
from formats.verdict_names import named_verdict

UNSTATED = "?"
_LONGEST = 200
_WORDS_OF_AN_EXPLANATION = 4


@dataclass(frozen=True, slots=True)
class Rating:
    """What a feed says of a claim.

    `label` is in the reviewer's words, or the bare number where there are none (`2`); then `scale`
    is `worst..best`, with `?` for an end that is not stated, else None. `verdict` is the one that
    the words name beyond doubt.
    """

    label: str
    scale: str | None = None
    verdict: Verdict | None = None

    @property
    def key(self) -> str:
        """The name of the question what this rating means, the same for all its spellings."""
        told = f"{folded(self.label) if self.scale is None else self.label}\n{self.scale or ''}"
        return "r" + sha256(told.encode("utf-8", "replace")).hexdigest()[:11]

    @property
    def explains(self) -> bool:
        """Whether the label is a sentence that says more than a verdict."""
        words = len(folded(self.label).split())
        return self.scale is None and self.verdict is None and words >= _WORDS_OF_AN_EXPLANATION

    def question(self, claim: str) -> Question:
        """Return the question what it means, asked of one claim."""
        return Question("rating", self.key, self.label, 1, claim, self.scale)

    def meant(self, answers: Answers) -> Verdict | None:
        """Return the verdict that the words or the answers say, None where neither does."""
        return self.verdict or answers.ratings.get(self.key)


def worded_rating(words: Sequence[str]) -> Rating | None:
    """Return the rating that a feed words in one or several ways, or None for no words.

    The wordings that name a verdict decide; where two of them differ, people are asked.
    """
    labels = [label for one in words if folded(label := one_line(one)[:_LONGEST])]
    if not labels:
        return None
    named = {verdict: label for label in reversed(labels) if (verdict := named_verdict(label))}
    if len(named) == 1:
        [(verdict, label)] = named.items()
        return Rating(label, verdict=verdict)
    return Rating(" / ".join(dict.fromkeys(labels)) if named else labels[0])


def rating_of(document: Document, review: Node) -> Rating | None:
    """Return the rating of a review, or None where it has none.

    Words win over numbers. A bare number is nobody's verdict: scales run both ways.
    """
    said: list[str] = []
    numbers: list[Rating] = []
    for one in document.values(review, "reviewRating"):
        node = one if isinstance(one, dict) else {"alternateName": one}
        words = [text.words for text in document.texts(node, "alternateName", "name")]
        words = [word for word in words if _number(word) is None]
        value = _first(document, node, "ratingValue")
        if not words and isinstance(value, str) and _number(value) is None:
            words = [value]
        said += words
        number = _number(value) or _number(_first(document, node, "alternateName"))
        if number is not None:
            ends = (_number(_first(document, node, key)) for key in ("worstRating", "bestRating"))
            numbers.append(Rating(number, "..".join(end or UNSTATED for end in ends)))
    return worded_rating(said) or next(iter(numbers), None)


def numbered_rating(text: str) -> Rating | None:
    """Return a bare number in a table's cell as a rating without a scale, None for other text."""
    number = _number(text)
    return None if number is None else Rating(number, f"{UNSTATED}..{UNSTATED}")


def _first(document: Document, node: Node, key: str) -> object:
    for value in document.values(node, key):
        return value.get("@value") if isinstance(value, dict) else value
    return None


def _number(value: object) -> str | None:
    """Return a number in one spelling, `1` for `1,0`; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
    return f"{number:g}" if abs(number) < 1e9 else None
