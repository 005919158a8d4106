"""The key that people are kept under: whether it is this one, and another in its place."""

import hmac
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from domain.deed import Deed
from privacy.sealing import SEALED_ID_BYTES, People, SealError
from storage.desk import audit
from storage.engine.contract import Connection, Row, Sessions

_NAME = "key"
_CHECK = "SELECT value FROM meta WHERE name = 'key'"
_SAMPLE = 50
_PAGE = 500
_NUMBER = re.compile(rb"(?<![\d.])-?\d{1,16}(?![\d.])")
_SEALED_IDS = (
    "SELECT sealed, person FROM moderators ORDER BY id DESC LIMIT ?1",
    "SELECT sealed, person FROM readers WHERE sealed IS NOT NULL ORDER BY id DESC LIMIT ?1",
)
_READER = "UPDATE readers SET person = ?2, sealed = ?3 WHERE id = ?1"
_MODERATOR = "UPDATE moderators SET person = ?2, sealed = ?3, name = ?4 WHERE id = ?1"
_GROUP = "UPDATE groups SET chat = ?2, sealed = ?3 WHERE id = ?1"
_UNREADABLE = "UPDATE unreadable SET person = ?2, sealed = ?3 WHERE id = ?1"
_INBOX = "UPDATE inbox SET person = ?2, sealed = ?3, lane = ?4 WHERE id = ?1"


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many rows of each kind are under the new key.

    `lost` are readers of whom nothing but choices was kept, under a hash that nobody can turn into
    another: they were deleted. `left` are rows that the old key does not open: they stay.
    """

    readers: int = 0
    moderators: int = 0
    unreadable: int = 0
    inbox: int = 0
    groups: int = 0
    lost: int = 0
    left: int = 0


class Keys:
    """Which key a store's people are kept under; the key itself is nowhere in the store."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self.kept_to = False
        """Whether `keep_to` was called."""

    async def fits(self, people: People) -> bool:
        """Tell whether this store's people are kept under this key, or it has none so far.

        A store that an older Raspa wrote says so by what its key opens.
        """
        rows = await self._sessions.rows("SELECT value FROM meta WHERE name = ?1", _NAME)
        if rows:
            return hmac.compare_digest(str(rows[0][0]), people.check)
        opened = [
            _opens(people, *row)
            for select in _SEALED_IDS
            for row in await self._sessions.rows(select, _SAMPLE)
            if len(row[0]) == SEALED_ID_BYTES
        ]
        return any(opened) or not opened

    async def note(self, people: People) -> None:
        """Remember that this is the key of the store, where nothing is remembered yet."""
        if await self._sessions.rows("SELECT 1 FROM meta WHERE name = ?1", _NAME):
            return
        async with self._sessions.transaction() as connection:
            await _note(connection, people)

    def keep_to(self, people: People) -> None:
        """Write nothing more once another program has brought the store under another key.

        Transactions then raise `StoreRekeyed`; `note` must have been called before.
        """
        self._sessions.require(_CHECK, people.check)
        self.kept_to = True

    async def rotate(self, old: People, new: People, ids: Iterable[int], at: int) -> Rotated:
        """Bring all that depends on the old key under the new one, in one transaction.

        `ids` are Telegram ids that may be among the readers of whom no id is kept. `at` is in
        seconds. Raises what `Sessions.transaction` raises.
        """
        rotation = _Rotation(old, new, {old.hash(one): one for one in ids})
        async with self._sessions.transaction(erasing=True) as connection:
            await rotation.run(connection)
            await _note(connection, new)
            await audit.record(connection, Deed(at=at), "key.rotated", "key")
        return Rotated(**rotation.counts)


