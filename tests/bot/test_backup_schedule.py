"""What the running bot does of itself for its backups, whatever the clock says."""

import asyncio
import math
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.application import open_store
from bot.backups.folder import (
    MOST_AT_ONCE,
    NamedBackup,
    Rotation,
    backups_in,
    next_in,
    to_remove,
)
from bot.backups.schedule import (
    BackupPlan,
    BackupTurns,
    StoppedError,
    beside,
    forget_versions,
    is_backup_due,
    is_drill_due,
    make_what_is_due,
)
from bot.cli import EXIT_STORE
from bot.settings import Settings
from sandbox import Sandbox
from storage.store import Store
from tests.bot.conftest import Raspa
from tests.kit.backups import BACKUP_KEY, left_beside
from tests.kit.waiting import until

# ruff: noqa: ASYNC240 - the event loop has nothing else to do here

Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]
PLAN = BackupPlan(
    Path("raspa.sqlite3"), Path("copies"), b"", 4, ZoneInfo("Asia/Almaty"), Rotation(7, 4, 0)
)
DAY = 86_400
NOW = datetime(2026, 11, 27, 6, tzinfo=ZoneInfo("Asia/Almaty")).timestamp()


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder


def with_folder(settings: Settings, folder: Path) -> Settings:
    return Settings.model_validate(
        {**settings.model_dump(), "backup_key": BACKUP_KEY, "backup_folder": folder}
    )


async def test_a_bot_makes_a_first_backup_and_shows_that_it_comes_back(
    telegram: Sandbox, settings: Settings, store: Store, running: Running, copies: Path
) -> None:
    async with running(with_folder(settings, copies)):

        async def drilled() -> int | None:
            return (await store.backups.state()).drill

        await until(drilled)
    (made,) = copies.iterdir()
    state = await store.backups.state()
    assert (state.proved, state.size) == (made.name, made.stat().st_size)
    assert state.failure is None
    assert left_beside(settings.database) == {"copies"}


async def test_what_goes_wrong_is_noted_and_the_bot_answers_all_the_same(
    telegram: Sandbox, settings: Settings, store: Store, running: Running, tmp_path: Path
) -> None:
    reader = telegram.person("Дана", language="ru")
    async with running(with_folder(settings, tmp_path / "missing")):
        assert await reader.reply_to(await reader.send("/help"))

        async def failed() -> str | None:
            return (await store.backups.state()).failure

        await until(failed)
    state = await store.backups.state()
    assert "missing" in (state.failure or "")
    assert state.backup is None


async def test_a_stop_ends_what_is_done_beside_the_answering() -> None:
    began, ended = asyncio.Event(), []
    loop = asyncio.get_running_loop()

    def task(going_on: Callable[[], None]) -> None:
        loop.call_soon_threadsafe(began.set)
        try:
            while True:
                going_on()
        except StoppedError:
            ended.append(True)
            raise

    running = asyncio.create_task(beside(task))
    await began.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert ended == [True]


