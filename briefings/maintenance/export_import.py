"""Export and import: a whole data folder ↔ one file of JSON lines, streamed, to move it to another machine.

The first line is a header with the number of the format. Then come the originals, each with its day; the articles, the
first received first; and the records of readers and editors, each with its file and table. The last line is a footer
with the number of articles. Format 1 was without originals.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from io import BufferedWriter
from itertools import chain, groupby
from pathlib import Path
from typing import Any, BinaryIO

import orjson
import zstandard

from briefings.errors import ArchiveError
from briefings.maintenance.export_lines import (
    FOOTER,
    FORMAT,
    HEADER,
    NumberedRecord,
    batches,
    is_packed,
    open_lines,
    read_records,
)
from briefings.maintenance.imported_records import OtherRecords, RecordsImport
from briefings.storage import original_records, private_files
from briefings.storage.atomic_files import disk_refusals, make_folder, temporary_path
from briefings.storage.data_folder import DataFolder
from briefings.storage.json_file import AtomicJSONStorage
from briefings.storage.originals import Originals
from briefings.storage.quarantine import raise_unless_damaged
from briefings.storage.tinydb.archive import Archive
from briefings.storage.tinydb.cold_storage import ColdStorage
from briefings.storage.tinydb.engine import TinyDBEngine
from briefings.storage.tinydb.record_kinds import RecordKinds

_DAY_LENGTH = len("2026-11-23")  # characters of a name of a file of originals

Json = dict[str, Any]

log = logging.getLogger(__name__)


def export(
    archive: Archive,
    folder: Path,
    file: Path,
    on_progress: Callable[[int], None],
    others: Iterable[Mapping[str, Any]] = (),
) -> int:
    """Write everything in a data folder to `file`; returns how many articles. `on_progress`: called for each article.

    `others`: records that are not in files of the archive's, each with its file, table, id and document.

    Damaged files and bad records are left out; `check` reports them. Raises ArchiveError if the disk refuses or the
    name's ending is none of `ENDINGS`; `file` is then unchanged.
    """
    is_packed(file)  # refuses another ending before anything is written
    temporary = temporary_path(file)
    articles = 0
    make_folder(file.absolute().parent)
    with disk_refusals(file):
        try:
            with private_files.create(temporary) as plain, _open_export(file, plain) as out:
                out.write(_to_json_line({HEADER: FORMAT}))
                out.writelines(map(_to_json_line, _dump_originals(folder)))
                for id, content in chain(TinyDBEngine(DataFolder(folder)).open_cold_storage().dump(), archive.dump()):
                    out.write(_to_json_line({"article": id, "document": orjson.Fragment(content)}))
                    articles += 1
                    on_progress(1)
                out.writelines(map(_to_json_line, chain(_dump_records(folder), others)))
                out.write(_to_json_line({FOOTER: articles}))
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    return articles


def restore(
    archive: Archive,
    folder: Path,
    file: Path,
    on_progress: Callable[[int], None],
    others: OtherRecords | None = None,
) -> tuple[int, list[str]]:
    """Store everything in an exported `file`; returns how many articles are new, and which record files were skipped.

    Articles and originals that are stored already are skipped, so an import that was interrupted can be repeated. A
    file of records that exists already is skipped as a whole. `on_progress` is called with the number of lines read.

    Raises ArchiveError if there is no such file, if it is not an export or of a newer format, or if a line is damaged
    or has another article under an id that is used here; everything before that line is stored then. Records of readers
    and editors are stored once all lines are read, and none of them if one is bad.
    """
    if not file.is_file():
        raise ArchiveError("import-no-file", file=str(file))
    data = DataFolder(folder)
    added, records, originals = 0, RecordsImport(data, others), _OriginalsImport(data)
    cold_storage = TinyDBEngine(data).open_cold_storage()
    try:
        with disk_refusals(file), open_lines(file) as stream:
            for kind, group in groupby(read_records(stream, file), key=_kind):
                for batch in batches(group):
                    if kind == "article":
                        added += _load_articles(archive, cold_storage, batch, file)
                    elif kind == "originals":
                        originals.add(batch, file)
                    else:
                        records.add(batch, file)
                    on_progress(len(batch))
    finally:
        originals.close()
    records.close()
    return added, records.skipped_files


def _load_articles(archive: Archive, cold_storage: ColdStorage, batch: Sequence[NumberedRecord], file: Path) -> int:
    """Store articles that are not stored yet; how many. Raises ArchiveError once those before a bad one are stored."""
    try:
        return archive.load(cold_storage.missing(_parse_article(record, file) for record in batch))
    except ArchiveError:
        for record in batch:
            archive.load(cold_storage.missing([_parse_article(record, file)]))
        raise


def _kind(record: NumberedRecord) -> str:
    return next((name for name in ("article", "originals") if name in record.record), "record")


def _dump_originals(folder: Path) -> Iterator[Json]:
    for file in original_records.all_files(DataFolder(folder)):
        try:
            for line in filter(original_records.is_readable, original_records.lines(file)):
                yield {"originals": file.name[:_DAY_LENGTH], "line": orjson.loads(line)}
        except ArchiveError as error:
            raise_unless_damaged(error)


class _OriginalsImport:
    """Adds lines of originals to the file of their day, except those stored already."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._store = Originals(folder.originals)
        self._day: date | None = None
        self._stored_lines: set[bytes] = set()  # their digests
        self._pending_lines: list[bytes] = []

    def add(self, batch: Iterable[NumberedRecord], file: Path) -> None:
        try:
            for numbered in batch:
                self._add(numbered, file)
        finally:
            self._write_pending()

    def _add(self, numbered: NumberedRecord, file: Path) -> None:
        try:
            day, line = date.fromisoformat(numbered.record["originals"]), _to_json_line(numbered.record["line"])
            original_records.parse(line)
        except (KeyError, TypeError, ValueError) as error:
            raise ArchiveError("import-line", file=str(file), line=numbered.number) from error
        if day != self._day:
            self._write_pending()
            self._day, self._stored_lines = day, self._read_stored_lines(day)
        if (digest := sha256(line).digest()) not in self._stored_lines:
            self._stored_lines.add(digest)
            self._pending_lines.append(line)

    def close(self) -> None:
        self._store.close()

    def _read_stored_lines(self, day: date) -> set[bytes]:
        files = (file for file in original_records.all_files(self._folder) if file.name.startswith(day.isoformat()))
        return {sha256(line).digest() for file in files for line in original_records.lines(file)}

    def _write_pending(self) -> None:
        if self._day and self._pending_lines:
            self._store.add(b"".join(self._pending_lines), self._day)
            self._pending_lines.clear()


