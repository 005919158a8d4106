"""A fresh store for each test, always closed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import Database
from tests.kit.samples import INDEXING


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "raspa.sqlite3"


@pytest.fixture
async def fresh(path: Path) -> AsyncIterator[Database]:
    async with await Database.open(path, INDEXING) as database:
        yield database