def test_a_backup_that_has_been_tampered_with_fails_the_drill_and_that_is_noted(
    raspa: Raspa, with_examples: Path, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASPA_BACKUP_KEY", BACKUP_KEY)
    monkeypatch.setenv("RASPA_BACKUP_FOLDER", str(copies))
    assert raspa("backup").code == 0
    done = raspa("drill")
    assert (done.code, "comes back whole" in done.err) == (0, True)
    assert "is found in it" in done.err
    (made,) = copies.iterdir()
    data = bytearray(made.read_bytes())
    data[len(data) // 2] ^= 1
    made.write_bytes(data)
    refused = raspa("drill")
    assert (refused.code, "damaged" in refused.err) == (EXIT_STORE, True)
    with closing(sqlite3.connect(with_examples)) as plain:
        noted = dict(plain.execute("SELECT name, value FROM meta WHERE name LIKE 'backup-%'"))
    assert noted["backup-failed"] > 0
    assert "damaged" in noted["backup-failure"]
    assert left_beside(with_examples) == {"copies"}


def test_a_backup_is_due_once_a_day_from_its_hour_on() -> None:
    day = 86_400
    assert is_backup_due(None, NOW, PLAN)
    assert not is_backup_due(int(NOW) - 3_600, NOW, PLAN)
    assert is_backup_due(int(NOW) - day, NOW, PLAN)
    assert not is_backup_due(int(NOW) - day, NOW - 3 * 3_600, PLAN)


def test_a_date_from_a_clock_that_was_ahead_keeps_no_backup_and_no_drill_from_being_made() -> None:
    ahead = int(NOW) + 400 * 86_400
    assert is_backup_due(ahead, NOW, PLAN)
    assert is_drill_due(ahead, NOW)
    assert not is_drill_due(int(NOW) - 86_400, NOW)
    assert is_drill_due(int(NOW) - 8 * 86_400, NOW)


def made_on(days: list[date]) -> list[NamedBackup]:
    return [NamedBackup(Path(f"{at}"), at, day) for at, day in enumerate(days, 1)]


def test_the_newest_of_each_day_and_week_that_has_one_stay() -> None:
    first = date(2026, 1, 1)
    left: list[NamedBackup] = []
    for number in range(120):
        left.append(NamedBackup(Path(str(number)), number, first + timedelta(number)))
        for gone in to_remove(left, PLAN.rotation, None):
            left.remove(gone)
    days = [one.day for one in left]
    assert days[-7:] == [first + timedelta(number) for number in range(113, 120)]
    assert len({day.isocalendar()[:2] for day in days}) == 4
    assert len(days) <= 7 + 4


@given(
    days=st.lists(st.dates(date(1970, 1, 1), date(2100, 1, 1)), min_size=1, max_size=40),
    daily=st.integers(1, 9),
    weekly=st.integers(0, 5),
    monthly=st.integers(0, 5),
    proved=st.integers(1, 40),
)
def test_however_the_clock_leaps_no_more_go_than_are_too_many(
    days: list[date], daily: int, weekly: int, monthly: int, proved: int
) -> None:
    backups = made_on(days)
    gone = to_remove(backups, Rotation(daily, weekly, monthly), str(proved))
    assert len(gone) <= MOST_AT_ONCE
    left = [one for one in backups if one not in gone]
    assert left[-1] == backups[-1]
    assert all(one.number != proved for one in gone)
    assert len({one.day for one in left}) >= min(daily, len(set(days)))


def test_only_our_own_files_count_and_their_number_tells_the_order(copies: Path) -> None:
    database = Path("raspa.sqlite3")
    for name in ("raspa-000009-2020-01-01.backup", "raspa-000002-2030-01-01.backup"):
        (copies / name).touch()
    for other in ("notes.txt", "other-000003-2026-01-01.backup", "raspa-000001-2026-13-01.backup"):
        (copies / other).touch()
    (copies / "raspa-000020-2026-01-01.backup").symlink_to(copies / "notes.txt")
    assert [one.number for one in backups_in(copies, database)] == [2, 9]
    at = int(datetime(2026, 11, 27, tzinfo=UTC).timestamp())
    assert next_in(copies, database, at).name == "raspa-000010-2026-11-27.backup"


async def test_the_copy_of_an_upgrade_goes_after_a_week_and_nothing_else_does(
    tmp_path: Path, own_store: Store
) -> None:
    database = tmp_path / "raspa.sqlite3"
    names = ["raspa.sqlite3", "raspa.sqlite3.version-8", "raspa.sqlite3.version-8.mine"]
    for name in names:
        (tmp_path / name).touch()
    made = int((tmp_path / names[0]).stat().st_mtime)

    async def left(after: int) -> set[str]:
        await forget_versions(own_store, database, made + after)
        return {one.name for one in tmp_path.iterdir()} & set(names)

    await own_store.seen_time.believed(made)
    assert await left(6 * DAY) == set(names)
    # A clock that leapt is no week.
    assert await left(400 * DAY) == set(names)
    await own_store.seen_time.believed(made + 7 * DAY, agreed=True)
    assert await left(8 * DAY) == set(names) - {names[1]}


class Clocks:
    """What the clock on the wall says, and one that nobody sets; a test moves both."""

    def __init__(self, store: Store, plan: BackupPlan) -> None:
        self.at, self.steady = NOW, 1_000.0
        self.turns = BackupTurns()
        self._store, self._plan = store, plan

    async def look_after(self, seconds: float, leap: float = 0) -> tuple[int, int | None]:
        """Let time pass, look for what is due; return the backups made so far and the last drill.

        The wall's clock is set by `leap` meanwhile.
        """
        self.at += seconds + leap
        self.steady += seconds
        await make_what_is_due(self._store, self._plan, self.turns, self.at, self.steady)
        there = self._plan.folder.is_dir()
        made = backups_in(self._plan.folder, self._plan.database) if there else []
        return made[-1].number if made else 0, (await self._store.backups.state()).drill


@pytest.fixture
async def own_store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(tmp_path / "raspa.sqlite3") as store:
        yield store


@pytest.fixture
def clocks(tmp_path: Path, copies: Path, own_store: Store) -> Clocks:
    database = tmp_path / "raspa.sqlite3"
    return Clocks(own_store, replace(PLAN, database=database, folder=copies, key=bytes(32), hour=0))


async def test_a_backup_is_made_each_day_and_a_drill_each_week(clocks: Clocks) -> None:
    drilled = int(NOW)
    assert await clocks.look_after(0) == (1, drilled)
    assert await clocks.look_after(60) == (1, drilled)
    for day in range(2, 8):
        assert await clocks.look_after(DAY - 60 if day == 2 else DAY) == (day, drilled)
    assert await clocks.look_after(DAY) == (8, drilled + 7 * DAY)


@pytest.mark.parametrize("leap", [DAY, -365 * DAY, 400 * DAY, -DAY])
async def test_however_the_clock_is_set_there_is_no_second_backup_of_a_day_and_one_the_next(
    clocks: Clocks, leap: int
) -> None:
    assert (await clocks.look_after(0))[0] == 1
    for _ in range(3):
        assert (await clocks.look_after(3_600, leap))[0] == 1
        assert (await clocks.look_after(3_600, -leap))[0] == 1
    assert (await clocks.look_after(DAY, leap))[0] == 2


@pytest.mark.parametrize("leap", [DAY, -365 * DAY, 400 * DAY])
async def test_however_the_clock_is_set_drills_are_a_week_apart_in_a_run(
    clocks: Clocks, leap: int
) -> None:
    _, first = await clocks.look_after(0)
    assert await clocks.look_after(3 * DAY, leap) == (2, first)
    _, second = await clocks.look_after(4 * DAY)
    assert second == int(clocks.at)


async def test_what_fails_is_tried_again_a_backup_after_an_hour_and_a_drill_after_a_day(
    clocks: Clocks, copies: Path
) -> None:
    copies.rename(copies.with_name("gone"))
    assert await clocks.look_after(0) == (0, None)
    copies.mkdir()
    assert await clocks.look_after(3_599) == (0, None)
    made, drill = await clocks.look_after(1)
    assert (made, drill) == (1, int(clocks.at))
    (backup,) = copies.iterdir()
    data = bytearray(backup.read_bytes())
    data[-1] ^= 1
    clocks.turns.backup = math.inf
    backup.write_bytes(data)
    assert await clocks.look_after(8 * DAY) == (1, drill)
    data[-1] ^= 1
    backup.write_bytes(data)
    assert await clocks.look_after(DAY - 1) == (1, drill)
    assert await clocks.look_after(1) == (1, int(clocks.at))
