"""The outbox: what is still to be sent to whom. Functions inside of a transaction, which can be one with others.

A row is one text, of one message or several, for one chat; it is there from the moment it is decided until the last
message has arrived or is given up. `part` is the first message that has not arrived.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import orjson

from bot.chats.channels import IS_CHANNEL
from bot.chats.destination import Destination
from bot.chats.read_positions import Positions
from bot.database.numbered import numbered
from bot.database.protocols import EngineName, Transaction
from bot.rendering.message import Message

_PUT = (
    "INSERT INTO outbox (chat_id, topic_id, rendered, silent, part, due, not_before, failures, in_doubt) "
    "VALUES (?, ?, ?, ?, 0, ?, ?, 0, 0) ON CONFLICT (chat_id, topic_id, rendered) DO NOTHING"
)
_CLAIMING = 0x436C6169  # the advisory lock under which one worker after the other claims
# Its statistics are of an outbox that was empty; by them PostgreSQL would read and sort all of it for each claim.
_BY_INDEX = "".join(
    f", set_config('enable_{way}', 'off', true)" for way in ("sort", "bitmapscan", "hashjoin", "mergejoin", "seqscan")
)
_PRIVATE_SECONDS, _GROUP_SECONDS = 1, 3  # from one message to the next in a chat: one a second, twenty a minute


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A text as it goes to any number of chats.

    Attributes:
        shown: the stories it tells.
        snapshot: for a digest, the newest article when it was composed, packed: the next begins after it.
    """

    messages: tuple[Message, ...]
    shown: Positions
    snapshot: int | None = None


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """A row of the outbox, with its text.

    Attributes:
        due: when it was to arrive, in seconds since 1970.
        failures: how often its next message has failed, other than by a wait that Telegram asked for.
        in_doubt: whether its next message may have arrived already.
        in_channel: it has no buttons there, where all who read would press the same.
    """

    number: int
    to: Destination
    text: RenderedText
    silent: bool
    part: int
    due: int
    failures: int
    in_doubt: bool
    in_channel: bool = False


def store_text(transaction: Transaction, text: RenderedText) -> int:
    """Store a text, unless it is stored; its number."""
    messages = json.dumps([[message.html, message.buttons] for message in text.messages])
    content = {"messages": messages, "shown": json.dumps(dict(text.shown)), "snapshot": text.snapshot}
    return numbered(transaction, "rendered", content)


def put(transaction: Transaction, to: Destination, text_number: int, due: int, *, silent: bool = False) -> None:
    """Have a stored text sent to a chat, not before it is due. One that waits already is not sent twice."""
    transaction.run(_PUT, to.chat_id, to.topic_id, text_number, int(silent), due, due)


def put_message(transaction: Transaction, to: Destination, message: Message, now: datetime) -> None:
    """Have a message sent to one chat that nobody else is sent, from now on."""
    put(transaction, to, store_text(transaction, RenderedText((message,), {})), int(now.timestamp()))


def put_for_all(
    transaction: Transaction, to: Iterable[Destination], text_number: int, due: int, *, urgent: bool = False
) -> None:
    """As `put`, for many chats; what is urgent goes before everything else that waits."""
    not_before = 0 if urgent else due
    transaction.run_many(_PUT, [(each.chat_id, each.topic_id, text_number, 0, due, not_before) for each in to])


def claim(transaction: Transaction, engine: EngineName, worker: str, now: float, count: int) -> list[OutboxItem]:
    """Take at most `count` texts that may be sent now, the longest due first; no other worker takes them then.

    Of each chat one at a time: two workers do not send into it at once, and a chat with many topics delays no other.
    """
    skip = ""
    if engine == "postgresql":
        transaction.rows(f"SELECT pg_advisory_xact_lock(?){_BY_INDEX}", _CLAIMING)
        skip = "FOR UPDATE OF outbox SKIP LOCKED"
    rows = transaction.rows(
        "SELECT outbox.number, chat_id, topic_id, silent, part, due, failures, in_doubt, messages, shown, snapshot, "
        f"{IS_CHANNEL} FROM outbox JOIN rendered ON rendered.number = outbox.rendered "
        "WHERE worker IS NULL AND not_before <= ? AND NOT EXISTS (SELECT 1 FROM outbox AS other "
        "WHERE other.chat_id = outbox.chat_id AND (other.worker IS NOT NULL "
        "OR (other.not_before, other.number) < (outbox.not_before, outbox.number))) "
        f"ORDER BY not_before, outbox.number LIMIT ? {skip}",
        int(now),
        count,
    )
    transaction.run_many("UPDATE outbox SET worker = ? WHERE number = ?", [(worker, row[0]) for row in rows])
    return [
        OutboxItem(
            number=number,
            to=Destination(chat_id, topic_id),
            text=_parse_text(*text),
            silent=bool(silent),
            part=part,
            due=due,
            failures=failures,
            in_doubt=bool(in_doubt),
            in_channel=bool(in_channel),
        )
        for (number, chat_id, topic_id, silent, part, due, failures, in_doubt, *text, in_channel) in rows
    ]


