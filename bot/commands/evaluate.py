"""`evaluate`: a file of labelled posts -> how well the matching does on them, and how fast."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.application import INDEXING, open_store
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
from matching.search.candidates import Phrasings
from matching.search.shelf import Claimed, Shelf
from storage.imports.transfer import read_file

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

    The debunks are those of a file, held in memory, or else those of the store at `database`; the
    thresholds are those of a file, or else the ones that such a store is used with. Raises
    PostsError, StoreError and SettingsError.
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


async def warn_of_strangers(phrasings: Phrasings, labels: Sequence[LabelledPost]) -> None:
    """Say on standard error which debunks the labels name that readers cannot get."""
    named = {one for label in labels for one in (label.debunk_id, *label.also_ok) if one}
    async for part in phrasings.changes(0):
        named -= {change.debunk_id for change in part.debunks if change.phrasings}
    if named:
        some = ", ".join(sorted(named)[:5]) + (" …" if len(named) > 5 else "")
        console = Console(stderr=True, soft_wrap=True, highlight=False)
        console.print(
            f"{len(named)} debunks that the posts name are not published here: {some}",
            markup=False,
        )


async def _evaluated(
    labels: Sequence[LabelledPost],
    database: Path,
    debunks: Path | None,
    thresholds: Thresholds,
) -> tuple[Report, Latency]:
    if debunks is not None:
        claims = await _claims(debunks)
        encoder = await asyncio.to_thread(encoder_or_warning, database.parent)
        shelf = Shelf(*claims, encoder=encoder)
        return await _measured(shelf, Matcher(shelf, thresholds, encoder), labels)
    async with await open_store(database, create=False) as store:
        encoder = await asyncio.to_thread(encoder_or_warning, database.parent)
        matcher = await ready_matcher(store, thresholds, encoder)
        return await _measured(store.phrasings, matcher, labels)


async def _measured(
    phrasings: Phrasings, matcher: Matcher, labels: Sequence[LabelledPost]
) -> tuple[Report, Latency]:
    await warn_of_strangers(phrasings, labels)
    decided, latency = await outcomes(matcher, labels, "Deciding")
    return measure(decided), latency


async def _claims(path: Path) -> list[Claimed]:
    """Return what a file of debunks publishes. Raises PostsError where it is not sound."""
    voice = Texts.load()["en"]
    try:
        debunks, reading = await read_file(path, INDEXING.links)
    except FileRefused as refusal:
        raise PostsError(f"{path}: {fault_in_words(refusal.fault, voice)}") from refusal
    faults = [f"  {line_in_words(one, voice)}" for one in reading.faults]
    faults += [f"  What does “{one.label}” mean?" for one in reading.questions]
    if faults:
        raise PostsError("\n".join([f"{path} cannot be used:", *faults]))
    return [
        Claimed(debunk.id, claim.lang, claim.text, tuple(debunk.appearances))
        for debunk in debunks
        if debunk.status is Status.PUBLISHED
        for claim in debunk.claims
    ]


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
