"""Plans the digests that are due: composes each once for all who are sent the same, and puts them into the outbox."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from bot.chats import interests, subscriptions
from bot.chats.destination import Destination
from bot.chats.read_positions import Positions, load_numbered
from bot.chats.subscription import Subscription
from bot.database.protocols import Database, Row, Transaction
from bot.digests import outbox
from bot.digests.composer import DigestWish
from bot.digests.outbox import RenderedText
from bot.digests.selections import chosen
from bot.preferences.digest_slots import Progress, pending_slot
from bot.preferences.time_zones import zone_or_utc
from briefings.model.selection import EVERYTHING, Selection

log = logging.getLogger(__name__)

LEAD = timedelta(seconds=20)  # before a digest is due, it is composed
_BATCH = 200  # chats of one transaction
_MAX_COMPOSED = 300  # digests in memory
_DAY = timedelta(days=1)
_LOOK_AGAIN = timedelta(minutes=1)  # at a chat whose digest could not be composed, or whose last one still waits


_Key = tuple[DigestWish, tuple[tuple[str, str], ...]]


class DigestSource(Protocol):
    """Where digests come from; it may wait for the disk."""

    def compose(self, wish: DigestWish, positions: Positions) -> RenderedText:
        """The digest for a chat that was shown `positions`."""


class _DueChat(NamedTuple):
    """A chat whose digest may be due, as it was read.

    Attributes:
        shown: the number of the record of what it was shown.
        is_waiting: whether an earlier digest of it is in the outbox.
        has_others: whether there are digests in other topics of the same group.
        selection: what it follows and mutes.
    """

    row: Row
    shown: int | None
    is_waiting: bool
    has_others: bool
    selection: Selection

    @property
    def number(self) -> int:
        return int(self.row[0])

    @property
    def next_due(self) -> int:
        return int(self.row[-1])


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be written of a chat: where its digests stand then, and the digest itself if there is one now."""

    chat: _DueChat
    next_due: datetime
    progress: Progress | None = None
    to: Destination | None = None
    digest: RenderedText | None = None
    due: datetime | None = None
    silent: bool = False


class DigestPlanner:
    """Plans digests. Not thread-safe; the methods wait for the disk: from an event loop, call them in a thread."""

    def __init__(self, database: Database, source: DigestSource, grace: timedelta) -> None:
        """`grace`: for how long a digest that is late is still sent."""
        self._database = database
        self._source = source
        self._grace = grace
        self._composed: dict[_Key, RenderedText | None] = {}
        self._tidied: date | None = None

    def plan(self, now: datetime) -> int:
        """Put a batch of the digests that are due soon into the outbox; returns how many chats were looked at.

        To be called again until there are none. One whose digest cannot be composed, or whose record cannot be read,
        is logged and looked at again later; the others are not affected. Raises ArchiveError if the database refuses.
        """
        chats = self._database.read(lambda transaction: _due_chats(transaction, now))
        if not chats:
            self._tidy(now)
            return 0
        plans = [self._plan(chat, now) for chat in chats]
        self._database.write(lambda transaction: _write(transaction, plans))
        return len(chats)

    def _plan(self, chat: _DueChat, now: datetime) -> _Plan:
        if chat.is_waiting:
            return _Plan(chat, now + _LOOK_AGAIN)
        try:
            subscription = subscriptions.from_row(chat.row)
        except (ValueError, TypeError):
            log.exception("The record of chat %d cannot be read; it gets no digest", chat.row[1])
            return _Plan(chat, now + _DAY)
        preferences = subscription.preferences
        pending = pending_slot(preferences, subscription.progress, subscription.chosen, now + LEAD, self._grace)
        if pending.slot is None:
            return _Plan(chat, pending.next_due, pending.progress)
        digest = self._digest_of(wish_of(subscription, chat.selection, has_others=chat.has_others), chat.shown)
        if digest is None:
            return _Plan(chat, now + _LOOK_AGAIN)
        due, to = pending.slot.due, subscription.destination
        return _Plan(chat, pending.next_due, pending.progress, to, digest, due, preferences.silent)

    def _digest_of(self, wish: DigestWish, shown: int | None) -> RenderedText | None:
        """The digest of a chat; None if it cannot be composed.

        What chats were shown makes a difference to a digest only where it would tell of those stories: chats of which
        that is the same are sent the same.
        """
        digest = self._compose(wish, {})
        if digest is None or shown is None:
            return digest
        positions = self._database.read(lambda transaction: load_numbered(transaction, shown))
        seen: Positions = {}
        while digest and (also := {id: positions[id] for id in digest.shown if id in positions and id not in seen}):
            seen = {**seen, **also}
            digest = self._compose(wish, seen)  # where a story is left out, another has its place
        return digest

    def _compose(self, wish: DigestWish, positions: Positions) -> RenderedText | None:
        key = (wish, tuple(positions.items()))
        if key not in self._composed:
            if len(self._composed) >= _MAX_COMPOSED:
                self._composed.clear()
            try:
                self._composed[key] = self._source.compose(wish, positions)
            except Exception:
                log.exception("A digest could not be composed")
                self._composed[key] = None
        return self._composed[key]

    def _tidy(self, now: datetime) -> None:
        if self._composed:  # the digests of today are in the outbox: what is not is of days before
            self._composed.clear()
            self._database.write(outbox.remove_unused_texts)
        if self._tidied != now.date():
            self._tidied = now.date()
            self._database.write(lambda transaction: subscriptions.forget(transaction, now))


