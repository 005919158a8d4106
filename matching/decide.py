"""From likelihoods to one of four decisions: every threshold, and why it is where it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from matching.decision import Decision, Kind, Match
from matching.polarity import Stance

ANSWER = 0.985
"""Sure enough to answer: in cross-validation 3 of 264 answers were wrong (docs/matching.md)."""
CHOOSE = 0.45
"""Worth asking about. Lower, the reader is asked about every third post that no debunk answers."""
CHOOSE_SHORT = 0.25
"""The same for a post of few words, which has less to be like with, and whose reader is asking."""
ALSO_SHOWN = 0.2
"""The least likelihood of the second and third of a choice."""
DENIAL = 0.6
"""A post that calls something false is about the claim from here on; its card is neutral."""
FEW_WORDS = 3
"""Content words up to which likeness alone never answers: too many claims share them."""
SHORT = 6
"""Content words up to which a post is short: see `CHOOSE_SHORT`."""
LEAST_SHARED = 2
"""Terms that a claim must share with a post to be asked about: one may be a chance prefix."""
MOST_MATCHES = 5
MOST_CHOICES = 3
MOST_ANSWERS = 2
SAME_WORDS = 0.34
"""Share of common words up to which two claims in one post are two, not one told twice."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One debunk's best phrasing beside a post: the match, the stance, the shared terms.

    `equal` says that the post's normalised text is a phrasing, word for word.
    """

    match: Match
    stance: Stance
    shared: frozenset[str]
    equal: bool = False


def decide(findings: Sequence[Finding], content_words: int) -> Decision:
    """Return the decision on a post of so many content words; `findings` are best first."""
    matches = tuple(one.match for one in findings[:MOST_MATCHES])
    if not findings or not content_words:
        return Decision(Kind.UNKNOWN, (), matches)
    first = findings[0]
    sure = [one for one in findings if _is_sure(one, content_words)]
    if first.stance is Stance.DENIES and first.match.probability >= DENIAL:
        return Decision(Kind.DENIAL, (first.match,), matches)
    if first in sure:
        alike = [one for one in sure[1:] if not _are_apart(first, one)]
        if not alike or first.equal:
            apart = [one.match for one in sure[1:] if _are_apart(first, one)]
            return Decision(Kind.ANSWER, (first.match, *apart[: MOST_ANSWERS - 1]), matches)
    asking = CHOOSE_SHORT if content_words <= SHORT else CHOOSE
    if first.match.probability < asking or len(first.shared) < LEAST_SHARED:
        return Decision(Kind.UNKNOWN, (), matches)
    shown = (first.match, *(one for one in matches[1:] if one.probability >= ALSO_SHOWN))
    return Decision(Kind.CHOOSE, shown[:MOST_CHOICES], matches)


def listed(matches: Sequence[Match]) -> Decision:
    """Return the decision on a post whose address these debunks list: no likeness is needed."""
    kind = Kind.ANSWER if len(matches) <= MOST_ANSWERS else Kind.CHOOSE
    most = MOST_ANSWERS if kind is Kind.ANSWER else MOST_CHOICES
    return Decision(kind, tuple(matches[:most]), tuple(matches[:MOST_MATCHES]))


def _is_sure(finding: Finding, content_words: int) -> bool:
    if finding.equal:
        return True
    return (
        content_words > FEW_WORDS
        and finding.stance is Stance.SAYS
        and finding.match.probability >= ANSWER
    )


def _are_apart(one: Finding, two: Finding) -> bool:
    smaller = min(len(one.shared), len(two.shared)) or 1
    return len(one.shared & two.shared) <= SAME_WORDS * smaller
