"""Whatever a job does, the bot goes on: its child ends, with all that it has started."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from media.apart import Apart, ChildDiedError, JobFailedError, Limits, TookLongError
from tests.kit import apart_jobs
from tests.kit.waiting import until

PATIENCE = 60.0


@pytest.fixture
async def apart() -> AsyncIterator[Apart]:
    made = Apart(Limits(memory=500_000_000, processor=1))
    yield made
    await made.close()


async def test_a_job_gets_the_bytes_and_what_goes_along_and_gives_back_both(apart: Apart) -> None:
    made = await apart.run(apart_jobs.turned, b"abc" * 100_000, {"more": "!"}, seconds=PATIENCE)
    assert made.content == b"cba" * 100_000
    assert made.told == {"length": 300_000, "more": "!"}


async def test_a_child_stays_for_the_next_job(apart: Apart) -> None:
    first = await apart.run(apart_jobs.whoami, b"", {}, seconds=PATIENCE)
    second = await apart.run(apart_jobs.whoami, b"", {}, seconds=PATIENCE)
    assert first.told == second.told
    assert first.told["pid"] != os.getpid()


async def test_a_job_sees_no_secret_of_the_bot_and_is_less_urgent(
    apart: Apart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASPA_BOT_TOKEN", "12345:secret")
    told = (await apart.run(apart_jobs.surroundings, b"", {}, seconds=PATIENCE)).told
    assert not [name for name in told["environment"] if "RASPA" in name]
    assert told["niceness"] > os.getpriority(os.PRIO_PROCESS, 0)


async def test_what_a_job_prints_is_no_answer(apart: Apart) -> None:
    assert (await apart.run(apart_jobs.chatty, b"", {}, seconds=PATIENCE)).told == {"said": "all"}


async def test_what_a_job_raises_is_told_by_its_name(apart: Apart) -> None:
    with pytest.raises(JobFailedError) as failed:
        await apart.run(apart_jobs.broken, b"", {}, seconds=PATIENCE)
    assert failed.value.kind == "ZeroDivisionError"


async def test_a_job_that_wants_all_the_memory_is_refused_it(apart: Apart) -> None:
    with pytest.raises((JobFailedError, ChildDiedError)):
        await apart.run(apart_jobs.greedy, b"", {}, seconds=PATIENCE)


async def test_a_job_that_never_ends_is_ended_by_its_processor_time(apart: Apart) -> None:
    with pytest.raises(TookLongError):
        await apart.run(apart_jobs.busy, b"", {}, seconds=PATIENCE)


async def test_a_child_that_crashes_harms_nobody_and_the_next_job_is_done(apart: Apart) -> None:
    with pytest.raises(ChildDiedError):
        await apart.run(apart_jobs.crash, b"", {}, seconds=PATIENCE)
    assert (await apart.run(apart_jobs.turned, b"ab", {}, seconds=PATIENCE)).content == b"ba"


@pytest.mark.parametrize("how", ["crashes", "is given up"])
async def test_what_a_job_has_started_ends_with_it(apart: Apart, tmp_path: Path, how: str) -> None:
    note = tmp_path / "pid"
    told = {"note": str(note), "crashes": how == "crashes"}
    task = asyncio.create_task(apart.run(apart_jobs.parent, b"", told, seconds=PATIENCE))
    await until(lambda: note.exists() and note.read_text())
    if how == "is given up":
        task.cancel()
    with pytest.raises((asyncio.CancelledError, ChildDiedError)):
        await task
    await apart.close()
    await until(lambda: not _runs(int(note.read_text())))


async def test_a_job_without_any_time_is_not_waited_for(apart: Apart) -> None:
    with pytest.raises(TookLongError):
        await apart.run(apart_jobs.busy, b"", {}, seconds=0)


def _runs(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
