"""The whole examination: every subject, in the order in which it is said."""

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from bot.doctor import machine, queues
from bot.doctor.at_telegram import Visit, visit
from bot.doctor.backups import BACKUP, DRILL, check_backup, check_drill
from bot.doctor.channel import CHANNEL
from bot.doctor.chats import DESK_CHAT, OWNERS, check_owners, owners_of
from bot.doctor.configuration import SUBJECT as SETTINGS
from bot.doctor.configuration import Configuration, check_configuration
from bot.doctor.data_key import SUBJECT as DATA_KEY
from bot.doctor.data_key import check_data_key
from bot.doctor.encoder import SUBJECT as ENCODER
from bot.doctor.encoder import Tried, try_encoder
from bot.doctor.finding import Finding, without_secrets
from bot.doctor.holdings import (
    DEBUNKS,
    DRAFTS,
    EXAMPLES,
    UNREADABLE,
    check_debunks,
    check_drafts,
    check_examples,
    check_unreadable,
)
from bot.doctor.isolation import Check, broken, isolated
from bot.doctor.matcher import THRESHOLDS, VECTORS, check_thresholds, check_vectors
from bot.doctor.opening import store_to_read, with_store
from bot.doctor.pictures import SUBJECT as PICTURES
from bot.doctor.pictures import check_pictures
from bot.doctor.profile import SUBJECT as PROFILE
from bot.doctor.store_file import (
    PLACE,
    RUNNING,
    SQLITE,
    STORE,
    check_place,
    check_running,
    check_sqlite,
    check_store,
)
from bot.doctor.surroundings import Holders, holders
from bot.doctor.telegram import SWITCHES, TELEGRAM
from bot.doctor.updates_way import SUBJECT as UPDATES
from bot.doctor.voice import SUBJECT as VOICE
from bot.doctor.voice import check_voice
from domain.errors import RaspaError
from privacy.sealing import People
from storage.store import Store
from storage.upkeep.overview import Holdings

OF_TELEGRAM = (TELEGRAM, UPDATES, SWITCHES, PROFILE, DESK_CHAT, CHANNEL)
SUBJECTS = (
    *(SETTINGS, DATA_KEY, RUNNING, STORE, PLACE, SQLITE),
    *OF_TELEGRAM,
    *(OWNERS, ENCODER, THRESHOLDS, VECTORS, PICTURES, VOICE),
    *(machine.DISK, machine.MEMORY, machine.CLOCK, BACKUP),
    *(DRILL, queues.INBOX, queues.OUTBOX, queues.ASIDE, UNREADABLE),
    *(DEBUNKS, DRAFTS, EXAMPLES),
)
"""What is looked at, in the order in which it is said."""

_LARGE_FILES = Path("/var/tmp")  # noqa: S108 - where SQLite writes, too


@dataclass(frozen=True, slots=True)
class _Patient:
    """All that the checks look at: the settings, who runs, the store if it can be read."""

    found: Configuration
    held: Holders
    store: Store | None
    now: float

    @property
    def database(self) -> Path:
        return self.found.settings.database


async def examine(found: Configuration, patience: float, *, offline: bool) -> list[Finding]:
    """Look at everything and return what was found, in the order of `SUBJECTS`.

    `patience` is how many seconds Telegram may take for an answer; with `offline` it is not asked.
    Writes nothing and takes no lock of the bot's.
    """
    database = found.settings.database
    async with store_to_read(database) as store:
        who = _Patient(found, _holders(database), store, time.time())
        owners, blocked = await _owners(who)
        seen, tried, of_store = await asyncio.gather(
            _visited(who, owners, patience, offline=offline),
            _tried(database.parent),
            isolated(STORE, partial(check_store, database, who.held)),
        )
        findings = [*seen.findings, *tried.findings, *of_store]
        for subject, check in _checks(who, seen, tried, blocked):
            findings += await isolated(subject, check)
    secrets = _secrets(found)
    place = {subject: number for number, subject in enumerate(SUBJECTS)}
    return [
        without_secrets(one, secrets)
        for one in sorted(findings, key=lambda one: place.get(one.subject, 0))
    ]


