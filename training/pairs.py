"""Labelled posts beside the debunks of a store -> what matching measures of each pair."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count

import numpy as np

from evaluation.labelled import Claims
from matching.measuring.evaluation import LabelledPost
from matching.reading.normalize import terms
from matching.reading.windows import PostText, read
from matching.scoring.claim import PreparedClaim
from matching.scoring.features import Measured, measure
from matching.scoring.second_claim import parted
from matching.scoring.shortlist import Shortlist
from matching.scoring.sight import candidates, look
from matching.search.background import Background, Floats
from matching.search.embedding import worth_embedding
from matching.search.encoder import Encoder, tokens_of
from matching.search.library import ByWords, Library, Nearest
from matching.search.vectors import pack

_PREPARED = 20_000


@dataclass(frozen=True, slots=True)
class Beside:
    """Debunks beside a post. `ours` and `theirs` have a row a debunk: the pair's two vectors.

    Without vectors, where only words are compared, both are None. `parts` are the two of the post
    that may tell a claim each, with the debunks beside each.
    """

    measured: Sequence[Measured]
    ours: Floats | None = None
    theirs: Floats | None = None
    parts: tuple[tuple[PostText, "Beside"], ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled post as matching sees it in a store of `debunks` debunks.

    `store` names the kind of store. `by_meaning` and `by_words` are what was measured with and
    without vectors, None where it was not asked. `ties` name what it shares with other posts.
    """

    author: str
    label: LabelledPost
    ties: tuple[str, ...]
    store: str
    debunks: int
    post: PostText
    by_meaning: Beside
    by_words: Beside | None


@dataclass(frozen=True, slots=True)
class _Wording:
    id: int
    terms: Sequence[str]
    vector: bytes | None


@dataclass(frozen=True, slots=True)
class _Change:
    debunk_id: str
    phrasings: Sequence[_Wording]


class Store:
    """Debunks that posts are asked of, through the library and the shortlist of the program."""

    def __init__(self, background: Background, encoder: Encoder) -> None:
        self._background = background
        self._encoder = encoder
        self._library = Library(background)
        self._numbers = count()
        self._claims: dict[int, tuple[str, str, str]] = {}
        self._claim = lru_cache(maxsize=_PREPARED)(PreparedClaim)

    @property
    def debunks(self) -> int:
        """How many debunks there are."""
        return self._library.count

    def put(self, debunk_id: str, claims: Claims) -> None:
        """Take a debunk in as it is now; one without claims is forgotten."""
        rows = self._encoder.passages([text for _, text in claims]) if claims else ()
        wordings = []
        for (lang, text), row in zip(claims, rows, strict=True):
            number = next(self._numbers)
            self._claims[number] = debunk_id, lang, text
            wordings.append(_Wording(number, terms(text), pack(row)))
        self._library.apply([_Change(debunk_id, wordings)])

    def by_meaning(self, post: PostText, *, parts: bool = False) -> Beside:
        """Return the nearest debunks, measured by vectors and words; `parts` asks for those too."""
        if not post.windows:
            return Beside(())
        by_words = self._library.by_words([one.terms for one in post.windows])
        ours, whole, rows = _vectors(post, by_words, self._encoder)
        nearest = self._library.nearest(by_words, rows)
        among = self._shortlist(nearest, vectors=True)
        if among.vectors is None:
            return Beside(())
        sight = look(post, ours, whole, among)
        measured = measure(post, sight, among, candidates(sight, among))
        # The vectors of the other windows and claims have done their work.
        return Beside(
            [replace(one, pair=(at, at)) for at, one in enumerate(measured)],
            ours[[one.pair[0] for one in measured]],
            among.vectors[[one.pair[1] for one in measured]],
            self._parts(post, ours, among, self.by_meaning) if parts else (),
        )

    def by_words(self, post: PostText, *, parts: bool = False) -> Beside:
        """Return the debunks that are likest by words, measured by them alone."""
        if not post.windows:
            return Beside(())
        by_words = self._library.by_words([one.terms for one in post.windows])
        nearest = self._library.nearest(by_words, None)
        among = self._shortlist(nearest, vectors=False)
        if not among.claims:
            return Beside(())
        sight = look(post, None, None, among)
        return Beside(
            measure(post, sight, among, candidates(sight, among)),
            parts=self._parts(post, None, among, self.by_words) if parts else (),
        )

    def _parts(
        self,
        post: PostText,
        vectors: Floats | None,
        among: Shortlist,
        beside: Callable[[PostText], Beside],
    ) -> tuple[tuple[PostText, Beside], ...]:
        found = map(read, parted(post, vectors, among) or ())
        return tuple((one, beside(one)) for one in found)

    def _shortlist(self, nearest: Nearest, *, vectors: bool) -> Shortlist:
        claims = [self._claim(*self._claims[number]) for number in nearest.ids]
        theirs = nearest.vectors if vectors and claims else None
        weight = self._library.weights().__getitem__
        return Shortlist(claims, theirs, weight, self._background, self._library.count)


def library_of(claims: Sequence[PreparedClaim], vectors: Floats, background: Background) -> Library:
    """Return a library of claims in the order of their debunks; `vectors` has a row a claim."""
    library = Library(background)
    wordings: dict[str, list[_Wording]] = {}
    for number, (claim, vector) in enumerate(zip(claims, vectors, strict=True)):
        told = _Wording(number, terms(claim.text), pack(vector))
        wordings.setdefault(claim.debunk_id, []).append(told)
    library.apply(_Change(debunk_id, each) for debunk_id, each in wordings.items())
    return library


def embedded_windows(post: PostText, library: Library, encoder: Encoder) -> tuple[Floats, Floats]:
    """Return a row a window, zeros for those not worth one, and the vector of the whole post."""
    by_words = library.by_words([one.terms for one in post.windows])
    ours, whole, _ = _vectors(post, by_words, encoder)
    return ours, whole


def _vectors(post: PostText, by_words: ByWords, encoder: Encoder) -> tuple[Floats, Floats, Floats]:
    parts = worth_embedding(post, by_words.likeness, tokens_of(encoder))
    chosen = list(parts)
    rows = encoder.queries(list(parts.values()))
    vectors = np.zeros((len(post.windows), rows.shape[1]), np.float32)
    vectors[chosen] = rows
    entire = chosen[0] == 0 and post.windows[0].last == post.sentences - 1
    mean = vectors[0] if entire else rows.mean(axis=0)
    return vectors, mean / np.linalg.norm(mean), rows


def example(
    author: str,
    labelled: tuple[LabelledPost, Iterable[str]],
    kind: str,
    store: Store,
    *,
    words: bool,
    parts: bool = False,
) -> Example:
    """Return a post as it looks in a store; `parts` asks for the two that may tell a claim each."""
    label, ties = labelled
    post = read(label.text)
    worded = store.by_words(post, parts=parts) if words else None
    meant = store.by_meaning(post, parts=parts)
    return Example(author, label, tuple(ties), kind, store.debunks, post, meant, worded)
