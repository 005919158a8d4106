"""Files into a store."""

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from domain.debunk import Debunk, Status
from formats.debunk_source import MOST_FAULTS
from formats.errors import FileUnreadable
from formats.faults import Fault, LineFault
from formats.interchange import format_line
from formats.json_lines import LONGEST_LINE
from storage.imports.transfer import ImportReport, import_file
from storage.store import Store
from tests.kit.samples import FULL, a_debunk, wordings

BAD = '{"id": "bad", "verdict": "lie", "claims": [{"lang": "ru", "text": "a"}]}'
BAD_REASON = Fault("verdict", {"place": "verdict", "words": "lie"})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "debunks.jsonl"


def put(file: Path, content: str | bytes) -> None:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def size_of(file: Path) -> int:
    return file.stat().st_size


def told(report: ImportReport) -> tuple[int, int, int, list[LineFault]]:
    return report.new, report.changed, report.unchanged, report.faults


async def bring(database: Store, file: Path, *debunks: Debunk) -> ImportReport:
    put(file, "".join(format_line(debunk) + "\n" for debunk in debunks))
    return await import_file(database, file, dry_run=False)


async def test_a_file_is_imported_and_counted(fresh: Store, file: Path) -> None:
    report = await bring(fresh, file, FULL, a_debunk())
    assert told(report) == (2, 0, 0, [])
    assert await fresh.debunks.get(FULL.id) == FULL


async def test_importing_again_updates_what_differs(fresh: Store, file: Path) -> None:
    await bring(fresh, file, FULL, a_debunk("one", "Мост рухнул"))
    report = await bring(fresh, file, FULL, a_debunk("one", "Рухнул мост"), a_debunk("two"))
    assert told(report) == (1, 1, 1, [])


async def test_one_faulty_line_keeps_the_whole_file_out(fresh: Store, file: Path) -> None:
    put(file, f"{format_line(FULL)}\n{BAD}\n{format_line(a_debunk())}\n")
    report = await import_file(fresh, file, dry_run=False)
    assert told(report) == (2, 0, 0, [LineFault(2, BAD_REASON)])
    assert not report.written
    assert await fresh.debunks.count() == 0


async def test_faults_of_the_whole_file_are_reported(fresh: Store, file: Path) -> None:
    put(file, f"{BAD}\n\n[]\n{format_line(FULL)}\nx\n")
    report = await import_file(fresh, file, dry_run=False)
    assert [fault.number for fault in report.faults] == [1, 3, 5]


async def test_a_fault_far_into_a_long_file_keeps_all_of_it_out(fresh: Store, file: Path) -> None:
    sound = [format_line(a_debunk(f"d{n}", "слово " * 200)) for n in range(2_500)]
    put(file, "\n".join([*sound, BAD]))
    assert size_of(file) > 5_000_000
    report = await import_file(fresh, file, dry_run=False)
    assert report.faults == [LineFault(2_501, BAD_REASON)]
    assert await fresh.debunks.count() == 0
    assert await wordings(fresh) == []


async def test_an_id_that_stands_twice_is_reported_with_both_lines(
    fresh: Store, file: Path
) -> None:
    report = await bring(fresh, file, a_debunk("a"), a_debunk("b"), a_debunk("a", "Иное"))
    assert report.faults == [LineFault(3, Fault("id-repeated", {"words": "a", "line": 1}))]


async def test_an_id_that_stands_twice_is_seen_on_a_line_with_another_fault(
    fresh: Store, file: Path
) -> None:
    put(file, f"{format_line(a_debunk('bad'))}\n{BAD}\n")
    report = await import_file(fresh, file, dry_run=False)
    assert report.faults == [
        LineFault(2, Fault("id-repeated", {"words": "bad", "line": 1})),
        LineFault(2, BAD_REASON),
    ]


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize(
    ("status", "key"),
    [(Status.PUBLISHED, "draft-published"), (Status.RETRACTED, "draft-retracted")],
)
async def test_a_draft_in_the_place_of_what_readers_were_given_is_a_fault_of_its_line(
    fresh: Store, file: Path, status: Status, key: str, dry_run: bool
) -> None:
    before = a_debunk("b", status=status)
    await bring(fresh, file, before, a_debunk("d", status=Status.DRAFT))
    drafts = [a_debunk(name, "Прорвало дамбу", status=Status.DRAFT) for name in "abd"]
    put(file, "\n".join([*map(format_line, drafts), BAD]))
    report = await import_file(fresh, file, dry_run=dry_run)
    assert report.faults == [LineFault(2, Fault(key)), LineFault(4, BAD_REASON)]
    assert await fresh.debunks.get("b") == before
    assert await fresh.debunks.get("a") is None


