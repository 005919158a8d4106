"""A store into lines, and that back into a store."""

import asyncio
import io
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.debunk import Debunk, Status
from formats.interchange import format_line
from storage.imports.transfer import export_file, import_file
from storage.store import Store
from tests.kit.samples import FULL, INDEXING, a_debunk, debunks


async def exported(database: Store) -> list[str]:
    out = io.StringIO()
    count = await export_file(database, out)
    lines = out.getvalue().split("\n")
    assert lines.pop() == ""
    assert len(lines) == count
    return lines


async def test_every_debunk_is_written_sorted_by_id(fresh: Store) -> None:
    many = [a_debunk(f"d{number:03}") for number in range(130)]
    await fresh.debunks.save_all(reversed(many))
    assert await exported(fresh) == [format_line(debunk) for debunk in many]


async def test_drafts_and_retracted_debunks_are_written_too(fresh: Store) -> None:
    both = [a_debunk("a", status=Status.DRAFT), a_debunk("b", status=Status.RETRACTED)]
    await fresh.debunks.save_all(both)
    assert await exported(fresh) == [format_line(debunk) for debunk in both]


async def test_an_empty_store_writes_nothing(fresh: Store) -> None:
    assert await exported(fresh) == []


async def test_what_is_saved_during_an_export_does_not_show_in_it(fresh: Store) -> None:
    await fresh.debunks.save_all(a_debunk(f"d{number:03}") for number in range(120))
    seen: list[Debunk] = []
    async for debunk in fresh.debunks.every():
        if not seen:
            await fresh.debunks.save_all([a_debunk("e"), a_debunk("d119", "Другое")])
        seen.append(debunk)
    assert len(seen) == 120
    assert seen[-1].claims == a_debunk().claims


async def _there_and_back(originals: Sequence[Debunk], folder: Path) -> None:
    file = folder / "in.jsonl"
    file.write_text("".join(format_line(each) + "\n" for each in originals), "utf-8", newline="\n")
    async with await Store.open(folder / "store.sqlite3", INDEXING) as database:
        report = await import_file(database, file, dry_run=False)
        assert (report.new, report.faults) == (len(originals), [])
        lines = [json.loads(line) for line in await exported(database)]
    ordered = sorted(originals, key=lambda debunk: debunk.id)
    assert lines == [json.loads(format_line(debunk)) for debunk in ordered]


@settings(max_examples=20, deadline=None)
@given(st.lists(debunks, min_size=1, max_size=5, unique_by=lambda debunk: debunk.id))
def test_import_and_export_are_inverse(originals: list[Debunk]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_there_and_back(originals, Path(folder)))


async def test_authorities_that_two_debunks_share_come_back_with_both(fresh: Store) -> None:
    twins = [FULL, a_debunk("b")]
    await fresh.debunks.save_all(twins)
    await fresh.debunks.save(a_debunk(FULL.id, "Иное"))
    await fresh.debunks.save(FULL)
    assert await exported(fresh) == [format_line(each) for each in (a_debunk("b"), FULL)]
