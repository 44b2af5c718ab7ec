"""What lies on disk or comes from another machine: it is read, set aside or refused, and the archive stays readable."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
from stored_articles import FERRY
from stored_records import open_chats, open_editors

from bot.chats.read_positions import ReadPositions
from bot.chats.record_check import find_problems
from bot.chats.subscriptions import Subscriptions
from bot.jobs.inbox_watcher import InboxWatcher
from briefings.errors import ArchiveError, SourcelineError
from briefings.intake.inbox import Inbox
from briefings.intake.parse import parse
from briefings.maintenance.check import Check
from briefings.maintenance.export_import import export, restore
from briefings.model.article import Article
from briefings.model.items import File, Item, Link, Page, Text
from briefings.model.story import StoryAssignment
from briefings.newsroom.report import Report
from briefings.storage import original_records
from briefings.storage.data_folder import DataFolder
from briefings.storage.json_file import AtomicJSONStorage, Tables
from briefings.storage.tinydb.documents import to_document
from briefings.storage.tinydb.engine import TinyDBEngine
from fuzz.entries.newsroom import NOW, still
from fuzz.failures import none_logged
from fuzz.promises import TRANSLATE, check_refusals, check_result
from fuzz.shaping import Shape
from fuzz.words import HEADERS, HTML, JSON

_DOCUMENT = to_document(FERRY, NOW, StoryAssignment("261123-1", "261123-1"))
_ORIGINALS = tuple(
    orjson.loads(original_records.original_line(original, NOW)[1])
    for original in (
        Text(text="The ferry runs.", name="text", outlet="Post", link="https://b.example/", published=NOW),
        File(name="a.txt", content=b"The ferry runs again from Thursday.", outlet="Post"),
        Page(name="b.example", url="https://b.example/a", content="The ferry runs.", plain=True),
        Page(name="b.example", url="https://b.example/a", content=b"<p>" + b"The ferry runs again. " * 10),
    )
)
_CHOICE = {"time": "07:30", "zone": "UTC", "active": True, "chosen": "2026-11-01T00:00:00+00:00"}
_SHOWN = {"stories": {"261123-1": "261123-1"}, "day": "2026-11-23"}
_READER = _CHOICE | _SHOWN | {"since": "2026-11-01T00:00:00+00:00", "since_article": "261123-1", "user": 100}
_LINES: Sequence[dict[str, object]] = (
    {"article": "261123-1", "document": _DOCUMENT},
    {"originals": "2026-11-23", "line": _ORIGINALS[0]},
    {"file": "readers.json", "table": "subscriptions", "id": 200, "document": _READER},
    {"file": "seen/3.json", "table": "seen", "id": 3, "document": _READER},
    {"file": "editors.json", "table": "_default", "id": 1, "document": _READER},
    {"file": "deliveries.json", "table": "subscriptions", "id": 200, "document": _READER},
    {
        "file": "articles/undo.json",
        "table": "changes",
        "id": 1,
        "document": {"editor": 100, "documents": {"261123-1": _DOCUMENT}},
    },
    {"sourceline-export-ends": 1},
)
_VALUES = (
    None, True, 0, -1, 10**18, 1.5, "", "x", "261123-1", "2026-11-23", "../a", "\x00", [], ["a"], [[1]], {}, {"a": 1},
)  # fmt: skip
_NAMES = (
    "a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.url", "a.TXT", "a", "-a.txt", "a b.txt", "é.txt", "\x1b.txt",
    "a\n.txt", f"{'a' * 250}.txt", "done.txt", "a.reason.txt", "a.exe", "\u202ea.txt",
)  # fmt: skip


def _changed(shape: Shape, record: object, depth: int = 4) -> object:
    """A record with one thing in it another; with all as it was for the byte 0."""
    way = shape.byte()
    if way == 0:
        return record
    if isinstance(record, dict) and record and way % 3 and depth:
        name = sorted(record)[shape.byte() % len(record)]
        after = {**record, name: _changed(shape, record[name], depth - 1)}
        return after if way % 7 else {key: value for key, value in record.items() if key != name}
    if isinstance(record, str) and way % 3 == 1:
        return record[: shape.byte()] + Shape(shape.take(4)).text() + record[shape.byte() :]
    return shape.pick(_VALUES)


def imported(data: bytes) -> None:
    """An export file made by anybody."""
    shape = Shape(data)
    lines = [orjson.dumps({"sourceline-export": shape.pick((2, 2, 2, 1, 3))})]
    for _ in range(shape.byte() % 6):
        line = orjson.dumps(_changed(shape, dict(shape.pick(_LINES))))
        lines.append(line if shape.byte() < 230 else shape.take(20))
    lines.append(orjson.dumps(_LINES[-1]))
    with TemporaryDirectory(prefix="fuzz-") as name:
        folder, file = Path(name, "data"), Path(name, "all.jsonl")
        file.write_bytes(b"\n".join(lines) + b"\n")
        _restore(folder, file)
        _is_readable(folder)
        _records_are_read(folder)


def _restore(folder: Path, file: Path) -> None:
    archive = TinyDBEngine(DataFolder(folder)).open_archive()
    try:
        restore(archive, folder, file, lambda _: None)
    except ArchiveError as error:
        check_refusals([error])
    finally:
        archive.close()


def _is_readable(folder: Path) -> None:
    """All articles of a folder can be read, exported and taken up elsewhere."""
    archive = TinyDBEngine(DataFolder(folder)).open_archive()
    try:
        articles = list(archive.articles())
        for article in articles:
            archive.story(article.id)
            archive.versions(article.id)
        list(archive.outlines())
        export(archive, folder, folder.parent / "again.jsonl", lambda _: None)
    finally:
        archive.close()
    check_refusals(Check(folder).find_problems(lambda _: None))
    _restore(folder.parent / "elsewhere", folder.parent / "again.jsonl")
    assert _articles_in(folder.parent / "elsewhere") == articles


def _articles_in(folder: Path) -> list[Article]:
    archive = TinyDBEngine(DataFolder(folder)).open_archive()
    try:
        return list(archive.articles())
    finally:
        archive.close()


def original(data: bytes) -> None:
    """A line of the originals on disk, with a right checksum or a wrong one."""
    shape = Shape(data)
    record = _changed(shape, shape.pick(_ORIGINALS))
    if isinstance(record, dict) and shape.byte() < 200:
        line = original_records.record_line({name: value for name, value in record.items() if name != "sum"})
    else:
        line = orjson.dumps(record) + shape.pick((b"\n", b"", b"\0\n"))
    try:
        read = original_records.parse(line)
    except ValueError:
        return
    if isinstance(read, original_records.ReceivedOriginal):
        check_result(parse(read.original))
        original_records.original_line(read.original, read.when)


def reader_records(data: bytes) -> None:
    """The records of readers and editors, as a disk, an earlier version or a person left them."""
    shape = Shape(data)
    tables = {
        "readers.json": "subscriptions",
        "deliveries.json": "subscriptions",
        "editors.json": "_default",
        "seen/8.json": "seen",
    }
    with TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        (folder / "seen").mkdir()
        for file, table in tables.items():
            record = _changed(shape, _READER)
            tables: Tables = {table: {shape.pick(("200", "-5", "0")): record if isinstance(record, dict) else {}}}
            AtomicJSONStorage(folder / file).write(tables)
            if shape.byte() > 220:
                (folder / file).write_bytes((folder / file).read_bytes()[:-1])
        check_refusals(Check(folder).find_problems(lambda _: None))
        _records_are_read(folder)


def _records_are_read(folder: Path) -> None:
    try:
        database = open_chats(folder)
        Subscriptions(database).all()
        database.read(lambda transaction: check_refusals(find_problems(transaction, "chats.sqlite")))
        editors = open_editors(folder, still)
        editors.ids()
        editors.close()
        positions = ReadPositions(database, still)
        positions.of(200)
        positions.note(200, {"261123-1": "261123-1"})
        database.close()
    except SourcelineError as error:
        check_refusals([error])


def article_files(data: bytes) -> None:
    """A file of articles, damaged or written by hand: what can be read of it is, or it is set aside."""
    shape = Shape(data)
    documents = {"1": _changed(shape, dict(_DOCUMENT)), "2": _DOCUMENT}
    content = orjson.dumps(_changed(shape, {"articles": documents}))
    with TemporaryDirectory(prefix="fuzz-") as name:
        folder = DataFolder(Path(name, "data"))
        folder.articles.mkdir(parents=True)
        cut = len(content) - (shape.byte() if shape.byte() > 200 else 0)
        (folder.articles / "2026-11-23_0001-0025.json").write_bytes(content[:cut])
        try:
            _articles_in(folder.path)
        except ArchiveError as error:
            check_refusals([error])
        check_refusals(Check(folder.path).find_problems(lambda _: None))


class _Reading:
    """Reads what the inbox hands over, and stores nothing."""

    async def push(self, items: Sequence[Item]) -> Report:
        report = Report()
        for item in items:
            if not isinstance(item, Link):
                result = parse(item)
                check_result(result)
                report += Report(failures=result.failures)
        return report


def inbox(data: bytes) -> None:
    """A file that is left in the inbox ends in `done`, or in `failed` with a reason."""
    shape = Shape(data)
    name = shape.pick(_NAMES)
    content = shape.content(HEADERS, ("[InternetShortcut]\n", "URL=", "https://b.example/\n", ";"), JSON, HTML)
    with TemporaryDirectory(prefix="fuzz-") as folder:
        box = Inbox(Path(folder))
        Path(folder, name).write_bytes(content)
        watcher = InboxWatcher(_Reading(), box, TRANSLATE, still)
        with none_logged():
            asyncio.run(_two_looks(watcher))
        left = [path.name for path in Path(folder).iterdir() if path.is_file()]
        done, failed = (sorted(path.name for path in Path(folder, where).iterdir()) for where in ("done", "failed"))
        assert not left and len(done) + len(failed) in (1, 2), (left, done, failed)
        if failed:
            name = min(failed, key=len)  # that of the file itself may end as those of reasons do
            assert Path(folder, "failed", f"{name}.reason.txt").read_text(encoding="utf-8").strip()


async def _two_looks(watcher: InboxWatcher) -> None:
    await watcher.tick()
    await watcher.tick()
