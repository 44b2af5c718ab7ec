"""The overall pace of all processes that send, as one row of their PostgreSQL database, by the database's clock."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.database.protocols import Transaction

_DATABASE_CLOCK = "extract(epoch FROM clock_timestamp())::float8"  # in seconds since 1970
_SLACK = 0.02  # seconds not used that are made up for
_AHEAD, _URGENT_AHEAD = 0.05, 30.0  # seconds for which sends are given away beforehand; answers wait behind these


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process gets when it asks for sends.

    Attributes:
        count: how many it may send, each an interval after the one before.
        after: seconds until the first of them; if there are none, until it should ask again.
        closed: seconds for which Telegram asks to wait, if it does.
    """

    count: int
    after: float
    closed: float = 0.0


class PaceRecord:
    """The row: until when sends are given away, and until when Telegram asks to wait. Used inside of transactions."""

    def __init__(self, interval: float, clock: Callable[[], str] = lambda: _DATABASE_CLOCK) -> None:
        """`interval`: seconds from one send to the next; `clock` gives SQL for the present moment."""
        self._interval = interval
        self._clock = clock

    def take(self, transaction: Transaction, count: int, *, is_urgent: bool) -> Taken:
        """Take so many sends, or none if enough are given away already; what is urgent is always given some."""
        lasting, ahead = count * self._interval, _URGENT_AHEAD if is_urgent else _AHEAD
        given = transaction.rows(
            "UPDATE pace SET given_until = greatest(given_until, clock.now - ?) + ? "
            f"FROM {self._now()} WHERE closed_until <= clock.now AND given_until <= clock.now + ? "
            "RETURNING given_until - clock.now",
            *(_SLACK, lasting, ahead),
        )
        if given:
            return Taken(count, given[0][0] - lasting)
        found = transaction.rows(f"SELECT given_until - clock.now, closed_until - clock.now FROM pace, {self._now()}")
        if not found:  # the first to ask, or the server has crashed
            self._make_row(transaction)
            return Taken(0, 0.0)
        given_for, closed_for = found[0]
        return Taken(0, max(0.001, given_for - ahead), max(0.0, closed_for))

    def close(self, transaction: Transaction, seconds: float) -> None:
        """Nobody sends for that long."""
        self._make_row(transaction)
        transaction.run(
            "UPDATE pace SET closed_until = greatest(closed_until, clock.now + ?) " + f"FROM {self._now()}",
            seconds,
        )

    def _now(self) -> str:
        return f"(SELECT {self._clock()} AS now) AS clock"

    def _make_row(self, transaction: Transaction) -> None:
        transaction.run("INSERT INTO pace VALUES (1, 0, 0) ON CONFLICT (number) DO NOTHING")
