"""Whether a post says the claim, its opposite, or that it is false."""

from enum import Enum

from matching.cues import denies, negated, rules_out
from matching.reading import Reading, Window
from matching.search import Claim
from matching.weighing import Weighing

TURNED = 0.2
"""Weight of shared terms negated on one side only from which the two contradict each other."""


class Stance(Enum):
    """How a window of a post stands to a claim."""

    SAYS = "says"
    CONFLICTS = "conflicts"
    DENIES = "denies"


def stance(reading: Reading, window: Window, claim: Claim, weighing: Weighing) -> Stance:
    """Return how the window, with the sentence before and after it, stands to the claim.

    `DENIES` needs words that call something false, outside a question, and a claim without them;
    `CONFLICTS` is a negation of shared words in one of the two only, or other numbers in the place
    of the claim's.
    """
    near = reading.sentences[max(0, window.first - 1) : window.last + 2]
    told = " ".join(" ".join(one.words) for one in near if not one.asks)
    if denies(told) and not denies(claim.wording.text):
        return Stance.DENIES
    if _turned(window, claim, weighing) or _other_numbers(window, claim):
        return Stance.CONFLICTS
    return Stance.SAYS


def _turned(window: Window, claim: Claim, weighing: Weighing) -> bool:
    ours, theirs = negated(window.wording.words, 2), negated(claim.wording.words, 2)
    none, none_there = rules_out(window.wording.text), rules_out(claim.wording.text)
    if none != none_there and not ours and not theirs:
        return True
    if ours and theirs:
        # Where both negate something, only what stands right beside the negation tells them apart.
        ours, theirs = negated(window.wording.words, 1), negated(claim.wording.words, 1)
    turned = (ours ^ theirs) & window.wording.terms & claim.wording.terms
    return weighing.sum(turned) > TURNED


def _other_numbers(window: Window, claim: Claim) -> bool:
    ours, theirs = window.wording.numbers, claim.wording.numbers
    return bool(ours - theirs) and bool(theirs - ours)
