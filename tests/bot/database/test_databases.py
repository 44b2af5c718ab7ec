import threading

import pytest
from databases import Opener

from bot.database.protocols import Database, Transaction
from briefings.errors import ArchiveError


def add(transaction: Transaction, chat_id: int, shown: int = 1) -> None:
    transaction.run("INSERT INTO read_positions (chat_id, shown, day) VALUES (?, ?, '2026-11-25')", chat_id, shown)


def count(database: Database) -> int:
    return int(database.read(lambda t: t.rows("SELECT count(*) FROM read_positions"))[0][0])


def test_what_was_written_is_there_when_it_is_opened_again(open_database: Opener) -> None:
    first = open_database()
    first.write(lambda t: add(t, 41))
    first.close()
    assert count(open_database()) == 1


def test_work_that_fails_leaves_nothing_behind(database: Database) -> None:
    def fail(transaction: Transaction) -> None:
        add(transaction, 41)
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        database.write(fail)
    assert count(database) == 0
    database.write(lambda t: add(t, 42))
    assert count(database) == 1


def test_statement_that_the_database_refuses_is_told_in_words(database: Database) -> None:
    with pytest.raises(ArchiveError) as caught:
        database.write(lambda t: t.run("INSERT INTO nowhere VALUES (1)"))
    assert caught.value.key == "database-refuses"


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    is_writing, may_end = threading.Event(), threading.Event()

    def write(transaction: Transaction) -> None:
        add(transaction, 41)
        is_writing.set()
        may_end.wait(20)

    writer = threading.Thread(target=lambda: database.write(write))
    writer.start()
    is_writing.wait(20)
    before = count(database)
    may_end.set()
    writer.join()
    assert (before, count(database)) == (0, 1)


def test_database_of_the_first_version_gains_what_came_later_and_keeps_what_it_has(open_database: Opener) -> None:
    first = open_database()
    first.write(lambda t: add(t, 41))
    for table in ("interests", "pressed", "pressed_counts", "channels"):
        first.write(lambda t, table=table: t.run(f"DROP TABLE {table}"))
    first.write(lambda t: t.run("UPDATE versions SET number = 1"))
    for _ in range(2):
        again = open_database()
        assert count(again) == 1
        assert again.read(lambda t: t.rows("SELECT count(*) FROM interests"))[0][0] == 0
        assert again.read(lambda t: t.rows("SELECT number FROM versions")) in ([(2,)], [[2]])


def test_database_of_a_newer_version_is_left_alone(open_database: Opener) -> None:
    first = open_database()
    first.write(lambda t: t.run("UPDATE versions SET number = 99"))
    first.close()
    with pytest.raises(ArchiveError) as caught:
        open_database()
    assert caught.value.key == "database-version"


def test_what_is_read_in_one_transaction_is_of_one_moment(open_database: Opener) -> None:
    database, other = open_database(), open_database()
    statement = "INSERT INTO shown (hash, stories) VALUES ('a', '{}')"

    def counts(transaction: Transaction) -> list[int]:
        before = transaction.rows("SELECT count(*) FROM shown")[0][0]
        other.write(lambda t: t.run(statement))
        return [before, transaction.rows("SELECT count(*) FROM shown")[0][0]]

    assert database.read(counts) == [0, 0]
    assert database.read(lambda t: t.rows("SELECT count(*) FROM shown")[0][0]) == 1
