"""Which phrasings to look at: a bounded number of questions to the store, whatever the post."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.normalize import normalize, term
from matching.reading import Reading, Window
from matching.weighing import Weighing
from matching.wording import Wording

MOST_QUESTIONS = 12
"""Questions to the store for one post; long posts share one among neighbouring sentences."""
MOST_TERMS = 24
POSTINGS = 1_000
"""Postings that one question may touch; bm25 reads every one, at 2 to 3 µs."""
PER_QUESTION = 24
SHORTLIST = 16
"""Claims that are scored in full."""
WINDOWS = 2
"""Windows of the post that each of them is scored with."""
CLAIM_WORDS = 120


@dataclass(frozen=True, slots=True)
class Claim:
    """A phrasing made ready for comparing: as the desk wrote it, and its normalised words."""

    debunk_id: str
    phrasing: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and the windows of the post that hold most of it, best first."""

    claim: Claim
    windows: tuple[Window, ...]


def claim_of(debunk_id: str, phrasing: str) -> Claim:
    """Return a phrasing ready for comparing, of its first `CLAIM_WORDS` words."""
    return Claim(debunk_id, phrasing, Wording(tuple(normalize(phrasing).split()[:CLAIM_WORDS])))


def questions(reading: Reading, weighing: Weighing) -> list[list[str]]:
    """Return what to ask the store: the telling terms of each stretch of sentences, rarest first.

    Terms that no phrasing holds are left out, and so are those too common for the budget of
    postings; the rarest one is always asked for.
    """
    sentences = reading.sentences
    size = max(1, -(-len(sentences) // MOST_QUESTIONS))
    asked = []
    for at in range(0, len(sentences), size):
        words = {term(word) for one in sentences[at : at + size] for word in one.words}
        known = [one for one in words if weighing.frequencies.get(one)]
        known.sort(key=lambda one: (-weighing.weight(one), one))
        if chosen := _affordable(known, weighing.frequencies):
            asked.append(chosen)
    return asked


def _affordable(terms: Iterable[str], frequencies: Mapping[str, int]) -> list[str]:
    chosen: list[str] = []
    left = POSTINGS
    for one in terms:
        left -= frequencies[one]
        if len(chosen) == MOST_TERMS or (left < 0 and chosen):
            break
        chosen.append(one)
    return chosen


def shortlist(claims: Iterable[Claim], reading: Reading, weighing: Weighing) -> list[Pair]:
    """Return the `SHORTLIST` claims whose words the post holds best, best first.

    Ranked by the weight of shared terms in the best window, less a little for the length of both.
    """
    holding: dict[str, list[int]] = defaultdict(list)
    for at, window in enumerate(reading.windows):
        for one in window.wording.terms:
            holding[one].append(at)
    ranked = []
    for claim in claims:
        fits = _fits(claim, holding, reading, weighing)
        if fits:
            rank = fits[0][0] / (len(claim.wording.terms) + 6) ** 0.5
            pair = Pair(claim, tuple(reading.windows[at] for _, at in fits[:WINDOWS]))
            ranked.append((-rank, claim.debunk_id, claim.phrasing, pair))
    ranked.sort(key=lambda one: one[:3])
    return [pair for *_, pair in ranked[:SHORTLIST]]


def _fits(
    claim: Claim, holding: Mapping[str, list[int]], reading: Reading, weighing: Weighing
) -> list[tuple[float, int]]:
    shared: dict[int, float] = defaultdict(float)
    for one in claim.wording.terms & holding.keys():
        weight = weighing.weight(one)
        for at in holding[one]:
            shared[at] += weight
    fits = [
        (weight / (len(reading.windows[at].wording.terms) + 12) ** 0.5, at)
        for at, weight in shared.items()
    ]
    return sorted(fits, key=lambda fit: (-fit[0], fit[1]))


def missing_terms(claims: Iterable[Claim], weighing: Weighing) -> Sequence[str]:
    """Return the terms of the claims whose document frequencies are not known yet, sorted."""
    held = {one for claim in claims for one in claim.wording.terms}
    return sorted(held - weighing.frequencies.keys())
