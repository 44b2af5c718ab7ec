"""Mailings (announcements and breaking news): one text for many chats, each of which gets it once.

A mailing is put into the outbox for a few hundred chats at a time, and which it has reached is written together with
that; so it goes on where it was when it was broken off, by whatever.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.chats.breaking_wishes import BreakingLimits, BreakingWishes, note_sent, some_wishes
from bot.chats.destination import Destination
from bot.database.protocols import Database, Transaction
from bot.digests import outbox
from bot.digests.outbox import RenderedText
from briefings.errors import ArchiveError
from briefings.model.clock import Clock

log = logging.getLogger(__name__)

BATCH = 500  # chats of one transaction
_DRAFTS_KEPT = timedelta(days=1)
_KEPT = timedelta(days=90)

_FIRST_OF_CHAT = (  # of a chat with digests in several topics, one is told
    "active = 1 AND NOT EXISTS (SELECT 1 FROM chats AS first "
    "WHERE first.chat_id = chats.chat_id AND first.active = 1 AND first.number < chats.number)"
)


class _Open(NamedTuple):
    """A mailing that has begun: to the rows after `reached` and up to `last` it is still to be sent."""

    name: str
    audience: str
    rendered: int
    begun_at: int
    reached: int
    last: int


class Mailings:
    """The mailings of all editors. Thread-safe; the methods wait for the database."""

    def __init__(self, database: Database, limits: BreakingLimits) -> None:
        self._database = database
        self._limits = limits

    def count_subscribed(self) -> int:
        """How many chats an announcement goes to."""
        rows = self._database.read(lambda t: t.rows("SELECT count(DISTINCT chat_id) FROM chats WHERE active = 1"))
        return int(rows[0][0])

    def draft(self, name: str, text: RenderedText, editor: int, now: datetime) -> None:
        """Keep an announcement for a day, until its editor says that it is to be sent."""

        def insert(transaction: Transaction) -> None:
            _forget(transaction, now)
            transaction.run(
                "INSERT INTO mailings (name, audience, rendered, editor, made_at, reached, last, done) "
                "VALUES (?, 'subscribed', ?, ?, ?, 0, 0, 0)",
                *(name, outbox.store_text(transaction, text), editor, int(now.timestamp())),
            )

        self._database.write(insert)

    def begin(self, name: str, now: datetime) -> bool | None:
        """Send an announcement, to all who get the digest now; False if it was sent before, None if it is not kept."""

        def update(transaction: Transaction) -> bool | None:
            begun = transaction.run(
                "UPDATE mailings SET begun_at = ?, last = (SELECT coalesce(max(number), 0) FROM chats) "
                "WHERE name = ? AND begun_at IS NULL",
                *(int(now.timestamp()), name),
            )
            if begun:
                return True
            return False if transaction.rows("SELECT 1 FROM mailings WHERE name = ?", name) else None

        return self._database.write(update)

    def break_news(self, name: str, text: RenderedText, editor: int, now: datetime) -> bool:
        """Send breaking news, to all who asked for it and may be sent it now; False if that name was sent before."""

        def insert(transaction: Transaction) -> bool:
            _forget(transaction, now)
            seconds = int(now.timestamp())
            return bool(
                transaction.run(
                    "INSERT INTO mailings (name, audience, rendered, editor, made_at, begun_at, reached, last, done) "
                    "VALUES (?, 'breaking', ?, ?, ?, ?, 0, (SELECT coalesce(max(number), 0) FROM breaking), 0) "
                    "ON CONFLICT (name) DO NOTHING",
                    *(name, outbox.store_text(transaction, text), editor, seconds, seconds),
                )
            )

        return self._database.write(insert)

    def has_begun(self, name: str) -> bool:
        """Whether that was sent."""
        statement = "SELECT 1 FROM mailings WHERE name = ? AND begun_at IS NOT NULL"
        return bool(self._database.read(lambda t: t.rows(statement, name)))

    def count_breaking(self, now: datetime) -> int:
        """How many chats breaking news goes to now."""
        return BreakingWishes(self._database).count_open(self._limits, now)

    def drop(self, name: str) -> bool:
        """Forget an announcement; False if it was sent before, or is not kept."""
        return bool(
            self._database.write(lambda t: t.run("DELETE FROM mailings WHERE name = ? AND begun_at IS NULL", name))
        )

    def put_some(self, now: datetime) -> bool:
        """Put one mailing into the outbox for a few hundred chats more; False if there was none to go on with."""
        if not self._database.read(_open):
            return False
        return self._database.write(lambda transaction: _put_some(transaction, self._limits, now))


async def put_all(mailings: Mailings, clock: Clock) -> None:
    """Put everything that has begun into the outbox, in threads, between which others have their turn.

    What the database does not take now is handed to it again in a few seconds, by `jobs/mailing_resumption`.
    """
    try:
        while await asyncio.to_thread(mailings.put_some, clock()):
            pass
    except ArchiveError:
        log.exception("An announcement or breaking news could not be put into the outbox")


def _open(transaction: Transaction) -> _Open | None:
    rows = transaction.rows(
        "SELECT name, audience, rendered, begun_at, reached, last FROM mailings "
        "WHERE begun_at IS NOT NULL AND done = 0 ORDER BY audience, begun_at, name LIMIT 1"  # breaking news first
    )
    return _Open(*rows[0]) if rows else None


def _put_some(transaction: Transaction, limits: BreakingLimits, now: datetime) -> bool:
    mailing = _open(transaction)
    if mailing is None:
        return False
    if mailing.audience == "breaking":
        wishes = some_wishes(transaction, mailing.reached, mailing.last, BATCH)
        if _take(transaction, mailing, [wish.number for wish in wishes]):
            told = [wish for wish in wishes if wish.is_open(limits, now)]
            note_sent(transaction, told, now)
            to = [wish.to for wish in told]
            outbox.put_for_all(transaction, to, mailing.rendered, mailing.begun_at, urgent=True)
        return True
    rows = transaction.rows(
        f"SELECT number, chat_id, topic_id FROM chats WHERE number > ? AND number <= ? AND {_FIRST_OF_CHAT} "
        "ORDER BY number LIMIT ?",
        *(mailing.reached, mailing.last, BATCH),
    )
    if _take(transaction, mailing, [row[0] for row in rows]):
        to = [Destination(chat_id, topic_id) for _, chat_id, topic_id in rows]
        outbox.put_for_all(transaction, to, mailing.rendered, int(now.timestamp()))
    return True


def _take(transaction: Transaction, mailing: _Open, numbers: Sequence[int]) -> bool:
    """Note that the mailing has reached these rows; False if another thread has taken them."""
    reached = numbers[-1] if len(numbers) == BATCH else mailing.last
    return bool(
        transaction.run(
            "UPDATE mailings SET reached = ?, done = ? WHERE name = ? AND reached = ? AND done = 0",
            *(reached, int(reached >= mailing.last), mailing.name, mailing.reached),
        )
    )


def _forget(transaction: Transaction, now: datetime) -> None:
    drafts, all_others = (int((now - kept).timestamp()) for kept in (_DRAFTS_KEPT, _KEPT))
    transaction.run("DELETE FROM mailings WHERE begun_at IS NULL AND made_at < ?", drafts)
    transaction.run("DELETE FROM mailings WHERE done = 1 AND made_at < ?", all_others)
