"""The audit: written with what it is about, never changed."""

import pytest

from domain.deed import Deed
from domain.moderator import Newcomer
from storage.desk import audit
from storage.engine.errors import StoreError
from storage.engine.sqlite import Connection, Mode
from storage.store import Store


async def test_entries_come_newest_first_with_what_was_noted(fresh: Store) -> None:
    owner = await fresh.moderators.ensure_owner(Newcomer(b"owner", b"sealed", b"name"), 5)
    for at, action in enumerate(["case.take", "case.answer"], start=10):
        await fresh.audit.note(Deed(owner.id, at), action, "case:1", {"ә": at})
    await fresh.audit.note(Deed(at=99), "case.new", "case:11")
    found = await fresh.audit.of("case:1")
    assert [(e.at, e.moderator, e.action, e.details) for e in found] == [
        (11, owner.id, "case.answer", {"ә": 11}),
        (10, owner.id, "case.take", {"ә": 10}),
    ]
    assert len(await fresh.audit.of("case:1", limit=1)) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET action = 'nothing'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT id, 0, NULL, 'x', 'x', '{}' FROM audit",
    ],
)
async def test_no_statement_edits_or_deletes_it(fresh: Store, sql: str) -> None:
    await fresh.audit.note(Deed(at=1), "case.new", "case:1")
    connection = await Connection.open(fresh._sessions._path, Mode.WRITE, 5)
    try:
        with pytest.raises(StoreError):
            await connection.run(sql)
    finally:
        await connection.close()
    assert [entry.action for entry in await fresh.audit.of("case:1")] == ["case.new"]


async def test_it_is_written_with_the_action_or_not_at_all(fresh: Store) -> None:
    async def fail() -> None:
        async with fresh._sessions.transaction() as connection:
            await audit.record(connection, Deed(at=1), "case.new", "case:1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await fresh.audit.of("case:1") == []
