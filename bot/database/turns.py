"""Turns at a connection: none waits long for another, and while the database is away nobody waits at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic

from briefings.errors import ArchiveError

_WAIT_SECONDS = 10.0  # for the turns of others
_AWAY_SECONDS = 5.0  # until it is tried again


class Away(Exception):
    """The database does not answer, or another program holds it."""


class Turns:
    """Lets one caller after the other at a connection, from any number of threads."""

    def __init__(self, time: Callable[[], float] = monotonic) -> None:
        """`time`: seconds, from a clock that never goes back."""
        self._time = time
        self._lock = Lock()
        self._away_until: float | None = None  # None while it answers

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A turn. Raises ArchiveError without waiting while the database is away, but for the one that tries it again.

        Raise `Away` in it if the database is; it becomes that error.
        """
        self._check()
        if not self._lock.acquire(timeout=_WAIT_SECONDS if self._away_until is None else 0):
            raise ArchiveError("database-away")
        try:
            self._check()  # it may have fallen silent in the turn that was waited for
            yield
            self._away_until = None
        except Away as error:
            self._away_until = self._time() + _AWAY_SECONDS
            raise ArchiveError("database-away") from error.__cause__
        finally:
            self._lock.release()

    def _check(self) -> None:
        away_until = self._away_until
        if away_until is not None and self._time() < away_until:
            raise ArchiveError("database-away")