def wish_of(subscription: Subscription, selection: Selection, *, has_others: bool = False) -> DigestWish:
    """The next digest of a chat, which follows and mutes that; `has_others`: and has digests in other topics too."""
    preferences = subscription.preferences
    return DigestWish(
        since=subscription.since_article or subscription.since_time,
        stories=preferences.stories,
        headlines_only=preferences.headlines_only,
        selection=chosen(selection, subscription),
        unread_only=not has_others,
        zone=zone_or_utc(preferences.zone).key,
    )


def _due_chats(transaction: Transaction, now: datetime) -> list[_DueChat]:
    """The next batch: of those that are due first, in the order of their numbers, from another one on each day."""
    horizon = int((now + LEAD).timestamp())
    first, last_number = transaction.rows(
        "SELECT (SELECT min(next_due) FROM chats WHERE next_due <= ?), (SELECT max(number) FROM chats)", horizon
    )[0]
    if first is None:
        return []
    start = now.date().toordinal() * 7919 % (last_number + 1)
    for side in (">=", "<"):
        rows = transaction.rows(
            f"SELECT {subscriptions.COLUMNS}, shown, EXISTS (SELECT 1 FROM outbox JOIN rendered "
            "ON rendered.number = outbox.rendered WHERE outbox.chat_id = chats.chat_id "
            "AND outbox.topic_id = chats.topic_id AND snapshot IS NOT NULL), "
            "EXISTS (SELECT 1 FROM chats AS other WHERE other.chat_id = chats.chat_id AND other.active = 1 "
            "AND other.number <> chats.number) "
            f"FROM {subscriptions.TABLES} LEFT JOIN read_positions ON read_positions.chat_id = chats.chat_id "
            f"WHERE next_due = ? AND chats.number {side} ? ORDER BY chats.number LIMIT ?",
            first,
            start,
            _BATCH,
        )
        if rows:
            selections = interests.selections(transaction, [row[1] for row in rows])
            return [_due_chat(row, selections) for row in rows]
    return []


def _due_chat(row: Row, selections: Mapping[Destination, Selection]) -> _DueChat:
    selection = selections.get(Destination(row[1], row[2]), EVERYTHING)
    return _DueChat(row[:-3], row[-3], bool(row[-2]), bool(row[-1]), selection)


def _write(transaction: Transaction, plans: Sequence[_Plan]) -> None:
    """Write plans, but for the chats that were changed since they were read."""
    numbers: dict[int, int] = {}
    for plan in plans:
        if not _advance(transaction, plan) or plan.digest is None:
            continue
        assert plan.to and plan.due
        key = id(plan.digest)
        if key not in numbers:
            numbers[key] = outbox.store_text(transaction, plan.digest)
        outbox.put(transaction, plan.to, numbers[key], int(plan.due.timestamp()), silent=plan.silent)


def _advance(transaction: Transaction, plan: _Plan) -> bool:
    """Note where a chat's digests stand; False if it was changed since it was read."""
    chat, progress = plan.chat, plan.progress
    now_at: list[object] = [int(plan.next_due.timestamp())]
    columns = "next_due = ?"
    if progress:
        columns += ", last_day = ?, last_count = ?, last_at = ?"
        now_at += subscriptions.progress_columns(progress)
    statement = f"UPDATE chats SET {columns} WHERE number = ? AND next_due = ? AND active = 1"
    return bool(transaction.run(statement, *now_at, chat.number, chat.next_due))
