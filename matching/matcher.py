"""The flow of a post: listed addresses, windows, candidates, scores, decision."""

import asyncio
import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from typing import TypeVar

import numpy as np

from domain.decision import Decision, Match
from domain.post import Post
from matching.by_address import listed
from matching.decide import SHIPPED, Thresholds, decide, may_tell_two, near_enough
from matching.reading.addresses.own import own_addresses
from matching.reading.smalltalk import says_nothing
from matching.reading.windows import PostText, read
from matching.reasons import Beside, Reason
from matching.remembered import Remembered, fingerprint
from matching.scoring.claim import PreparedClaim
from matching.scoring.features import measure
from matching.scoring.model import Judged, Model
from matching.scoring.ready import ReadyClaims
from matching.scoring.second_claim import Part, parted
from matching.scoring.shortlist import Shortlist
from matching.scoring.sight import candidates, look
from matching.search.background import Floats, shipped_background
from matching.search.candidates import Change, Phrasing, Phrasings, Vectored, VectoredChange
from matching.search.embedding import worth_embedding
from matching.search.encoder import (
    Coming,
    Encoder,
    EncodingError,
    coming_now,
    encoded,
    tokens_of,
)
from matching.search.kept_library import KeptLibrary
from matching.search.library import Library, Nearest
from matching.search.vectors import BadVectorError, pack
from matching.shared_work import Rounds, SharedWork

_COMING_SECONDS = 20.0
"""How long the first posts wait for the encoder to load: it takes some 3 s where it is made."""
_PREPARED = 5_000
"""Claims kept ready for comparing, some 3 kB each."""
_AT_ONCE = 4
"""Wordings without a vector up to which they get one before the next decision (some 25 ms each)."""

_THREADS = max(2, min(4, os.cpu_count() or 1))
"""As many posts are worked on at a time as the encoder has workers: more would only keep the event
loop waiting for its turn."""

_Told = TypeVar("_Told")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """A post as read, and the vectors of its windows: zeros for those not worth one.

    `failed` tells that there would be vectors, had the encoder not failed at this post.
    """

    post: PostText
    vectors: Floats | None
    whole: Floats | None
    nearest: Nearest
    failed: bool = False


@dataclass(frozen=True, slots=True)
class _Judged:
    """A post, the debunks beside it, and what they were judged by: nothing where there are none."""

    post: PostText
    judged: list[Judged]
    seen: Seen | None = None
    among: Shortlist | None = None

    @property
    def failed(self) -> bool:
        return self.seen is not None and self.seen.failed


