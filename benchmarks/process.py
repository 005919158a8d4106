"""Start-up time and memory of the running bot, as a process against the sandbox."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console

from benchmarks.synthetic import Language
from bot.application import open_store
from bot.commands.demo import environment
from sandbox import Sandbox

_STARTS = 5
_POSTS = 200


def run(console: Console, size: int) -> None:
    """Print how long the bot takes to its first reply, and its memory after many posts."""
    with TemporaryDirectory() as folder:
        asyncio.run(_run(console, Path(folder) / "bench.sqlite3", size))


async def _run(console: Console, path: Path, size: int) -> None:
    language = Language()
    debunks = list(language.debunks(size))
    async with await open_store(path) as store:
        await store.debunks.save_all(debunks)
    seconds, megabytes = [], 0.0
    for start in range(_STARTS):
        async with Sandbox.start() as telegram:
            reader = telegram.person("Reader", language="ru")
            asked = await reader.send("/help")
            began = perf_counter()
            bot = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=path.parent,
                env=environment(telegram, path),
                stderr=asyncio.subprocess.DEVNULL,
            )
            await reader.reply_to(asked, timeout=60)
            seconds.append(perf_counter() - began)
            if start == _STARTS - 1:
                for post in language.posts(debunks, _POSTS // 3):
                    await reader.reply_to(await reader.send(post.text[:4000]), timeout=60)
                megabytes = resident(bot.pid)
            bot.terminate()
            await bot.wait()
    ordered = sorted(seconds)
    console.print(
        f"start to first reply at {size:,} debunks: median {ordered[len(ordered) // 2]:.2f} s "
        f"({ordered[0]:.2f} to {ordered[-1]:.2f}, {_STARTS} starts); "
        f"resident memory after {_POSTS} posts: {megabytes:.0f} MB"
    )


def resident(pid: int) -> float:
    """Return how much memory a process holds, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
