"""Tesseract, the program that reads print: found, asked, and never trusted with time or memory."""

import asyncio
import os
import re
import selectors
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.apart import Json

Grey = NDArray[np.uint8]
"""A picture of one channel: rows, columns."""

READ_LANGUAGES = ("kaz", "rus")
"""What is read at first, by tesseract's names."""
LATIN = "Latin"
"""The script that is tried where those languages make little sense."""
_LONGEST_OUTPUT = 4_000_000
_LISTING_SECONDS = 20.0
_LANGUAGE = re.compile(r"[\w/]+")


@dataclass(frozen=True, slots=True)
class Installed:
    """A tesseract of this machine: its path, and the languages and scripts that it knows."""

    program: str
    languages: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What it should know and does not."""
        return tuple(one for one in (*READ_LANGUAGES, LATIN) if one not in self.languages)

    def as_json(self) -> Json:
        """Return it as JSON, as `from_json` takes it."""
        return {"program": self.program, "languages": list(self.languages)}


def from_json(told: Json) -> Installed:
    """Return what was told with `Installed.as_json`."""
    return Installed(str(told["program"]), tuple(map(str, told["languages"])))


async def installed(program: str = "tesseract") -> Installed | None:
    """Return the tesseract of this machine; None where there is none that reads our languages."""
    path = shutil.which(program)
    if path is None:
        return None
    found = await asyncio.to_thread(languages_of, path)
    return Installed(path, found) if set(found) & set(READ_LANGUAGES) else None


def languages_of(path: str) -> tuple[str, ...]:
    """Return the languages and scripts that a tesseract knows; none where it cannot be asked."""
    try:
        done = subprocess.run(  # noqa: S603 - a path that the machine gave
            [path, "--list-langs"],
            capture_output=True,
            timeout=_LISTING_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
            env=_ENVIRONMENT,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    lines = done.stdout[:_LONGEST_OUTPUT].decode("ascii", "replace").splitlines()[1:]
    names = [line.strip() for line in lines if _LANGUAGE.fullmatch(line.strip())]
    return tuple(name.removeprefix("script/") for name in names)


_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LC_ALL": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
}


class PassFailedError(Exception):
    """Tesseract gave no answer: it was killed, broke off, or ran out of time (`late`)."""

    def __init__(self, *, late: bool = False) -> None:
        super().__init__("late" if late else "failed")
        self.late = late


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word as it was read: `confidence` 0 to 100; `line` and the pixels are where it stands."""

    text: str
    confidence: float
    line: tuple[int, int, int]
    left: int = 0
    width: int = 0
    height: int = 0
    top: int = 0


@dataclass(frozen=True, slots=True)
class PassBounds:
    """How long tesseract may read: to a moment of the monotonic clock, and of the processor.

    What counts is the processor's time; the clock's is short only where many want the processor.
    """

    until: float
    processor: int


def words_in(
    picture: Grey, asked: Sequence[str], installed: Installed, bounds: PassBounds
) -> list[PrintedWord]:
    """Return the words that tesseract reads in a picture, with these languages and `--psm 6`.

    Raises PassFailedError.
    """
    if bounds.until <= time.monotonic():
        raise PassFailedError(late=True)
    rows, columns = picture.shape
    content = f"P5 {columns} {rows} 255\n".encode() + np.ascontiguousarray(picture).tobytes()
    arguments = ["stdin", "stdout", "-l", "+".join(asked), "--psm", "6", "--dpi", "150"]
    output = _answer(
        [installed.program, *arguments, "-c", "tessedit_create_tsv=1"], content, bounds
    )
    words = []
    for line in output.decode("utf-8", "replace").splitlines():
        fields = line.split("\t")
        if len(fields) == _FIELDS and fields[0] == _OF_A_WORD and fields[11].strip():
            with suppress(ValueError):
                at = (int(fields[2]), int(fields[3]), int(fields[4]))
                words.append(
                    PrintedWord(
                        fields[11].strip(),
                        float(fields[10]),
                        at,
                        int(fields[6]),
                        int(fields[8]),
                        int(fields[9]),
                        int(fields[7]),
                    )
                )
    return words


_FIELDS, _OF_A_WORD = 12, "5"


def _answer(command: list[str], content: bytes, bounds: PassBounds) -> bytes:
    """Return what a program writes when it is given something, of bounded length."""
    until = bounds.until
    try:
        process = subprocess.Popen(  # noqa: S603 - a path that the machine gave
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
        )
    except OSError:
        raise PassFailedError from None
    with process:
        try:
            _bound_processor(process.pid, bounds.processor)
            output = _exchange(process, content, until)
            code = process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise PassFailedError(late=True) from None
        finally:
            process.kill()
    if code:
        raise PassFailedError(late=code == -signal.SIGXCPU)
    return output


def _bound_processor(pid: int, seconds: int) -> None:
    """Let a program take so many seconds of the processor, where the system can tell it so."""
    try:
        import resource

        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds + 1))
    except (ImportError, AttributeError, OSError):
        return


def _exchange(process: subprocess.Popen[bytes], content: bytes, until: float) -> bytes:
    """Write and read side by side until the program has said all."""
    to, source = process.stdin, process.stdout
    assert to is not None  # noqa: S101 - asked for
    assert source is not None  # noqa: S101
    # It may stop reading at any moment.
    os.set_blocking(to.fileno(), False)
    left, output = memoryview(content), bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(to, selectors.EVENT_WRITE)
        ready.register(source, selectors.EVENT_READ)
        while ready.get_map():
            wait = until - time.monotonic()
            if wait <= 0:
                raise PassFailedError(late=True)
            for key, _ in ready.select(wait):
                if key.fileobj is source:
                    piece = source.read(_PIECE)
                    output += piece
                    if len(output) > _LONGEST_OUTPUT:
                        raise PassFailedError
                    if not piece:
                        ready.unregister(source)
                    continue
                try:
                    left = left[to.write(left[:_PIECE]) or 0 :]
                except BrokenPipeError:
                    left = left[:0]
                if not left:
                    ready.unregister(to)
                    to.close()
    return bytes(output)


_PIECE = 65_536
