"""Reads every record of chats in a database, and says which of them cannot be read."""

import json
from collections.abc import Iterator

from bot.chats import interests, subscriptions
from bot.database.protocols import Transaction
from briefings.errors import ArchiveError


def find_problems(transaction: Transaction, name: str) -> Iterator[ArchiveError]:
    """An error for each record that cannot be read; `name` is that of the database."""
    for row in transaction.rows(f"SELECT {subscriptions.COLUMNS} FROM {subscriptions.TABLES}"):
        try:
            subscriptions.from_row(row)
        except (ValueError, TypeError, OverflowError, OSError):
            yield ArchiveError("check-chat", database=name, chat=str(row[1]))
    for table, column in (("shown", "stories"), ("rendered", "messages"), ("rendered", "shown"), ("interests", "sent")):
        for number, text in transaction.rows(f"SELECT number, {column} FROM {table}"):
            if not _is_json(text):
                yield ArchiveError("check-chats-row", database=name, table=table, number=str(number))
    known = ", ".join(f"('{kind}', '{what}')" for kind in interests.KINDS for what in interests.WHATS)
    statement = f"SELECT number FROM interests WHERE (kind, what) NOT IN (VALUES {known}) OR at_once NOT IN (0, 1, 2)"
    for (number,) in transaction.rows(statement):
        yield ArchiveError("check-chats-row", database=name, table="interests", number=str(number))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
