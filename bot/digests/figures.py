"""Delivery in numbers: who gets digests, what became of messages, how long the last digest took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.database.protocols import Transaction


@dataclass(frozen=True, slots=True)
class Run:
    """The digests that were due at the same moment.

    Attributes:
        due: aware.
        chats: in how many they have arrived.
        seconds: from the first of them that arrived to the last.
        slowest: seconds from when they were due to when the last arrived.
    """

    due: datetime
    chats: int
    seconds: int
    slowest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFigures:
    """Delivery in numbers.

    Attributes:
        subscribed: the subscriptions that are on.
        ended: those that have ended and are kept, by reason.
        outcomes: what became of the messages of today and yesterday (UTC), as `outcomes` names it; those sent too.
        waiting: texts that wait to be sent.
        last_run: the last digest that has arrived anywhere.
    """

    subscribed: int
    ended: Mapping[str, int]
    outcomes: Mapping[str, int]
    waiting: int
    last_run: Run | None


def delivery_figures(transaction: Transaction, now: datetime) -> DeliveryFigures:
    """The numbers as they are now."""
    yesterday = (now.astimezone(UTC) - timedelta(days=1)).date().isoformat()
    ended = "SELECT ended_by, count(*) FROM chats WHERE active = 0 GROUP BY ended_by"
    outcomes = "SELECT outcome, sum(count) FROM sent_counts WHERE day >= ? GROUP BY outcome"
    runs = transaction.rows("SELECT due, chats, first, last FROM runs ORDER BY due DESC LIMIT 1")
    return DeliveryFigures(
        subscribed=int(transaction.rows("SELECT count(*) FROM chats WHERE active = 1")[0][0]),
        ended={by: count for by, count in transaction.rows(ended) if by},
        outcomes={outcome: int(count) for outcome, count in transaction.rows(outcomes, yesterday)},
        waiting=int(transaction.rows("SELECT count(*) FROM outbox")[0][0]),
        last_run=_run(*runs[0]) if runs else None,
    )


def sent_by_day(transaction: Transaction, days: Sequence[date]) -> list[int]:
    """How many messages were sent on each of these days (UTC)."""
    rows = transaction.rows("SELECT day, count FROM sent_counts WHERE outcome = 'sent'")
    counts = {day: int(count) for day, count in rows}
    return [counts.get(day.isoformat(), 0) for day in days]


def _run(due: int, chats: int, first: int, last: int) -> Run:
    return Run(datetime.fromtimestamp(due, UTC), chats, max(0, last - first), max(0, last - due))
