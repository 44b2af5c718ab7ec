"""A TinyDB storage that survives a crash: every write is an atomic rename, and a checksum tells of later damage."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from tinydb.storages import Storage

from briefings.errors import ArchiveError
from briefings.storage.atomic_files import disk_refusals, make_folder, temporary_path, write_whole

FORMAT = 2

_HEADER = '{{\n"format": {},\n"sha256": "{}",\n"tables": '
_HEADER_LENGTH = len(_HEADER.format(FORMAT, sha256().hexdigest()))
_FORMAT_PATTERN = re.compile(rb'\{\n"format": (\d+),\n')
_HEADER_PATTERN = re.compile(rb'\{\n"format": (\d+),\n"sha256": "([0-9a-f]{64})",\n"tables": ')
_FOOTER = b"\n}\n"
_TABLE_OPENING = b": {"  # the end of a line that opens a table

Json = dict[str, Any]


class FileHeader(NamedTuple):
    """The first lines of a file: the number of its format, and the checksum of its tables."""

    format: int
    checksum: str


class LazyDocument(MutableMapping[str, Any]):
    """A document kept as the line of JSON it has in its file, and parsed when it is first used."""

    def __init__(self, line: bytes) -> None:
        self._line: bytes | None = line
        self._content: Json = {}

    @property
    def line(self) -> bytes:
        """Its JSON."""
        return orjson.dumps(self._content) if self._line is None else self._line

    def _parse(self) -> Json:
        if not self._content and self._line is not None:
            self._content = orjson.loads(self._line)
        return self._content

    def _parse_for_change(self) -> Json:
        content, self._line = self._parse(), None
        return content

    def __getitem__(self, key: str) -> Any:
        return self._parse()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._parse_for_change()[key] = value

    def __delitem__(self, key: str) -> None:
        del self._parse_for_change()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parse())

    def __len__(self) -> int:
        return len(self._parse())

    def __repr__(self) -> str:
        return repr(self._parse())


Tables = dict[str, dict[str, Mapping[str, Any]]]


class AtomicJSONStorage(Storage):
    """One JSON file with a line for each document; read once, kept in memory, and replaced as a whole by each write.

    A write is on disk when it returns: a temporary file is written and fsynced, renamed over the old one, and the
    folder is fsynced. So after a crash the file has either the old content or the new. Its first lines are a format
    number and a checksum of the tables' JSON. Only one process may write the file. A file of an earlier format can be
    read, and is converted to this format when it is next written.
    """

    def __init__(self, path: Path) -> None:
        """The file need not exist yet; its folder is created. Raises ArchiveError if the disk refuses."""
        self._path = path
        self._tables: Tables | None = None
        make_folder(path.parent)
        with disk_refusals(path):
            temporary_path(path).unlink(missing_ok=True)  # left by a crash, never acknowledged

    def read(self) -> Tables | None:
        """The tables; None if there is no file yet. Raises ArchiveError for one that is damaged or too new."""
        if self._tables is None:
            with disk_refusals(self._path), suppress(FileNotFoundError):
                self._tables = read_tables(self._path.read_bytes(), self._path)
        return self._tables

    def write(self, data: Tables) -> None:
        """Replace the file. Raises ArchiveError if the disk will not take it.

        The file then has its old content, unless only the fsync of the folder failed: then it has the new.
        """
        self._tables = None  # TinyDB has changed the tables in place: after a failed write they are read again
        after: Tables = {
            name: {id: _to_lazy_document(document) for id, document in table.items()} for name, table in data.items()
        }
        body = _serialize_tables(after)
        write_whole(self._path, _format_header(FORMAT, body), *body, _FOOTER)
        self._tables = after


def read_header(file: Path) -> FileHeader:
    """The header of a file, without reading the rest. Raises ArchiveError if it is damaged or too new."""
    with disk_refusals(file), file.open("rb") as stream:
        return _parse_header(stream.read(_HEADER_LENGTH + 10), file)[0]


def read_tables(content: bytes, file: Path) -> Tables:
    """The tables in a file's content. Raises ArchiveError, which names `file`, if it is damaged or too new."""
    header, length = _parse_header(content, file)
    body = content[length : -len(_FOOTER)]
    if not content.endswith(_FOOTER) or content[:length] != _format_header(header.format, [body]):
        raise ArchiveError("file-damaged", file=str(file))
    return _READERS[header.format](body)


def _parse_header(content: bytes, file: Path) -> tuple[FileHeader, int]:
    """The header of a file, and its length in bytes."""
    number = _FORMAT_PATTERN.match(content)
    if number and int(number[1]) > FORMAT:
        raise ArchiveError("file-too-new", file=str(file))
    match = _HEADER_PATTERN.match(content)
    if not match or int(match[1]) not in _READERS:
        raise ArchiveError("file-damaged", file=str(file))
    return FileHeader(int(match[1]), match[2].decode()), match.end()


def _format_header(number: int, body: Iterable[bytes]) -> bytes:
    checksum = sha256()
    for part in body:
        checksum.update(part)
    return _HEADER.format(number, checksum.hexdigest()).encode()


def _to_lazy_document(document: Mapping[str, Any]) -> LazyDocument:
    return document if isinstance(document, LazyDocument) else LazyDocument(to_line(document))


def to_line(document: Mapping[str, Any]) -> bytes:
    """The JSON of a document, to be kept: what orjson returns holds four kilobytes at least, a copy what it needs."""
    return bytes(memoryview(orjson.dumps(document)))


def _serialize_tables(tables: Tables) -> list[bytes]:
    """The JSON of the tables, each document on a line of its own; in parts, as no other thread works while they are
    put together, which may be forty megabytes.
    """
    parts = [b"{\n"]
    for name, table in tables.items():
        parts += [b",\n"] if len(parts) > 1 else []
        parts += _serialize_table(name, table)
    return [*parts, b"\n}"]


def _serialize_table(name: str, table: Mapping[str, Mapping[str, Any]]) -> Iterator[bytes]:
    yield orjson.dumps(name) + _TABLE_OPENING + b"\n"
    for number, (id, document) in enumerate(table.items()):
        yield (b",\n" if number else b"") + orjson.dumps(id) + b": "
        yield _to_lazy_document(document).line
    yield b"\n}"


def _read_format_2(body: bytes) -> Tables:
    """The tables of a file of format 2: a line for each document."""
    tables: Tables = {}
    for line in _lines(body):
        if line.endswith(_TABLE_OPENING):
            table = tables[orjson.loads(line[: -len(_TABLE_OPENING)])] = {}
        elif line.startswith(b'"'):
            id, _, document = line.partition(b": ")
            table[orjson.loads(id)] = LazyDocument(document.removesuffix(b","))
    return tables


def _lines(body: bytes) -> Iterator[bytes]:
    """The lines one by one: to part all of forty megabytes is one call, in which no other thread works."""
    start = 0
    while (end := body.find(b"\n", start)) >= 0:
        yield body[start:end]
        start = end + 1
    yield body[start:]


def _read_format_1(body: bytes) -> Tables:
    """The tables of a file of format 1: plain JSON."""
    tables: Tables = orjson.loads(body)
    return tables


_READERS: Mapping[int, Callable[[bytes], Tables]] = {1: _read_format_1, 2: _read_format_2}


def storable(text: str) -> str:
    """The text as JSON can hold it: surrogate pairs joined into one character, lone surrogates replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
