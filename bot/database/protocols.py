"""The interface of a database engine; the statements are of the part of SQL that all engines have."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, Protocol, TypeVar

T = TypeVar("T")

Row = Sequence[Any]
EngineName = Literal["sqlite", "postgresql"]


class Transaction(Protocol):
    """A transaction under way. Parameters are written `?`; no statement has a `%`."""

    def rows(self, statement: str, *parameters: object) -> list[Row]:
        """Run a statement; the rows that it returns."""

    def run(self, statement: str, *parameters: object) -> int:
        """Run a statement that returns none; how many rows it changed."""

    def run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of parameters."""


class Database(Protocol):
    """A database; safe to use from several threads. Its methods wait for the disk or the network.

    Attributes:
        engine: its kind, where a statement has to differ.
    """

    engine: EngineName

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a transaction, which is on disk when this returns; what it raises undoes it.

        `work` may be run twice if the connection is lost. Raises ArchiveError if the database refuses.
        """

    def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work`, which changes nothing, beside those that write. Raises ArchiveError if the database refuses."""

    def close(self) -> None:
        """Close the connections."""