def _checks(who: _Patient, seen: Visit, tried: Tried, blocked: int) -> list[tuple[str, Check]]:
    """Return the checks that ask neither Telegram nor the encoder, with their subjects."""
    database, store, now = who.database, who.store, who.now
    voice = who.found.settings.voice_model

    async def owners() -> list[Finding]:
        holds = await _holdings(store)
        named = len(who.found.settings.owners)
        return check_owners(named, holds.owners if holds else None, seen.strangers, blocked)

    async def clock() -> list[Finding]:
        holds = await _holdings(store)
        deed = holds.last_deed if holds else None
        return machine.check_clock(now, seen.ahead, deed, who.found.settings.time_zone)

    return [
        (SETTINGS, _at_once(partial(check_configuration, who.found))),
        (DATA_KEY, partial(check_data_key, who.found, store)),
        (RUNNING, _at_once(partial(check_running, database, who.held))),
        (PLACE, _at_once(partial(check_place, database, who.held))),
        (SQLITE, _at_once(check_sqlite)),
        (OWNERS, owners),
        (THRESHOLDS, _at_once(partial(check_thresholds, database))),
        (VECTORS, partial(check_vectors, store, tried.name, who.held)),
        (PICTURES, partial(asyncio.to_thread, check_pictures)),
        (VOICE, partial(asyncio.to_thread, check_voice, voice, machine.available_memory())),
        (machine.DISK, _at_once(partial(_disk, who))),
        (machine.MEMORY, _at_once(lambda: machine.check_memory(machine.available_memory()))),
        (machine.CLOCK, clock),
        *_of_content(who),
    ]


def _of_content(who: _Patient) -> list[tuple[str, Check]]:
    """Return the checks of what the store holds, with their subjects."""
    store, held, now = who.store, who.held, who.now

    def holding(subject: str, check: Callable[[Holdings], list[Finding]]) -> tuple[str, Check]:
        async def asked(opened: Store) -> list[Finding]:
            return check(await opened.overview.holdings())

        return subject, partial(with_store, store, subject, asked)

    async def inbox(opened: Store) -> list[Finding]:
        return queues.check_inbox(await opened.inbox.state(), held, now)

    async def outbox(opened: Store) -> list[Finding]:
        return queues.check_outbox(await opened.outbox.state(), held, now)

    async def aside(opened: Store) -> list[Finding]:
        return queues.check_aside(await opened.inbox.state())

    async def backup(opened: Store) -> list[Finding]:
        return check_backup(await opened.backups.state(), who.found.settings, now)

    async def drill(opened: Store) -> list[Finding]:
        return check_drill(await opened.backups.state(), now)

    return [
        (BACKUP, partial(with_store, store, BACKUP, backup)),
        (DRILL, partial(with_store, store, DRILL, drill)),
        (queues.INBOX, partial(with_store, store, queues.INBOX, inbox)),
        (queues.OUTBOX, partial(with_store, store, queues.OUTBOX, outbox)),
        (queues.ASIDE, partial(with_store, store, queues.ASIDE, aside)),
        holding(UNREADABLE, lambda holds: check_unreadable(holds, now)),
        holding(DEBUNKS, check_debunks),
        holding(DRAFTS, lambda holds: check_drafts(holds, now)),
        (EXAMPLES, partial(with_store, store, EXAMPLES, check_examples)),
    ]


def _at_once(check: Callable[[], list[Finding]]) -> Check:
    async def asked() -> list[Finding]:
        return check()

    return asked


def _holders(database: Path) -> Holders:
    try:
        return holders(database)
    # What a system's own files hold is not ours to trust.
    except Exception:
        return Holders(None, frozenset(), known=False)


async def _visited(
    who: _Patient, owners: Sequence[int], patience: float, *, offline: bool
) -> Visit:
    if offline:
        return Visit()
    try:
        return await visit(who.found, who.held, owners, patience)
    except Exception as error:
        return Visit((broken(TELEGRAM, error),))


async def _tried(data: Path) -> Tried:
    try:
        return await asyncio.to_thread(try_encoder, data, machine.available_memory())
    except Exception as error:
        return Tried([broken(ENCODER, error)])


async def _holdings(store: Store | None) -> Holdings | None:
    try:
        return await store.overview.holdings() if store else None
    except RaspaError:
        return None


async def _owners(who: _Patient) -> tuple[list[int], int]:
    """Return the ids of the desk's owners, and how many of them have blocked the bot."""
    settings = who.found.settings
    named = list(settings.owners)
    if who.store is None or settings.data_key is None:
        return named, 0
    try:
        held, blocked = await owners_of(who.store, People(settings.key()))
    except RaspaError:
        return named, 0
    return list(dict.fromkeys([*held, *named])), blocked


def _disk(who: _Patient) -> list[Finding]:
    database, backups = who.database, who.found.settings.backup_folder
    large = Path(os.environ.get("SQLITE_TMPDIR") or _LARGE_FILES)
    folders = {"beside the store": database.parent, f"in {large}": large}
    if backups is not None:
        folders["for backups"] = backups
    size = database.stat().st_size if database.is_file() else 0
    return machine.check_disk(folders, size)


def _secrets(found: Configuration) -> list[str]:
    settings = found.settings
    values = (getattr(settings, name) for name in type(settings).model_fields)
    return [one.get_secret_value() for one in values if isinstance(one, SecretStr)]
