"""Every command that a page tells people to type is run as it stands, or named here with why not.

The commands of a page run one after another in one folder, as somebody would type them who reads it
from top to bottom: with the program, a bot's token for the sandbox, and files such as a desk has.
"""

import asyncio
import json
import os
import re
import shutil
import signal
import sys
from pathlib import Path

import pytest

from sandbox import Sandbox
from sandbox.pulse import PATIENCE
from tests.kit.encoding import lend_model
from tests.kit.labels import chatter, claims, write
from tests.kit.shell_blocks import Command, commands_of

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "tests").glob("*.md")])
MOVING = ROOT / "tests" / "moving"

DOCKER = "there is no Docker where the tests run; test_container.py reads both files"
SYSTEMD = "needs root and a running systemd; test_service.py installs into a folder"
CHECKOUT = "fetches another version of the program, which is not there to be fetched"

# Patterns of the commands that are not run, with the reason.
NOT_RUN = {
    r"docker .*": DOCKER,
    r"sudo .*": SYSTEMD,
    r"systemctl .*": SYSTEMD,
    r"journalctl .*": SYSTEMD,
    r"make install-service": SYSTEMD,
    r"git (clone|fetch|pull|checkout) ?.*": CHECKOUT,
    r"cd raspa": CHECKOUT,
    r"make test": "it is what runs this",
    r"\.venv/bin/python -m benchmarks.*": "a measurement of minutes, or of an hour",
}


def reason(command: str) -> str | None:
    return next((why for what, why in NOT_RUN.items() if re.fullmatch(what, command)), None)


def commands(page: Path) -> list[Command]:
    return commands_of(page.read_text(encoding="utf-8"))


RUN = [page for page in PAGES if any(not reason(one.text) for one in commands(page))]


class Desk:
    """A folder in which the commands of a page are typed."""

    def __init__(self, folder: Path, telegram: Sandbox) -> None:
        self.folder = folder
        self._telegram = telegram
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("RASPA_")
        } | {"COLUMNS": "200", "OPENBLAS_NUM_THREADS": "1"}

    async def typed(self, command: Command) -> None:
        """Run a command to its end; `make run` until the bot answers."""
        if command.text in {"make run", ".venv/bin/python -m bot run"}:
            await self._run_bot(command.text)
            return
        code, said = await self._shell(command.text)
        assert code == 0, f"{command.text}\n{said}"
        for line in command.said:
            assert line in said, f"{command.text}\n{said}"

    async def _shell(self, text: str) -> tuple[int | None, str]:
        process = await self._started(text)
        said, _ = await asyncio.wait_for(process.communicate(), 5 * PATIENCE)
        return process.returncode, said.decode()

    async def _started(self, text: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *("/bin/sh", "-c", text),
            cwd=self.folder,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )

    async def _run_bot(self, text: str) -> None:
        settings = self.folder / ".env"
        if not settings.exists():
            code, said = await self._shell(text)
            assert code != 0
            assert "RASPA_BOT_TOKEN is not set" in said
            self.fill_in()
        process = await self._started(text)
        assert process.stdout
        log = []
        async with asyncio.timeout(PATIENCE):
            async for line in process.stdout:
                log.append(line.decode())
                if "Raspa is answering as" in log[-1]:
                    break
            else:
                raise AssertionError("".join(log))
            # As Ctrl+C at a terminal: to all that the command has started.
            os.killpg(process.pid, signal.SIGINT)
            rest, _ = await process.communicate()
        assert "Stopped" in rest.decode()

    def fill_in(self) -> None:
        """Write into `.env` what an operator does, and the sandbox in Telegram's place."""
        path = self.folder / ".env"
        text = path.read_text(encoding="utf-8")
        for name, value in (
            ("BOT_TOKEN", self._telegram.token),
            ("API_URL", self._telegram.url),
            ("OWNERS", "1001"),
        ):
            text = re.sub(rf"^RASPA_{name}=.*$", f"RASPA_{name}={value}", text, flags=re.M)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path, telegram: Sandbox) -> Desk:
    """A checkout as `make` leaves it, with the files that the pages speak of."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv" / ".run").touch()
    shutil.copytree(MOVING, tmp_path, dirs_exist_ok=True)
    shutil.copy(ROOT / "examples" / "debunks.jsonl", tmp_path)
    shutil.copy(ROOT / "tests/formats/data/31-headings-ru.csv", tmp_path / "debunks.csv")
    (tmp_path / "posts.jsonl").write_text(json.dumps({"id": "1", "text": "Озеро осушают"}) + "\n")
    write(tmp_path / "labelled.jsonl", [*claims(8), *chatter(80)])
    lend_model(tmp_path)
    return Desk(tmp_path, telegram)


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.relative_to(ROOT).as_posix())
async def test_what_a_page_says_to_type_works_from_its_top_to_its_bottom(
    page: Path, desk: Desk
) -> None:
    if page.name not in BEGIN_WITH_NOTHING:
        await desk.typed(Command(".venv/bin/python -m bot new-env"))
        desk.fill_in()
        if held := WITH_DEBUNKS.get(page.name):
            await desk.typed(Command(f".venv/bin/python -m bot import {held}"))
    for command in commands(page):
        if not reason(command.text):
            await desk.typed(command)


# The reader of this page has nothing yet.
BEGIN_WITH_NOTHING = {"operations.md"}
# The readers of these have a store with debunks, from this file.
WITH_DEBUNKS = {
    "open-data.md": "debunks.jsonl",
    "backup.md": "debunks.csv",
    "doctor.md": "debunks.csv",
    "measuring.md": "debunks.jsonl",
    "upkeep.md": "debunks.csv",
}


def test_nothing_stands_in_the_list_that_no_page_says() -> None:
    typed = {command.text for page in PAGES for command in commands(page)}
    for what in NOT_RUN:
        assert any(re.fullmatch(what, one) for one in typed), what


def test_most_of_what_can_be_run_here_is_run() -> None:
    typed = [command.text for page in PAGES for command in commands(page)]
    ours = [one for one in typed if one.startswith(".venv/bin/python")]
    assert len(ours) > 20
    assert not [one for one in ours if reason(one) and " benchmarks" not in one]


def test_no_page_and_no_command_but_the_demo_s_brings_the_invented_debunks_in() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        assert not re.search(r"import\s+examples/", page.read_text(encoding="utf-8")), page.name
    for name in ("Makefile", "deploy/service", "compose.yaml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "debunks.jsonl" not in text, name
    sources = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py")}
    assert {name for name, text in sources.items() if "debunks.jsonl" in text} == {
        "invented.py",
        # Which only looks whether they are in a store.
        "holdings.py",
    }
    of_the_demo = "from bot.commands.invented import EXAMPLES"
    assert [name for name, text in sources.items() if of_the_demo in text] == ["demo.py"]


def test_every_file_of_another_tool_is_one_that_the_page_reads() -> None:
    text = (ROOT / "docs" / "moving.md").read_text(encoding="utf-8")
    for path in MOVING.iterdir():
        assert path.name in text, path.name
