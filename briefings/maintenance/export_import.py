"""Everything a data folder keeps ↔ a file of JSON lines, to move it to another machine; streamed, and exact.

The first line names the format. Then come the originals, as their files have them, each with its day; then an article a
line, the first received first, as the archive keeps it; then the records of readers and editors, each with the file and
table it is from. The last line says that it is the last. Format 1 was without originals.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import BufferedReader, BufferedWriter
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import orjson
import zstandard
from tinydb import TinyDB
from tinydb.table import Document

from briefings.errors import ArchiveError
from briefings.storage import original_records
from briefings.storage.atomic_files import ASIDE, disk_refusals, make_folder
from briefings.storage.data_folder import DataFolder
from briefings.storage.json_file import AtomicJSONStorage
from briefings.storage.originals import Originals
from briefings.storage.quarantine import only_damaged
from briefings.storage.tinydb.archive import Archive

FORMAT = 2
ENDINGS = (".jsonl", ".jsonl.zst")

_HEADER = "sourceline-export"
_END = "sourceline-export-ends"  # with the number of articles; without it the file was cut short
_DAY = len("2026-11-23")  # with which a file of originals begins
_AT_ONCE = 100  # articles that are written together

Json = dict[str, Any]


def export(archive: Archive, folder: Path, file: Path, on_progress: Callable[[int], None]) -> int:
    """Write all that `folder` keeps to `file`; returns how many articles. `on_progress` hears of each article written.

    What is damaged is left out; `check` tells of it. Raises ArchiveError if the disk refuses or the name's ending is
    none of `ENDINGS`; `file` is then as it was.
    """
    aside = file.with_name(file.name + ASIDE)
    articles = 0
    make_folder(file.absolute().parent)
    with disk_refusals(file):
        try:
            with _opened(file, aside, "wb") as out:
                out.write(_line({_HEADER: FORMAT}))
                out.writelines(map(_line, _originals(folder)))
                for id, content in chain(DataFolder(folder).open_cold_storage().dump(), archive.dump()):
                    out.write(_line({"article": id, "document": orjson.Fragment(content)}))
                    articles += 1
                    on_progress(1)
                out.writelines(map(_line, _records(folder)))
                out.write(_line({_END: articles}))
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)
    return articles


def restore(archive: Archive, folder: Path, file: Path, on_progress: Callable[[int], None]) -> tuple[int, list[str]]:
    """Keep all that is in an exported `file`: how many articles were not here yet, and the records left as they were.

    What is here already, the same, is no fault; so an import that was broken off can be made again. Records of a file
    that is here already are left out. `on_progress` hears how many lines were read.

    Raises ArchiveError if there is no such file; naming the line, if it is none of ours, damaged or newer, or holds
    another article under an id that is given here; what stands before that line is kept.
    """
    if not file.is_file():
        raise ArchiveError("import-no-file", file=str(file))
    added, records, came = 0, _Records(folder), _Originals(folder)
    attic = DataFolder(folder).open_cold_storage()
    with disk_refusals(file), _opened(file, file, "rb") as lines:
        numbered = enumerate(_unpacked(lines, file), 1)
        _check_header(next(numbered, (1, b""))[1], file)
        for what, group in groupby(_body(numbered, file), key=_what):
            for batch in _batches(group):
                if what == "article":
                    articles = [_article(record, number, file) for number, record in batch]
                    added += archive.load(attic.missing(articles))
                elif what == "originals":
                    came.keep(batch, file)
                else:
                    records.keep(batch, file)
                on_progress(len(batch))
    came.close()
    records.close()
    return added, records.left


def _what(numbered: tuple[int, Json]) -> str:
    return next((name for name in ("article", "originals") if name in numbered[1]), "record")


def _originals(folder: Path) -> Iterator[Json]:
    for file in original_records.all_files(folder):
        try:
            for line in filter(original_records.is_readable, original_records.lines(file)):
                yield {"originals": file.name[:_DAY], "line": orjson.loads(line)}
        except ArchiveError as error:
            only_damaged(error)


class _Originals:
    """Adds lines of originals to the file of their day, but for those that are there already."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = Originals(folder / "originals")
        self._day: date | None = None
        self._there: set[bytes] = set()
        self._waiting: list[bytes] = []

    def keep(self, batch: Iterable[tuple[int, Json]], file: Path) -> None:
        for number, record in batch:
            try:
                day, line = date.fromisoformat(record["originals"]), _line(record["line"])
                original_records.parse(line)
            except (KeyError, TypeError, ValueError) as error:
                raise ArchiveError("import-line", file=str(file), line=number) from error
            if day != self._day:
                self._write()
                self._day, self._there = day, self._lines_of(day)
            if line not in self._there:
                self._there.add(line)
                self._waiting.append(line)
        self._write()

    def close(self) -> None:
        self._kept.close()

    def _lines_of(self, day: date) -> set[bytes]:
        there = (file for file in original_records.all_files(self._folder) if file.name.startswith(day.isoformat()))
        return {line for file in there for line in original_records.lines(file)}

    def _write(self) -> None:
        if self._day and self._waiting:
            self._kept.add(b"".join(self._waiting), self._day)
            self._waiting.clear()


