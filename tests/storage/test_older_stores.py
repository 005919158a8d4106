"""A store of every older version, full of rows, keeps each of them on its way to this version."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from domain.debunk import Verdict
from domain.deed import Deed
from domain.moderator import Role
from storage.cases.submissions import Submission
from storage.debunks.pictures import PictureName
from storage.engine.migrate import migrate, migrations
from storage.engine.sqlite import Connection, Mode
from storage.groups.answers import GroupAnswer, SaidKind
from storage.mail.inbox import Arrival, End
from storage.readers.feedback import Vote
from storage.readers.subscriptions import Every, Periods
from storage.store import Store
from tests.kit.samples import FULL, INDEXING
from tests.kit.stored_desk import AT, a_chief, a_reader, asked, corrected, given, published

OLDER = range(1, len(migrations()))
NOT_ROWS = {"meta", "migrations"}


async def fill(store: Store) -> None:
    """Put something into every table."""
    chief = await a_chief(store)
    first, second = await a_reader(store, "first"), await a_reader(store, "second")
    await store.debunks.save(FULL)
    case = await asked(store, first, 1)
    told = Submission(second, 2, "kk", "Мост закроют", AT, addresses=("t.me/other/5",))
    await store.submissions.add(told, case)
    other = Submission(first, 3, "ru", "Мост починят", AT)
    await store.submissions.add(other, None, like={case: 0.7})
    for person in (b"first", b"second"):
        await store.readers.set_language(person, "kk")
    debunk = await published(store, "one", case)
    await given(store, first, debunk)
    await corrected(store, debunk, Verdict.MISLEADING)
    await store.drafts.begin(Deed(chief, AT), step="claim-ru", body="{}", case=case)
    await store.invites.add(b"token", Role.EDITOR, deed=Deed(chief, AT), expires=AT + 9)
    await store.feedback.vote(first, [debunk.id], Vote.HELPED, lang="ru", text="да", at=AT)
    await store.counts.add("2026-11-27", "ask")
    await store.unreadable.keep("json", b"sealed", b"first", AT)
    await store.desk_letters.ask([1], AT, 60, chat=True)
    await store.desk_letters.digest("2026-11-27", AT)
    posted = await published(store, "posted")
    await store.channel_posts.ask(posted, ("ru",), "@channel", Deed(chief, AT))
    await corrected(store, posted, Verdict.MISLEADING)
    await store.subscriptions.keep(first, Every.DAY, Periods("2026-11-27", "2026-W48"))
    await store.subscriptions.turn(first, "army")
    for number in (1, 2):
        arrival = Arrival(number, b"lane", b"first", urgent=False, sealed=b"sealed", at=AT)
        (row,) = await store.inbox.put([arrival])
    await store.inbox.finish([End((row or 0,), reply=3)])
    group = await store.groups.keep(b"chat", b"sealed")
    said = GroupAnswer(SaidKind.ANSWER, b"text", 5, 6, "one:1", 7, AT)
    await store.group_answers.note(group.id, said)
    phrasing = (await store.phrasings.listing(["t.me/channel/123"]))[0]
    await store.vectors.save("encoder", {phrasing.id: b"vector"})
    await store.pictures.keep(PictureName(FULL.id, "kk", "dark", "state"), "file")


def tables(plain: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the columns of each table that holds rows of ours."""
    names = plain.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%' "
        "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'debunk_words%' "
        "AND name NOT LIKE 'phrasing_words%'"
    )
    return {
        name: [row[1] for row in plain.execute(f'PRAGMA table_info("{name}")')]
        for (name,) in names.fetchall()
        if name not in NOT_ROWS
    }


def shared(old: dict[str, list[str]], new: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for name in sorted(old.keys() & new.keys()):
        yield name, ", ".join(f'"{one}"' for one in old[name] if one in new[name])


def rows_of(path: Path, wanted: list[tuple[str, str]]) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as plain:
        return {
            name: sorted(plain.execute(f'SELECT {columns} FROM "{name}"').fetchall(), key=repr)
            for name, columns in wanted
        }


@pytest.mark.parametrize("number", OLDER)
async def test_no_row_of_an_older_store_is_lost_or_changed(tmp_path: Path, number: int) -> None:
    new, old = tmp_path / "new.sqlite3", tmp_path / "old.sqlite3"
    async with await Store.open(new, INDEXING) as store:
        await fill(store)
    connection = await Connection.open(old, Mode.CREATE, 5)
    await migrate(connection, migrations()[:number])
    await connection.close()
    with closing(sqlite3.connect(old)) as plain:
        plain.execute("ATTACH ? AS source", (str(new),))
        with closing(sqlite3.connect(new)) as source:
            wanted = list(shared(tables(plain), tables(source)))
        for name, columns in wanted:
            plain.execute(f'INSERT INTO "{name}" ({columns}) SELECT {columns} FROM source."{name}"')
        plain.execute("UPDATE meta SET value = ? WHERE name = 'indexing'", (INDEXING.name,))
        plain.commit()
    before = rows_of(old, wanted)
    assert len(before) >= 10
    assert [name for name, rows in before.items() if not rows] == []
    async with await Store.open(old, INDEXING):
        pass
    assert rows_of(old, wanted) == before


@pytest.mark.parametrize("number", [3, 4])
async def test_a_correction_that_an_older_store_still_has_to_tell_is_kept(
    tmp_path: Path, number: int
) -> None:
    old = tmp_path / "old.sqlite3"
    connection = await Connection.open(old, Mode.CREATE, 5)
    await migrate(connection, migrations()[:number])
    body = '{"old": "false", "reason": "Нашли ошибку", "at": 7}'
    sql = "INSERT INTO outbox (kind, once, body, due) VALUES (?1, ?2, ?3, ?4)"
    await connection.run_many(
        sql, [("correction", "one", body, 9), ("alert", "two", '{"case": 1}', 9)]
    )
    await connection.close()
    async with await Store.open(old, INDEXING):
        pass
    told = rows_of(old, [("outbox", "once, old_verdict, reason, at, body")])["outbox"]
    assert told == [
        ("one", "false", "Нашли ошибку", 7, "{}"),
        ("two", None, None, None, '{"case": 1}'),
    ]
