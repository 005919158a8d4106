"""`health`: is the bot of this store at work? For containers, which ask every minute."""

import asyncio
import fcntl
import os
from pathlib import Path

import httpx

from bot.application import open_store
from bot.instance import lock_of
from bot.settings import Settings
from domain.errors import RaspaError

_PATIENCE_SECONDS = 10.0
_ANYWHERE = {"0.0.0.0", "::", "[::]", ""}  # noqa: S104 - compared with, not listened at


class UnhealthyError(RaspaError):
    """No bot is at work with this store, or one that is not well; the message says which."""


def health(settings: Settings) -> str:
    """Say how the bot is: by its own word where it listens, else by its lock and its store.

    Without a listener a bot that hears nothing from Telegram cannot be told from a well one.
    Raises UnhealthyError and StoreError.
    """
    listen = _watched_at(settings)
    if listen is not None:
        return _by_its_word(listen)
    if not _is_held(lock_of(settings.database)):
        raise UnhealthyError(f"No Raspa is running with {settings.database}.")
    waiting = asyncio.run(_waiting(settings.database))
    return (
        f"Raspa is running, its store answers, {waiting} updates wait to be handled. Whether it "
        "hears Telegram is known where RASPA_WATCH_LISTEN is set."
    )


def _watched_at(settings: Settings) -> str | None:
    """Return host and port at which the bot tells of itself, None where it does not."""
    return settings.watch_listen


def _by_its_word(listen: str) -> str:
    host, _, port = listen.rpartition(":")
    url = f"http://{'127.0.0.1' if host in _ANYWHERE else host}:{port}/healthz"
    try:
        answer = httpx.get(url, timeout=_PATIENCE_SECONDS, trust_env=False)
    except httpx.HTTPError as error:
        raise UnhealthyError(f"{url} does not answer ({type(error).__name__}).") from None
    if not answer.is_success:
        raise UnhealthyError(f"{url} says {answer.status_code}: {answer.text.strip()}")
    return answer.text.strip()


def _is_held(path: Path) -> bool:
    """Tell whether a bot holds its lock, by asking for a share of it for a moment."""
    try:
        lock = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


async def _waiting(database: Path) -> int:
    async with await open_store(database, create=False) as store:
        return (await store.inbox.state()).waiting
