"""What a change of debunks leaves behind: the former state, an audit row, word to its readers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storage import known, outbox
from storage.connection import Connection, Row
from storage.debunk import Debunk, Status, Verdict
from storage.errors import StoreError
from storage.interchange import format_line


@dataclass(frozen=True, slots=True)
class Deed:
    """Who changes debunks, when (in seconds), how it is called in the audit, and why.

    `by` is None where the operator's command does it. `tell` says whether readers of an earlier
    version hear of it; of another verdict and of a retraction they always do. `drafts_only` is for
    who may change nothing that readers see. `announced`, where given, holds the only changes that
    readers may be told of: those that whoever does it was shown before. `in_part` names debunks
    that are given in part, and whether their status is: what is left out of them stays.
    """

    by: int | None = None
    at: int = 0
    action: str = "imported"
    reason: str = ""
    tell: bool = False
    drafts_only: bool = False
    announced: frozenset["Announced"] | None = None
    in_part: Mapping[str, bool] = field(default_factory=dict)

    @property
    def imports(self) -> bool:
        """Whether debunks come from a file, which need not know what was learned here."""
        return self.action == "imported"


class NotADraft(StoreError):  # noqa: N818 - what hinders the change, in its name
    """Who may change drafts only would change what is published or retracted."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A change that readers hear of: of this version of a debunk, to this."""

    debunk_id: str
    version: int
    verdict: Verdict
    status: Status


class Unannounced(StoreError):  # noqa: N818 - what hinders the change, in its name
    """Readers would be told of a change that was not shown to whoever does it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A debunk in row `num` before (None for a new one) and after a change."""

    num: int
    before: Debunk | None
    after: Debunk


async def keep(connection: Connection, changes: Sequence[Change], deed: Deed) -> None:
    """Write down changes inside the transaction that makes them. NotADraft, Unannounced."""
    if deed.drafts_only and any(
        one.before and one.before.status is not Status.DRAFT for one in changes
    ):
        raise NotADraft("What is published or retracted is not for this moderator to change.")
    await _check_announced(connection, changes, deed)
    await connection.run_many(
        "INSERT INTO superseded (debunk, version, body) VALUES (?, ?, ?)",
        [
            (change.num, change.before.version, format_line(change.before))
            for change in changes
            if change.before and change.after.version > change.before.version
        ],
    )
    await connection.run_many(
        "INSERT INTO audit (at, moderator, action, subject, details) VALUES (?, ?, ?, ?, ?)",
        [_entry(change, deed) for change in changes],
    )
    for change in changes:
        await _tell(connection, change, deed)


def _entry(change: Change, deed: Deed) -> Row:
    after = change.after
    details = {"version": after.version, "status": after.status, "verdict": after.verdict}
    if deed.reason:
        details["reason"] = deed.reason
    if change.before and change.before.verdict != after.verdict:
        details["was"] = change.before.verdict
    encoded = json.dumps(details, ensure_ascii=False, sort_keys=True)
    return deed.at, deed.by, deed.action, f"debunk:{after.id}", encoded


async def _check_announced(connection: Connection, changes: Sequence[Change], deed: Deed) -> None:
    if deed.announced is None:
        return
    for change in changes:
        if (
            is_told(change.before, change.after, tell=deed.tell)
            and change.before
            and announcement(change.before, change.after) not in deed.announced
            and await known.listening(connection, change.num)
        ):
            raise Unannounced("Readers would be told of a change that was not shown.")


def announcement(before: Debunk, after: Debunk) -> Announced:
    """Return the name of a change that readers hear of."""
    return Announced(before.id, before.version, after.verdict, after.status)


def is_told(before: Debunk | None, after: Debunk, *, tell: bool) -> bool:
    """Tell whether readers who were given a debunk hear of its change."""
    if before is None or after.version == before.version or after.status is Status.DRAFT:
        return False
    return tell or after.status is Status.RETRACTED or before.verdict != after.verdict


async def _tell(connection: Connection, change: Change, deed: Deed) -> None:
    before, after = change.before, change.after
    if before is None or not is_told(before, after, tell=deed.tell):
        return
    await outbox.tell_recipients(
        connection,
        change.num,
        kind="retraction" if after.status is Status.RETRACTED else "correction",
        old_verdict=before.verdict,
        version=after.version,
        reason=deed.reason,
        at=deed.at,
    )
