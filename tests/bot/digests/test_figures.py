"""Delivery in numbers, on each engine."""

from datetime import UTC, datetime, timedelta

from bot.chats.destination import Destination
from bot.chats.subscriptions import forget
from bot.database.protocols import Database
from bot.digests import outbox
from bot.digests.figures import Run, delivery_figures
from bot.digests.outbox import OutboxItem, RenderedText
from bot.digests.outcomes import record_arrival
from bot.rendering.message import Message

DUE = datetime(2026, 6, 10, 7, 30, tzinfo=UTC)


def arrive(database: Database, chat: int, due: datetime, after: int, snapshot: int | None = 7) -> None:
    text = RenderedText((Message("News"),), {}, snapshot)
    item = OutboxItem(chat, Destination(chat), text, False, 0, int(due.timestamp()), 0, False)
    database.write(lambda t: record_arrival(t, item, "sent", due + timedelta(seconds=after)))


def test_a_run_lasts_from_the_first_arrival_to_the_last_and_the_newest_run_counts(database: Database) -> None:
    arrive(database, 1, DUE - timedelta(hours=1), 600)
    for chat, after in ((1, 2), (2, 3), (3, 14)):
        arrive(database, chat, DUE, after)
    arrive(database, 4, DUE + timedelta(hours=1), 1, snapshot=None)  # no digest
    figures = database.read(lambda t: delivery_figures(t, DUE))
    assert figures.last_run == Run(DUE, 3, 12, 14)
    assert figures.outcomes == {"sent": 5}


def test_outcomes_of_the_day_before_yesterday_do_not_count(database: Database) -> None:
    for days, outcome in ((0, "sent"), (1, "sent"), (1, "in-doubt"), (2, "refused")):
        day = (DUE - timedelta(days=days)).date()
        database.write(lambda t, day=day, outcome=outcome: outbox.count_outcome(t, day, outcome))  # type: ignore[misc]
    assert database.read(lambda t: delivery_figures(t, DUE)).outcomes == {"sent": 2, "in-doubt": 1}


def test_runs_are_forgotten_with_the_chats_that_are(database: Database) -> None:
    arrive(database, 1, DUE, 1)
    database.write(lambda t: forget(t, DUE + timedelta(days=91)))
    assert database.read(lambda t: delivery_figures(t, DUE)).last_run is None
