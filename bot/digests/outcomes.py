"""What is written when a message has arrived or failed, and what follows from a failure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.chats import read_positions, subscriptions
from bot.chats.destination import Destination
from bot.chats.subscription import EndedBy
from bot.database.protocols import Transaction
from bot.digests import outbox
from bot.digests.outbox import OutboxItem
from bot.digests.send_errors import FailureKind, failure_kind
from bot.rendering.message import Message
from bot.traffic.send_gate import flood_wait

_FIRST_WAIT, _LONGEST_WAIT = 15.0, 900.0  # seconds until a message is tried again, doubled each time
_MAX_SERVER_ERRORS = 6

_ENDED_BY: dict[FailureKind, EndedBy] = {
    FailureKind.BLOCKED: "blocked",
    FailureKind.KICKED: "kicked",
    FailureKind.NO_RIGHT: "no-right",
}


Notice = Callable[[EndedBy, str], Message]
"""What the person who set a digest up is told when it has ended, and of which group or channel (its title)."""


@dataclass(frozen=True, slots=True)
class AfterFailure:
    """What follows from a failure.

    Attributes:
        outcome: how the message is counted.
        record: what to write, after which the item is left; None if it is done with, and the next message follows.
    """

    outcome: str
    record: Callable[[Transaction], None] | None = None


def after_failure(item: OutboxItem, error: TelegramError, now: datetime, notice: Notice) -> AfterFailure:
    """What follows from the failure of an item's message."""
    kind = failure_kind(error)
    if kind in _ENDED_BY:
        return AfterFailure(_ENDED_BY[kind], lambda t: _end_chat(t, item, _ENDED_BY[kind], now, notice))
    if isinstance(error, ChatMigrated):
        new_id = error.new_chat_id
        return AfterFailure("moved", lambda t: _move_chat(t, item, new_id, now))
    if isinstance(error, RetryAfter):
        return _later(item, (now + flood_wait(error)).timestamp() + 1, item.failures, in_doubt=item.in_doubt)
    if kind is FailureKind.REFUSED:
        return AfterFailure("refused")
    if kind is FailureKind.ANSWER_LOST and item.in_doubt:
        return AfterFailure("in-doubt")
    if kind is FailureKind.SERVER_ERROR and item.failures + 1 >= _MAX_SERVER_ERRORS:
        return AfterFailure("failed", lambda t: record_end(t, item, "failed", now))
    in_doubt = item.in_doubt or kind is not FailureKind.NOT_REACHED
    return _later(item, now.timestamp() + _backoff(item), item.failures + 1, in_doubt=in_doubt)


def record_part(transaction: Transaction, item: OutboxItem, outcome: str, now: datetime) -> None:
    """An item's message is done with, and others follow."""
    outbox.note_part(transaction, item, item.part + 1)
    outbox.count_outcome(transaction, now.date(), outcome)


def record_arrival(transaction: Transaction, item: OutboxItem, outcome: str, now: datetime) -> None:
    """An item's last message is done with: what it told is known in that chat, and the next digest begins after it."""
    record_end(transaction, item, outcome, now)
    outbox.space(transaction, item, now.timestamp())
    text, to = item.text, item.to
    if text.snapshot is not None:
        outbox.count_arrival(transaction, item.due, now)
    if text.snapshot:
        transaction.run(
            "UPDATE chats SET since_article = ? WHERE chat_id = ? AND topic_id = ? "
            "AND (since_article IS NULL OR since_article < ?)",
            *(text.snapshot, to.chat_id, to.topic_id, text.snapshot),
        )
    if text.shown:
        read_positions.note(transaction, to.chat_id, text.shown, now.date())


def record_end(transaction: Transaction, item: OutboxItem, outcome: str, now: datetime) -> None:
    """An item is done with; of a digest that did not arrive, the stories come in the next one."""
    outbox.remove(transaction, item)
    outbox.count_outcome(transaction, now.date(), outcome)


def _end_chat(transaction: Transaction, item: OutboxItem, by: EndedBy, now: datetime, notice: Notice) -> None:
    record_end(transaction, item, by, now)
    before = subscriptions.load(transaction, item.to)
    if subscriptions.end(transaction, item.to, by, now) and before and before.set_up_by:
        outbox.put_message(transaction, Destination(before.set_up_by), notice(by, before.title or ""), now)


def _move_chat(transaction: Transaction, item: OutboxItem, new_chat_id: int, now: datetime) -> None:
    outbox.postpone(transaction, item, int(now.timestamp()), item.failures, in_doubt=item.in_doubt)
    subscriptions.move(transaction, item.to.chat_id, new_chat_id, now)


def _later(item: OutboxItem, until: float, failures: int, *, in_doubt: bool) -> AfterFailure:
    return AfterFailure("later", lambda t: outbox.postpone(t, item, int(until), failures, in_doubt=in_doubt))


def _backoff(item: OutboxItem) -> float:
    """Longer each time, and unlike for each item, so that they do not all come again at once."""
    spread = 0.75 + item.number * 7919 % 1000 / 2000
    return float(min(_FIRST_WAIT * 2 ** min(item.failures, 10), _LONGEST_WAIT)) * spread
