"""A fresh store for each test, always closed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.kit.samples import INDEXING


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "raspa.sqlite3"


@pytest.fixture
async def fresh(path: Path) -> AsyncIterator[Store]:
    async with await Store.open(path, INDEXING) as database:
        yield database
