"""The flow of a post: listed addresses, windows, candidates, scores, decision."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matching.address import addresses, canonical
from matching.candidates import Phrasing, Phrasings
from matching.cues import content_words
from matching.decide import MOST_MATCHES, Finding, decide, listed
from matching.decision import Decision, Match
from matching.features import measure
from matching.polarity import stance
from matching.post import Post
from matching.reading import Reading, Window, read
from matching.score import likelihood
from matching.search import PER_QUESTION, Claim, Pair, claim_of, missing_terms, questions, shortlist
from matching.weighing import Weighing

_PREPARED = 4_096
"""Phrasings kept ready for comparing, up to some 10 kB each."""
SUREST = 0.999
"""The greatest likelihood of a match that is not an address or the phrasing itself."""


class Matcher:
    """Decides on posts by the published phrasings of one store."""

    def __init__(self, phrasings: Phrasings) -> None:
        self._phrasings = phrasings
        self._claim_of = lru_cache(maxsize=_PREPARED)(claim_of)

    async def decide(self, post: Post) -> Decision:
        """Return the decision on a post.

        Raises what the store raises and nothing else, whatever the post holds. What takes the
        processor's time runs in a thread, and has a bound for posts of any length.
        """
        named = _addresses(post)
        if named and (known := await self._phrasings.listing(named)):
            return listed(_matches(known))
        reading = await asyncio.to_thread(read, post.text)
        if not reading.windows:
            return decide((), 0)
        store = self._phrasings
        seen = sorted({one for window in reading.windows for one in window.wording.terms})
        weighing = Weighing(await store.count(), await store.frequencies(seen))
        found: dict[tuple[str, str], Phrasing] = {}
        for asked in questions(reading, weighing):
            for one in await store.holding_any(asked, PER_QUESTION):
                found.setdefault((one.debunk_id, one.text), one)
        pairs = await asyncio.to_thread(self._shortlist, found, reading, weighing)
        rest = await store.frequencies(missing_terms((one.claim for one in pairs), weighing))
        weighing = weighing.knowing(rest)
        return await asyncio.to_thread(_decided, reading, pairs, weighing)

    def _shortlist(
        self, found: Iterable[tuple[str, str]], reading: Reading, weighing: Weighing
    ) -> list[Pair]:
        return shortlist((self._claim_of(*key) for key in found), reading, weighing)


def _addresses(post: Post) -> list[str]:
    given = [*post.links, post.origin or ""]
    found = [*map(canonical, given), *addresses(post.text)]
    return list(dict.fromkeys(filter(None, found)))


def _matches(phrasings: Iterable[Phrasing]) -> list[Match]:
    by_debunk = {one.debunk_id: one.text for one in phrasings}
    return [Match(debunk_id, text, 1.0) for debunk_id, text in by_debunk.items()]


def _decided(reading: Reading, pairs: Sequence[Pair], weighing: Weighing) -> Decision:
    ranked = sorted((_scored(reading, pair, weighing) for pair in pairs), key=_standing)
    best: dict[str, _Scored] = {}
    for one in ranked:
        best.setdefault(one.claim.debunk_id, one)
    findings = [
        Finding(
            Match(one.claim.debunk_id, one.claim.phrasing, one.probability),
            stance(reading, one.window, one.claim, weighing),
            one.window.wording.terms & one.claim.wording.terms,
            one.equal,
        )
        for one in list(best.values())[:MOST_MATCHES]
    ]
    return decide(findings, len(content_words(reading.text.split())))


@dataclass(frozen=True, slots=True)
class _Scored:
    claim: Claim
    window: Window
    probability: float
    equal: bool


def _scored(reading: Reading, pair: Pair, weighing: Weighing) -> _Scored:
    claim = pair.claim.wording
    chances = [likelihood(measure(one.wording, claim, weighing)) for one in pair.windows]
    best = max(range(len(chances)), key=chances.__getitem__)
    equal = claim.text == reading.text
    probability = 1.0 if equal else round(min(chances[best], SUREST), 3)
    return _Scored(pair.claim, pair.windows[best], probability, equal)


def _standing(scored: _Scored) -> tuple[float, str, str]:
    return (-scored.probability, scored.claim.debunk_id, scored.claim.phrasing)