async def test_a_dry_run_reports_the_same_and_writes_nothing(fresh: Store, file: Path) -> None:
    await bring(fresh, file, a_debunk("one"), a_debunk("two"))
    before = await fresh.version()
    put(
        file,
        "\n".join(map(format_line, [FULL, a_debunk("one"), a_debunk("two", "Прорвало дамбу")])),
    )
    report = await import_file(fresh, file, dry_run=True)
    assert told(report) == (1, 1, 1, [])
    assert await fresh.version() == before
    assert await fresh.debunks.get(FULL.id) is None
    assert told(await import_file(fresh, file, dry_run=False)) == told(report)


async def test_a_byte_order_mark_windows_line_ends_and_blank_lines_do_no_harm(
    fresh: Store, file: Path
) -> None:
    text = f"\ufeff{format_line(FULL)}\r\n\r\n  \r\n{format_line(a_debunk())}"
    put(file, text.encode())
    assert (await import_file(fresh, file, dry_run=False)).new == 2


async def test_a_line_that_is_not_utf8_is_named(fresh: Store, file: Path) -> None:
    cp1251 = format_line(a_debunk()).encode("cp1251")
    put(file, format_line(FULL).encode() + b"\n" + cp1251 + b"\n")
    (fault,) = (await import_file(fresh, file, dry_run=False)).faults
    assert fault.number == 2
    assert fault.reason.key == "encoding"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251"])
async def test_a_file_in_an_encoding_of_spreadsheets_is_read(
    fresh: Store, file: Path, encoding: str
) -> None:
    put(file, format_line(a_debunk()).encode(encoding))
    assert (await import_file(fresh, file, dry_run=False)).new == 1
    assert await fresh.debunks.get("one") == a_debunk()


@pytest.mark.parametrize("size", [LONGEST_LINE + 1, LONGEST_LINE + 2, 3 * LONGEST_LINE])
async def test_a_line_that_is_too_long_is_refused_and_the_next_is_read(
    fresh: Store, file: Path, size: int
) -> None:
    put(file, b"x" * size + b"\n" + format_line(FULL).encode() + b"\n[]")
    report = await import_file(fresh, file, dry_run=False)
    assert report.faults == [
        LineFault(1, Fault("line-long", {"limit": LONGEST_LINE})),
        LineFault(3, Fault("not-object", {"kind": "list"})),
    ]


async def test_a_line_of_the_greatest_length_is_read(fresh: Store, file: Path) -> None:
    line = format_line(a_debunk(claim="x"))
    line = line.replace('"x"', '"' + "x" * (LONGEST_LINE - len(line.encode()) + 1) + '"')
    assert len(line.encode()) == LONGEST_LINE
    put(file, line.encode() + b"\r\n")
    assert (await import_file(fresh, file, dry_run=False)).new == 1


async def test_reading_stops_after_very_many_faults(fresh: Store, file: Path) -> None:
    put(file, "x\n" * (MOST_FAULTS + 500))
    faults = (await import_file(fresh, file, dry_run=False)).faults
    assert len(faults) == MOST_FAULTS + 1
    assert faults[-1].reason == Fault("too-many", {"limit": 1_000})


@pytest.mark.parametrize("content", [b"", b"\n \n\r\n", "\ufeff".encode()])
async def test_a_file_without_a_debunk_is_refused(fresh: Store, file: Path, content: bytes) -> None:
    put(file, content)
    with pytest.raises(FileUnreadable, match=r"debunks\.jsonl holds no debunk"):
        await import_file(fresh, file, dry_run=False)


async def test_a_missing_file_is_refused(fresh: Store, file: Path) -> None:
    with pytest.raises(FileUnreadable, match="There is no file"):
        await import_file(fresh, file, dry_run=True)


async def test_a_folder_is_refused(fresh: Store, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="is a folder"):
        await import_file(fresh, tmp_path, dry_run=False)


async def test_progress_is_told_in_bytes_up_to_the_end(fresh: Store, file: Path) -> None:
    many = [a_debunk(f"d{n}", "слово " * 500) for n in range(1_000)]
    put(file, "\n".join(map(format_line, many)))
    told: list[tuple[int, int]] = []
    await import_file(
        fresh, file, dry_run=True, progress=lambda done, total: told.append((done, total))
    )
    size = size_of(file)
    assert len(told) >= 3
    assert told == sorted(told)
    assert told[-1] == (size, size)


async def test_an_import_that_is_cancelled_leaves_nothing_and_the_store_goes_on(
    fresh: Store, file: Path
) -> None:
    many = [a_debunk(f"d{n}", "слово " * 500) for n in range(3_000)]
    put(file, "\n".join(map(format_line, many)))
    begun = asyncio.Event()
    importing = asyncio.create_task(
        import_file(fresh, file, dry_run=False, progress=lambda *_: begun.set())
    )
    await begun.wait()
    importing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await importing
    assert await fresh.debunks.count() == 0
    await fresh.debunks.save(FULL)
    async with aclosing(fresh.debunks.every()) as every:
        assert [debunk async for debunk in every] == [FULL]
