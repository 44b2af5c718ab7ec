"""Export and import: a whole data folder ↔ one file of JSON lines, streamed, to move it to another machine.

The first line is a header with the number of the format. Then come the originals, each with its day; the articles, the
first received first; and the records of readers and editors, each with its file and table. The last line is a footer
with the number of articles. Format 1 was without originals.
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
from briefings.storage.atomic_files import disk_refusals, make_folder, temporary_path
from briefings.storage.data_folder import DataFolder
from briefings.storage.json_file import AtomicJSONStorage
from briefings.storage.originals import Originals
from briefings.storage.quarantine import raise_unless_damaged
from briefings.storage.tinydb.archive import Archive
from briefings.storage.tinydb.engine import TinyDBEngine

FORMAT = 2
ENDINGS = (".jsonl", ".jsonl.zst")

_HEADER = "sourceline-export"
_FOOTER = "sourceline-export-ends"  # a file without this last line was cut short
_DAY_LENGTH = len("2026-11-23")  # characters of a name of a file of originals
_BATCH_SIZE = 100  # records

Json = dict[str, Any]


def export(archive: Archive, folder: Path, file: Path, on_progress: Callable[[int], None]) -> int:
    """Write everything in a data folder to `file`; returns how many articles. `on_progress`: called for each article.

    Damaged files are left out; `check` reports them. Raises ArchiveError if the disk refuses or the name's ending is
    none of `ENDINGS`; `file` is then unchanged.
    """
    temporary = temporary_path(file)
    articles = 0
    make_folder(file.absolute().parent)
    with disk_refusals(file):
        try:
            with _open_export(file, temporary, "wb") as out:
                out.write(_to_json_line({_HEADER: FORMAT}))
                out.writelines(map(_to_json_line, _dump_originals(folder)))
                for id, content in chain(TinyDBEngine(DataFolder(folder)).open_cold_storage().dump(), archive.dump()):
                    out.write(_to_json_line({"article": id, "document": orjson.Fragment(content)}))
                    articles += 1
                    on_progress(1)
                out.writelines(map(_to_json_line, _dump_records(folder)))
                out.write(_to_json_line({_FOOTER: articles}))
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    return articles


def restore(archive: Archive, folder: Path, file: Path, on_progress: Callable[[int], None]) -> tuple[int, list[str]]:
    """Store everything in an exported `file`; returns how many articles are new, and which record files were skipped.

    Articles and originals that are stored already are skipped, so an import that was interrupted can be repeated. A
    file of records that exists already is skipped as a whole. `on_progress` is called with the number of lines read.

    Raises ArchiveError if there is no such file, if it is not an export or of a newer format, or if a line is damaged
    or has another article under an id that is used here; everything before that line is stored then.
    """
    if not file.is_file():
        raise ArchiveError("import-no-file", file=str(file))
    added, records, originals = 0, _RecordsImport(folder), _OriginalsImport(folder)
    cold_storage = TinyDBEngine(DataFolder(folder)).open_cold_storage()
    with disk_refusals(file), _open_export(file, file, "rb") as lines:
        numbered = enumerate(_decompressed_lines(lines, file), 1)
        _check_header(next(numbered, (1, b""))[1], file)
        for kind, group in groupby(_parse_records(numbered, file), key=_record_kind):
            for batch in _batches(group):
                if kind == "article":
                    articles = [_parse_article(record, number, file) for number, record in batch]
                    added += archive.load(cold_storage.missing(articles))
                elif kind == "originals":
                    originals.add(batch, file)
                else:
                    records.add(batch, file)
                on_progress(len(batch))
    originals.close()
    records.close()
    return added, records.skipped_files


def _record_kind(numbered: tuple[int, Json]) -> str:
    return next((name for name in ("article", "originals") if name in numbered[1]), "record")


def _dump_originals(folder: Path) -> Iterator[Json]:
    for file in original_records.all_files(DataFolder(folder)):
        try:
            for line in filter(original_records.is_readable, original_records.lines(file)):
                yield {"originals": file.name[:_DAY_LENGTH], "line": orjson.loads(line)}
        except ArchiveError as error:
            raise_unless_damaged(error)


class _OriginalsImport:
    """Adds lines of originals to the file of their day, except those stored already."""

    def __init__(self, folder: Path) -> None:
        self._folder = DataFolder(folder)
        self._store = Originals(self._folder.originals)
        self._day: date | None = None
        self._stored_lines: set[bytes] = set()
        self._pending_lines: list[bytes] = []

    def add(self, batch: Iterable[tuple[int, Json]], file: Path) -> None:
        for number, record in batch:
            try:
                day, line = date.fromisoformat(record["originals"]), _to_json_line(record["line"])
                original_records.parse(line)
            except (KeyError, TypeError, ValueError) as error:
                raise ArchiveError("import-line", file=str(file), line=number) from error
            if day != self._day:
                self._write_pending()
                self._day, self._stored_lines = day, self._read_stored_lines(day)
            if line not in self._stored_lines:
                self._stored_lines.add(line)
                self._pending_lines.append(line)
        self._write_pending()

    def close(self) -> None:
        self._store.close()

    def _read_stored_lines(self, day: date) -> set[bytes]:
        files = (file for file in original_records.all_files(self._folder) if file.name.startswith(day.isoformat()))
        return {line for file in files for line in original_records.lines(file)}

    def _write_pending(self) -> None:
        if self._day and self._pending_lines:
            self._store.add(b"".join(self._pending_lines), self._day)
            self._pending_lines.clear()


def _dump_records(folder: Path) -> Iterator[Json]:
    for path in DataFolder(folder).record_files():
        for table, documents in (AtomicJSONStorage(path).read() or {}).items():
            for id, document in documents.items():
                name = path.relative_to(folder).as_posix()
                yield {"file": name, "table": table, "id": int(id), "document": dict(document)}


class _RecordsImport:
    """Collects the records of readers and editors, and writes them when all are read; skips files that exist."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._documents: dict[str, dict[str, list[Document]]] = {}
        self._existing_names = {path.relative_to(folder).as_posix() for path in DataFolder(folder).record_files()}
        self.skipped_files: list[str] = []

    def add(self, batch: Iterable[tuple[int, Json]], file: Path) -> None:
        for number, record in batch:
            try:
                name, document = record["file"], Document(record["document"], record["id"])
                if not DataFolder(self._folder).is_record_file(name):
                    raise ArchiveError("import-line", file=str(file), line=number)
                self._documents.setdefault(name, {}).setdefault(record["table"], []).append(document)
            except (KeyError, TypeError, ValueError) as error:
                raise ArchiveError("import-line", file=str(file), line=number) from error

    def close(self) -> None:
        for name, tables in self._documents.items():
            if name in self._existing_names:
                self.skipped_files.append(name)
                continue
            with TinyDB(self._folder / name, storage=AtomicJSONStorage) as database:
                for table, documents in tables.items():
                    database.table(table).insert_multiple(documents)


