"""`doctor` and the machine: room on the disk, memory, time zones, and how numbers are said."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.doctor.finding import in_bytes, in_time
from bot.doctor.machine import available_memory, check_clock, check_disk, check_memory
from bot.doctor.queues import check_inbox, check_outbox
from bot.doctor.surroundings import Holders
from storage.mail.inbox import InboxState
from storage.mail.outbox import OutboxState

MB, GB = 1 << 20, 1 << 30
NOW = datetime(2026, 11, 27, 18, tzinfo=UTC).timestamp()
RUNS = Holders(77, frozenset(), known=True)


@pytest.mark.parametrize(
    ("free", "files", "mark"),
    [
        (5 * GB, 100_000, "ok"),
        (1100 * MB, 100_000, "look"),
        (200 * MB, 100_000, "fault"),
        (5 * GB, 10, "fault"),
    ],
)
def test_a_disk_must_hold_the_store_again_and_more(
    tmp_path: Path, free: int, files: int, mark: str
) -> None:
    found = check_disk({"here": tmp_path}, 100 * MB, lambda _: (free, files))
    assert [one.mark for one in found] == [mark]


def test_a_larger_store_takes_more_room(tmp_path: Path) -> None:
    def room(_: Path) -> tuple[int, int]:
        return 5 * GB, 100_000

    assert check_disk({"here": tmp_path}, 4 * GB, room)[0].mark == "look"
    assert check_disk({"here": tmp_path}, 6 * GB, room)[0].mark == "fault"


def test_the_disk_that_is_there_is_measured(tmp_path: Path) -> None:
    assert "here" in check_disk({"here": tmp_path, "nowhere": tmp_path / "no"}, 0)[0].found


@pytest.mark.parametrize(
    ("available", "mark"), [(None, "ok"), (GB, "ok"), (300 * MB, "look"), (50 * MB, "fault")]
)
def test_memory_must_suffice_for_a_restart(available: int | None, mark: str) -> None:
    assert check_memory(available)[0].mark == mark


def test_memory_is_what_the_machine_has_or_what_its_container_may_have(tmp_path: Path) -> None:
    machine, most, used = (tmp_path / name for name in ("meminfo", "max", "current"))
    machine.write_text("MemTotal: 4000000 kB\nMemAvailable:    2048 kB\n")
    assert available_memory(machine, (most, used)) == 2 * MB
    most.write_text("max\n")
    used.write_text("100\n")
    assert available_memory(machine, (most, used)) == 2 * MB
    most.write_text(f"{MB}\n")
    assert available_memory(machine, (most, used)) == MB - 100
    machine.unlink()
    most.unlink()
    assert available_memory(machine, (most, used)) is None


def test_a_clock_that_telegram_was_not_asked_about_is_held_against_the_store() -> None:
    assert check_clock(NOW, None, int(NOW) - 5, "Asia/Almaty")[0].mark == "ok"
    (found,) = check_clock(NOW, None, int(NOW) + 86_400 * 30, "Asia/Almaty")
    assert (found.mark, "30 days behind" in found.found) == ("look", True)
    assert check_clock(0, None, None, "Asia/Almaty")[0].mark == "fault"


def test_a_table_of_time_zones_from_before_the_change_is_said() -> None:
    # In February 2024 Almaty was six hours ahead, as an old table still has it.
    before = datetime(2024, 2, 1, tzinfo=UTC).timestamp()
    assert any("time zones" in one.found for one in check_clock(before, 0.0, None, "Asia/Almaty"))
    assert [one.mark for one in check_clock(NOW, 0.0, None, "Asia/Almaty")] == ["ok"]
    assert [one.mark for one in check_clock(before, 0.0, None, "Europe/Berlin")] == ["ok"]


@pytest.mark.parametrize(("age", "mark"), [(10, "ok"), (300, "look"), (3_600, "fault")])
def test_an_inbox_that_a_running_bot_does_not_empty_grows_worse(age: int, mark: str) -> None:
    assert check_inbox(InboxState(5, int(NOW) - age, 0), RUNS, NOW)[0].mark == mark


@pytest.mark.parametrize(
    ("age", "mark"), [(-60, "ok"), (60, "ok"), (3_600, "look"), (9_000, "fault")]
)
def test_an_outbox_that_a_running_bot_does_not_empty_grows_worse(age: int, mark: str) -> None:
    assert check_outbox(OutboxState(5, int(NOW) - age), RUNS, NOW)[0].mark == mark


def test_sizes_and_times_are_said_as_people_say_them() -> None:
    assert [in_bytes(size) for size in (0, 4096, 80 * MB, int(1.2 * GB), 48 * GB)] == [
        *("0 KB", "4 KB", "80 MB", "1.2 GB", "48 GB"),
    ]
    assert [in_time(one) for one in (-3, 40, 300, 7_200, 12 * 86_400)] == [
        *("0 s", "40 s", "5 min", "2 h", "12 days"),
    ]
