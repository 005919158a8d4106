"""Stores of the first three migrations, brought to the newest: every row is still there."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage.store import Store
from tests.kit.old_stores import old_store
from tests.kit.samples import INDEXING

Row = dict[str, Any]
_GONE = {"phrasing_words", "phrasing_vocabulary"}
_TURNS = {"correction": 0, "retraction": 0, "mistaken": 0, "answer": 1, "closed": 1}
_NEVER_EMPTY = {
    1: {"debunks", "phrasings", "readers", "statements", "authority_names", "appearances"},
    2: {"debunks", "phrasings", "readers", "vectors"},
    3: {"outbox", "audit", "cases", "drafts", "submissions", "seen", "deliveries", "feedback"}
    | {"moderators", "invites", "superseded", "counts", "readers", "vectors", "phrasings"},
}


def tables(path: Path) -> dict[str, list[Row]]:
    """Return the rows of each table; of the full-text index, what it holds."""
    with closing(sqlite3.connect(path)) as plain:
        plain.row_factory = sqlite3.Row
        names = [
            row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            name: sorted(
                (dict(row) for row in plain.execute(f"SELECT {_all(name)} FROM {name}")), key=repr
            )
            for name in names
            if not name.startswith(("sqlite_", "debunk_words_", "phrasing_words_", "migrations"))
        }


def _all(name: str) -> str:
    return "rowid, *" if name.endswith("_words") else "*"


def carried(before: dict[str, list[Row]], number: int) -> dict[str, list[Row]]:
    """Return what the tables of a store that has had `number` migrations become."""
    after = {
        name: [dict(row) for row in rows] for name, rows in before.items() if name not in _GONE
    }
    if number == 1:
        (version,) = (row["value"] for row in before["meta"] if row["name"] == "version")
        terms = {row["rowid"]: row["terms"] for row in before["phrasing_words"]}
        after["meta"] = [row for row in after["meta"] if row["name"] != "phrasings"]
        for row in after["debunks"]:
            row["changed"] = version
        for row in after["phrasings"]:
            row["terms"] = terms.get(row["id"], "")
    if number < 3:
        for row in after["phrasings"]:
            row["learned"] = 0
        after["readers"] = [
            {"id": at, **row, "sealed": None, "spoken": None}
            | {"updates": 1, "reachable": 1, "sharing": None}
            for at, row in enumerate(sorted(before["readers"], key=lambda row: row["person"]), 1)
        ]
    after["meta"].append({"name": "unreadable-told", "value": ""})
    asked: dict[int, int] = {}
    for row in before.get("deliveries", []):
        asked[row["debunk"]] = max(row["at"], asked.get(row["debunk"], 0))
    after["last_asked"] = [{"debunk": num, "at": at, "back": None} for num, at in asked.items()]
    seen = [row["num"] for row in after["debunks"] if row["status"] != "draft"]
    after["publications"] = [{"id": at, "debunk": num} for at, num in enumerate(sorted(seen), 1)]
    for row in after.get("outbox", []):
        told = json.loads(row["body"]) if row["kind"] in {"correction", "retraction"} else {}
        row.update(old_verdict=told.get("old"), reason=told.get("reason"), at=told.get("at"))
        row["body"] = "{}" if told else row["body"]
        row.update(turn=_TURNS.get(row["kind"], 2), again=0, failed=0)
    for row in after.get("cases", []):
        row.update(round=0, learned=None)
    return after


def ordered(row: Row) -> Row:
    return dict(sorted(row.items()))


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_every_row_of_an_old_store_is_there_in_the_newest(path: Path, number: int) -> None:
    await old_store(path, number)
    before = tables(path)
    assert {name for name, rows in before.items() if rows} >= _NEVER_EMPTY[number]
    async with await Store.open(path, INDEXING):
        pass
    after = tables(path)
    # A name of its own, drawn when a store is opened that has none.
    after["meta"] = [row for row in after["meta"] if row["name"] != "identity"]
    expected = carried(before, number)
    assert expected.keys() <= after.keys()
    for name, rows in after.items():
        wanted = sorted(map(ordered, expected.get(name, [])), key=repr)
        assert sorted(map(ordered, rows), key=repr) == wanted, name


async def test_what_the_old_outbox_has_to_say_is_said(path: Path) -> None:
    await old_store(path, 3)
    async with await Store.open(path, INDEXING) as database:
        await database.outbox.resume()
        found = list[tuple[str, dict[str, Any]]]()
        while due := await database.outbox.next(200):
            found.append((due.kind, dict(due.body)))
            assert await database.outbox.begin(due)
            await database.outbox.sent(due, 201)
    assert found == [
        ("correction", {"old": "false", "reason": "«Ошибка»", "at": 130}),
        ("retraction", {"old": "satire", "reason": "", "at": 132}),
        ("alert", {"case": 5, "readers": 4}),
    ]
