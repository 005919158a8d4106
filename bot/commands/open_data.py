"""`export --open` and `export --claimreview`: the desk's checks and figures for everybody."""

import asyncio
import json
import sys
import time
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from bot.application import open_store
from bot.commands.written_files import IsOurs, written
from bot.settings import Settings, SettingsError
from domain.debunk import Debunk, Status, Verdict
from formats.interchange import format_line
from formats.review_feed import Reviewer, is_feed, page_of, review_feed
from handlers.kit.texts import Texts
from matching.measuring.intervals import wilson
from storage.desk.transparency import FEWEST, PublishedChange, WorkFigures
from storage.store import Store

FORMAT = "raspa-open-1"
_HOUR = 3_600
_DECISIONS = ("decided-answer", "decided-denial", "decided-choose", "decided-unknown", "ask")


def take_out_open(settings: Settings, file: Path | None) -> None:
    """Write the desk's open data; raises what `transfer.take_out` does."""
    data = asyncio.run(_open_data(settings))
    _put(data, settings, file, _is_open_data)
    _told(f"{len(data['debunks'])} checks and the desk's figures", file)


def take_out_reviews(settings: Settings, file: Path | None) -> None:
    """Write published debunks as ClaimReviews.

    Raises SettingsError without a name of the desk, and what `transfer.take_out` does.
    """
    if settings.desk_name is None:
        raise SettingsError("RASPA_DESK_NAME is not set: a ClaimReview names who has published it.")
    feed, left_out = asyncio.run(_reviews(settings, settings.desk_name))
    _put(feed, settings, file, _is_reviews)
    _told(f"{len(feed['dataFeedElement'])} ClaimReviews", file)
    if left_out:
        Console(stderr=True, soft_wrap=True).print(
            f"{left_out} checks are left out: they name no page where they can be read"
        )


def open_figures(found: WorkFigures) -> dict[str, Any]:
    """Return the figures as they stand in the open data; None for what would say too much."""
    votes = found.votes
    told = votes.right >= FEWEST and votes.wrong >= FEWEST
    low, high = wilson(votes.right, votes.of)
    hours = None if found.answer_seconds is None else round(found.answer_seconds / _HOUR, 1)
    return {
        "verdicts": {str(verdict): number for verdict, number in found.verdicts.items()},
        "retracted": found.retracted,
        "new_verdicts": found.new_verdicts,
        "new_explanations": found.new_explanations,
        "answered": unless_few(found.answered),
        "answer_hours": hours if found.answered >= FEWEST else None,
        "votes": votes.of if told else None,
        "votes_right": votes.right if told else None,
        "precision": [round(low, 3), round(high, 3)] if told else None,
    }


def unless_few(number: int) -> int | None:
    """Return a number of readers' doings, None for one so small that it could be one reader's."""
    return None if 0 < number < FEWEST else number


async def _open_data(settings: Settings) -> dict[str, Any]:
    now, zone = int(time.time()), ZoneInfo(settings.time_zone)
    async with await open_store(settings.database, create=False) as store:
        found = await store.transparency.figures(now)
        changes = await store.transparency.changes()
        months = await store.transparency.months()
        debunks = [one async for one in _seen(store)]
    this_month = _day(now, zone)[:7]
    return {
        "format": FORMAT,
        "made": _day(now, zone),
        "desk": settings.desk_name,
        "figures": open_figures(found),
        # A month that is not over would tell, day by day, what one reader did.
        "months": {
            month: {one: unless_few(counts.get(one, 0)) for one in _DECISIONS}
            for month, counts in sorted(months.items())
            if month < this_month
        },
        "changes": [_change(one, zone) for one in changes],
        "debunks": [json.loads(format_line(one)) for one in debunks],
    }


async def _seen(store: Store) -> Any:
    """Yield what readers see or saw, without what was learned from their words."""
    async with aclosing(store.debunks.every()) as every:
        async for debunk in every:
            if debunk.status is not Status.DRAFT:
                yield replace(debunk, claims=debunk.own_claims)


async def _reviews(settings: Settings, name: str) -> tuple[dict[str, Any], int]:
    zone = ZoneInfo(settings.time_zone)
    async with await open_store(settings.database, create=False) as store:
        every = [one async for one in _seen(store)]
        debunks: list[Debunk] = [one for one in every if one.status is Status.PUBLISHED]
        pages = await store.channel_posts.addresses([one.id for one in debunks])
    contact = settings.desk_contact or ""
    reviewer = Reviewer(
        name,
        contact if contact.startswith("https://") else None,
        {lang: _ratings(lang) for lang in Texts.load()},
        pages,
    )
    left_out = sum(page_of(one, reviewer) is None for one in debunks)
    return review_feed(debunks, reviewer, _day(int(time.time()), zone)), left_out


def _ratings(lang: str) -> Mapping[Verdict, str]:
    return {verdict: Texts.load()[lang](f"verdict-{verdict}") for verdict in Verdict}


def _change(change: PublishedChange, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": change.debunk_id,
        "version": change.version,
        "date": _day(change.at, zone) if change.at else None,
        "status": change.status,
        "verdict": change.verdict,
        "was": change.was,
        "reason": change.reason,
    }


def _day(at: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at, zone).date().isoformat()


def _put(value: Mapping[str, Any], settings: Settings, file: Path | None, ours: IsOurs) -> None:
    text = _text(value)
    if file is None:
        sys.stdout.write(text)
        return
    with written(file, settings.database, ours) as out:
        out.write(text)


def _is_open_data(text: str) -> bool:
    value = json.loads(text) if text else None
    kept = isinstance(value, dict) and value.get("format") == FORMAT and _text(value) == text
    return not text or kept


def _is_reviews(text: str) -> bool:
    value = json.loads(text) if text else None
    return not text or (is_feed(value) and _text(value) == text)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _told(what: str, file: Path | None) -> None:
    if file is not None:
        Console(stderr=True, soft_wrap=True).print(f"{what} written to {file}")
