"""What the running bot does of itself: a backup a day, a drill a week, the oldest ones away."""

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import inf
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.backups.backup import back_up
from bot.backups.drill import drill, newest_backup
from bot.backups.folder import Rotation, backups_in, next_in, to_remove
from bot.backups.notes import Facts, of_backup, of_drill, of_failure
from bot.instance import SecondInstanceError
from bot.settings import Settings
from domain.errors import RaspaError
from storage.engine.errors import StoreError
from storage.engine.sqlite_copy import version_copies
from storage.store import Store
from storage.upkeep.backups import BackupsState

_log = logging.getLogger(__name__)
_LOOK_SECONDS = 60.0
_HOUR, _DAY, _WEEK = 3_600, 86_400, 7 * 86_400
_LOW_PRIORITY = 10
T = TypeVar("T")
GoingOn = Callable[[], None]


class StoppedError(RaspaError):
    """The bot stops, and what it did beside the answering is given up."""


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Which store is backed up where to, under which key, from which hour on, how many stay."""

    database: Path
    folder: Path
    key: bytes
    hour: int
    zone: ZoneInfo
    rotation: Rotation


def plan_of(settings: Settings) -> BackupPlan | None:
    """Return what the settings say of backups, None for none. Raises SettingsError."""
    key = settings.key_of_backups()
    if settings.backup_folder is None or key is None:
        return None
    return BackupPlan(
        settings.database,
        settings.backup_folder,
        key,
        settings.backup_hour,
        ZoneInfo(settings.time_zone),
        Rotation(settings.backup_daily, settings.backup_weekly, settings.backup_monthly),
    )


def is_backup_due(last: int | None, at: float, plan: BackupPlan) -> bool:
    """Tell whether a backup is due at this moment: the first at once, then one a day.

    One that is said to be of a later day counts as none: the clock was wrong then or is now.
    """
    if last is None:
        return True
    now, then = (datetime.fromtimestamp(one, plan.zone) for one in (at, last))
    return now.hour >= plan.hour and now.date() != then.date()


def is_drill_due(last: int | None, at: float) -> bool:
    """Tell whether a drill is due at this moment: a week after the last good one."""
    return last is None or not 0 <= at - last < _WEEK


async def keep_backups(store: Store, plan: BackupPlan | None, now: Callable[[], float]) -> None:
    """Make what is due of backups and drills, until cancelled; what goes wrong is logged and noted.

    However the wall clock leaps, within one run of the bot a backup is made no sooner than 20 hours
    after the last one, and tried again no sooner than an hour after one that failed.
    """
    if plan is None or not store.writable:
        return
    clock, turns = asyncio.get_running_loop().time, BackupTurns()
    while True:
        await make_what_is_due(store, plan, turns, now(), clock())
        await asyncio.sleep(_LOOK_SECONDS)


@dataclass(slots=True)
class BackupTurns:
    """When the next backup and the next drill may be made, in seconds of a clock nobody sets.

    `latest` is when a backup is due whatever day the clock on the wall says it is.
    """

    backup: float = 0.0
    latest: float = inf
    drill: float = 0.0


async def make_what_is_due(
    store: Store, plan: BackupPlan, turns: BackupTurns, at: float, steady: float
) -> None:
    """Make what is due of backups and drills, and put off the next ones; raises nothing.

    `at` is the time on the wall, `steady` that of the clock of `turns`, both in seconds.
    """
    # Whatever it is: nothing else makes backups until the bot starts again.
    try:
        state = await store.backups.state()
        due = steady >= turns.latest or is_backup_due(state.backup, at, plan)
        if steady >= turns.backup and due:
            done = await _back_up(store, plan, state, int(at))
            turns.latest = steady + _DAY + _HOUR if done else turns.latest
            turns.backup = steady + (20 * _HOUR if done else _HOUR)
            state = await store.backups.state()
        if steady >= turns.drill and state.backup and is_drill_due(state.drill, at):
            done = await _drill(store, plan, int(at))
            turns.drill = steady + (_WEEK - _HOUR if done else _DAY)
    except StoreError as error:
        _log.warning("What is known of backups cannot be read: %s", error)
    except Exception:
        _log.exception("Backups could not be looked after")
        turns.backup = turns.drill = steady + _HOUR


async def keep_forgetting_versions(store: Store, database: Path, now: Callable[[], float]) -> None:
    """Delete the plain copies that upgrades leave, each after a week, until cancelled."""
    while True:
        try:
            await forget_versions(store, database, int(now()))
        except StoreError as error:
            _log.warning("Nobody can tell how old copies are: %s", type(error).__name__)
        await asyncio.sleep(_HOUR)


async def forget_versions(store: Store, database: Path, at: int) -> None:
    """Delete the plain copies that upgrades left beside a store a week before `at`, in seconds.

    What readers have had deleted since is in them still. A clock that leapt ahead deletes none.
    """
    believed = await store.seen_time.compared(at)
    for one in version_copies(database):
        with suppress(OSError):
            if believed - one.stat().st_mtime > _WEEK:
                one.unlink()
                _log.info("The copy %s from before an upgrade is deleted", one.name)


async def _back_up(store: Store, plan: BackupPlan, state: BackupsState, at: int) -> bool:
    def make(going_on: GoingOn) -> Facts:
        target = next_in(plan.folder, plan.database, at)
        made = back_up(plan.database, target, plan.key, going_on, lambda: at)
        _log.info("The backup %s is made: %s bytes", made.path.name, made.size)
        return of_backup(made)

    done = await _noted(store, "backup", make, at)
    if done:
        with suppress(OSError):
            _remove_old(plan, state.proved)
    return done


def _remove_old(plan: BackupPlan, proved: str | None) -> None:
    for one in to_remove(backups_in(plan.folder, plan.database), plan.rotation, proved):
        one.path.unlink()
        _log.info("The backup %s is deleted: newer ones are there", one.path.name)


async def _drill(store: Store, plan: BackupPlan, at: int) -> bool:
    def try_out(going_on: GoingOn) -> Facts:
        source = newest_backup(plan.folder, plan.database)
        drill(plan.database, source, plan.key, going_on)
        _log.info("The backup %s comes back whole", source.name)
        return of_drill(at, source)

    return await _noted(store, "drill", try_out, at)


async def _noted(store: Store, what: str, task: Callable[[GoingOn], Facts], at: int) -> bool:
    try:
        facts = await beside(task)
    except SecondInstanceError:
        _log.info("The %s waits: a command of backups is at work", what)
        return False
    except (RaspaError, OSError) as error:
        _log.error("The %s failed: %s", what, error)
        await store.backups.note(of_failure(at, error))
        return False
    await store.backups.note(facts)
    return True


async def beside(task: Callable[[GoingOn], T]) -> T:
    """Run a task in a thread of low priority; what it is handed ends it once nobody waits for it.

    Raises what the task raises.
    """
    ended = threading.Event()

    def going_on() -> None:
        if ended.is_set():
            raise StoppedError("The bot stops.")

    # Linux knows a priority for each thread.
    pool = ThreadPoolExecutor(1, "backups", initializer=_lower_priority)
    running = asyncio.get_running_loop().run_in_executor(pool, partial(task, going_on))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        ended.set()
        await asyncio.wait({running})
        running.exception()
        raise
    finally:
        pool.shutdown(wait=False)


def _lower_priority() -> None:
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LOW_PRIORITY)
