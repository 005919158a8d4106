"""The desk's people of an odd plan: they come in before their updates do, and leave afterwards."""

import random
from collections import deque
from collections.abc import Iterable
from contextlib import suppress

from benchmarks.odd.desk import has_left, is_of_desk, role_of
from benchmarks.odd.samples import OddPerson
from domain.debunk import Debunk
from domain.deed import Deed
from domain.moderator import Moderator, Newcomer, Role
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.parts import parts_of
from privacy.sealing import People
from storage.desk.drafts import ASIDE, WAITING
from storage.desk.moderators import ModeratorsError
from storage.desk.roles import NotAllowed
from storage.store import Store

_AT = 1_790_000_000
_OPERATOR = 10_000_000
_MOST_AT_ONCE = 40
_NEW = (
    *("claim-ru", "claim-kk", "verdict", "summary-ru", "who", "said-ru", "when", "where"),
    *("another", "source", "topics", "seen", "date", "review", WAITING, ASIDE),
)
_CHANGES = ("parts", "claim-ru", "verdict", "source", "reason", "tell", "review", WAITING, ASIDE)


class Staff:
    """Gives people their roles and drafts, to so many at once; the oldest lose theirs again."""

    def __init__(self, store: Store, people: People) -> None:
        self._store = store
        self._people = people
        self._known: deque[Moderator] = deque()
        self._drafts: dict[int, int] = {}
        self._debunks: list[Debunk] = []

    def draft_of(self, number: int) -> int:
        """Return the draft that awaits the sender of an update, 1 for none."""
        return self._drafts.get(number, 1)

    async def come_in(self, numbers: Iterable[int]) -> None:
        """Let the desk's people in from whom the updates of these numbers are."""
        found = [number for number in numbers if is_of_desk(number)]
        owner = await self._owner(_OPERATOR, "")
        for _ in range(len(self._known) + len(found) - _MOST_AT_ONCE):
            if self._known:
                await self._set_role(self._known.popleft(), None, owner)
        if not self._debunks:
            self._debunks = [one async for one in self._store.debunks.every()]
        for number in found:
            person = OddPerson(number, random.Random(number))
            one = await self._owner(person.id, person.user().get("first_name", ""))
            if random.Random(number).random() < 0.7:
                self._drafts[number] = await self._begin_draft(one, random.Random(number))
            role = None if has_left(number) else role_of(number)
            if role is not Role.OWNER:
                one = await self._set_role(one, role, owner)
            if one.role is not None:
                self._known.append(one)

    async def _owner(self, user_id: int, name: str) -> Moderator:
        person = self._people.hash(user_id)
        sealed = self._people.seal(user_id), self._people.seal_name(name, person)
        return await self._store.moderators.ensure_owner(Newcomer(person, *sealed), _AT)

    async def _set_role(self, one: Moderator, role: Role | None, by: Moderator) -> Moderator:
        # Someone of the desk may have changed it.
        with suppress(ModeratorsError, NotAllowed):
            deed = Deed(by.id, _AT)
            return await self._store.moderators.set_role(one.id, role, was=one.role, deed=deed)
        return one

    async def _begin_draft(self, one: Moderator, chance: random.Random) -> int:
        drafts, deed = self._store.drafts, Deed(one.id, _AT)
        if chance.random() < 0.6:
            body = Body(resume="review").text()
            return (await drafts.begin(deed, step=chance.choice(_NEW), body=body)).id
        was = chance.choice(self._debunks)
        body = Body(parts_of(was), was, resume="review", single=chance.random() < 0.5).text()
        step = chance.choice(_CHANGES)
        draft = await drafts.begin(deed, step=step, body=body, debunk=was.id, base=was.version)
        return draft.id
