"""What others put into the inbox never makes the bot read or move anything else, or wait; any name can be shown."""

import os
import socket
from datetime import timedelta
from pathlib import Path

import pytest
from stored_articles import NOON

from bot.jobs.inbox_watcher import InboxWatcher
from bot.locales import Translator
from briefings.errors import ArchiveError, IntakeError
from briefings.intake.formats.accepted import MAX_LINKS
from briefings.intake.inbox import Inbox, items
from briefings.model.items import File, Item
from briefings.newsroom.report import Report

SECRET = "The secret of another file."


class FakeIngestion:
    """An ingestion that remembers what it is given."""

    def __init__(self) -> None:
        self.pushed: list[Item] = []

    async def push(self, items: list[Item]) -> Report:
        self.pushed += items
        return Report()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text(SECRET)
    return tmp_path / "inbox"


async def looked_at(folder: Path) -> list[Item]:
    """What is pushed of an inbox."""
    ingestion = FakeIngestion()
    watcher = InboxWatcher(ingestion, Inbox(folder), Translator("en"), lambda: NOON)  # type: ignore[arg-type]
    for _ in range(3):
        await watcher.tick()
    return ingestion.pushed


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def put(kind: str, path: Path) -> None:
    match kind:
        case "link":
            path.symlink_to("../secret.txt")
        case "second name":
            path.hardlink_to(path.parent.parent / "secret.txt")
        case "pipe":
            os.mkfifo(path)
        case "socket":
            with socket.socket(socket.AF_UNIX) as listening:
                listening.bind(str(path))


@pytest.mark.parametrize("kind", ["link", "second name", "pipe", "socket"])
async def test_what_is_no_file_of_its_own_is_refused_in_words(
    folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Inbox(folder)
    monkeypatch.chdir(folder)  # the path of a socket is short
    put(kind, Path("a.txt") if kind == "socket" else folder / "a.txt")
    assert await looked_at(folder) == []
    assert (names(folder), names(folder / "failed")) == (["done", "failed"], ["a.txt", "a.txt.reason.txt"])
    assert "not a file of its own" in (folder / "failed" / "a.txt.reason.txt").read_text()
    assert (folder.parent / "secret.txt").read_text() == SECRET


def test_a_link_put_in_the_place_of_a_complete_file_is_not_read(folder: Path) -> None:
    inbox = Inbox(folder)
    (folder / "a.txt").write_text("News")
    inbox.ready()
    [path] = inbox.ready()
    path.unlink()
    path.symlink_to("../secret.txt")
    with pytest.raises(IntakeError) as caught:
        items(path)
    assert caught.value.key == "inbox-no-file"


@pytest.mark.parametrize("name", ["done", "failed"])
def test_a_folder_of_the_inbox_that_is_a_link_takes_nothing_up(folder: Path, tmp_path: Path, name: str) -> None:
    inbox = Inbox(folder)
    (folder / "a.txt").write_text("News")
    (folder / name).rmdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "old.txt").touch()
    (folder / name).symlink_to(tmp_path / "outside")
    with pytest.raises(ArchiveError) as caught:
        inbox.done(folder / "a.txt") if name == "done" else inbox.failed(folder / "a.txt", "why")
    assert caught.value.key == "link-leads-out"
    with pytest.raises(ArchiveError):
        Inbox(folder)
    if name == "done":
        with pytest.raises(ArchiveError):
            inbox.delete_done(NOON + timedelta(days=10_000))
    assert [file.name for file in (tmp_path / "outside").iterdir()] == ["old.txt"]
    assert (folder / "a.txt").exists()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x1b[31m\n.txt", "a�[31m�.txt"),
        ("a\u202etxt.exe.txt", "a�txt.exe.txt"),
        (os.fsdecode(b"a\xff.txt"), "a�.txt"),
        (f"a.{'x' * 253}", f"a.{'x' * 198}"),
        (f"{'é' * 120}.txt", f"{'é' * 100}.txt"),
    ],
)
async def test_a_strange_name_is_shown_safely_and_the_file_taken_up(folder: Path, name: str, shown: str) -> None:
    Inbox(folder)
    (folder / name).write_text("News")
    [pushed] = await looked_at(folder)
    assert isinstance(pushed, File)
    pushed.name.encode()
    assert [file.name for file in (folder / "done").iterdir()] == [shown]


