"""Stores that are backed up and brought back in tests."""

import base64
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[2]
BACKUP_KEY = base64.urlsafe_b64encode(bytes(range(64, 96))).decode()
KEY_BYTES = bytes(range(64, 96))


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, but for what is noted of backups themselves."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as plain:
        names = plain.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
        found = {
            name: sorted(plain.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for (name,) in names
        }
    found["meta"] = [row for row in found["meta"] if "backup" not in str(row[0])]
    found["audit"] = [row for row in found["audit"] if row[3] != "store.restored"]
    return found


def environment(database: Path, **more: str) -> dict[str, str]:
    """Return what a command runs with, as a process of its own."""
    around = {name: value for name, value in os.environ.items() if "RASPA" not in name}
    return {
        **around,
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "400",
        "RASPA_DATABASE": str(database),
        "RASPA_BACKUP_KEY": BACKUP_KEY,
        **more,
    }


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "bot", *map(str, words)]


def left_beside(database: Path) -> set[str]:
    """Return what lies beside a store that has no business there after a command."""
    usual = {"", "-wal", "-shm", ".lock", ".backup.lock"}
    return {
        one.name
        for one in database.parent.iterdir()
        if one.name not in {database.name + end for end in usual}
        and not one.name.startswith("encoder-")
    }
