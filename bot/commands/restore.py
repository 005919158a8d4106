"""`restore`: a backup brought into the store's place, and what follows from that said."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import typer

from bot.backups.restore import OLD_DAYS, Dues, Restored, RestoreWish
from bot.backups.restore import restore as bring_back
from bot.settings import Settings
from domain.errors import RaspaError
from privacy.sealing import People
from storage.upkeep.copied_store import Undone


class UnansweredError(RaspaError):
    """What is to become of the messages that were due is not said, or said twice."""


def due_of(*, drop: bool, send: bool) -> Dues | None:
    """Return what the options say of messages that were due. Raises UnansweredError for both."""
    if drop and send:
        raise UnansweredError("--drop-due and --send-due exclude each other.")
    if drop:
        return Dues.DROP
    return Dues.SEND if send else None


def restore(settings: Settings, source: Path, dues: Dues | None, *, replace: bool) -> str:
    """Bring a backup back; say what it holds and what will be sent again.

    Raises UnansweredError, SettingsError and what bringing back raises.
    """
    wish = RestoreWish(settings.database, source, settings.key_of_backups(), replace, dues)
    people = People(settings.key()) if settings.data_key else None
    return "\n".join(_in_words(settings, bring_back(wish, _ask, people)))


def _ask(undone: Undone) -> Dues:
    told = (
        f"{undone.old} messages in it were due for more than {OLD_DAYS} days: they were probably "
        "sent since."
    )
    if not sys.stdin.isatty():
        raise UnansweredError(
            f"{told} Nothing was changed. Say --drop-due (send none of what was due) or --send-due."
        )
    return Dues.SEND if typer.confirm(f"{told} Send them again?", err=True) else Dues.DROP_OLD


def _in_words(settings: Settings, done: Restored) -> list[str]:
    when = ""
    if done.made is not None:
        when = f", made {datetime.fromtimestamp(done.made, UTC):%Y-%m-%d %H:%M} UTC"
    said = [
        f"{settings.database} is the backup now{when}: "
        f"{done.contents.rows.get('debunks', 0):,} debunks, "
        f"{done.contents.rows.get('cases', 0):,} cases, "
        f"{done.contents.rows.get('readers', 0):,} readers."
    ]
    if done.former is not None:
        said.append(f"The former store is kept as {done.former}: delete it when all is well.")
    said.append(_of_dues(done))
    if done.undone.updates:
        said.append(
            f"{done.undone.updates} messages of readers waited to be handled when it was made; "
            "they were handled since, and are not handled again."
        )
    said.append(
        "What was done since it was made is not in it: who wrote /forget since must be asked for, "
        "and who was given a debunk since hears of no correction."
    )
    if not done.fits:
        said.append(
            "RASPA_DATA_KEY is not the key that it was made under: put that key into .env before "
            "the bot starts."
        )
    return said


def _of_dues(done: Restored) -> str:
    total = sum(done.undone.due.values())
    if not total:
        return "No message was due when it was made: nothing is sent again."
    kinds = ", ".join(f"{number} {kind}" for kind, number in done.undone.due.items())
    if done.dues is Dues.DROP:
        return f"Due when it was made were {kinds}: none of these is sent."
    left = total - (done.undone.old if done.dues is Dues.DROP_OLD else 0)
    return (
        f"Due when it was made were {kinds}: {left} go out once the bot starts, to some of their "
        "readers for the second time."
    )
