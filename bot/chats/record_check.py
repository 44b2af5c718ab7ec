"""Reads every record of chats, in a database or in an export, and says which of them cannot be read.

What a column holds is told by its name and its declaration in the schema, so that a table to come is read as well.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache
from itertools import chain

import orjson

from bot.chats import interests, subscriptions
from bot.database import transfer
from bot.database.protocols import Transaction
from bot.database.schema import COLUMNS, NUMBERED
from bot.database.transfer import TableRow
from bot.preferences.preferences_record import from_json
from briefings.errors import ArchiveError
from briefings.model.article_id import ArticleId

_FAULTS = (ValueError, TypeError, AttributeError, OverflowError, OSError)  # of what reads a value


def check_row(row: TableRow) -> None:
    """Raises ValueError for what cannot be read as a row of its table."""
    transfer.check_kinds(row)
    for column, value in row.values.items():
        if value is not None and (read := _reader(row.table, column)):
            try:
                read(value)
            except _FAULTS as error:
                raise ValueError(f"{row.table}.{column}") from error


def find_problems(transaction: Transaction, name: str) -> Iterator[ArchiveError]:
    """An error for each record that cannot be read; `name` is that of the database."""
    bad = {
        number
        for (number, *row) in transaction.rows(f"SELECT {subscriptions.COLUMNS} FROM {subscriptions.TABLES}")
        if not _is_subscription((number, *row))
    }
    numbers = {table: {number for (number,) in transaction.rows(f"SELECT number FROM {table}")} for table in NUMBERED}
    for row in transfer.dump(transaction):
        if row.table == "preferences":
            continue  # it is told of the chats whose it is
        is_readable = row.values.get("number") not in bad if row.table == "chats" else True
        if is_readable and _leads_somewhere(row, numbers):
            with suppress(ValueError):
                check_row(row)
                continue
        if row.table == "chats":
            yield ArchiveError("check-chat", database=name, chat=str(row.values["chat_id"]))
        else:
            yield ArchiveError("check-chats-row", database=name, table=row.table, number=transfer.name_of(row))


def _is_subscription(row: tuple[object, ...]) -> bool:
    try:
        subscriptions.from_row(row)
    except _FAULTS:
        return False
    return True


def _leads_somewhere(row: TableRow, numbers: dict[str, set[object]]) -> bool:
    """Whether the rows of other tables are there that it has the numbers of; a mailing that is done needs none."""
    if row.table == "runs" or row.values.get("done"):  # of which `chats` says how many
        return True
    return all(
        row.values[column] in known
        for column, known in numbers.items()
        if column in row.values and not COLUMNS[row.table][column].startswith("TEXT")
    )


@cache
def _reader(table: str, column: str) -> Callable[..., object] | None:
    """What reads the values of a column; None for one that may hold whatever it can."""
    is_text = COLUMNS[table][column].startswith("TEXT")
    return next(
        (
            read
            for pattern, of_text, read in _READERS
            if of_text == is_text and re.fullmatch(pattern, f"{table}.{column}")
        ),
        None,
    )


def _moment(seconds: int) -> None:
    datetime.fromtimestamp(seconds, UTC)


def _positions(text: str) -> None:
    for ids in orjson.loads(text).items():
        if not all(map(ArticleId.parse, ids)):
            raise ValueError(text)


def _moments(text: str) -> None:
    for moment in orjson.loads(text):
        _moment(moment)


def _messages(text: str) -> None:
    for html, rows in orjson.loads(text):
        buttons = [(label, data) for row in rows for label, data in row]
        if not all(isinstance(each, str) for each in chain([html], *buttons)):
            raise TypeError(text)


_READERS: tuple[tuple[str, bool, Callable[..., object]], ...] = (
    (r"\w+\.(\w+_at|\w*due|since_time|not_before)|runs\.(first|last)", False, _moment),
    (r"\w+\.(since_article|snapshot|known)", False, ArticleId.unpack),
    (r"\w+\.(\w+_)?day", True, date.fromisoformat),
    (r"\w+\.\w+_at", True, datetime.fromisoformat),
    (r"\w+\.chosen", True, from_json),
    (r"\w+\.(stories|shown)", True, _positions),
    (r"\w+\.sent", True, _moments),
    (r"\w+\.messages", True, _messages),
    (r"interests\.kind", True, interests.KINDS.index),
    (r"interests\.what", True, interests.WHATS.index),
    (r"interests\.at_once", False, (0, 1, 2).index),
)
"""Which columns, whether of texts, and what reads them: a pattern of `table.column`."""
