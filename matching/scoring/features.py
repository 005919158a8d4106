"""What is measured of a post beside a debunk: named numbers, in one order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

import numpy as np

from matching.reading.cues import content_words, counts, negations, places, sides, turns
from matching.reading.normalize import plain_words
from matching.reading.numbers import Numbers, compare, numbers
from matching.reading.windows import SENTENCE, PostText, Window
from matching.scoring.claim import PreparedClaim
from matching.scoring.rivals import RIVALS, Best, Rivals
from matching.scoring.shared_words import SharedWords
from matching.scoring.shortlist import Shortlist
from matching.scoring.sight import Sight, most
from matching.search.background import Floats

PAIRS = 4
"""Pairs of a window and a phrasing that are measured in full for each debunk."""

NAMES = (
    # meaning
    "cosine", "nearness", "nearness_whole", "nearness_agreed", "lead", "crowd", "floor", "hub", "rank",
    # words
    "likeness", "likeness_lead", "likeness_rank", "covered", "nearly", "told", "mass", "token_set", "partial",
    "token_sort", "grams", "rare_missing", "rare_extra", "whole_covered",
    # conflicts
    "numbers_shared", "numbers_extra", "numbers_missing", "numbers_clash", "places_shared", "places_extra",
    "places_missing", "turned", "negation_more", "negation_less", "negation_window",
    # cues of the window and its neighbours beside the claim's
    "denial", "staged", "scam", "quo", "none", "question", "hearsay", "official",
    "denial_first", "claim_denial", "claim_none",
    # form
    "length", "content", "sentences", "place", "same_language", "latin", "claim_length", "phrasings", "store",
)  # fmt: skip
DENSE = frozenset(
    {
        "cosine",
        "nearness",
        "nearness_whole",
        "nearness_agreed",
        "lead",
        "crowd",
        "floor",
        "hub",
        "rank",
    }
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One debunk beside a post: its features and the pair that they were mostly taken from.

    `phrasings` are all of the debunk's that were compared, in whatever language.
    """

    debunk: int
    claim: PreparedClaim
    window: Window
    values: Floats
    pair: tuple[int, int]
    phrasings: tuple[PreparedClaim, ...] = ()


def measure(
    post: PostText, sight: Sight, among: Shortlist, debunks: Sequence[int]
) -> list[Measured]:
    """Return the features of each debunk beside the post."""
    reading = _Reading(post, sight, among, debunks)
    rivals = Rivals(post, sight, among, debunks)
    return [_measure(post, reading, sight, among, debunk, rivals) for debunk in debunks]


@dataclass(frozen=True, slots=True)
class _ReadWindow:
    cues: dict[str, int]
    negations: int
    numbers: Numbers
    places: frozenset[int]
    sides: frozenset[int]


class _Reading:
    """What is read of a post once for all debunks."""

    def __init__(
        self, post: PostText, sight: Sight, among: Shortlist, debunks: Sequence[int]
    ) -> None:
        self.post = post
        self.pairs = _pairs(sight, among, debunks)
        self.liked = most(sight.likeness.max(axis=0), among)
        if sight.nearness is not None and sight.cosines is not None and sight.whole is not None:
            self.near = most(sight.nearness.max(axis=0), among)
            self.cosine = most(sight.cosines.max(axis=0), among)
            self.near_whole = most(sight.whole, among)
            self.hub = most(among.hubs, among)
        self.places = places(post.whole.text)
        self.content = len(content_words(post.whole.words))
        self.language = language_of(post)
        self.shared = SharedWords(post, among, chain.from_iterable(self.pairs.values()))
        held = among.shared(post.whole.terms).astype(np.float32)
        covered = held / np.where(among.weights_of == 0, 1, among.weights_of)
        self.whole_covered: list[float] = covered.tolist()
        self._by_window: dict[int, _ReadWindow] = {}

    def window(self, at: int) -> _ReadWindow:
        """Return what a window says by itself, the cues with its neighbours'."""
        if at not in self._by_window:
            one = self.post.windows[at]
            self._by_window[at] = _ReadWindow(
                self._cues(one),
                negations(one.words),
                numbers(one.raw),
                places(one.text),
                sides(one.text),
            )
        return self._by_window[at]

    def _cues(self, one: Window) -> dict[str, int]:
        """Return the cues of a window and its neighbours, of a short post all.

        A short post's smallest sentences ("It's fake!") are no windows. "Is it fake?" is no denial.
        """
        if self.post.windows[0].last == self.post.sentences - 1:
            sentences = SENTENCE.split(self.post.whole.raw)
        else:
            sentences = [
                other.raw
                for other in self.post.windows
                if other.first == other.last and one.first - 1 <= other.first <= one.last + 1
            ]
        cues = counts(plain_words(" ".join(sentences)))
        stated = [each for each in sentences if not each.endswith("?")]
        if len(stated) < len(sentences):
            cues["denial"] = counts(plain_words(" ".join(stated)))["denial"]
            cues["question"] = max(cues["question"], 1)
        return cues


