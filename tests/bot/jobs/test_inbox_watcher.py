"""The inbox: what is complete is taken up once, and what became of it can be seen in the folder."""

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from child_process import program
from running_bot import HARBOUR, LIBRARY, Clock
from stored_articles import NOON
from web_server import WebServer

from bot.cli.push import push_all
from bot.jobs.inbox_watcher import InboxWatcher
from bot.locales import Translator
from bot.settings import Settings
from briefings.errors import ArchiveError, IntakeError
from briefings.intake.inbox import Inbox, items
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.items import File, Item, Link
from briefings.newsroom.newsroom import Newsroom, open_newsroom
from briefings.newsroom.report import Report

TRANSLATE = Translator("en")
PAGE = f"<html><head><title>News</title></head><body><article><h1>{{}}</h1>{'<p>{}</p>' * 4}</article></body></html>"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has a file open")


@dataclass(frozen=True, slots=True)
class Office:
    """A newsroom that holds its folder, with its inbox."""

    folder: Path
    newsroom: Newsroom
    inbox: Inbox
    watcher: InboxWatcher

    def drop(self, name: str, text: str) -> Path:
        path = self.folder / "inbox" / name
        path.write_text(text, encoding="utf-8")
        return path

    async def looks_twice(self) -> None:
        await self.watcher.tick()
        await self.watcher.tick()

    def files(self, folder: str = "") -> list[str]:
        return sorted(file.name for file in (self.folder / "inbox" / folder).iterdir() if file.is_file())

    def reason(self, name: str) -> str:
        return (self.folder / "inbox" / "failed" / f"{name}.reason.txt").read_text(encoding="utf-8")


@pytest.fixture
async def office(tmp_path: Path, clock: Clock) -> AsyncIterator[Office]:
    async with WebFetcher(may_connect=lambda address: address.is_loopback) as web:
        with open_newsroom(tmp_path / "data", "news", clock, web) as newsroom:
            inbox = Inbox(tmp_path / "data" / "inbox")
            yield Office(
                tmp_path / "data", newsroom, inbox, InboxWatcher(newsroom.ingestion, inbox, TRANSLATE, lambda: NOON)
            )


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


class FakeIngestion:
    """An ingestion that counts what it is given, can be told to fail, and stores `slow.txt` only when it is let."""

    def __init__(self) -> None:
        self.pushed: list[Sequence[Item]] = []
        self.trouble: Exception | None = None
        self.open = asyncio.Event()
        self.open.set()
        self.begun = asyncio.Event()

    async def push(self, items: Sequence[Item]) -> Report:
        self.pushed.append(items)
        if any(isinstance(item, File) and item.name == "slow.txt" for item in items):
            self.begun.set()
            await self.open.wait()
        if self.trouble:
            raise self.trouble
        return Report()


# What is complete


