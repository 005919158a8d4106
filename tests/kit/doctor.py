"""What `doctor` says, as an operator's program reads it, and an installation to be examined."""

import asyncio
import base64
import hashlib
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.application import open_store
from bot.encoding import make_vectors
from storage.imports.transfer import import_file
from tests.bot.conftest import Raspa
from tests.kit.encoding import lend_model, real_encoder

KEY = base64.urlsafe_b64encode(hashlib.sha256(b"a key of the tests").digest()).decode()
OTHER_KEY = base64.urlsafe_b64encode(hashlib.sha256(b"another one").digest()).decode()
CLAIM = (
    '{"id": "own-1", "verdict": "fake", "claims": [{"lang": "ru", "text": "Озеро осушают ночью"}]}'
)


@dataclass(frozen=True)
class Examined:
    """What one call of the command came to."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> dict[str, list[dict[str, str]]]:
        """The findings by their subjects."""
        by_subject: dict[str, list[dict[str, str]]] = {}
        for one in json.loads(self.out)["findings"]:
            by_subject.setdefault(one["subject"], []).append(one)
        return by_subject

    def marks(self, subject: str) -> set[str]:
        """Return how it stands with a subject."""
        return {one["mark"] for one in self.lines[subject]}

    def found(self, subject: str) -> str:
        """Return what was found of a subject, with the remedies."""
        return " ".join(f"{one['found']} {one['remedy']}" for one in self.lines[subject])


async def filled(database: Path, line: str = CLAIM, *, vectors: bool = True) -> Path:
    """Make a store with one debunk of the desk's own, and lend it the encoder's model."""
    lines = database.with_name("own.jsonl")
    lines.write_text(line + "\n", encoding="utf-8")
    async with await open_store(database) as store:
        report = await import_file(store, lines, dry_run=False)
        assert not report.faults
        if vectors:
            await make_vectors(store, real_encoder())
    await asyncio.to_thread(lines.unlink)
    lend_model(database.parent)
    return database


async def online(raspa: Raspa, *words: str) -> Examined:
    """Ask for everything, from a thread: Telegram answers on this one."""
    outcome = await asyncio.to_thread(raspa, "doctor", "--json", *words)
    return Examined(outcome.code, outcome.out, outcome.err)


def change(database: Path, sql: str, *values: object) -> None:
    """Change a row of a store behind everybody's back."""
    connection = sqlite3.connect(database)
    with connection:
        connection.execute(sql, values)
    connection.close()
