"""A backup brought back: looked through first, then put in the store's place."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from bot.application import open_store
from bot.backups.backup import BackupError, BackupHead, open_backup
from bot.backups.private_place import check_room, private_place
from bot.instance import only_instance
from privacy.sealing import People
from storage.engine.errors import StoreCorrupt, StoreNewer
from storage.engine.migrate import migrations
from storage.engine.sqlite_copy import (
    PLAIN,
    Contents,
    check_copy,
    copy_store,
    put_in_place,
)
from storage.engine.sqlite_file import beside
from storage.engine.sqlite_sessions import changing
from storage.upkeep.copied_store import Undone, read_undone, settle

OLD_DAYS = 3
"""Messages that were due for longer than that when a copy comes back are asked about."""
_DAY = 86_400


class Dues(StrEnum):
    """What becomes of the messages that were due when the copy was made."""

    SEND = "send"
    DROP_OLD = "drop-old"
    DROP = "drop"


Ask = Callable[[Undone], Dues]
"""Says what becomes of messages of which some are old; raises where nobody can be asked."""


@dataclass(frozen=True, slots=True)
class RestoreWish:
    """What is to be brought back where: `key` opens the backup, `replace` allows a former store.

    `dues` is None where it is asked about if need be.
    """

    database: Path
    source: Path
    key: bytes | None
    replace: bool = False
    dues: Dues | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: when it was made (seconds, None for a plain copy), what it holds.

    `undone` is what it had to do yet, `dropped` what becomes of its messages; `former` is where
    the former store is kept, `fits` whether its people are under the key that was given.
    """

    made: int | None
    contents: Contents
    undone: Undone
    dues: Dues
    former: Path | None
    fits: bool


def restore(wish: RestoreWish, ask: Ask, people: People | None) -> Restored:
    """Bring a backup, or a plain copy of a store, into the store's place.

    A backup of an older Raspa is brought up to date on the way, a plain copy stays as it is, for
    going back to the Raspa that wrote it. Whatever happens, and when: the former store or the new
    one is in its place, whole. Raises SecondInstanceError while a bot runs, BackupError,
    PlaceError, StoreError, and what `ask` raises, all before anything is touched.
    """
    database = wish.database
    if database.is_symlink() or database.is_dir():
        raise BackupError(f"{database} is no plain file: name the store itself.")
    if not database.parent.is_dir():
        raise BackupError(f"The folder {database.parent} of the store is missing: make it.")
    if not wish.source.is_file():
        raise BackupError(f"There is no file {wish.source}.")
    if database.exists() and wish.source.samefile(database):
        raise BackupError(f"{wish.source} is the store itself: name a backup.")
    if database.exists() and not wish.replace:
        raise BackupError(
            f"There is a store at {database}: with --replace it is kept beside, under another "
            "name, and the backup comes in its place."
        )
    with only_instance(database), private_place(database) as place:
        check_room(place, wish.source.stat().st_size)
        return _restore(wish, ask, people, place / "copy.sqlite3")


def _restore(wish: RestoreWish, ask: Ask, people: People | None, copy: Path) -> Restored:
    head = read_out(wish.source, copy, wish.key)
    contents = head.contents if head else check_copy(copy, migrations()[-1].number)
    schema = migrations()[-1].number if head else contents.schema
    fits = asyncio.run(bring_up_to_date(copy, people)) if head else True
    now = int(time.time())
    undone, dues = asyncio.run(_settle(copy, schema, now, wish, ask))
    # Folds what was changed into the one file, and looks at it once more.
    check_copy(copy, schema)
    _without_log(copy)
    kept = _unused(wish.database, now)
    was_there = put_in_place(copy, wish.database, kept)
    made = head.made if head else None
    return Restored(made, contents, undone, dues, kept if was_there else None, fits)


def read_out(
    source: Path, copy: Path, key: bytes | None, going_on: Callable[[], None] = lambda: None
) -> BackupHead | None:
    """Bring a backup into a file of its own and look through it; None for a plain copy of a store.

    Raises BackupError for whatever is not whole, ours, and of a version that this Raspa knows.
    """
    with source.open("rb") as file:
        plain = file.read(len(PLAIN)) == PLAIN
    try:
        if plain:
            copy_store(source, copy)
            check_copy(copy, migrations()[-1].number)
            return None
        if key is None:
            raise BackupError(
                "RASPA_BACKUP_KEY is not set: put the key that the backup was made with into .env."
            )
        head = open_backup(source, copy, key, going_on)
        if check_copy(copy, migrations()[-1].number) != head.contents:
            raise BackupError(f"{source} does not hold what it says.")
    except StoreNewer:
        raise BackupError(
            f"{source} was written by a newer Raspa: update Raspa, then restore it."
        ) from None
    except StoreCorrupt as error:
        raise BackupError(f"{source} is no whole store of Raspa's: try an older one.") from error
    return head


async def bring_up_to_date(copy: Path, people: People | None) -> bool:
    """Open a copy with our own code, which brings it up to date; tell whether this key fits it."""
    async with await open_store(copy, create=False) as store:
        return people is None or await store.keys.fits(people)


async def _settle(
    copy: Path, schema: int, now: int, wish: RestoreWish, ask: Ask
) -> tuple[Undone, Dues]:
    old = now - OLD_DAYS * _DAY
    async with changing(copy) as connection:
        undone = await read_undone(connection, schema, old)
        dues = wish.dues or (ask(undone) if undone.old else Dues.SEND)
        # Of a clock that went wrong, something can be due long after now.
        before = {Dues.SEND: None, Dues.DROP_OLD: old, Dues.DROP: 1 << 62}[dues]
        await settle(connection, schema, now, before)
    return undone, dues


def _without_log(copy: Path) -> None:
    for one in beside(copy):
        if one.exists():
            raise BackupError(f"{copy} is still in use.")


def _unused(database: Path, now: int) -> Path:
    moment = f"{datetime.fromtimestamp(now, UTC):%Y-%m-%d-%H%M%S}"
    wanted = database.with_name(f"{database.name}.former-{moment}")
    path, number = wanted, 1
    while path.exists() or path.is_symlink():
        number += 1
        path = wanted.with_name(f"{wanted.name}-{number}")
    return path
