"""Which debunks are like what the desk looks at: asked here and nowhere else."""

from collections.abc import Iterable, Sequence

from domain.debunk import Debunk, Status
from domain.post import Post
from handlers.kit.context import Services
from handlers.kit.searching import tries

MOST = 5
_MOST_OF_CLAIMS = 4
_LEAST_OF_WORDINGS = 0.03
"""How likely a debunk must be about what readers sent to be offered."""
_LEAST_OF_CLAIMS = 0.3
"""The same for a claim that the desk writes: unlike a reader's post, it is asked of a store that
mostly does not hold it."""


async def like_claims(claims: Iterable[str], services: Services, but: str | None) -> list[Debunk]:
    """Return debunks that seem to be about the same as these claims, the likeliest first.

    Drafts and retracted ones are found by their words; `but` is the id of the debunk itself.
    """
    found: dict[str, Debunk] = {}
    for claim in claims:
        decision = await services.matcher.decide(Post(claim))
        likely = [one for one in decision.shown if one.probability >= _LEAST_OF_CLAIMS]
        for match in (*likely, *decision.repeated):
            if debunk := await services.store.debunks.get(match.debunk_id):
                found[debunk.id] = debunk
        near = await services.store.debunks.search_first(tries(f"{claim} "), 3, statuses=Status)
        found |= {debunk.id: debunk for debunk in near if debunk.id not in found}
    found.pop(but or "", None)
    return list(found.values())[:_MOST_OF_CLAIMS]


async def like_wordings(wordings: Sequence[str], services: Services) -> list[Debunk]:
    """Return published debunks that any of these may be about, the likeliest first."""
    likely: dict[str, float] = {}
    for wording in wordings:
        for match in (await services.matcher.decide(Post(wording))).matches:
            likely[match.debunk_id] = max(likely.get(match.debunk_id, 0.0), match.probability)
    ranked = sorted(
        (debunk for debunk, chance in likely.items() if chance > _LEAST_OF_WORDINGS),
        key=lambda debunk: -likely[debunk],
    )
    return _published([await services.store.debunks.get(one) for one in ranked[:MOST]])


async def like_words(words: str, services: Services) -> list[Debunk]:
    """Return published debunks by an id, by words, and by what the matching makes of them."""
    debunks = services.store.debunks
    found = [await debunks.by_ref(words.strip().lstrip("#"))]
    found += await debunks.search_first(tries(words), MOST)
    decision = await services.matcher.decide(Post(words))
    found += [await debunks.get(match.debunk_id) for match in decision.matches]
    return list({debunk.id: debunk for debunk in _published(found)}.values())[:MOST]


def _published(debunks: Iterable[Debunk | None]) -> list[Debunk]:
    return [one for one in debunks if one is not None and one.status is Status.PUBLISHED]
