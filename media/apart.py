"""Functions on strangers' bytes, run in child processes that cannot harm the bot.

Libraries that open files are written in C; what one file does to them ends a child and nothing
else. The children are kept warm, since Python and its libraries take longer to start than most
files to read.
"""

import asyncio
import contextlib
import json
import os
import signal
import struct
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

Json = dict[str, Any]

FRAME = struct.Struct(">QQ")
"""Before each message: the bytes of its JSON, and the bytes of the file behind it."""
_LARGEST_ANSWER = 64_000_000
_IDLE_SECONDS = 120.0
_MOST_JOBS = 100
"""Files that one child opens; a library that leaks is begun anew after so many."""


class ApartError(Exception):
    """A file was not read apart."""


class TookLongError(ApartError):
    """Its time ran out, of the clock or of the processor."""


class ChildDiedError(ApartError):
    """The child ended: for want of memory, or by what it was reading."""


class JobFailedError(ApartError):
    """The function raised; `kind` is the name of what it raised."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may take: bytes of address space, and seconds of the processor for one file.

    What the child starts inherits them, each for itself.
    """

    memory: int = 1_200_000_000
    processor: int = 30


@dataclass(frozen=True, slots=True)
class Made:
    """What a job returns: what it tells, as JSON, and bytes where it made any."""

    told: Json = field(default_factory=dict)
    content: bytes = b""


class Job(Protocol):
    """A function of a module that a child imports by name: bytes and what goes along -> what."""

    __module__: str
    __qualname__: str

    def __call__(self, data: bytes, told: Json, /) -> Made:
        """Do the job; whatever it raises comes out of `run` as a JobFailedError."""


class Apart:
    """Runs functions in children, each child one function at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._idle: list[_Child] = []
        self._tidying: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[None]] = set()

    async def run(
        self, job: Callable[[bytes, Json], Made], data: bytes, told: Json, *, seconds: float
    ) -> Made:
        """Return what `job` makes of the bytes within so many seconds.

        The child, with all that it has started, is killed where they run out and where the caller
        is cancelled. Raises TookLongError, ChildDiedError and JobFailedError.
        """
        child = await self._child()
        whole = False
        try:
            async with asyncio.timeout(seconds):
                made = await child.do(f"{job.__module__}:{job.__qualname__}", data, told)
            whole = True
        except TimeoutError:
            raise TookLongError from None
        except JobFailedError:
            whole = True
            raise
        except (asyncio.IncompleteReadError, OSError, ValueError):
            await child.end()
            raise TookLongError if child.out_of_time else ChildDiedError from None
        finally:
            if whole and child.jobs < _MOST_JOBS:
                self._idle.append(child)
                self._tidy_later()
            else:
                self._end(child)
        return made

    async def close(self) -> None:
        """End all children."""
        if self._tidying:
            self._tidying.cancel()
            self._tidying = None
        while self._idle:
            self._end(self._idle.pop())
        while self._ending:
            await asyncio.wait(set(self._ending))

    async def _child(self) -> "_Child":
        while self._idle:
            child = self._idle.pop()
            if child.alive:
                return child
            self._end(child)
        return await _Child.start(self._limits)

    def _end(self, child: "_Child") -> None:
        # By a task of its own: whoever is cancelled does not wait for it.
        task = asyncio.create_task(child.end())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _tidy_later(self) -> None:
        if self._tidying is None:
            self._tidying = asyncio.get_running_loop().call_later(_IDLE_SECONDS, self._tidy)

    def _tidy(self) -> None:
        self._tidying = None
        now = asyncio.get_running_loop().time()
        for child in [one for one in self._idle if now - one.used >= _IDLE_SECONDS]:
            self._idle.remove(child)
            self._end(child)
        if self._idle:
            self._tidy_later()


class _Child:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None  # noqa: S101 - asked for at its start
        assert process.stdout is not None  # noqa: S101
        self._process, self._to, self._from = process, process.stdin, process.stdout
        self.used = asyncio.get_running_loop().time()
        self.jobs = 0

    @classmethod
    async def start(cls, limits: Limits) -> "_Child":
        """Start a child; it gets the packages where they are found here, and no secret."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "media.apart_child",
            json.dumps(asdict(limits)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=Path(sys.executable).anchor,
            env={
                "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
                "PATH": os.defpath,
                "LC_ALL": "C.UTF-8",
                "OMP_NUM_THREADS": "1",
                "OMP_THREAD_LIMIT": "1",
                "OPENBLAS_NUM_THREADS": "1",
            },
            # A group of its own, which is killed whole.
            start_new_session=True,
        )
        return cls(process)

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    @property
    def out_of_time(self) -> bool:
        return self._process.returncode == -signal.SIGXCPU

    async def do(self, job: str, data: bytes, told: Json) -> Made:
        self.jobs += 1
        asked = json.dumps({"job": job, "told": told}).encode()
        self._to.write(FRAME.pack(len(asked), len(data)) + asked)
        self._to.write(data)
        await self._to.drain()
        length, size = FRAME.unpack(await self._from.readexactly(FRAME.size))
        if length + size > _LARGEST_ANSWER:
            raise ValueError("an answer without bounds")
        answer = json.loads(await self._from.readexactly(length))
        content = await self._from.readexactly(size)
        self.used = asyncio.get_running_loop().time()
        if not isinstance(answer, dict):
            raise ValueError("no answer")
        if failed := answer.get("failed"):
            raise JobFailedError(str(failed))
        return Made(answer["told"], content)

    async def end(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._to.close()
        await self._process.wait()