def _pairs(
    sight: Sight, among: Shortlist, debunks: Sequence[int]
) -> dict[int, list[tuple[int, int]]]:
    """Return the pairs of a window and a claim to measure for each debunk, the nearest first."""
    joint = sight.likeness * 0.12
    if sight.nearness is not None:
        joint = joint + sight.nearness
    found = {}
    for debunk in debunks:
        claims = among.by_debunk[debunk]
        order = np.argsort(-joint[:, claims], axis=None, kind="stable")[:PAIRS].tolist()
        found[debunk] = [(at // len(claims), claims[at % len(claims)]) for at in order]
    return found


def _measure(
    post: PostText,
    reading: _Reading,
    sight: Sight,
    among: Shortlist,
    debunk: int,
    rivals: Rivals,
) -> Measured:
    claims = among.by_debunk[debunk]
    pairs = reading.pairs[debunk]
    top_window, top_claim = pairs[0]
    best_near, best_like = rivals.beside(top_window)
    one, claim = post.windows[top_window], among.claims[top_claim]
    read = reading.window(top_window)
    cues, negated = read.cues, read.negations
    values = {
        **reading.shared.most(pairs),
        **_meaning(sight, reading, debunk, claims, best_near, top_window),
        **_numbers(read.numbers, claim.numbers),
        **_places(reading.places, read.places, claim.places),
        **_rare(post, one, claim, among),
    }
    liked = reading.liked[debunk]
    values["likeness"] = liked
    values["likeness_lead"] = liked - next(iter(best_like.others(debunk)), 0.0)
    values["likeness_rank"] = 1 / (1 + best_like.above(debunk, liked))
    values["whole_covered"] = max(reading.whole_covered[at] for at in claims)
    values["turned"] = turns(read.sides, claim.sides)
    difference = negated - claim.negations
    values["negation_more"] = min(max(difference, 0), 3)
    values["negation_less"] = min(max(-difference, 0), 3)
    values["negation_window"] = min(negated, 3)
    for name in ("denial", "staged", "scam", "quo", "none", "question", "hearsay", "official"):
        values[name] = cues[name] - (
            min(claim.cues[name], cues[name])
            if name in ("scam", "staged", "none", "quo", "denial")
            else 0
        )
    values["denial_first"] = float(cues["denial"] + cues["none"] + cues["quo"] > 0 and negated > 0)
    values["claim_denial"] = claim.cues["denial"] + claim.cues["scam"] + claim.cues["staged"]
    values["claim_none"] = claim.negations
    values["length"] = log(1 + len(one.words))
    values["content"] = min(reading.content, 12)
    values["sentences"] = log(1 + post.sentences)
    values["place"] = one.first / max(post.sentences - 1, 1)
    values["same_language"] = float(reading.language == claim.lang)
    values["latin"] = float(post.latin)
    values["claim_length"] = log(1 + len(claim.window.words))
    values["phrasings"] = min(len(claims), 4)
    values["store"] = log(among.out_of)
    row = np.array([values[name] for name in NAMES], np.float32)
    phrasings = tuple(among.claims[at] for at in claims)
    return Measured(debunk, claim, one, row, (top_window, top_claim), phrasings)


def language_of(post: PostText) -> str:
    """Return the language that most of a post is in: `ru`, `kk` or `en`."""
    text = post.whole.raw.lower()
    letters = sum(map(str.isalpha, text)) or 1
    if sum("a" <= char <= "z" for char in text) * 2 > letters:
        return "en"
    return "kk" if sum(char in "әғқңөұүһі" for char in text) * 33 > letters else "ru"


def _meaning(
    sight: Sight,
    reading: _Reading,
    debunk: int,
    claims: list[int],
    best_near: Best | None,
    top: int,
) -> dict[str, float]:
    if sight.nearness is None or best_near is None:
        return dict.fromkeys(DENSE, 0.0)
    nearest = reading.near[debunk]
    others = best_near.others(debunk)
    runner_up = max(next(iter(others), -1.0), sight.floor)
    rivals = sorted([*others, *[sight.floor] * RIVALS], reverse=True)[:RIVALS]
    return {
        "cosine": reading.cosine[debunk],
        "nearness": nearest,
        "nearness_whole": reading.near_whole[debunk],
        "nearness_agreed": float(sight.nearness[top, claims].sum()) / len(claims),
        "lead": nearest - runner_up,
        "crowd": nearest - sum(rivals) / RIVALS,
        "floor": nearest - sight.floor,
        "hub": reading.hub[debunk],
        "rank": 1 / (1 + best_near.above(debunk, nearest)),
    }


def _numbers(ours: Numbers, theirs: Numbers) -> dict[str, float]:
    found = compare(ours, theirs)
    return {
        "numbers_shared": min(found.shared, 2),
        "numbers_extra": min(found.extra, 2),
        "numbers_missing": min(found.missing, 2),
        "numbers_clash": min(found.clash, 2),
    }


def _places(post: frozenset[int], ours: frozenset[int], theirs: frozenset[int]) -> dict[str, float]:
    return {
        "places_shared": min(len(post & theirs), 3),
        "places_extra": min(len(ours - theirs), 3),
        "places_missing": min(len(theirs - post), 3),
    }


def _rare(post: PostText, one: Window, claim: PreparedClaim, among: Shortlist) -> dict[str, float]:
    missing = sorted(map(among.weight, claim.window.terms - post.whole.terms), reverse=True)
    extra = sorted(map(among.weight, one.terms - claim.window.terms), reverse=True)
    return {"rare_missing": sum(missing[:5]), "rare_extra": sum(extra[:5])}
