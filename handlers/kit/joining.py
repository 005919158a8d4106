"""Submissions into cases: a new one joins the case that it is about, or opens one."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from domain.case import Case, CaseNotOpen, NoSuchCase, State
from domain.phrasing import Phrasing
from domain.post import Post
from matching.joining import Joiner, bare, pages, wording
from matching.matcher import Matcher
from matching.reading.windows import read
from matching.scoring.features import language_of
from matching.search.encoder import Coming, Encoder, EncodingError, arrived, encoded
from matching.search.vectors import BadVectorError, pack
from privacy.redaction import redacted
from storage.cases.submissions import Received, Submission, Submissions
from storage.cases.wordings import CaseWordings

_log = logging.getLogger(__name__)
_TRIES = 3
_PREPARED = 5_000


class _Bare:
    """The wordings of cases as they are compared: without what only passes them on."""

    def __init__(self, wordings: CaseWordings) -> None:
        self._wordings = wordings
        self._bare = lru_cache(maxsize=_PREPARED)(bare)
        self.changes = wordings.changes
        self.listing = wordings.listing

    async def texts(self, ids: Sequence[int]) -> Mapping[int, Phrasing]:
        """Return the wordings of these ids."""
        found = await self._wordings.texts(ids)

        def prepared() -> Mapping[int, Phrasing]:
            return {one: replace(each, text=self._bare(each.text)) for one, each in found.items()}

        return await asyncio.to_thread(prepared)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is asked before something happens.

    `alert` is the number of readers from which the desk's chat is told of a case, None where there
    is no such chat; `a_day` how many cases one reader may open within 24 hours.
    """

    alert: int | None = None
    a_day: int = 1_000


class Joining:
    """Decides where submissions go, one at a time: two at one moment must not open two cases."""

    def __init__(
        self,
        submissions: Submissions,
        wordings: CaseWordings,
        encoder: Encoder | Coming | None = None,
        bounds: Bounds | None = None,
        joiner: Joiner | None = None,
    ) -> None:
        self._submissions = submissions
        self._wordings = wordings
        self._encoder = encoder
        self._bounds = bounds or Bounds()
        self._matcher = Matcher(_Bare(wordings), encoder=encoder)
        self._joiner = joiner or Joiner.read()
        self._one_at_a_time = asyncio.Lock()

    def use(self, encoder: Encoder) -> None:
        """Have an encoder from now on that could not be had before."""
        self._encoder = encoder
        self._matcher.use(encoder)

    @property
    def suggestion(self) -> float:
        """The likeness, 0 to 1, from which two cases are suggested to be one."""
        return self._joiner.suggestion

    async def submit(
        self, post: Post, *, reader: int, message: int, at: int, anew: bool = False
    ) -> Received:
        """Keep a reader's post, redacted, and return where it went; `at` is in seconds.

        Not kept is a message that was sent before, and one about a case that the desk has closed:
        the state of what is returned tells. With `anew` a message whose case was answered is asked
        about once more. Raises `EnoughForToday`, and what the store raises.
        """
        told = await asyncio.to_thread(_redacted, post)
        held = await self._submissions.held(reader, message, told.text)
        if held and not (anew and held.state is State.ANSWERED):
            return held
        new = await asyncio.to_thread(self._made, told, reader, message, at)
        # What takes longest, and is kept for the comparing below: nobody waits behind another's.
        await self._matcher.prepare(await asyncio.to_thread(bare, told.text))
        async with self._one_at_a_time:
            for _ in range(_TRIES):
                case, like = await self._place(told)
                if case is None:
                    await self._submissions.check_room(reader, at, self._bounds.a_day)
                try:
                    return await self._submissions.add(
                        new, case, like=like, alert=self._bounds.alert
                    )
                except NoSuchCase:
                    continue
                except CaseNotOpen as closed:
                    if closed.case.state is not State.MERGED:
                        return _closed(closed.case)
            return await self._submissions.add(new, None, alert=self._bounds.alert)

    async def _place(self, post: Post) -> tuple[int | None, Mapping[int, float]]:
        """Return the case that a post joins, None for a new one, and those that it may be about.

        One that names the page of an open case is about that. A closed case is not joined for a
        page alone: who closed it judged other words.
        """
        text = await asyncio.to_thread(bare, post.text)
        beside = await self._matcher.compare(text)
        found = await asyncio.to_thread(self._joiner.place, beside, text, self._matcher.weight)
        joins = [int(case) for case in found.joins]
        named = pages(post)
        naming = await self._wordings.naming(named) if named else []
        by_page = [case for case, state in naming if state is State.OPEN or case in joins]
        case = next(iter([*by_page, *joins]), None)
        like = {int(other): likely for other, likely in found.like.items()}
        return case, like | dict.fromkeys(joins, 1.0)

    async def cases_of(self, post: Post) -> list[int]:
        """Return the cases that a post may be about, the likeliest first."""
        case, like = await self._place(post)
        likely = (other for other in like if like[other] >= self.suggestion)
        ranked = sorted(likely, key=lambda other: -like[other])
        return list(dict.fromkeys([*([] if case is None else [case]), *ranked]))

    async def similar(self, text: str) -> list[int]:
        """Return the cases that come nearest to a text, the nearest first."""
        text = await asyncio.to_thread(bare, text)
        beside = await self._matcher.compare(text)
        likely = await asyncio.to_thread(self._joiner.likely, beside, text, self._matcher.weight)
        return [int(case) for case in sorted(likely, key=lambda case: -likely[case])]

    def _made(self, post: Post, reader: int, message: int, at: int) -> Submission:
        text = wording(post.text)
        encoder = arrived(self._encoder)
        vector = _vector(encoder, text) if encoder is not None and text else None
        return Submission(
            reader,
            message,
            language_of(read(post.text)),
            post.text,
            at,
            tuple(one for one in pages(post) if redacted(one) == one),
            encoder.name if encoder and vector else None,
            vector,
        )


def _vector(encoder: Encoder, text: str) -> bytes | None:
    """Return the vector of a submission; without one it is joined to cases by its words."""
    try:
        return pack(encoded(encoder.passages, [text])[0])
    except (EncodingError, BadVectorError) as error:
        _log.warning("A submission has no vector: %s", error)
        return None


def _redacted(post: Post) -> Post:
    links = tuple(link for link in post.links if redacted(link) == link)
    return Post(redacted(post.text), links, post.origin)


def _closed(case: Case) -> Received:
    return Received(case.id, case.state, case.readers, again=False)
