"""A file of 100 MB: read in pieces, in seconds."""

import tracemalloc
from pathlib import Path

import pytest

from formats.interchange import format_line
from storage.imports.transfer import import_file
from storage.store import Store
from tests.kit.samples import a_debunk

MEGABYTE = 1_000_000


@pytest.fixture
def big_file(tmp_path: Path) -> Path:
    """105 lines of nearly the greatest length."""
    file = tmp_path / "big.jsonl"
    words = "прорвало плотину срочно " * (950_000 // 44)
    with file.open("w", encoding="utf-8") as out:
        for number in range(105):
            out.write(format_line(a_debunk(f"d{number}", f"{number} {words}")) + "\n")
    assert file.stat().st_size > 95 * MEGABYTE
    return file


async def test_a_file_of_100_mb_is_imported_without_holding_it_in_memory(
    fresh: Store, big_file: Path
) -> None:
    tracemalloc.start()
    try:
        report = await import_file(fresh, big_file, dry_run=False)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert report.new == 105
    assert most < 40 * MEGABYTE