def test_a_file_is_complete_when_it_has_not_changed_since_the_look_before(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Half")
    assert inbox.ready() == []
    (tmp_path / "a.txt").write_text("Half, and more")
    assert inbox.ready() == []
    assert inbox.ready() == [tmp_path / "a.txt"]


def test_another_file_of_the_same_size_and_time_is_looked_at_anew(inbox: Inbox, tmp_path: Path) -> None:
    for name in ("a.txt", "other"):
        (tmp_path / name).write_text("Same")
        os.utime(tmp_path / name, ns=(1, 1))
    inbox.ready()
    (tmp_path / "other").rename(tmp_path / "a.txt")
    assert inbox.ready() == []


@linux_only
def test_a_file_that_somebody_is_still_writing_is_left(inbox: Inbox, tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("w") as file:
        file.write("Half")
        file.flush()
        assert [inbox.ready() for _ in range(3)] == [[], [], []]
    assert inbox.ready() == [tmp_path / "a.txt"]


@pytest.mark.slow
@linux_only
def test_asking_who_writes_a_file_ends_no_process_when_a_writer_comes_just_then(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    subprocess.run(program("race_for_a_file", tmp_path / "a.txt"), check=True, timeout=50)


@pytest.mark.parametrize("name", [".a.txt", "a.txt.part", "a.tmp", "a.txt.writing", "a.html.crdownload", "A.PART"])
def test_unfinished_files_are_left(inbox: Inbox, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(HARBOUR)
    assert [inbox.ready(), inbox.ready()] == [[], []]


def test_folders_are_left(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    assert [inbox.ready(), inbox.ready()] == [[], []]


def test_the_oldest_file_is_first(inbox: Inbox, tmp_path: Path) -> None:
    for name, time in (("a.txt", 30), ("b.txt", 10), ("c.txt", 20)):
        (tmp_path / name).write_text(name)
        os.utime(tmp_path / name, (time, time))
    inbox.ready()
    assert [path.name for path in inbox.ready()] == ["b.txt", "c.txt", "a.txt"]


def test_an_inbox_that_was_deleted_is_made_again(inbox: Inbox, tmp_path: Path) -> None:
    for name in ("done", "failed"):
        (tmp_path / name).rmdir()
    (tmp_path / "a.txt").write_text(HARBOUR)
    inbox.done(tmp_path / "a.txt")
    assert (tmp_path / "done" / "a.txt").exists()


# Where it goes


def test_a_number_stands_before_the_ending_where_the_name_is_taken(inbox: Inbox, tmp_path: Path) -> None:
    for _ in range(3):
        (tmp_path / "a.txt").write_text(HARBOUR)
        inbox.done(tmp_path / "a.txt")
    assert sorted(path.name for path in (tmp_path / "done").iterdir()) == ["a-2.txt", "a-3.txt", "a.txt"]


def test_each_failed_file_keeps_its_own_reason(inbox: Inbox, tmp_path: Path) -> None:
    for name, reason in (("a.txt", "first"), ("a.txt", "second"), ("a.txt.reason.txt", "third")):
        (tmp_path / name).write_text(HARBOUR)
        inbox.failed(tmp_path / name, reason)
    reasons = {path.name: path.read_text() for path in (tmp_path / "failed").iterdir() if path.stat().st_size < 20}
    assert reasons == {
        "a.txt.reason.txt": "first\n",
        "a-2.txt.reason.txt": "second\n",
        "a.txt.reason-2.txt.reason.txt": "third\n",
    }


def test_no_reason_is_left_for_a_file_that_could_not_be_moved(inbox: Inbox, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        inbox.failed(tmp_path / "gone.txt", "why")
    assert list((tmp_path / "failed").iterdir()) == []


def test_the_reason_is_there_once_the_file_is(inbox: Inbox, tmp_path: Path) -> None:
    path = inbox.hand_over(File(name="a.txt", content=b""))
    assert (inbox.is_done(path), inbox.refusal(path)) == (False, None)
    inbox.failed(path, "It is empty.")
    assert (inbox.is_done(path), inbox.refusal(path)) == (False, "It is empty.")


# Handing over and reading


@pytest.mark.parametrize("letter", ["a", "é", "長", "😀"])
def test_what_became_of_a_file_is_known_however_long_its_name_is(inbox: Inbox, letter: str) -> None:
    stored, refused = (inbox.hand_over(File(name=f"{letter * 80}.jsonl", content=b"Words")) for _ in range(2))
    inbox.done(stored)
    inbox.failed(refused, "It is empty.")
    assert (inbox.is_done(stored), inbox.refusal(refused)) == (True, "It is empty.")


@pytest.mark.parametrize("name", ["a.txt", ".hidden.md", "-.txt", "sub/é.HTML", f"{'長' * 80}.jsonl"])
def test_a_file_that_is_handed_over_is_complete_at_once_and_read_as_it_was(
    inbox: Inbox, tmp_path: Path, name: str
) -> None:
    paths = {inbox.hand_over(File(name=name, content=b"Words")) for _ in range(2)}
    inbox.ready()
    assert set(inbox.ready()) == paths
    assert len(paths) == 2
    assert {path.parent for path in paths} == {tmp_path}
    for path in paths:
        assert items(path) == [File(name=path.name, content=b"Words")]


def test_a_link_that_is_handed_over_is_a_file_with_its_address(inbox: Inbox) -> None:
    path = inbox.hand_over(Link(url="https://example.org/ferry?a=1"))
    assert path.suffix == ".url"
    assert path.read_text() == "https://example.org/ferry?a=1\n"
    assert items(path) == [Link(url="https://example.org/ferry?a=1")]


@pytest.mark.parametrize("name", ["a.pdf", "a.part", "a.url", "a"])
def test_a_file_that_nobody_would_take_up_is_refused_at_once(inbox: Inbox, tmp_path: Path, name: str) -> None:
    with pytest.raises(IntakeError) as caught:
        inbox.hand_over(File(name=name, content=b"Words"))
    assert caught.value.key == "unknown-ending"
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_file_of_links_has_one_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.URL").write_bytes("\ufeffhttps://example.org/1\r\n\r\n  https://example.org/2\n".encode())
    assert items(tmp_path / "a.URL") == [Link(url="https://example.org/1"), Link(url="https://example.org/2")]


WINDOWS_SHORTCUT = (
    "[{000214A0-0000-0000-C000-000000000046}]\r\nProp3=19,11\r\n"
    "[InternetShortcut]\r\nIDList=\r\nURL=https://example.org/ferry?a=1&b=[2]\r\nIconIndex=0\r\n"
    "HotKey=0\r\nIconFile=https://example.org/favicon.ico\r\n"
)


@pytest.mark.parametrize(
    "content",
    [
        WINDOWS_SHORTCUT.encode(),
        WINDOWS_SHORTCUT.encode("utf-8-sig"),
        WINDOWS_SHORTCUT.encode("utf-16"),
        WINDOWS_SHORTCUT.replace("URL=", "\r\n; made by hand\r\n url = ").replace("Shortcut]", "shortcut] ").encode(),
        b"[DEFAULT]\r\nBASEURL=https://example.org/\r\nURL=https://example.org/other\r\n" + WINDOWS_SHORTCUT.encode(),
    ],
    ids=["plain", "byte order mark", "UTF-16", "by hand", "with a frame"],
)
def test_a_shortcut_of_windows_is_the_one_link_in_it(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "Ferry.url").write_bytes(content)
    assert items(tmp_path / "Ferry.url") == [Link(url="https://example.org/ferry?a=1&b=[2]")]


@pytest.mark.parametrize(
    "content", ["\n \n", "[InternetShortcut]\r\nURL=\r\nIconIndex=0\r\n", "[Other]\r\nURL=https://a.example"]
)
def test_a_file_without_links_is_an_error(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.url").write_text(content)
    with pytest.raises(IntakeError) as caught:
        items(tmp_path / "a.url")
    assert caught.value.key == "empty"


# Taking up


async def test_what_is_dropped_is_stored_and_put_into_done(office: Office) -> None:
    office.drop("news.txt", f"{HARBOUR}\n\n\n{LIBRARY}")
    await office.watcher.tick()
    assert office.files() == ["news.txt"]
    await office.watcher.tick()
    assert (office.files(), office.files("done"), office.files("failed")) == ([], ["news.txt"], [])
    assert len(office.newsroom.queries.latest(5)) == 2


async def test_what_cannot_be_read_is_put_into_failed_with_the_reason_beside_it(office: Office) -> None:
    office.drop("empty.txt", "")
    office.drop("ferry.pdf", "%PDF")
    await office.looks_twice()
    assert office.files("failed") == ["empty.txt", "empty.txt.reason.txt", "ferry.pdf", "ferry.pdf.reason.txt"]
    assert office.reason("empty.txt") == "“empty.txt” is empty. Check that it is the right one and send it again.\n"
    assert office.reason("ferry.pdf").startswith("I cannot read “ferry.pdf”.")
    assert office.files("done") == []


async def test_of_a_file_that_fails_in_part_the_rest_is_stored(office: Office) -> None:
    office.drop(
        "two.jsonl", '{"title": "Ferry Runs Again", "text": "The ferry runs again from Thursday."}\n{"title": 1'
    )
    await office.looks_twice()
    assert office.files("failed") == ["two.jsonl", "two.jsonl.reason.txt"]
    first, last = office.reason("two.jsonl").splitlines()
    assert first.startswith("Line 2 of “two.jsonl”")
    assert last == "The other article in it is stored."
    assert office.newsroom.queries.stats(NOON).articles == 1


async def test_the_links_in_a_file_are_opened(office: Office) -> None:
    headline, _, *rest = HARBOUR.split("\n\n")
    async with WebServer() as server:
        link = server.page("/ferry", PAGE.format(headline, *rest[-4:]))
        office.drop("links.url", f"{link}\n\n{server.url('/gone')}\n")
        await office.looks_twice()
    assert office.newsroom.queries.stats(NOON).articles == 1
    assert office.files("failed") == ["links.url", "links.url.reason.txt"]
    assert "There is no page at" in office.reason("links.url")


async def test_a_fault_of_ours_is_told_plainly_and_logged(inbox: Inbox, tmp_path: Path) -> None:
    ingestion = FakeIngestion()
    ingestion.trouble = ZeroDivisionError("secret")
    watcher = InboxWatcher(ingestion, inbox, TRANSLATE, lambda: NOON)
    (tmp_path / "a.txt").write_text(HARBOUR)
    await watcher.tick()
    await watcher.tick()
    reason = (tmp_path / "failed" / "a.txt.reason.txt").read_text(encoding="utf-8")
    assert reason.startswith("“a.txt” could not be read because of a fault of mine")
    assert "secret" not in reason


async def test_a_file_that_cannot_be_moved_is_not_pushed_again_until_it_changes(inbox: Inbox, tmp_path: Path) -> None:
    ingestion = FakeIngestion()
    watcher = InboxWatcher(ingestion, inbox, TRANSLATE, lambda: NOON)
    (tmp_path / "done").rmdir()
    (tmp_path / "done").write_text("a file in the way")
    (tmp_path / "a.txt").write_text("First")
    for _ in range(4):
        await watcher.tick()
    assert len(ingestion.pushed) == 1
    (tmp_path / "done").unlink()
    (tmp_path / "a.txt").write_text("Second, longer")
    for _ in range(3):
        await watcher.tick()
    assert [pushed[0] for pushed in ingestion.pushed[1:]] == [File(name="a.txt", content=b"Second, longer")]
    assert (tmp_path / "done" / "a.txt").exists()


async def test_a_slow_file_is_pushed_once_and_does_not_hold_up_others(inbox: Inbox, tmp_path: Path) -> None:
    ingestion = FakeIngestion()
    ingestion.open.clear()
    watcher = InboxWatcher(ingestion, inbox, TRANSLATE, lambda: NOON)
    (tmp_path / "slow.txt").write_text("Slow")
    await watcher.tick()
    slow = asyncio.create_task(watcher.tick())
    await ingestion.begun.wait()
    (tmp_path / "quick.txt").write_text("Quick")
    await watcher.tick()
    await watcher.tick()
    assert (tmp_path / "done" / "quick.txt").exists()
    ingestion.open.set()
    await slow
    assert (tmp_path / "done" / "slow.txt").exists()
    assert ingestion.pushed == [[File(name="slow.txt", content=b"Slow")], [File(name="quick.txt", content=b"Quick")]]


async def test_an_inbox_that_cannot_be_read_is_logged_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    inbox = Inbox(tmp_path / "inbox")
    watcher = InboxWatcher(FakeIngestion(), inbox, TRANSLATE, lambda: NOON)
    for name in ("done", "failed", ""):
        (tmp_path / "inbox" / name).rmdir()
    (tmp_path / "inbox").write_text("a file in the way")
    await watcher.tick()
    await watcher.tick()
    assert [record.levelname for record in caplog.records if record.name == "bot.jobs.inbox_watcher"] == ["ERROR"]


# `sourceline push` while the newsroom is open


@dataclass(frozen=True, slots=True)
class Command:
    """`sourceline push` on a folder, and the lines it prints."""

    folder: Path
    clock: Clock
    capsys: pytest.CaptureFixture[str]

    async def push(self, *arguments: str, watcher: InboxWatcher | None = None) -> tuple[bool, list[str]]:
        async def pause() -> None:
            if watcher:
                await watcher.tick()

        complete = await push_all(Settings(data_dir=self.folder), TRANSLATE, self.clock, arguments, pause)
        return complete, self.capsys.readouterr().out.splitlines()


@pytest.fixture
def command(tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path / "data", clock, capsys)


async def test_push_hands_its_articles_to_the_newsroom_that_holds_the_folder(
    office: Office, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LIBRARY.encode())))
    complete, lines = await command.push(str(tmp_path / "harbour.txt"), "-", watcher=office.watcher)
    assert complete
    assert sorted(lines) == ["handed   -", f"handed   {tmp_path / 'harbour.txt'}"]
    assert office.newsroom.queries.stats(NOON).articles == 2
    assert (office.files(), len(office.files("done"))) == ([], 2)


async def test_push_tells_the_reason_of_each_that_failed(office: Office, command: Command, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    sources = [str(tmp_path / name) for name in ("missing.txt", "empty.txt", "harbour.txt")]
    complete, lines = await command.push(*sources, "http://127.0.0.1:9/x?key=1", watcher=office.watcher)
    assert not complete
    missing, *others = lines
    assert missing.startswith("failed   There is no file “")
    empty, link, handed = sorted(others, key=lambda line: (line[:6] != "failed", "127.0.0.1" in line))
    assert empty.startswith(f"failed   {sources[1]}: “empty-")
    assert link.startswith("failed   127.0.0.1:9/x: ")
    assert handed == f"handed   {sources[2]}"


async def test_what_nobody_takes_up_waits_for_the_bot(office: Office, command: Command, tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    complete, lines = await command.push(str(tmp_path / "harbour.txt"))
    assert complete
    assert lines == [f"waiting  {tmp_path / 'harbour.txt'} – it is taken up as soon as the bot runs and gets to it"]
    await office.looks_twice()
    assert office.newsroom.queries.stats(NOON).articles == 1


async def test_push_stores_by_itself_where_nobody_holds_the_folder(command: Command, tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    _, lines = await command.push(str(tmp_path / "harbour.txt"))
    assert [line.split()[0] for line in lines] == ["stored"]
    assert not (tmp_path / "data" / "inbox").exists()


async def test_what_was_stored_more_than_thirty_days_ago_is_deleted(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("From long ago")
    os.utime(tmp_path / "a.txt", (1, 1))
    inbox.done(tmp_path / "a.txt")
    done = tmp_path / "done" / "a.txt"
    moved = datetime.fromtimestamp(done.stat().st_ctime, UTC)
    await InboxWatcher(FakeIngestion(), inbox, TRANSLATE, lambda: moved + timedelta(days=30, seconds=-1)).clear()
    assert done.exists()
    await InboxWatcher(FakeIngestion(), inbox, TRANSLATE, lambda: moved + timedelta(days=30, seconds=1)).clear()
    assert not done.exists()


@pytest.mark.parametrize("reason", [None, "It cannot be read."])
def test_a_name_as_long_as_a_disk_takes_is_put_away_too(inbox: Inbox, tmp_path: Path, reason: str | None) -> None:
    path = tmp_path / f"{'я' * 120}.txt"
    for _ in range(2):
        path.write_text("A long name")
        inbox.failed(path, reason) if reason else inbox.done(path)
        assert not path.exists()
    assert (
        len([file for file in (tmp_path / ("failed" if reason else "done")).glob("*.txt") if "reason" not in file.name])
        == 2
    )