def _batches(records: Iterable[tuple[int, Json]]) -> Iterator[list[tuple[int, Json]]]:
    batch: list[tuple[int, Json]] = []
    for record in records:
        batch.append(record)
        if len(batch) == _BATCH_SIZE:
            yield batch
            batch = []
    if batch:
        yield batch


def _parse_article(record: Json, number: int, file: Path) -> tuple[str, bytes]:
    if not isinstance(record["article"], str) or not isinstance(record.get("document"), dict):
        raise ArchiveError("import-line", file=str(file), line=number)
    return record["article"], orjson.dumps(record["document"])


def _check_header(line: bytes, file: Path) -> None:
    header = _parse_record(line, 1, file)
    if not isinstance(header.get(_HEADER), int):
        raise ArchiveError("import-not-ours", file=str(file))
    if header[_HEADER] > FORMAT:
        raise ArchiveError("file-too-new", file=str(file))


def _parse_records(numbered: Iterable[tuple[int, bytes]], file: Path) -> Iterator[tuple[int, Json]]:
    """The records between the header and the footer, with the numbers of their lines."""
    number = 1
    for number, line in numbered:
        record = _parse_record(line, number, file)
        if _FOOTER in record:
            return
        yield number, record
    raise ArchiveError("import-line", file=str(file), line=number + 1)


def _parse_record(line: bytes, number: int, file: Path) -> Json:
    try:
        record = orjson.loads(line)
    except ValueError as error:
        raise ArchiveError("import-line", file=str(file), line=number) from error
    if not isinstance(record, dict):
        raise ArchiveError("import-line", file=str(file), line=number)
    return record


def _decompressed_lines(lines: Iterable[bytes], file: Path) -> Iterator[bytes]:
    try:
        yield from lines
    except zstandard.ZstdError as error:
        raise ArchiveError("file-damaged", file=str(file)) from error


def _to_json_line(record: Json) -> bytes:
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def _open_export(named: Path, file: Path, mode: str) -> Any:
    """Open a file for bytes, compressed if the ending of `named` says so."""
    if named.name.endswith(".zst"):
        stream = zstandard.open(file, mode)
        return BufferedReader(stream) if mode == "rb" else BufferedWriter(stream)
    if named.suffix != ".jsonl":
        raise ArchiveError("export-ending", file=str(named), endings=", ".join(ENDINGS))
    return file.open(mode)