def _dump_records(folder: Path) -> Iterator[Json]:
    data = DataFolder(folder)
    kinds = RecordKinds(data)
    for path in data.record_files():
        name = path.relative_to(folder).as_posix()
        tables = AtomicJSONStorage(path).read() or {}
        bad = {(table, id) for table, id, _ in kinds.faults(path, tables)}
        if bad:
            log.warning('%d records of %s cannot be read and are not exported; see "sourceline check"', len(bad), name)
        for table, documents in tables.items():
            for id, document in documents.items():
                if (table, id) not in bad:
                    yield {"file": name, "table": table, "id": int(id), "document": dict(document)}


def _parse_article(numbered: NumberedRecord, file: Path) -> tuple[str, bytes]:
    """The id and JSON of an article. Raises ArchiveError."""
    id, document = numbered.record["article"], numbered.record.get("document")
    if not isinstance(id, str) or not isinstance(document, dict):
        raise ArchiveError("import-line", file=str(file), line=numbered.number)
    try:
        return id, orjson.dumps(document)
    except TypeError as error:  # lists in lists in lists
        raise ArchiveError("import-line", file=str(file), line=numbered.number) from error


def _to_json_line(record: Mapping[str, Any]) -> bytes:
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def _open_export(named: Path, out: BinaryIO) -> BinaryIO:
    """Where to write the lines of an export: packed if the ending of `named` says so. Raises ArchiveError."""
    if is_packed(named):
        return BufferedWriter(zstandard.open(out, "wb"))
    return out
