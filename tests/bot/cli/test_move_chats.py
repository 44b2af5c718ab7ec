"""`sourceline move-chats`: from the file to PostgreSQL and back, exactly, and not while somebody sends."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from databases import new_postgresql_url
from pydantic import SecretStr

from bot.chats.destination import Destination
from bot.chats.subscriptions import Subscriptions
from bot.cli.chat_records import move_chats
from bot.database import transfer
from bot.database.opening import open_database
from bot.database.protocols import Database
from bot.digests import outbox
from bot.locales import Translator
from bot.preferences.digest_preferences import DigestPreferences
from bot.settings import Settings
from briefings.errors import ArchiveError
from briefings.storage.data_folder import DataFolder

pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 9, 18, 0, tzinfo=UTC)


class Records:
    """A data folder and a PostgreSQL database."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(data_dir=folder, database_url=new_postgresql_url())
        self.file = DataFolder(folder).chats

    def move(self, *, back: bool = False, now: datetime = NOW) -> None:
        move_chats(self.settings, Translator("en"), lambda: now, back=back)

    def in_file(self) -> list[transfer.TableRow]:
        return self._all(None)

    def on_server(self) -> list[transfer.TableRow]:
        return self._all(self.settings.database_url)

    def change(self, change: Callable[[Database], object], *, on_server: bool = False) -> None:
        with closing(open_database(self.file, self.settings.database_url if on_server else None)) as database:
            change(database)

    def _all(self, url: SecretStr | None) -> list[transfer.TableRow]:
        with closing(open_database(self.file, url)) as database:
            return database.read(lambda t: list(transfer.dump(t)))


def subscribe(database: Database) -> None:
    for chat in (41, -43):
        wish = DigestPreferences(times=(time(7, 30), time(18, chat % 7)), zone="Europe/Berlin")
        Subscriptions(database).set(Destination(chat), wish, NOW)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    records = Records(tmp_path / "data")
    records.change(subscribe)
    return records


def test_chats_go_to_the_server_and_back_exactly(records: Records, capsys: pytest.CaptureFixture[str]) -> None:
    before = records.in_file()
    records.move()
    assert records.on_server() == before
    assert not records.file.exists()
    records.move(back=True)
    assert records.in_file() == before
    assert capsys.readouterr().out.count("2 chats are moved") == 2


def test_nothing_is_moved_onto_other_chats(records: Records) -> None:
    records.change(subscribe, on_server=True)
    with pytest.raises(ArchiveError, match="not-empty"):
        records.move()
    assert records.file.exists()


@pytest.mark.parametrize("back", [False, True])
def test_nothing_is_moved_while_a_worker_lives(records: Records, back: bool) -> None:
    if back:
        records.move()
    records.change(
        lambda database: database.write(lambda t: outbox.heartbeat(t, "a worker", NOW.timestamp(), 60)), on_server=True
    )
    with pytest.raises(ArchiveError, match="workers"):
        records.move(back=back)
    records.move(back=back, now=NOW + timedelta(seconds=61))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE chats SET chat_id = 'SECRET' WHERE number = 1",
        "UPDATE chats SET title = 'SECRET' || char(0) WHERE number = 1",
        "UPDATE chats SET title = X'5345' WHERE number = 1",
        "UPDATE chats SET next_due = 'SECRET' WHERE number = 1",
        "UPDATE chats SET last_count = 1000000 WHERE number = 1",
    ],
)
def test_a_row_that_the_server_would_not_take_is_named_and_nothing_is_moved(records: Records, change: str) -> None:
    records.change(lambda database: database.write(lambda t: t.run(change)))
    with pytest.raises(ArchiveError) as caught:
        records.move()
    sentence = Translator("en").error(caught.value)
    assert "Row 1 of chats" in sentence
    assert "SECRET" not in sentence
    assert records.file.exists()
    assert records.on_server() == []


@pytest.mark.parametrize("content", [b"", b"no database" * 500, b"SQLite format 3\0" + bytes(2000)])
def test_a_file_that_is_no_database_is_told_in_a_sentence(records: Records, content: bytes) -> None:
    for file in records.file.parent.glob("chats.sqlite*"):
        file.unlink()
    records.file.write_bytes(content)
    if content:
        with pytest.raises(ArchiveError):
            records.move()
    else:
        records.move()
    assert records.on_server() == []
