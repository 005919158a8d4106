"""`make test` gets what reads pictures by itself where it may, and else says what is missing."""

import subprocess
from pathlib import Path

import pytest

from bot.doctor.pictures import PACKAGES

ROOT = Path(__file__).parents[1]
LISTING = "#!/bin/sh\nprintf 'List:\\n{}\\n'\n"
WHOLE = LISTING.format("kaz\\nrus\\nscript/Latin")


def program(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content)
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine whose apt-get writes down what it is asked for, and installs it."""
    installs = f"cp {tmp_path}/whole {tmp_path}/tesseract"
    program(tmp_path, "apt-get", f'#!/bin/sh\necho "$*" >>{tmp_path}/asked\n{installs}\n')
    program(tmp_path, "whole", WHOLE)
    program(tmp_path, "sudo", "#!/bin/sh\nexit 1\n")
    program(tmp_path, "id", "#!/bin/sh\necho 0\n")
    return tmp_path


def installed(machine: Path) -> str:
    done = subprocess.run(
        [ROOT / "deploy" / "install-tesseract"],
        env={"PATH": f"{machine}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not done.stdout
    return done.stderr


def test_where_all_is_there_nothing_is_done_or_said(machine: Path) -> None:
    program(machine, "tesseract", WHOLE)
    assert installed(machine) == ""
    assert not (machine / "asked").exists()


@pytest.mark.parametrize("known", ["eng", "kaz\\nrus", "rus\\nLatin", "kaz\\nLatin"])
def test_what_is_missing_is_installed(machine: Path, known: str) -> None:
    program(machine, "tesseract", LISTING.format(known))
    installed(machine)
    asked = (machine / "asked").read_text()
    assert all(package in asked.split() for package in PACKAGES.values())


def test_who_may_not_install_is_told_what_to(machine: Path) -> None:
    program(machine, "tesseract", LISTING.format("eng"))
    program(machine, "id", "#!/bin/sh\necho 1000\n")
    said = installed(machine)
    assert all(package in said for package in PACKAGES.values())
    assert not (machine / "asked").exists()


def test_the_test_command_asks_for_it() -> None:
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    (needs,) = (line for line in rules.splitlines() if line.startswith("test:"))
    assert "tesseract" in needs.split()
    assert "\tdeploy/install-tesseract\n" in rules
