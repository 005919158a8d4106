"""What readers send to the desk: one row a reader and wording, in the case that it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.case import CaseNotOpen, State
from domain.deed import Deed
from storage.cases.cases import begin, load, next_change
from storage.cases.suggestions import suggest
from storage.desk import audit
from storage.engine.contract import Connection, Sessions
from storage.engine.errors import StoreError
from storage.mail import notices
from storage.search.recipe import Indexing

_NONE: Mapping[int, float] = {}
WORDINGS_A_CASE = 32
"""Distinct wordings of a case that matching compares posts with: those that came first."""


_DAY = 86_400
_OPENED = """
SELECT count(*) FROM cases c
WHERE c.id IN (SELECT "case" FROM submissions WHERE reader = ?1) AND c.opened > ?2
AND c.opened <= ?3 AND (
    SELECT s.reader FROM submissions s WHERE s."case" = c.id ORDER BY s.id LIMIT 1
) = ?1
"""


@dataclass(frozen=True, slots=True)
class Submission:
    """A post that a reader sends: `text` is redacted, `message` their own message, `at` seconds.

    `addresses` are canonical and name pages; those of private chats are not kept. `vector` was
    made of the text by `encoder`.
    """

    reader: int
    message: int
    lang: str
    text: str
    at: int
    addresses: tuple[str, ...] = ()
    encoder: str | None = None
    vector: bytes | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """Where a submission went: its case, how many readers that has, whether it was there before."""

    case: int
    state: State
    readers: int
    again: bool


class EnoughForToday(StoreError):  # noqa: N818 - what is the matter, in its name
    """The reader has opened as many cases as one may in a day: `most`."""

    def __init__(self, most: int) -> None:
        super().__init__("The reader has opened enough cases for a day.")
        self.most = most


class NoSuchReader(StoreError):  # noqa: N818 - what is missing, in its name
    """The reader's row went meanwhile: with the daily clean-up, or by `/forget`."""


class Submissions:
    """The submissions of a store."""

    def __init__(self, sessions: Sessions, indexing: Indexing) -> None:
        self._sessions = sessions
        self._indexing = indexing

    async def held(self, reader: int, message: int, text: str) -> Received | None:
        """Return where this message of a reader went, if it was sent before with these words."""
        rows = await self._sessions.rows(
            "SELECT c.id, c.state, (SELECT count(DISTINCT t.reader) FROM submissions t "
            'WHERE t."case" = c.id) FROM submissions s JOIN cases c ON c.id = s."case" '
            "WHERE s.reader = ?1 AND s.message = ?2 AND s.text = ?3",
            reader,
            message,
            text,
        )
        return Received(rows[0][0], State(rows[0][1]), rows[0][2], again=True) if rows else None

    async def check_room(self, reader: int, at: int, most: int) -> None:
        """Raise EnoughForToday for who has opened this many cases in the day until `at`.

        One whose first submission is a reader's was opened by them, also where others joined it.
        What a clock that was ahead says was opened later does not count.
        """
        rows = await self._sessions.rows(_OPENED, reader, at - _DAY, at)
        if rows[0][0] >= most:
            raise EnoughForToday(most)

    async def add(
        self,
        new: Submission,
        case: int | None,
        *,
        like: Mapping[int, float] = _NONE,
        alert: int | None = None,
    ) -> Received:
        """Keep a submission in an open case, or in a new one where `case` is None.

        `like` are cases that come near, with how likely it is about each, 0 to 1 (1 where it might
        have joined it as well), from which it is suggested that they are one with its own.
        A reader's same words again, in the same case, only move to their newest message; other
        words of the same message, which they have edited, take the place of the former. `alert`
        is the number of readers at which the desk's chat is told of a case, and again whenever
        they have doubled.

        Raises `CaseNotOpen`, and `NoSuchCase` for a case that has gone meanwhile; `NoSuchReader`.
        """
        terms = " ".join(self._indexing.terms(new.text))
        public = [one for one in new.addresses if not self._indexing.is_private(one)]
        new = replace(new, addresses=tuple(public))
        async with self._sessions.transaction() as connection:
            if await connection.value("SELECT 1 FROM readers WHERE id = ?1", new.reader) is None:
                raise NoSuchReader("The reader's row has gone.")
            if case is None:
                case = await begin(connection, new.at)
                await audit.record(connection, Deed(at=new.at), "case.new", f"case:{case}")
            found = await load(connection, case, new.at)
            if found.state is not State.OPEN:
                raise CaseNotOpen(found)
            again = await _again(connection, new, case, terms)
            if not again:
                await _insert(connection, new, case, terms)
                await suggest(connection, case, like)
            readers = await connection.value(
                'SELECT count(DISTINCT reader) FROM submissions WHERE "case" = ?1', case
            )
            if alert is not None:
                await _alert(connection, case, readers, alert, new.at)
            return Received(case, State.OPEN, readers, again)


async def _again(connection: Connection, new: Submission, case: int, terms: str) -> bool:
    changed = await connection.run(
        "UPDATE submissions SET message = CASE WHEN message > ?1 THEN message ELSE ?1 END "
        'WHERE id = (SELECT id FROM submissions WHERE reader = ?2 AND "case" = ?3 '
        "AND terms = ?4 AND (terms <> '' OR text = ?5) LIMIT 1) "
        "AND (message >= ?1 OR NOT EXISTS "
        "(SELECT 1 FROM submissions s WHERE s.reader = ?2 AND s.message = ?1))",
        new.message,
        new.reader,
        case,
        terms,
        new.text,
    )
    return changed > 0


async def _insert(connection: Connection, new: Submission, case: int, terms: str) -> None:
    known = await connection.value(
        "SELECT count(DISTINCT terms) + 1000 * count(CASE terms WHEN ?1 THEN 1 END) "
        'FROM submissions WHERE "case" = ?2',
        terms,
        case,
    )
    await connection.run(
        "DELETE FROM submissions WHERE reader = ?1 AND message = ?2", new.reader, new.message
    )
    number = await connection.value(
        'INSERT INTO submissions ("case", reader, message, lang, text, terms, '
        "encoder, vector, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id",
        case,
        new.reader,
        new.message,
        new.lang,
        new.text,
        terms,
        new.encoder,
        new.vector,
        new.at,
    )
    await connection.run_many(
        "INSERT INTO seen (canonical, submission) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        [(address, number) for address in new.addresses],
    )
    if known < WORDINGS_A_CASE:
        await connection.run(
            "UPDATE cases SET changed = ?1 WHERE id = ?2", await next_change(connection), case
        )


async def _alert(connection: Connection, case: int, readers: int, threshold: int, at: int) -> None:
    told = await connection.value("SELECT alerted FROM cases WHERE id = ?1", case)
    level = threshold
    while level * 2 <= readers:
        level *= 2
    if readers < level or level <= told:
        return
    await connection.run("UPDATE cases SET alerted = ?1 WHERE id = ?2", level, case)
    body = {"case": case, "readers": readers}
    await notices.tell_desk(connection, f"case:{case}:{level}", body, at)
