"""The bot as a process of its own, which file rights bind as they bind others."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings
from tests.kit.encoding import lend_model
from tests.kit.processes import ROOT

_RUN = """
import sys
from bot.cli import main
from tests.kit.processes import obey_file_rights
obey_file_rights()
sys.argv = ["bot", "run"]
main()
"""


class BotProcess:
    """A bot that runs by itself, and what it has logged so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.pid = process.pid
        self.log = ""
        self._process = process
        self._reading = asyncio.create_task(self._read())

    async def end(self) -> None:
        """Ask it to end and wait until it has."""
        if self._process.returncode is None:
            self._process.terminate()
        await self._process.wait()
        await self._reading

    async def _read(self) -> None:
        assert self._process.stderr
        async for line in self._process.stderr:
            self.log += line.decode()


@asynccontextmanager
async def bot_process(settings: Settings) -> AsyncIterator[BotProcess]:
    """Run the bot on a store and a Telegram until the end of the block."""
    around = {name: value for name, value in os.environ.items() if not name.startswith("RASPA_")}
    token, key = settings.bot_token, settings.data_key
    assert token
    assert key
    around |= {
        "RASPA_BOT_TOKEN": token.get_secret_value(),
        "RASPA_DATA_KEY": key.get_secret_value(),
        "RASPA_API_URL": settings.api_url,
        "RASPA_DATABASE": str(settings.database),
        "RASPA_GRACE_SECONDS": "0",
        "PYTHONPATH": str(ROOT),
    }
    lend_model(settings.database.parent)
    running = BotProcess(
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _RUN),
            cwd=settings.database.parent,
            env=around,
            stderr=asyncio.subprocess.PIPE,
        )
    )
    try:
        yield running
    finally:
        await running.end()