class Matcher:
    """Decides on posts by the published phrasings of one store.

    Without an encoder it compares words alone; for one that is still coming it waits a while. With
    `kept` it begins with what was kept of the store, and follows what changed since. What takes the
    processor's time runs in threads, and has a bound for posts of any length. A post that many send
    at the same moment is decided once.
    """

    def __init__(
        self,
        phrasings: Phrasings,
        thresholds: Thresholds = SHIPPED,
        encoder: Encoder | Coming | None = None,
        kept: KeptLibrary | None = None,
    ) -> None:
        self._phrasings = phrasings
        self._kept = kept
        self._begun = False
        self._thresholds = thresholds
        self._coming = encoder if isinstance(encoder, Future) else None
        self._encoder = None if isinstance(encoder, Future) else encoder
        self._background = shipped_background()
        self._model = Model.read(files("matching.scoring") / "weights.json")
        self._library = Library(self._background)
        self._waited = False
        self._following = Rounds(self._follow)
        self._remembered = Remembered()
        self._under_way: SharedWork[Decision] = SharedWork()
        self._threads = ThreadPoolExecutor(_THREADS, "matching")
        self._ready = ReadyClaims(_PREPARED)
        self._encoder_fails = False

    async def decide(self, post: Post) -> Decision:
        """Return the decision on a post.

        Raises what the store raises and nothing else, whatever the post holds.
        """
        await self.follow()
        version, name = self._library.version, fingerprint(post)
        known = self._remembered.get(name, version)
        if known is not None:
            return known

        async def decided() -> Decision:
            made, failed = await self._decide(post)
            # What changed meanwhile may have had a part in it, or not.
            if not failed and version == self._library.version:
                self._remembered.put(name, version, made)
            return made

        return await self._under_way.made((name, version), decided)

    async def explain(self, post: Post) -> tuple[Decision, tuple[Reason, ...]]:
        """Return the decision on a post and the reasons of the debunks that were considered.

        There are none where an address that a debunk lists, or its very words, made the decision.
        """
        await self.follow()
        judged = (await self._judge(post.text)).judged
        reasons = tuple(
            Reason(
                Match(one.measured.claim.debunk_id, one.measured.claim.text, one.answers),
                one.about,
                one.refutes,
                self._model.contributions(one),
            )
            for one in judged
        )
        return (await self._decide(post))[0], reasons

    async def compare(self, text: str) -> Beside:
        """Return a text beside the debunks that come nearest to it."""
        await self.follow()
        seen = await self._in_thread(self._look, text)
        if seen is None or not seen.nearest.ids:
            return Beside(await self._in_thread(read, text), (), {}, None, {})
        claims = await self._claims(seen.nearest.ids)
        judged, _ = await self._in_thread(self._judged, seen, claims)
        wordings: dict[str, list[str]] = {}
        rows: dict[str, list[int]] = {}
        for at, number in enumerate(seen.nearest.ids):
            if one := claims.get(number):
                wordings.setdefault(one.debunk_id, []).append(one.text)
                rows.setdefault(one.debunk_id, []).append(at)
        theirs = seen.nearest.vectors
        phrased = {} if theirs is None else {name: theirs[at] for name, at in rows.items()}
        return Beside(seen.post, tuple(judged), wordings, seen.vectors, phrased)

    async def prepare(self, text: str) -> None:
        """Encode a text before it is compared, where the encoder keeps what it has encoded."""
        await self.follow()
        await self._in_thread(self._look, text)

    def weight(self, term: str) -> float:
        """Return the idf of a term over phrasings and background, 0 to 1."""
        return self._library.weight(term)

    async def follow(self) -> None:
        """Take in what changed in the store since the last time."""
        await self._following.one()

    async def keep(self) -> None:
        """Keep what posts are compared with for the next start, where it is time to.

        Raises what the store raises, and OSError.
        """
        await self.follow()
        if self._kept is not None and self._kept.is_due(self._library):
            await self._kept.write(self._library, self._name)

    @property
    def _name(self) -> str | None:
        return self._encoder.name if self._encoder else None

    async def _begin(self) -> None:
        """Wait for the encoder, and meanwhile read what was kept for its vectors."""
        reading = asyncio.create_task(self._kept.read(self._background)) if self._kept else None
        if self._coming is not None:
            await self._take(self._coming)
        if not self._begun:
            if reading is not None and (kept := await reading) and kept.encoder == self._name:
                self._library = kept.library
            self._begun = True

    async def _follow(self) -> None:
        if not self._begun or self._coming is not None:
            await self._begin()
        async for part in self._phrasings.changes(self._library.version, self._name):
            self._ready.drop(each.id for one in part.debunks for each in one.phrasings)
            debunks = await self._with_vectors(part.debunks)
            await self._in_thread(self._library.apply, debunks, part.version)

    def use(self, encoder: Encoder | Coming) -> None:
        """Have an encoder from now on that could not be had before, or another one."""
        self._coming, self._waited = coming_now(encoder), False

    async def _take(self, coming: Coming) -> None:
        """Take the encoder where it has come; the first that asks waits for it, the others not."""
        if not coming.done() and not self._waited:
            # It goes on loading, however short anyone waits.
            await asyncio.wait({asyncio.wrap_future(coming)}, timeout=_COMING_SECONDS)
        if not coming.done():
            if not self._waited:
                _log.warning("The encoder takes long to load: posts are compared by words so far")
            self._waited = True
            return
        if self._coming is coming:
            self._coming = None
        found = None if coming.exception() else coming.result()
        if found is not self._encoder:
            # What is known is read anew, with the vectors of this one.
            self._encoder, self._begun = found, False
            self._library, self._remembered = Library(self._background), Remembered()

    async def _with_vectors(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Make the vectors of a debunk that was saved a moment ago, without waiting for the store.

        A store that lacks many is answered from by words until its vectors are made.
        """
        lacking = [each.id for one in changes for each in one.phrasings if each.vector is None]
        encoder = self._encoder
        if encoder is None or not 0 < len(lacking) <= _AT_ONCE:
            return changes
        texts = await self._phrasings.texts(lacking)
        try:
            made = await self._in_thread(_packed, encoder, texts)
        except EncodingError as error:
            _log.warning("No vectors for a new debunk: %s", error)
            return changes
        return [
            VectoredChange(
                one.debunk_id,
                tuple(
                    Vectored(each.id, each.terms, each.vector or made.get(each.id))
                    for each in one.phrasings
                ),
            )
            for one in changes
        ]

    async def _decide(self, post: Post) -> tuple[Decision, bool]:
        """Return the decision, and whether it would be another one had the encoder not failed."""
        named = own_addresses(post)
        found = await self._phrasings.listing(named) if named else ()
        asked = await self._judge(post.text)
        if found:
            return await self._in_thread(self._listed, found, asked, post), asked.failed
        parts: list[_Judged] = []
        if may_tell_two(asked.judged, asked.post, self._thresholds):
            parts = await self._parts(asked)
        told = [Part(one.post, one.judged) for one in parts]
        made = decide(asked.judged, asked.post, self._library.count, self._thresholds, told)
        return made, any(one.failed for one in (asked, *parts))

    def _listed(self, found: Sequence[Phrasing], asked: _Judged, post: Post) -> Decision:
        near = near_enough(asked.judged, self._library.count, self._thresholds)
        about = None if says_nothing(post.text) else near
        return listed(_matches(found), asked.judged, about)

    async def _judge(self, text: str) -> _Judged:
        found = await self._in_thread(self._look_and_judge, text)
        if isinstance(found, _Judged):
            return found
        claims = await self._claims(found.nearest.ids)
        judged, among = await self._in_thread(self._judged, found, claims)
        return _Judged(found.post, judged, found, among)

    def _look_and_judge(self, text: str) -> _Judged | Seen:
        """Return the judged debunks where all their claims are ready, else what is seen of a post.

        Going to a thread and back takes as long as a small step of the work.
        """
        seen = self._look(text)
        if seen is None:
            return _Judged(read(text), [])
        claims = self._ready.get(seen.nearest.ids)
        if len(claims) < len(seen.nearest.ids):
            return seen
        judged, among = self._judged(seen, claims)
        return _Judged(seen.post, judged, seen, among)

    async def _claims(self, ids: Sequence[int]) -> Mapping[int, PreparedClaim]:
        """Return the claims of phrasings, less those that the store has no more."""
        claims, changes = self._ready.get(ids), self._ready.changes
        if lacking := [one for one in ids if one not in claims]:
            texts = await self._phrasings.texts(lacking)
            claims |= await self._in_thread(self._ready.put, texts, changes)
        return claims

    async def _parts(self, asked: _Judged) -> list[_Judged]:
        """Return the parts of a post that may tell two claims, each asked as a post."""
        seen, among = asked.seen, asked.among
        if seen is None or among is None:
            return []
        found = await self._in_thread(self._parted, seen, among)
        return [await self._judge(one) for one in found or ()]

    async def _in_thread(self, work: Callable[..., _Told], *told: object) -> _Told:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *told)

    def _parted(self, seen: Seen, among: Shortlist) -> tuple[str, str] | None:
        vectors = None if among.vectors is None else seen.vectors
        return parted(seen.post, vectors, among)

    def _look(self, text: str) -> Seen | None:
        post = read(text)
        if not post.windows:
            return None
        windows = [one.terms for one in post.windows]
        # Another one may take its place meanwhile, which counts claims in another order.
        library = self._library
        found = library.by_words(windows)
        if self._encoder is not None and library.has_all_vectors:
            parts = worth_embedding(post, found.likeness, tokens_of(self._encoder))
            chosen = list(parts)
            try:
                rows = encoded(self._encoder.queries, list(parts.values()))
            except EncodingError as error:
                self._note_failing(error)
                return Seen(post, None, None, library.nearest(found, None), failed=True)
            self._note_failing(None)
            vectors = np.zeros((len(post.windows), rows.shape[1]), np.float32)
            vectors[chosen] = rows
            entire = chosen[0] == 0 and post.windows[0].last == post.sentences - 1
            mean = vectors[0] if entire else rows.mean(axis=0)
            whole = mean / (np.linalg.norm(mean) or 1.0)
            return Seen(post, vectors, whole, library.nearest(found, rows))
        return Seen(post, None, None, library.nearest(found, None))

    def _note_failing(self, error: EncodingError | None) -> None:
        """Log when the encoder begins to fail, and when it works again: not for every post."""
        if self._encoder_fails == (error is not None):
            return
        self._encoder_fails = error is not None
        if error is not None:
            _log.warning("Posts are compared by words alone from now on: %s", error)
        else:
            _log.warning("The encoder works again")

    def _judged(
        self, seen: Seen, ready: Mapping[int, PreparedClaim]
    ) -> tuple[list[Judged], Shortlist | None]:
        kept = [at for at, one in enumerate(seen.nearest.ids) if one in ready]
        if not kept:
            return [], None
        claims = [ready[seen.nearest.ids[at]] for at in kept]
        theirs = None if seen.nearest.vectors is None else seen.nearest.vectors[kept]
        ours = None if theirs is None else seen.vectors
        weight = self._library.weights().__getitem__
        vectors = theirs if ours is not None else None
        hubs = None if vectors is None or seen.nearest.hubs is None else seen.nearest.hubs[kept]
        among = Shortlist(claims, vectors, weight, self._background, self._library.count, hubs)
        sight = look(seen.post, ours, seen.whole, among)
        measured = measure(seen.post, sight, among, candidates(sight, among))
        return self._model.judge(measured, among, ours, seen.post.windows), among


def _packed(encoder: Encoder, texts: Mapping[int, Phrasing]) -> dict[int, bytes]:
    made = encoded(encoder.passages, [one.text for one in texts.values()]) if texts else ()
    packed: dict[int, bytes] = {}
    for phrasing, vector in zip(texts, made, strict=True):
        with suppress(BadVectorError):
            packed[phrasing] = pack(vector)
    return packed


def _matches(phrasings: Iterable[Phrasing]) -> list[Match]:
    by_debunk = {one.debunk_id: one.text for one in phrasings}
    return [Match(debunk_id, text, 1.0) for debunk_id, text in by_debunk.items()]