def _records(folder: Path) -> Iterator[Json]:
    for path in DataFolder(folder).record_files():
        for table, documents in (AtomicJSONStorage(path).read() or {}).items():
            for id, document in documents.items():
                name = path.relative_to(folder).as_posix()
                yield {"file": name, "table": table, "id": int(id), "document": dict(document)}


class _Records:
    """Writes the records of readers and editors, each file once it is complete."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, dict[str, list[Document]]] = {}
        self._names = {path.relative_to(folder).as_posix() for path in DataFolder(folder).record_files()}
        self.left: list[str] = []

    def keep(self, batch: Iterable[tuple[int, Json]], file: Path) -> None:
        for number, record in batch:
            try:
                name, document = record["file"], Document(record["document"], record["id"])
                if not DataFolder(self._folder).is_record_file(name):
                    raise ArchiveError("import-line", file=str(file), line=number)
                self._waiting.setdefault(name, {}).setdefault(record["table"], []).append(document)
            except (KeyError, TypeError, ValueError) as error:
                raise ArchiveError("import-line", file=str(file), line=number) from error

    def close(self) -> None:
        for name, tables in self._waiting.items():
            if name in self._names:
                self.left.append(name)
                continue
            with TinyDB(self._folder / name, storage=AtomicJSONStorage) as database:
                for table, documents in tables.items():
                    database.table(table).insert_multiple(documents)


def _batches(records: Iterable[tuple[int, Json]]) -> Iterator[list[tuple[int, Json]]]:
    batch: list[tuple[int, Json]] = []
    for record in records:
        batch.append(record)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _article(record: Json, number: int, file: Path) -> tuple[str, bytes]:
    if not isinstance(record["article"], str) or not isinstance(record.get("document"), dict):
        raise ArchiveError("import-line", file=str(file), line=number)
    return record["article"], orjson.dumps(record["document"])


def _check_header(line: bytes, file: Path) -> None:
    header = _parsed(line, 1, file)
    if not isinstance(header.get(_HEADER), int):
        raise ArchiveError("import-not-ours", file=str(file))
    if header[_HEADER] > FORMAT:
        raise ArchiveError("file-too-new", file=str(file))


def _body(numbered: Iterable[tuple[int, bytes]], file: Path) -> Iterator[tuple[int, Json]]:
    """What stands between the first line and the last."""
    number = 1
    for number, line in numbered:
        record = _parsed(line, number, file)
        if _END in record:
            return
        yield number, record
    raise ArchiveError("import-line", file=str(file), line=number + 1)


def _parsed(line: bytes, number: int, file: Path) -> Json:
    try:
        record = orjson.loads(line)
    except ValueError as error:
        raise ArchiveError("import-line", file=str(file), line=number) from error
    if not isinstance(record, dict):
        raise ArchiveError("import-line", file=str(file), line=number)
    return record


def _unpacked(lines: Iterable[bytes], file: Path) -> Iterator[bytes]:
    try:
        yield from lines
    except zstandard.ZstdError as error:
        raise ArchiveError("file-damaged", file=str(file)) from error


def _line(record: Json) -> bytes:
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def _opened(named: Path, file: Path, mode: str) -> Any:
    """The file as bytes, packed if its name says so."""
    if named.name.endswith(".zst"):
        packed = zstandard.open(file, mode)
        return BufferedReader(packed) if mode == "rb" else BufferedWriter(packed)
    if named.suffix != ".jsonl":
        raise ArchiveError("export-ending", file=str(named), endings=", ".join(ENDINGS))
    return file.open(mode)
