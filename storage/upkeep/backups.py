"""What a store knows of its backups: the last one, the last good drill, what failed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.engine.contract import Connection, Sessions

BACKUP, SIZE = "last-backup", "last-backup-size"
DRILL, PROVED = "last-drill", "last-drill-file"
FAILED, FAILURE = "backup-failed", "backup-failure"
"""The names in `meta`: times in seconds, a size in bytes, a file's name, words for the operator."""
_NAMES = (BACKUP, SIZE, DRILL, PROVED, FAILED, FAILURE)
_NOTE = """
INSERT INTO meta (name, value) VALUES (?1, ?2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""


@dataclass(frozen=True, slots=True)
class BackupsState:
    """When the last backup was made, its bytes, when one last came back whole, and which file.

    Times are in seconds, None for never. `failed` and `failure` say when and why the last attempt
    at either went wrong, None where one went well since.
    """

    backup: int | None
    size: int | None
    drill: int | None
    proved: str | None
    failed: int | None
    failure: str | None


class Backups:
    """What is noted of a store's backups, in the store itself."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def state(self) -> BackupsState:
        """Return what is noted of backups and drills."""
        rows = await self._sessions.rows(
            "SELECT name, value FROM meta WHERE name = ANY (?1)", list(_NAMES)
        )
        found: dict[str, Any] = dict(rows)
        times = {name: int(found[name]) for name in (BACKUP, SIZE, DRILL, FAILED) if name in found}
        return BackupsState(
            backup=times.get(BACKUP),
            size=times.get(SIZE),
            drill=times.get(DRILL),
            proved=found.get(PROVED),
            failed=times.get(FAILED) or None,
            failure=found.get(FAILURE) or None,
        )

    async def note(self, facts: Mapping[str, int | str]) -> None:
        """Write facts down by their names, as above. Raises what a transaction raises."""
        async with self._sessions.transaction() as connection:
            await note(connection, facts)


async def note(connection: Connection, facts: Mapping[str, int | str]) -> None:
    """Write facts on backups down in a transaction."""
    await connection.run_many(_NOTE, list(facts.items()))
