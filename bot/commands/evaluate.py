"""`evaluate`: a file of labelled posts -> how well the matching does on them, and how fast."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.application import open_store
from bot.commands.evaluation_tables import print_tables, wide_console
from bot.commands.labels import read_labels
from bot.commands.match import PostsError
from bot.encoding import encoder_or_warning, ready_matcher
from bot.thresholds import beside, read_thresholds
from domain.debunk import Status
from domain.post import Post
from formats import FileRefused
from handlers.kit.faults import fault_in_words, line_in_words
from handlers.kit.texts import Texts
from matching.decide import SHIPPED, Thresholds
from matching.matcher import Matcher
from matching.measuring.evaluation import LabelledPost, Outcome, Report
from matching.measuring.evaluation import evaluate as measure
from storage.imports.transfer import import_file
from storage.store import Store

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Latency:
    """How long whole decisions took, one after another, in milliseconds."""

    p50: float
    p99: float


def evaluate(
    posts: Path, database: Path, debunks: Path | None, thresholds: Path | None, *, as_json: bool
) -> None:
    """Print how well posts are decided, as tables or as one JSON object.

    The debunks are those of a file, in a store of their own for as long as this takes, or else
    those of the store at `database`; the thresholds are those of a file, or else the ones that such
    a store is used with. Raises PostsError, StoreError and SettingsError.
    """
    labels = read_labels(posts)
    if thresholds is None and debunks is None:
        thresholds = beside(database)
    used = read_thresholds(thresholds) if thresholds else SHIPPED
    report, latency = asyncio.run(_evaluated(labels, database, debunks, used))
    if as_json:
        print(_as_json(report, latency))  # noqa: T201
        return
    console = wide_console()
    print_tables(console, report)
    console.print(f"Time a post takes: p50 {latency.p50:.1f} ms, p99 {latency.p99:.1f} ms.")


async def outcomes(
    matcher: Matcher, labels: Sequence[LabelledPost], title: str
) -> tuple[list[Outcome], Latency]:
    """Return the decision on every post, with a progress bar on standard error meanwhile."""
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    decided: list[Outcome] = []
    took: list[float] = []
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        for label in bar.track(labels, description=title):
            began = perf_counter()
            decision = await matcher.decide(Post(label.text))
            took.append((perf_counter() - began) * 1000)
            decided.append(Outcome(label, decision))
    return decided, _latency(took)


async def warn_of_strangers(store: Store, labels: Sequence[LabelledPost]) -> None:
    """Say on standard error which debunks the labels name that readers cannot get."""
    named = {one for label in labels for one in (label.debunk_id, *label.also_ok) if one}
    found = [await store.debunks.get(one) for one in sorted(named)]
    published = {one.id for one in found if one and one.status is Status.PUBLISHED}
    if missing := sorted(named - published):
        some = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        console = Console(stderr=True, soft_wrap=True, highlight=False)
        console.print(
            f"{len(missing)} debunks that the posts name are not published here: {some}",
            markup=False,
        )


async def _evaluated(
    labels: Sequence[LabelledPost],
    database: Path,
    debunks: Path | None,
    thresholds: Thresholds,
) -> tuple[Report, Latency]:
    async with _store(database, debunks) as store:
        await warn_of_strangers(store, labels)
        encoder = await asyncio.to_thread(encoder_or_warning, database.parent)
        matcher = await ready_matcher(store, thresholds, encoder)
        decided, latency = await outcomes(matcher, labels, "Deciding")
        return measure(decided), latency


@asynccontextmanager
async def _store(database: Path, debunks: Path | None) -> AsyncIterator[Store]:
    if debunks is None:
        async with await open_store(database, create=False) as store:
            yield store
        return
    with TemporaryDirectory(prefix="raspa-evaluate-") as folder:
        async with await open_store(Path(folder) / "evaluate.sqlite3") as store:
            await _fill(store, debunks)
            yield store


async def _fill(store: Store, debunks: Path) -> None:
    """Import a file of debunks. Raises PostsError where it is not sound."""
    voice = Texts.load()["en"]
    try:
        report = await import_file(store, debunks, dry_run=False)
    except FileRefused as refusal:
        raise PostsError(f"{debunks}: {fault_in_words(refusal.fault, voice)}") from refusal
    faults = [f"  {line_in_words(one, voice)}" for one in report.faults]
    faults += [f"  What does “{one.label}” mean?" for one in report.found.questions]
    if faults:
        raise PostsError("\n".join([f"{debunks} cannot be used:", *faults]))


def _latency(took: Sequence[float]) -> Latency:
    ordered = sorted(took)
    return Latency(
        ordered[len(ordered) // 2], ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]
    )


def _as_json(report: Report, latency: Latency) -> str:
    return json.dumps(_rounded({**asdict(report), "latency_ms": asdict(latency)}))


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return round(value, _DIGITS) if isinstance(value, float) else value