@pytest.mark.parametrize("name", ["a\x1b[31m\n.txt", "a\u202etxt.exe.txt", os.fsdecode(b"a\xff.txt"), f"a.{'x' * 253}"])
async def test_the_reason_why_a_file_with_a_strange_name_has_failed_can_be_read(folder: Path, name: str) -> None:
    Inbox(folder)
    (folder / name).symlink_to("../secret.txt")
    assert await looked_at(folder) == []
    [reason] = [file for file in (folder / "failed").iterdir() if file.name.endswith(".reason.txt")]
    assert reason.read_text(encoding="utf-8").strip().isprintable()


def modes_of_files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in folder.rglob("*.txt") if not path.is_symlink()}


async def test_what_is_moved_is_closed_to_others_unless_they_have_the_folder(folder: Path) -> None:
    Inbox(folder)
    for name, others in (("a.txt", 0), ("b.txt", 0o070)):
        for subfolder in ("done", "failed"):
            (folder / subfolder).chmod(0o700 | others)
        (folder / name).write_text("News")
        (folder / name).chmod(0o664)
        (folder / f"{name}.url").symlink_to("../secret.txt")
        await looked_at(folder)
    assert modes_of_files(folder) == {
        "a.txt": 0o600,
        "a.txt.url.reason.txt": 0o600,
        "b.txt": 0o664,
        "b.txt.url.reason.txt": 0o660,
    }


@pytest.mark.parametrize("shortcut", ["", "[InternetShortcut]\nURL="])
def test_a_file_names_so_many_links_and_no_more(folder: Path, shortcut: str) -> None:
    Inbox(folder)
    path = folder / "a.url"
    link = f"{shortcut}https://example.org/a\n"
    path.write_text(link * MAX_LINKS)
    assert len(items(path)) == MAX_LINKS
    path.write_text(link * (MAX_LINKS + 1))
    with pytest.raises(IntakeError) as caught:
        items(path)
    assert (caught.value.key, caught.value.fields["limit"]) == ("too-many-links", MAX_LINKS)


def test_a_reason_is_cut_where_it_is_too_long(folder: Path) -> None:
    inbox = Inbox(folder)
    (folder / "a.url").write_text("x")
    inbox.failed(folder / "a.url", "This link leads nowhere.\n" * 100_000)
    assert (folder / "failed" / "a.url.reason.txt").stat().st_size < 25_000


class ReplacingIngestion(FakeIngestion):
    """An ingestion during which another file comes under the same name."""

    def __init__(self, path: Path, failures: tuple[IntakeError, ...]) -> None:
        super().__init__()
        self._path = path
        self._failures = failures

    async def push(self, items: list[Item]) -> Report:
        is_first = not self.pushed
        await super().push(items)
        if is_first:
            newer = self._path.with_name(".newer")
            newer.write_text("Newer")
            newer.rename(self._path)
        return Report(failures=self._failures)


@pytest.mark.parametrize("failures", [(), (IntakeError("no-text", item="a.txt"),)])
async def test_a_file_that_is_replaced_while_it_is_stored_is_read_too(
    folder: Path, failures: tuple[IntakeError, ...]
) -> None:
    inbox, path = Inbox(folder), folder / "a.txt"
    path.write_text("Older")
    ingestion = ReplacingIngestion(path, failures)
    watcher = InboxWatcher(ingestion, inbox, Translator("en"), lambda: NOON)  # type: ignore[arg-type]
    for _ in range(5):
        await watcher.tick()
    assert [item.content for item in ingestion.pushed if isinstance(item, File)] == [b"Older", b"Newer"]
    assert not path.exists()
