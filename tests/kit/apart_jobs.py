"""Jobs that are done apart from the test: good ones and bad ones."""

import os
import subprocess
import sys
from pathlib import Path

from media.apart import Json, Made


def turned(data: bytes, told: Json) -> Made:
    return Made({"length": len(data), **told}, data[::-1])


def whoami(data: bytes, told: Json) -> Made:
    return Made({"pid": os.getpid()})


def surroundings(data: bytes, told: Json) -> Made:
    return Made({"environment": list(os.environ), "niceness": os.nice(0)})


def chatty(data: bytes, told: Json) -> Made:
    sys.stdout.write("x" * 100_000)
    os.write(1, b"y" * 100_000)
    return Made({"said": "all"})


def broken(data: bytes, told: Json) -> Made:
    return Made({"sum": 1 // len(data)})


def greedy(data: bytes, told: Json) -> Made:
    return Made({}, bytes(4_000_000_000)[:1])


def busy(data: bytes, told: Json) -> Made:
    while True:
        pass


def crash(data: bytes, told: Json) -> Made:
    os.abort()


def parent(data: bytes, told: Json) -> Made:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    Path(told["note"]).write_text(str(child.pid))
    if told["crashes"]:
        os.abort()
    child.wait()
    return Made()