def next_moment(transaction: Transaction) -> int | None:
    """From when on there is something to send; None if nothing waits."""
    moment: int | None = transaction.rows("SELECT min(not_before) FROM outbox WHERE worker IS NULL")[0][0]
    return moment


def note_part(transaction: Transaction, item: OutboxItem, part: int) -> None:
    """The messages before `part` have arrived."""
    transaction.run("UPDATE outbox SET part = ?, failures = 0, in_doubt = 0 WHERE number = ?", part, item.number)


def postpone(transaction: Transaction, item: OutboxItem, until: int, failures: int, *, in_doubt: bool) -> None:
    """Try again then; any worker may."""
    transaction.run(
        "UPDATE outbox SET worker = NULL, not_before = ?, failures = ?, in_doubt = ? WHERE number = ?",
        until,
        failures,
        int(in_doubt),
        item.number,
    )


def space(transaction: Transaction, item: OutboxItem, now: float) -> None:
    """It has been sent: what else waits for that chat goes when Telegram's limit of a chat lets it."""
    seconds = _PRIVATE_SECONDS if item.to.chat_id > 0 else _GROUP_SECONDS * len(item.text.messages)
    until = int(now) + 1 + seconds
    transaction.run(
        "UPDATE outbox SET not_before = ? WHERE chat_id = ? AND worker IS NULL AND not_before < ?",
        *(until, item.to.chat_id, until),
    )


def remove(transaction: Transaction, item: OutboxItem) -> None:
    """It has arrived, or is given up."""
    transaction.run("DELETE FROM outbox WHERE number = ?", item.number)


def remove_unused_texts(transaction: Transaction) -> None:
    """Delete the texts that nobody is to be sent any more."""
    transaction.run(
        "DELETE FROM rendered WHERE number NOT IN (SELECT rendered FROM outbox) "
        "AND number NOT IN (SELECT rendered FROM mailings WHERE done = 0)"
    )


def count_outcome(transaction: Transaction, day: date, outcome: str) -> None:
    """Count a message with that outcome."""
    transaction.run(
        "INSERT INTO sent_counts (day, outcome, count) VALUES (?, ?, 1) "
        "ON CONFLICT (day, outcome) DO UPDATE SET count = sent_counts.count + 1",
        day.isoformat(),
        outcome,
    )


def count_arrival(transaction: Transaction, due: int, now: datetime) -> None:
    """A digest that was due then has arrived now."""
    transaction.run(
        "INSERT INTO runs (due, chats, first, last) VALUES (?, 1, ?, ?) "
        "ON CONFLICT (due) DO UPDATE SET chats = runs.chats + 1, last = excluded.last",
        *(due, int(now.timestamp()), int(now.timestamp())),
    )


def heartbeat(transaction: Transaction, worker: str, now: float, seconds: float) -> int:
    """A worker lives for that long from now; what others had claimed that live no longer is free. Returns how many."""
    transaction.run(
        "INSERT INTO workers (name, alive_until) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET alive_until = excluded.alive_until",
        worker,
        int(now + seconds),
    )
    transaction.run("DELETE FROM workers WHERE alive_until < ?", int(now))
    return transaction.run(
        "UPDATE outbox SET worker = NULL WHERE number IN (SELECT number FROM outbox WHERE worker IS NOT NULL "
        "AND worker NOT IN (SELECT name FROM workers) FOR UPDATE SKIP LOCKED)"
    )


def release(transaction: Transaction, item: OutboxItem, worker: str) -> None:
    """Any worker may send it, unless another has taken it over already."""
    transaction.run("UPDATE outbox SET worker = NULL WHERE number = ? AND worker = ?", item.number, worker)


def sign_off(transaction: Transaction, worker: str) -> None:
    """A worker has ended: what it had claimed is free."""
    transaction.run("DELETE FROM workers WHERE name = ?", worker)
    transaction.run("UPDATE outbox SET worker = NULL WHERE worker = ?", worker)


def free_all(transaction: Transaction) -> None:
    """There is no worker: whatever was claimed is free."""
    transaction.run("DELETE FROM workers")
    transaction.run("UPDATE outbox SET worker = NULL WHERE worker IS NOT NULL")


@lru_cache(maxsize=64)
def _parse_text(messages: str, shown: str, snapshot: int | None) -> RenderedText:
    return RenderedText(
        messages=tuple(
            Message(html, tuple(tuple((label, data) for label, data in row) for row in rows))
            for html, rows in orjson.loads(messages)
        ),
        shown=orjson.loads(shown),
        snapshot=snapshot,
    )
