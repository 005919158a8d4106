"""Other processes that use the same store: real ones."""

import asyncio
import ctypes
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_HEADER = """
import asyncio, os, signal, sqlite3, sys
from pathlib import Path
from storage.store import Store
from storage.engine.errors import *
from storage.imports.transfer import import_file
from tests.kit.samples import FULL, INDEXING, a_debunk
from tests.kit.processes import obey_file_rights
path = Path(sys.argv[1])
"""


async def start(body: str, path: Path) -> asyncio.subprocess.Process:
    """Start `async def main()` with this body in a new Python; `path` is known to it."""
    lines = "\n".join("    " + line for line in body.strip().splitlines())
    code = f"{_HEADER}\nasync def main():\n{lines}\n"
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "error", "-c", code + "obey_file_rights()\nasyncio.run(main())"),
        str(path),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def run(body: str, path: Path) -> tuple[int, str]:
    """Run such a program to its end and return its exit code and what it printed and complained."""
    process = await start(body, path)
    out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, (out + err).decode()


def obey_file_rights() -> None:
    """Give up root's power to pass over file rights, for good, in this process (Linux).

    Clears CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, so that chmod binds root as it binds others.
    """
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    sets = (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets):
        raise OSError(ctypes.get_errno(), "capget")
    for each in range(3):
        sets[each] &= ~0b110
    if libc.capset(header, sets):
        raise OSError(ctypes.get_errno(), "capset")
