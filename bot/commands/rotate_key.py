"""`rotate-key`: all that is kept of people under RASPA_OLD_DATA_KEY -> under RASPA_DATA_KEY.

The bot may run: from the moment at which the rows change it writes nothing under the old key, and
it starts again with the settings as they then are. Killed at any moment, the command is run again
and goes on: both keys stand in `.env` before the first row is changed, the rows change in one
transaction, and only then the old key goes.
"""

import asyncio
import base64
import os
import re
import secrets
import time
from pathlib import Path

from dotenv import dotenv_values

from bot.application import open_store
from bot.file_modes import ENV
from bot.instance import only_instance
from bot.key import wrong_key
from bot.settings import KEY_BYTES, Settings, SettingsError, read_settings
from privacy.private_files import replacing
from privacy.sealing import People
from storage.engine.errors import StoreReadOnly
from storage.store import Store
from storage.upkeep.keys import Rotated

_NEW, _OLD = "RASPA_DATA_KEY", "RASPA_OLD_DATA_KEY"


def rotate(settings: Settings) -> str:
    """Bring the store's people under the new key and say what was done.

    Without RASPA_OLD_DATA_KEY, the key in use becomes it and a new one is made, both in `.env`; so
    is a new one where RASPA_DATA_KEY is empty. A bot that runs meanwhile starts again by itself.
    Raises SecondInstanceError while another rotation is at work, SettingsError where the keys do
    not stand in `.env` and cannot be changed there, WrongKeyError where the store has a third key,
    and StoreError.
    """
    return asyncio.run(_rotate(settings))


async def _rotate(settings: Settings) -> str:
    database = settings.database
    with only_instance(database.with_name(f"{database.name}.rotation"), "rotate-key is at work"):
        async with await open_store(settings.database, create=False) as store:
            if not store.writable:
                raise StoreReadOnly(f"The store {settings.database} is read-only.")
            settings = await _with_both_keys(settings, store)
            new, old = People(settings.key()), People(settings.old_key() or b"")
            done: Rotated | None = None
            if not await store.keys.fits(new) or await store.keys.fits(old):
                if not await store.keys.fits(old):
                    raise wrong_key(settings)
                done = await store.keys.rotate(old, new, settings.owners, int(time.time()))
            erased = await store.retention.erase()
    return " ".join([*_in_words(done), *_without_old_key(), *([] if erased else [_NOT_ERASED])])


async def _with_both_keys(settings: Settings, store: Store) -> Settings:
    """Return settings with an old and a new key, in `.env` before anything depends on it."""
    if settings.old_data_key is not None and settings.data_key is not None:
        if settings.old_key() == settings.key():
            raise SettingsError(f"{_OLD} and {_NEW} are the same key.")
        return settings
    if settings.old_data_key is None:
        if settings.data_key is None:
            raise SettingsError(f"{_NEW} is not set: there is no key to replace.")
        if not await store.keys.fits(People(settings.key())):
            raise wrong_key(settings)
    known = settings.old_data_key or settings.data_key
    named = _OLD if settings.old_data_key else _NEW
    held = dotenv_values(ENV) if ENV.exists() else {}
    if known is None or held.get(named) != known.get_secret_value() or os.environ.get(_NEW):
        raise SettingsError(
            f"The key does not come from {ENV}, so it cannot be replaced there: set {_OLD} to the "
            f"key in use and {_NEW} to a new one (`python -m bot new-env` in an empty folder makes "
            "one), and run this again."
        )
    new = base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    _write({_NEW: new, _OLD: known.get_secret_value()})
    return read_settings()


def _without_old_key() -> list[str]:
    if ENV.exists() and (dotenv_values(ENV).get(_OLD) or ""):
        _write({_OLD: ""})
    if os.environ.get(_OLD):
        return [f"{_OLD} is needed no more: take it out of the environment."]
    return ["Keep a copy of the new key apart from the store; the old one opens older backups."]


def _write(values: dict[str, str]) -> None:
    """Write settings into `.env`, each in its place, all of the file or nothing of it."""
    text = ENV.read_text(encoding="utf-8")
    for name, value in values.items():
        line = re.compile(rf"^[ \t]*(?:export[ \t]+)?{name}[ \t]*=.*$", re.MULTILINE)
        # The last one of several counts.
        for found in reversed(list(line.finditer(text))):
            text = text[: found.start()] + f"{name}={value}" + text[found.end() :]
        if not line.search(text):
            text = text.rstrip("\n") + f"\n\n{name}={value}\n"
    _replace(ENV, text)


def _replace(path: Path, text: str) -> None:
    try:
        with replacing(path) as out:
            out.write(text)
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}.") from None


def _in_words(done: Rotated | None) -> list[str]:
    if done is None:
        return ["The store is under the new key already."]
    said = [
        f"Under the new key are now {done.readers} readers, {done.moderators} people of the desk, "
        f"{done.groups} groups, {done.unreadable} updates that could not be read and {done.inbox} "
        "that wait."
    ]
    if done.lost:
        said.append(
            f"The choices of {done.lost} readers of whom no id is kept (language, whether they may "
            "be written to) could not be taken along and were deleted."
        )
    if done.left:
        said.append(f"{done.left} rows are under neither key; they were left as they are.")
    return said


_NOT_ERASED = (
    "Traces of the old hashes are still in the store's files, since another program reads it; the "
    "bot erases them when it runs."
)
