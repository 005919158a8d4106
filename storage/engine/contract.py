"""What all SQL of a store goes through, whichever engine is beneath.

Statements are in what SQLite and PostgreSQL from 15 on share. Their parameters are numbered from
`?1`; a list is one parameter, asked of as `= ANY (?1)`. Tables keep texts in the order of their
code points (PostgreSQL's collation "C"). What fails raises a `StoreError`.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]


class Connection(Protocol):
    """A connection inside a snapshot or a transaction.

    A value that is a list has no upper number of members, and a member that no row can hold (with
    NUL or a lone surrogate) finds nothing instead of failing.
    """

    async def rows(self, sql: str, *values: object) -> list[Row]:
        """Run one statement and return all its rows."""

    async def value(self, sql: str, *values: object) -> Any:
        """Run one statement and return the first column of its first row, or None."""

    async def run(self, sql: str, *values: object) -> int:
        """Run one statement and return how many rows it changed."""

    async def discard(self, sql: str, *values: object) -> int:
        """Run one deleting statement whose rows need no erasing: they are encrypted or say nothing.

        Returns how many rows are gone.
        """

    async def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """Run one statement once for each row of values; none of them is a list."""


class Sessions(Protocol):
    """Who may use which connection when: one writer at a time, readers that never wait for it."""

    @property
    def writable(self) -> bool:
        """Whether `transaction` can be had."""

    @property
    def in_place(self) -> bool:
        """Whether what is open is still what stands at its place: else nothing can be kept."""

    @property
    def damaged(self) -> bool:
        """Whether parts of what is kept were met that cannot be read."""

    @property
    def overwritten(self) -> bool:
        """Whether another store was found where this one is kept: nothing is read any more."""

    async def look(self) -> None:
        """Look whether that is so. Raises `StoreOverwritten`, or what keeps one from looking."""

    async def rows(self, sql: str, *values: object) -> list[Row]:
        """Run one reading statement and return all its rows."""

    def snapshot(self) -> AbstractAsyncContextManager[Connection]:
        """Give a connection whose reads all see one state. Short: other reads wait; never nest."""

    def lasting_snapshot(self) -> AbstractAsyncContextManager[Connection]:
        """Give a connection of its own whose reads all see one state, for as long as it takes."""

    def transaction(self, *, erasing: bool = False) -> AbstractAsyncContextManager[Connection]:
        """Give the writing connection inside a transaction: all or nothing; never nest.

        With `erasing`, `erase` follows at once where the store is not large. Raises
        `StoreReadOnly`, `StoreLocked` when another program writes for too long, and `StoreGone`
        where what is open is not what stands at its place any more.
        """

    def require(self, sql: str, value: object) -> None:
        """Let transactions begin only while this statement's first value is this one.

        Otherwise they raise `StoreRekeyed`.
        """

    async def erase(self) -> bool:
        """Leave nothing in any file of what was deleted; return whether that is done."""

    async def close(self) -> None:
        """Close every connection; closing twice does no harm."""
