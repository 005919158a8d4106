"""Spreadsheets (.xlsx, .xlsm, .xlsb, .xls, .ods) -> the rows of their sheets."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

from formats.broken_zip import BROKEN_ZIP
from formats.errors import FileRefused
from formats.faults import Fault
from formats.table import Line

LARGEST_UNPACKED = 300_000_000
"""Bytes that the parts of a packed spreadsheet may have together."""

_SECONDS = 180


@dataclass(slots=True)
class Sheet:
    """One sheet with its rows that hold anything; the numbers are those that people see.

    `since_1904`: whether day numbers without the look of dates count from 1904.
    """

    name: str
    shown: bool
    lines: list[Line] = field(default_factory=list)
    since_1904: bool = False


def sheets_of(path: Path) -> list[Sheet]:
    """Return the sheets of a spreadsheet. Raises `FileRefused` for one that is damaged, locked by
    a password, or too large when unpacked.
    """
    _check_unpacked(path)
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [
                sys.executable,
                "-P",
                "-m",
                "formats.spreadsheet_process",
                str(path.resolve()),
            ],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            # The packages where they are found here, and no secret of the bot.
            env={"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(Fault("refused-damaged")) from None
    if done.returncode:
        locked = b"PasswordError" in done.stderr or b"assword" in done.stderr
        raise FileRefused(Fault("refused-locked" if locked else "refused-damaged"))
    sheets: list[Sheet] = []
    for line in done.stdout.splitlines():
        said = json.loads(line)
        if isinstance(said, dict):
            sheets.append(Sheet(said["sheet"], said["shown"], since_1904=said["since_1904"]))
        else:
            number, cells = said
            sheets[-1].lines.append(Line(number, cells))
    return sheets


def _check_unpacked(path: Path) -> None:
    """Look at what the parts of a packed file say of their size, and that they say the truth."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return
    try:
        with ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise FileRefused(Fault("refused-big"))
            # Reads no part further than it says; one that says too little fails its check sum.
            broken = packed.testzip()
    except BROKEN_ZIP:
        raise FileRefused(Fault("refused-damaged")) from None
    if broken is not None:
        raise FileRefused(Fault("refused-damaged"))
