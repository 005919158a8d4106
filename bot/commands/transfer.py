"""`import` and `export` as the operator sees them: progress, a report, every fault by its line."""

import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.application import open_store
from bot.commands.import_report import describe
from bot.commands.import_wish import ImportWish, taken_in
from bot.commands.invented import warning_of
from bot.commands.labels import are_labels, label_line
from bot.commands.written_files import written
from bot.encoding import encoder_or_warning, vectors_or_warning
from storage.imports.transfer import export_file, is_export


def bring_in(database: Path, file: Path, wish: ImportWish) -> bool:
    """Import a file and say what came of it; return whether it was, or would be, taken in.

    A dry run before there is a store leaves none behind. Raises StoreError.
    """
    if not wish.dry_run or database.exists():
        return asyncio.run(_bring_in(database, file, wish))
    with TemporaryDirectory() as folder:
        return asyncio.run(_bring_in(Path(folder) / database.name, file, wish))


def take_out(database: Path, file: Path | None) -> None:
    """Export every debunk to a file or to standard output.

    Raises StoreError, and TargetRefusedError for a file that holds anything but an export.
    """
    asyncio.run(_take_out(database, file))


def take_out_feedback(database: Path, file: Path | None) -> None:
    """Export the posts that readers share as labelled ones; raises what `take_out` does."""
    asyncio.run(_take_out_feedback(database, file))


async def _bring_in(database: Path, file: Path, wish: ImportWish) -> bool:
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    async with await open_store(database) as store:
        with Progress(
            *columns, console=console, transient=True, disable=not console.is_terminal
        ) as bar:
            task = bar.add_task("Importing", total=None)

            def show(done: int, total: int) -> None:
                bar.update(task, completed=done, total=total)

            report = await taken_in(store, file, wish, show, int(time.time()))
            encoder = None
            if report.written:
                encoder = await asyncio.to_thread(encoder_or_warning, database.parent)
            if encoder is not None:
                bar.update(task, description="Vectors", completed=0, total=None)
                await vectors_or_warning(store, encoder, show)
        warning = await warning_of(store)
    console.print(describe(file, report, wish), markup=False)
    if warning:
        console.print(warning, markup=False)
    return report.ready


async def _take_out(database: Path, file: Path | None) -> None:
    async with await open_store(database, create=False) as store:
        if file is None:
            count = await export_file(store, sys.stdout)
        else:
            with written(file, database, is_export) as out:
                count = await export_file(store, out)
    _told(count, "debunks", file)


async def _take_out_feedback(database: Path, file: Path | None) -> None:
    async with await open_store(database, create=False) as store:
        posts = await store.feedback.shared()

    lines = [f"{label_line(n, post)}\n" for n, post in enumerate(posts, start=1)]
    if file is None:
        sys.stdout.writelines(lines)
    else:
        with written(file, database, are_labels) as out:
            out.writelines(lines)
    _told(len(lines), "labelled posts", file)


def _told(count: int, what: str, file: Path | None) -> None:
    if file is not None:
        Console(stderr=True, soft_wrap=True).print(f"{count} {what} written to {file}")
