"""What all SQL goes through: the few things that an engine does, whichever it is.

Statements number their parameters (`?1`), name a list of values by `= ANY (?1)` or `<> ALL (?1)`,
and keep to what SQLite and PostgreSQL from 15 share. `tests/storage/test_statements.py` holds that.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]


class Connection(Protocol):
    """An open connection; a list or tuple among the values is one value, for `= ANY (?1)`."""

    async def rows(self, sql: str, *values: object) -> list[Row]:
        """Run one statement and return all its rows."""
        ...

    async def value(self, sql: str, *values: object) -> Any:
        """Run one statement and return the first column of its first row, or None."""
        ...

    async def run(self, sql: str, *values: object) -> int:
        """Run one statement and return how many rows it changed."""
        ...

    async def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """Run one statement once for each row of values."""
        ...


class Sessions(Protocol):
    """The connections of one open store: one writer at a time, readers that never wait for it."""

    @property
    def writable(self) -> bool:
        """Whether `transaction` can be had."""
        ...

    async def rows(self, sql: str, *values: object) -> list[Row]:
        """Run one reading statement and return all its rows."""
        ...

    def snapshot(self) -> AbstractAsyncContextManager[Connection]:
        """Give a connection whose reads all see one state. Short: other reads wait; never nest."""
        ...

    def lasting_snapshot(self) -> AbstractAsyncContextManager[Connection]:
        """Give a connection of its own whose reads all see one state, for as long as it takes."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """Give the writing connection inside a transaction: all or nothing; never nest.

        Raises `StoreReadOnly`, and `StoreLocked` when another program writes for too long.
        """
        ...
