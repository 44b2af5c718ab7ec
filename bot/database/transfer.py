"""All records of a database: copied to another one, of any engine, or as documents of an export."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from bot.database.column_kinds import can_hold
from bot.database.protocols import Database, EngineName, Row, Transaction
from bot.database.schema import COLUMNS, NUMBERED
from bot.database.sqlite import SQLiteDatabase
from briefings.errors import ArchiveError

Value = str | int | None


class TableRow(NamedTuple):
    """A row, by column, and the table it is of."""

    table: str
    values: Mapping[str, Value]


def dump(transaction: Transaction) -> Iterator[TableRow]:
    """Every row of every table; what was claimed by a process is free."""
    for table, columns in COLUMNS.items():
        for row in _rows(transaction, table):
            values = dict(zip(columns, row, strict=True))
            yield TableRow(table, values | {"worker": None} if "worker" in values else values)


def is_empty(transaction: Transaction) -> bool:
    """Whether there is no record yet."""
    return not any(transaction.rows(f"SELECT 1 FROM {table} LIMIT 1") for table in COLUMNS)


def check_row(row: TableRow) -> None:
    """Raises ValueError for what cannot be a row of that table."""
    columns = COLUMNS.get(row.table, {})
    if not columns or set(row.values) != set(columns) or not all(map(_is_value, row.values.values())):
        raise ValueError(row.table)


def check_kinds(row: TableRow) -> None:
    """Raises ValueError for what cannot be a row of that table, or has a value that its column cannot hold."""
    check_row(row)
    for column, declaration in COLUMNS[row.table].items():
        if not can_hold(declaration, row.values[column]):
            raise ValueError(f"{row.table}.{column}")


def name_of(row: TableRow) -> str:
    """What a person can find a row by in its table: the value of the first column."""
    return str(row.values[next(iter(COLUMNS[row.table]))])


def load(transaction: Transaction, engine: EngineName, rows: Iterable[TableRow]) -> None:
    """Store rows that `dump` gave, in an empty database. Raises ValueError for one that is none."""
    for row in rows:
        check_row(row)
        columns = COLUMNS[row.table]
        statement = f"INSERT INTO {row.table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        transaction.run(statement, *(row.values[column] for column in columns))
    if engine == "postgresql":
        for table in NUMBERED:  # new rows come after those that brought their numbers
            last = f"(SELECT coalesce(max(number), 0) + 1 FROM {table})"
            transaction.rows(f"SELECT setval(pg_get_serial_sequence('{table}', 'number'), {last}, false)")


def copy(source: Database, target: Database) -> None:
    """Copy all records into an empty database, as of one moment. Raises ArchiveError, with nothing copied."""

    def rows(reading: Transaction) -> Iterator[TableRow]:
        check = check_kinds if target.engine == "postgresql" else check_row  # SQLite takes what SQLite has
        for row in dump(reading):
            try:
                check(row)
            except ValueError as error:
                raise ArchiveError("chats-not-copied", table=row.table, number=name_of(row)) from error
            yield row

    source.read(lambda reading: target.write(lambda writing: load(writing, target.engine, rows(reading))))


def copy_to_file(source: Database, file: Path) -> None:
    """Copy all records into a new SQLite file, as of one moment. Raises ArchiveError."""
    with closing(SQLiteDatabase(file)) as target:
        copy(source, target)
        target.write_all_into_file()


def _rows(transaction: Transaction, table: str) -> list[Row]:
    return transaction.rows(f"SELECT {', '.join(COLUMNS[table])} FROM {table} ORDER BY 1")


def _is_value(value: object) -> bool:
    return value is None or isinstance(value, str) or (isinstance(value, int) and abs(value) < 1 << 63)
