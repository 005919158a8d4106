"""The program that `media.apart` starts: does one job after the other until nobody asks any more.

Jobs come in on the standard input and answers go out on the standard output, framed.
"""

import json
import os
import sys
import time
from contextlib import suppress
from importlib import import_module
from typing import BinaryIO

from media.apart import FRAME, Job, Made

_NICENESS = 10


def main(limits: dict[str, int]) -> None:
    """Do jobs within limits, at a low priority, until the input ends."""
    _bound(limits["memory"])
    with suppress(OSError):
        os.nice(_NICENESS)
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        # What a library prints must not stand among the answers.
        os.dup2(nothing, stream)
    while len(head := source.read(FRAME.size)) == FRAME.size:
        length, size = FRAME.unpack(head)
        asked, data = json.loads(source.read(length)), source.read(size)
        _bound_processor(limits["processor"])
        _answer(sink, asked, data)


def _answer(sink: BinaryIO, asked: dict[str, object], data: bytes) -> None:
    try:
        module, _, name = str(asked["job"]).partition(":")
        job: Job = getattr(import_module(module), name)
        told = asked["told"]
        made = job(data, told if isinstance(told, dict) else {})
        answer = json.dumps({"told": made.told}).encode()
    # Whatever it is, the one who asked decides about it.
    except Exception as error:
        made, answer = Made(), json.dumps({"failed": type(error).__name__}).encode()
    sink.write(FRAME.pack(len(answer), len(made.content)) + answer + made.content)
    sink.flush()


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_processor(seconds: int) -> None:
    """Let the process take so many more seconds of the processor."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(time.process_time()) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
