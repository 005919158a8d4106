"""What a change of debunks leaves behind: the former state, an audit row, word to its readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from domain.debunk import Debunk, Status
from domain.deed import Announced, Deed
from formats.interchange import format_line
from storage.debunks import names
from storage.desk import audit
from storage.desk.audit import Entry
from storage.engine.contract import Connection
from storage.engine.errors import StoreError
from storage.mail import notices
from storage.mail.channel_notices import PostChange, change_posts
from storage.mail.notices import Correction, LetterKind


class NotADraft(StoreError):  # noqa: N818 - what hinders the change, in its name
    """Who may change drafts only would change what is published or retracted."""


class Unannounced(StoreError):  # noqa: N818 - what hinders the change, in its name
    """What would be written, or told to readers, was not shown to whoever does it."""


@dataclass(frozen=True, slots=True)
class Succession:
    """A debunk in row `num` before (None for a new one) and after a change."""

    num: int
    before: Debunk | None
    after: Debunk


async def keep(connection: Connection, changes: Sequence[Succession], deed: Deed) -> None:
    """Write down changes inside the transaction that makes them. NotADraft, Unannounced."""
    if deed.drafts_only and any(
        one.before and one.before.status is not Status.DRAFT for one in changes
    ):
        raise NotADraft("What is published or retracted is not for this moderator to change.")
    if deed.shown is not None and any(
        deed.shown.get(one.after.id) != digest_of(one.before, one.after) for one in changes
    ):
        raise Unannounced("What would be written is not what was shown.")
    await _check_announced(connection, changes, deed)
    await connection.run_many(
        "INSERT INTO superseded (debunk, version, body) VALUES (?1, ?2, ?3)",
        [
            (change.num, change.before.version, format_line(change.before))
            for change in changes
            if change.before and change.after.version > change.before.version
        ],
    )
    await audit.record_all(connection, [_entry(change, deed) for change in changes])
    for change in changes:
        await _tell(connection, change, deed)
    await change_posts(connection, [one for each in changes for one in _seen(each, deed)], deed)
    # What is new to readers, in this order: a debunk that is published again is not.
    await connection.run_many(
        "INSERT INTO publications (debunk) VALUES (?1) ON CONFLICT (debunk) DO NOTHING",
        [(one.num,) for one in changes if one.after.status is Status.PUBLISHED],
    )


def _seen(change: Succession, deed: Deed) -> list[PostChange]:
    before, after = change.before, change.after
    if before is None:
        return []
    return [PostChange(change.num, before, after, is_told(before, after, tell=deed.tell))]


def _entry(change: Succession, deed: Deed) -> Entry:
    after = change.after
    details: dict[str, object] = {
        "version": after.version,
        "status": after.status,
        "verdict": after.verdict,
    }
    if deed.reason:
        details["reason"] = deed.reason
        if is_told(change.before, after, tell=deed.tell):
            details["told"] = True
    if change.before and change.before.verdict != after.verdict:
        details["was"] = change.before.verdict
    return Entry(0, deed.at, deed.by, deed.action, f"debunk:{after.id}", details)


async def _check_announced(
    connection: Connection, changes: Sequence[Succession], deed: Deed
) -> None:
    if deed.announced is None:
        return
    for change in changes:
        if (
            is_told(change.before, change.after, tell=deed.tell)
            and change.before
            and announcement(change.before, change.after) not in deed.announced
            and await names.listening(connection, change.num)
        ):
            raise Unannounced("Readers would be told of a change that was not shown.")


def digest_of(before: Debunk | None, after: Debunk) -> bytes:
    """Return 16 bytes that stand for a change: what is there, or nothing, and what will be."""
    old = f"{before.version} {format_line(before)}" if before else ""
    return sha256(f"{old}\n{format_line(after)}".encode("utf-8", "replace")).digest()[:16]


def announcement(before: Debunk, after: Debunk) -> Announced:
    """Return the name of a change that readers hear of."""
    return Announced(before.id, before.version, after.verdict, after.status)


def is_told(before: Debunk | None, after: Debunk, *, tell: bool) -> bool:
    """Tell whether readers who were given a debunk hear of its change."""
    if before is None or after.version == before.version or after.status is Status.DRAFT:
        return False
    return tell or after.status is Status.RETRACTED or before.verdict != after.verdict


async def _tell(connection: Connection, change: Succession, deed: Deed) -> None:
    before, after = change.before, change.after
    if before is None or not is_told(before, after, tell=deed.tell):
        return
    kind = LetterKind.RETRACTION if after.status is Status.RETRACTED else LetterKind.CORRECTION
    correction = Correction(kind, before.verdict, deed.reason, deed.at)
    await notices.tell_recipients(connection, change.num, correction)
