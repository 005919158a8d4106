"""What debunks name already: authorities and topics, offered so that a name is typed once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storage.engine.contract import Connection, Row, Sessions

_MOST_USED = """
SELECT authority FROM statements WHERE authority = ANY (?1)
GROUP BY authority ORDER BY count(*) DESC, authority DESC LIMIT ?2
"""
_NAMES = "SELECT authority, lang, name FROM authority_names ORDER BY authority, position"
_LISTENERS = """
SELECT count(*) FROM deliveries x JOIN readers r ON r.id = x.reader
WHERE x.debunk = ?1 AND r.updates = 1 AND r.reachable = 1
"""
_LONGEST_BEGINNING = 500


@dataclass(frozen=True, slots=True)
class Authority:
    """A ministry, agency, akimat or bank: its names by language; `id` lasts while it is used."""

    id: int
    names: Mapping[str, str]


class Names:
    """Look-ups for those who write debunks."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def authorities(self, beginning: str, limit: int) -> list[Authority]:
        """Return authorities of which a word begins so in some language, the most used first.

        The case of letters does not matter; an empty beginning gives the most used of all.
        """
        begun = beginning.strip()[:_LONGEST_BEGINNING].lower()
        # Compared here: what an engine knows of the case of letters differs, and may be Latin only.
        names = _named(await self._sessions.rows(_NAMES))
        found = [number for number, each in names.items() if _has_word(each.values(), begun)]
        rows = await self._sessions.rows(_MOST_USED, found, max(0, limit))
        return [Authority(number, names[number]) for (number,) in rows]

    async def authority(self, number: int) -> Authority | None:
        """Return the authority of this id, or None where it is used no more."""
        rows = await self._sessions.rows(
            "SELECT authority, lang, name FROM authority_names WHERE authority = ?1 "
            "ORDER BY position",
            number,
        )
        return Authority(number, _named(rows)[number]) if rows else None

    async def topics(self, limit: int) -> list[str]:
        """Return the topics of debunks, the most used first."""
        rows = await self._sessions.rows(
            "SELECT topic FROM topics GROUP BY topic ORDER BY count(*) DESC, topic LIMIT ?1", limit
        )
        return [topic for (topic,) in rows]

    async def receivers(self, debunk_id: str) -> int:
        """Return how many readers have been given a debunk."""
        rows = await self._sessions.rows(
            "SELECT count(*) FROM deliveries x JOIN debunks d ON d.num = x.debunk WHERE d.id = ?1",
            debunk_id,
        )
        return int(rows[0][0])

    async def listeners(self, debunk_id: str) -> int:
        """Return how many of those readers can be told of a change and want to be."""
        rows = await self._sessions.rows(
            "SELECT count(*) FROM deliveries x JOIN debunks d ON d.num = x.debunk "
            "JOIN readers r ON r.id = x.reader "
            "WHERE d.id = ?1 AND r.updates = 1 AND r.reachable = 1",
            debunk_id,
        )
        return int(rows[0][0])


async def listening(connection: Connection, num: int) -> int:
    """Return `Known.listeners` of the debunk in row `num`, inside a snapshot or transaction."""
    return int(await connection.value(_LISTENERS, num))


def _named(rows: list[Row]) -> dict[int, dict[str, str]]:
    names: dict[int, dict[str, str]] = {}
    for number, lang, name in rows:
        names.setdefault(number, {})[lang] = name
    return names


def _has_word(names: Iterable[str], begun: str) -> bool:
    return any(f" {name.lower()}".find(f" {begun}") >= 0 for name in names)