class _Rotation:
    """A rotation under way; `ids` are the Telegram ids that are known, by their old hash."""

    def __init__(self, old: People, new: People, ids: dict[bytes, int]) -> None:
        self._old = old
        self._new = new
        self._ids = ids
        self.counts = dict.fromkeys(
            ("readers", "moderators", "unreadable", "inbox", "groups", "lost", "left"), 0
        )

    async def run(self, connection: Connection) -> None:
        # The first two tell ids that the last may need.
        await self._moderators(connection)
        await self._unreadable(connection)
        await self._inbox(connection)
        await self._readers(connection)
        await self._groups(connection)

    async def _moderators(self, connection: Connection) -> None:
        rows = await connection.rows("SELECT id, person, sealed, name FROM moderators")
        held = {person for _, person, *_ in rows}
        changed: list[Row] = []
        for number, person, sealed, name in rows:
            user_id = self._unsealed(sealed, person, held)
            if user_id is None:
                continue
            self._ids[person] = user_id
            hashed = self._new.hash(user_id)
            changed.append(
                (number, hashed, self._new.seal(user_id), self._name(name, person, hashed))
            )
        await self._put(connection, "moderators", _MODERATOR, changed)

    async def _unreadable(self, connection: Connection) -> None:
        changed: list[Row] = []
        for number, person, sealed in await connection.rows(
            "SELECT id, person, sealed FROM unreadable"
        ):
            try:
                document = self._old.unseal_update(sealed)
            except SealError:
                self.counts["left"] += 1
                continue
            if person is not None and person not in self._ids:
                numbers = map(int, set(_NUMBER.findall(document)))
                self._ids |= {
                    self._old.hash(one): one for one in numbers if self._old.hash(one) == person
                }
            user_id = self._ids.get(person)
            hashed = None if user_id is None else self._new.hash(user_id)
            changed.append((number, hashed, self._new.seal_update(document)))
        await self._put(connection, "unreadable", _UNREADABLE, changed)

    async def _inbox(self, connection: Connection) -> None:
        changed: list[Row] = []
        for number, person, sealed, lane in await connection.rows(
            "SELECT id, person, sealed, lane FROM inbox"
        ):
            try:
                document = self._old.unseal_update(sealed)
            except SealError:
                self.counts["left"] += 1
                continue
            numbers = map(int, set(_NUMBER.findall(document)))
            by_hash = {self._old.hash(one): one for one in numbers}
            user_id, chat = by_hash.get(person), by_hash.get(lane)
            hashed = None if user_id is None else self._new.hash(user_id)
            # A line that no chat in it names is as good under any other name.
            line = self._new.hash(int.from_bytes(lane, "big") if chat is None else chat)
            changed.append((number, hashed, self._new.seal_update(document), line))
        await self._put(connection, "inbox", _INBOX, changed)

    async def _readers(self, connection: Connection) -> None:
        held = {person for (person,) in await connection.rows("SELECT person FROM readers")}
        last = 0
        while page := await connection.rows(
            "SELECT id, person, sealed FROM readers WHERE id > ?1 ORDER BY id LIMIT ?2", last, _PAGE
        ):
            last = page[-1][0]
            changed: list[Row] = []
            lost: list[int] = []
            for number, person, sealed in page:
                if sealed is None and person not in self._ids:
                    lost.append(number)
                    continue
                user_id = self._ids.get(person)
                if sealed is not None:
                    user_id = self._unsealed(sealed, person, held)
                if user_id is not None:
                    again = None if sealed is None else self._new.seal(user_id)
                    changed.append((number, self._new.hash(user_id), again))
            await connection.run("DELETE FROM readers WHERE id = ANY (?1)", lost)
            self.counts["lost"] += len(lost)
            await self._put(connection, "readers", _READER, changed)

    async def _groups(self, connection: Connection) -> None:
        rows = await connection.rows("SELECT id, chat, sealed FROM groups")
        held = {chat for _, chat, _ in rows}
        changed: list[Row] = []
        for number, chat, sealed in rows:
            chat_id = self._unsealed(sealed, chat, held)
            if chat_id is not None:
                changed.append((number, self._new.hash(chat_id), self._new.seal(chat_id)))
        await self._put(connection, "groups", _GROUP, changed)
        # Hashes of texts, of a week at most, that nobody can turn into others.
        await connection.run("DELETE FROM group_answers")

    async def _put(
        self, connection: Connection, table: str, update: str, changed: list[Row]
    ) -> None:
        await connection.run_many(update, changed)
        self.counts[table] += len(changed)

    def _unsealed(self, sealed: bytes, person: bytes, held: Container[bytes]) -> int | None:
        """Return an id to be sealed anew; None where it does not open, or is there anew already."""
        try:
            user_id = self._old.unseal(sealed, person)
        except SealError:
            user_id = None
        if user_id is None or self._new.hash(user_id) in held:
            self.counts["left"] += 1
            return None
        return user_id

    def _name(self, sealed: bytes, person: bytes, hashed: bytes) -> bytes:
        try:
            name = self._old.unseal_name(sealed, person)
        except SealError:
            name = ""
        return self._new.seal_name(name, hashed)


def _opens(people: People, sealed: bytes, person: bytes) -> bool:
    try:
        people.unseal(sealed, person)
    except SealError:
        return False
    return True


async def _note(connection: Connection, people: People) -> None:
    await connection.run(
        "INSERT INTO meta (name, value) VALUES (?1, ?2) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        _NAME,
        people.check,
    )
