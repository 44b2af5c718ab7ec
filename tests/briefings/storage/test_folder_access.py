"""What is in DATA_DIR is its owner's alone, whatever the umask, and ends where a link leads out of it."""

import os
import stat
import tarfile
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from stored_articles import NOON, damage, filled
from stored_records import open_editors, open_read_positions, open_subscriptions

from bot.chats.destination import Destination
from bot.chats.read_positions import positions_of
from bot.preferences.digest_preferences import DigestPreferences
from briefings.errors import ArchiveError
from briefings.intake.inbox import Inbox
from briefings.intake.web.fetcher import WebFetcher
from briefings.maintenance.backup import back_up
from briefings.maintenance.check import Check
from briefings.maintenance.export_import import export, restore
from briefings.model.items import File, Text
from briefings.newsroom.newsroom import open_newsroom
from briefings.storage.data_folder import DataFolder
from briefings.storage.data_lock import DataLock
from briefings.storage.folder_access import seal
from briefings.storage.tinydb.archive import Archive

SOMEBODY = 12345  # a user of the machine who is not root
REFUSING = Path("/proc/sys/kernel/random")  # on a disk that refuses to change a mode, as FAT does
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")


@pytest.fixture(params=[0o000, 0o022, 0o277], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """The process as it may be started, with a umask that takes nothing from a file's rights, or too much."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def others_may(folder: Path) -> list[str]:
    """What anybody but the owner may do something with."""
    paths = [folder, *folder.rglob("*")]
    return [f"{path.relative_to(folder)} {mode(path):o}" for path in paths if mode(path) & 0o077]


async def run_bot(folder: Path) -> None:
    """Do everything that writes to a data folder; look at it while all is open."""
    async with WebFetcher() as web:
        with open_newsroom(folder, "news", lambda: NOON, web) as newsroom:
            await newsroom.ingestion.push([Text(name="a", text="Ferry runs\n\nThe ferry runs again from Thursday.")])
            shown = newsroom.queries.latest(3)
            open_editors(folder).close()
            subscriptions, positions = open_subscriptions(folder), open_read_positions(folder)
            preferences = DigestPreferences(times=(time(7, 30),), zone="Europe/Berlin")
            subscriptions.set(Destination(42), preferences, NOON)
            positions.note(42, positions_of(shown))
            Inbox(folder / "inbox").hand_over(File(name="b.txt", content=b"Ferry runs"))
            newsroom.indexer.index_pending(100)
            assert others_may(folder) == []


# What is written


async def test_what_the_bot_writes_is_its_owners_alone(tmp_path: Path, umask: int) -> None:
    await run_bot(tmp_path / "new" / "data")
    written = {path.name for path in (tmp_path / "new" / "data").rglob("*")}
    assert written >= {
        "lookup.sqlite",
        "lock",
        "chats.sqlite",
        "chats.sqlite-wal",
        "2026-11-23.jsonl",
        "meta.json",
        "done",
    }
    assert others_may(tmp_path / "new") == []


def test_backups_exports_and_what_is_set_aside_are_their_owners_alone(tmp_path: Path, umask: int) -> None:
    archive = Archive(tmp_path / "data" / "articles", partition_size=3)
    filled(archive, 7)
    export(archive, tmp_path / "data", tmp_path / "all.jsonl", lambda _: None)
    export(archive, tmp_path / "data", tmp_path / "all.jsonl.zst", lambda _: None)
    archive.retire(NOON.date() + timedelta(days=1))
    archive.close()
    back_up(tmp_path / "data", tmp_path / "all.tar.gz")
    restored = Archive(tmp_path / "other" / "articles")
    restore(restored, tmp_path / "other", tmp_path / "all.jsonl.zst", lambda _: None)
    restored.close()
    damage(tmp_path / "other" / "articles" / "2026-11-23_0001-0025.json")
    list(Archive(tmp_path / "other" / "articles").articles())
    assert (tmp_path / "other" / "quarantine").is_dir()
    tmp_path.chmod(0o700)
    assert others_may(tmp_path) == []


def test_a_file_that_lay_open_is_closed_when_it_is_written_again(tmp_path: Path) -> None:
    (tmp_path / "all.tar").touch(mode=0o666)
    (tmp_path / "all.tar.writing").touch(mode=0o666)
    (tmp_path / "data").mkdir()
    back_up(tmp_path / "data", tmp_path / "all.tar")
    assert mode(tmp_path / "all.tar") == 0o600


@root_only
async def test_what_root_writes_belongs_to_the_owner_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    os.chown(tmp_path / "data", SOMEBODY, SOMEBODY)
    await run_bot(tmp_path / "data")
    index = tmp_path / "data" / "index" / "search"  # made by a library, and made again if it cannot be read
    others = [path for path in (tmp_path / "data").rglob("*") if not path.is_relative_to(index)]
    assert {path.stat().st_uid for path in others} == {SOMEBODY}


# What was there before


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """A data folder as an earlier version left it under a common umask."""
    folder = tmp_path / "data"
    for name in ("articles/2026-11-23_0001-0025.json", "chats.sqlite", "index/search/v1/meta.json", "inbox/done/a.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return DataFolder(folder)


def test_what_lay_open_is_closed_at_the_start(data: DataFolder) -> None:
    with DataLock(data.path):
        assert others_may(data.path) == []
    assert mode(data.path / "chats.sqlite") == 0o600
    assert mode(data.articles) == 0o700


def test_a_folder_that_is_a_link_is_closed_where_it_leads(data: DataFolder, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(data.path)
    with DataLock(tmp_path / "link"):
        assert others_may(data.path) == []


def test_an_inbox_that_was_opened_for_another_user_stays_open(data: DataFolder) -> None:
    data.path.chmod(0o710)
    data.inbox.chmod(0o2770)
    (data.inbox / "done").chmod(0o2770)
    seal(data)
    assert [mode(path) for path in (data.path, data.inbox, data.inbox / "done")] == [0o710, 0o2770, 0o2770]
    assert others_may(data.articles) == []


@pytest.mark.skipif(not REFUSING.is_dir(), reason="no file system here that knows no rights")
def test_what_the_disk_will_not_close_is_logged_once_and_does_not_stop_the_bot(
    caplog: pytest.LogCaptureFixture,
) -> None:
    seal(DataFolder(REFUSING))
    assert [record.levelname for record in caplog.records] == ["WARNING"]


# Somebody else's folder


@pytest.mark.parametrize(
    "name", ["index.html", "articles/index.html", "quarantine/virus.exe", ".ssh/config", "letters"]
)
def test_a_folder_of_somebody_else_is_refused_and_left_as_it_was(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "home"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("precious")
    before = {path: mode(path) for path in (folder, *folder.rglob("*"))}
    with pytest.raises(ArchiveError) as caught, DataLock(folder):
        pass
    assert (caught.value.key, caught.value.fields["folder"]) == ("no-data-folder", str(folder))
    assert {path: mode(path) for path in (folder, *folder.rglob("*"))} == before


@pytest.mark.parametrize(
    "name",
    [
        *("quarantine/2026-11-23_0001-0025.json", "quarantine/readers.2.json", "quarantine/undo.json.repaired"),
        *("quarantine/2026-11-23_0001-0025.json.zst", "chats.sqlite", "moved/readers.json"),
    ],
)
def test_what_is_left_of_an_archive_is_known_and_closed(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("{}")
    (folder / name).chmod(0o644)
    with DataLock(folder):
        pass
    assert others_may(folder) == []


@pytest.mark.parametrize("name", ["inbox/a.txt", "lost+found/a", ".gitkeep", "lock"])
def test_a_folder_that_nobody_uses_yet_is_taken(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).touch()
    with DataLock(folder):
        pass


def test_what_somebody_put_beside_an_archive_keeps_its_rights(data: DataFolder) -> None:
    site = data.path / "site" / "page.html"
    site.parent.mkdir(mode=0o755)
    site.touch()
    for path, rights in ((site.parent, 0o755), (site, 0o644)):
        path.chmod(rights)
    with DataLock(data.path):
        pass
    assert (mode(site.parent), mode(site), mode(data.articles)) == (0o755, 0o644, 0o700)


# Links


@pytest.mark.parametrize(
    "name",
    [
        *("articles", "originals", "seen", "attic", "attic/originals", "index", "index/search", "inbox", "quarantine"),
        "inbox-of-last-year/a.txt",
        *("chats.sqlite", "lock", "lock.json", "articles/2026-11-23_0001-0025.json", "index/lookup.sqlite"),
    ],
)
def test_a_link_that_leads_out_is_refused_by_start_check_and_backup(tmp_path: Path, name: str) -> None:
    folder, outside = tmp_path / "data", tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("precious")
    (folder / "articles").mkdir(parents=True)
    if name == "inbox-of-last-year/a.txt":
        (folder / "articles" / "undo.json").touch()
    if name == "articles":
        (folder / "articles").rmdir()
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).symlink_to(outside / "file" if "." in name or name == "lock" else outside)
    with pytest.raises(ArchiveError) as at_start, DataLock(folder):
        pass
    with pytest.raises(ArchiveError) as at_backup:
        back_up(folder, tmp_path / "all.tar")
    by_check = next(iter(Check(folder).find_problems(lambda _: None)))
    for error in (at_start.value, at_backup.value, by_check):
        assert (error.key, error.fields["file"]) == ("link-leads-out", str(folder / name))
    assert [(file.name, file.read_text()) for file in outside.iterdir()] == [("file", "precious")]
    assert not (tmp_path / "all.tar").exists()


@pytest.mark.parametrize("target", ["../elsewhere", "/nowhere", "articles"])
def test_a_link_to_nowhere_or_itself_is_refused_too(tmp_path: Path, target: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "articles").symlink_to(target)
    with pytest.raises(ArchiveError) as caught, DataLock(tmp_path / "data"):
        pass
    assert caught.value.key == "link-leads-out"


def test_a_link_within_the_folder_is_followed(data: DataFolder, tmp_path: Path) -> None:
    (data.path / "editors.json").symlink_to("chats.sqlite")
    with DataLock(data.path):
        pass
    back_up(data.path, tmp_path / "all.tar")
    with tarfile.open(tmp_path / "all.tar") as tar:
        assert tar.getmember("editors.json").isreg()
