"""What a change of debunks leaves behind: the former state, an audit row, word to its readers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from storage import outbox
from storage.connection import Connection, Row
from storage.debunk import Debunk, Status
from storage.errors import StoreError
from storage.interchange import format_line


@dataclass(frozen=True, slots=True)
class Deed:
    """Who changes debunks, when (in seconds), how it is called in the audit, and why.

    `by` is None where the operator's command does it. `tell` says whether readers of an earlier
    version hear of it; of another verdict and of a retraction they always do. `drafts_only` is for
    who may change nothing that readers see.
    """

    by: int | None = None
    at: int = 0
    action: str = "imported"
    reason: str = ""
    tell: bool = False
    drafts_only: bool = False

    @property
    def imports(self) -> bool:
        """Whether debunks come from a file, which need not know what was learned here."""
        return self.action == "imported"


class NotADraft(StoreError):  # noqa: N818 - what hinders the change, in its name
    """Who may change drafts only would change what is published or retracted."""


@dataclass(frozen=True, slots=True)
class Change:
    """A debunk in row `num` before (None for a new one) and after a change."""

    num: int
    before: Debunk | None
    after: Debunk


async def keep(connection: Connection, changes: Sequence[Change], deed: Deed) -> None:
    """Write down changes inside the transaction that makes them. Raises NotADraft."""
    if deed.drafts_only and any(
        one.before and one.before.status is not Status.DRAFT for one in changes
    ):
        raise NotADraft("What is published or retracted is not for this moderator to change.")
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


async def _tell(connection: Connection, change: Change, deed: Deed) -> None:
    before, after = change.before, change.after
    if before is None or after.version == before.version or after.status is Status.DRAFT:
        return
    retracted = after.status is Status.RETRACTED
    if deed.tell or retracted or before.verdict != after.verdict:
        await outbox.tell_recipients(
            connection,
            change.num,
            kind="retraction" if retracted else "correction",
            old_verdict=before.verdict,
            version=after.version,
            reason=deed.reason,
            at=deed.at,
        )
