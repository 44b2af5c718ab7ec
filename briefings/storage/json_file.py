"""TinyDB storage that a crash cannot damage: written aside, checked, put in place at once, and noticed if changed."""

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from tinydb.storages import Storage

from briefings.errors import ArchiveError
from briefings.storage.atomic_files import aside_of, disk_refusals, make_folder, write_whole

FORMAT = 2

_HEAD = '{{\n"format": {},\n"sha256": "{}",\n"tables": '
_HEAD_LENGTH = len(_HEAD.format(FORMAT, sha256().hexdigest()))
_FORMAT = re.compile(rb'\{\n"format": (\d+),\n')
_START = re.compile(rb'\{\n"format": (\d+),\n"sha256": "([0-9a-f]{64})",\n"tables": ')
_TAIL = b"\n}\n"
_TABLE = b": {"  # how a line ends that begins a table

Json = dict[str, Any]


class FileHeader(NamedTuple):
    """What a file says of itself: the number of its format, and the checksum of its tables."""

    format: int
    checksum: str


class LazyDocument(MutableMapping[str, Any]):
    """A document as it stands in its file, on one line; parsed when it is first used."""

    def __init__(self, line: bytes) -> None:
        self._line: bytes | None = line
        self._content: Json = {}

    @property
    def line(self) -> bytes:
        """Its JSON."""
        return orjson.dumps(self._content) if self._line is None else self._line

    def _parsed(self) -> Json:
        if not self._content and self._line is not None:
            self._content = orjson.loads(self._line)
        return self._content

    def _changed(self) -> Json:
        content, self._line = self._parsed(), None
        return content

    def __getitem__(self, key: str) -> Any:
        return self._parsed()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._changed()[key] = value

    def __delitem__(self, key: str) -> None:
        del self._changed()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parsed())

    def __len__(self) -> int:
        return len(self._parsed())

    def __repr__(self) -> str:
        return repr(self._parsed())


Tables = dict[str, dict[str, Mapping[str, Any]]]


class AtomicJSONStorage(Storage):
    """One JSON file a person can read, a document a line; replaced whole by each write, kept in memory once read.

    A write is on disk when it returns: a new file is written aside and fsynced, takes the old one's name, and the
    folder is fsynced. So the file is at any instant the one before or the one after. Its first lines are a format
    number and a checksum of the tables as they stand in the file. Nobody else may write the file meanwhile. A file of
    an earlier format is read as it is, and becomes one of this format when it is next written.
    """

    def __init__(self, path: Path) -> None:
        """The file need not be there yet; its folder is made. Raises ArchiveError if it cannot be."""
        self._path = path
        self._kept: Tables | None = None
        make_folder(path.parent)
        with disk_refusals(path):
            aside_of(path).unlink(missing_ok=True)  # left by a crash, never acknowledged

    def read(self) -> Tables | None:
        """The tables; None if there is no file yet. Raises ArchiveError for one that is damaged or too new."""
        if self._kept is None:
            with disk_refusals(self._path), suppress(FileNotFoundError):
                self._kept = read_tables(self._path.read_bytes(), self._path)
        return self._kept

    def write(self, data: Tables) -> None:
        """Replace the file. Raises ArchiveError if the disk will not take it.

        The file is then as it was; only if the disk fails at the very last step, it may have been replaced already.
        """
        self._kept = None  # TinyDB has changed it in place already: a write that fails must not show
        after: Tables = {
            name: {id: _as_kept(document) for id, document in table.items()} for name, table in data.items()
        }
        body = _body(after)
        write_whole(self._path, _head(FORMAT, body), body, _TAIL)
        self._kept = after


def read_header(file: Path) -> FileHeader:
    """What a file says of itself, without reading on. Raises ArchiveError for one that is damaged or too new."""
    with disk_refusals(file), file.open("rb") as opened:
        return _head_of(opened.read(_HEAD_LENGTH + 10), file)[0]


def read_tables(content: bytes, file: Path) -> Tables:
    """The tables in a file's content. Raises ArchiveError, which names `file`, if it is damaged or too new."""
    head, length = _head_of(content, file)
    body = content[length : -len(_TAIL)]
    if not content.endswith(_TAIL) or content[:length] != _head(head.format, body):
        raise ArchiveError("file-damaged", file=str(file))
    return _READERS[head.format](body)


def _head_of(content: bytes, file: Path) -> tuple[FileHeader, int]:
    """The head of a file, and how long it is."""
    number = _FORMAT.match(content)
    if number and int(number[1]) > FORMAT:
        raise ArchiveError("file-too-new", file=str(file))
    found = _START.match(content)
    if not found or int(found[1]) not in _READERS:
        raise ArchiveError("file-damaged", file=str(file))
    return FileHeader(int(found[1]), found[2].decode()), found.end()


def _head(number: int, body: bytes) -> bytes:
    return _HEAD.format(number, sha256(body).hexdigest()).encode()


def _as_kept(document: Mapping[str, Any]) -> LazyDocument:
    return document if isinstance(document, LazyDocument) else LazyDocument(orjson.dumps(document))


def _body(tables: Tables) -> bytes:
    """The tables as they stand in a file: each document on a line of its own."""
    return b"{\n" + b",\n".join(_table(name, table) for name, table in tables.items()) + b"\n}"


def _table(name: str, table: Mapping[str, Mapping[str, Any]]) -> bytes:
    lines = (orjson.dumps(id) + b": " + _as_kept(document).line for id, document in table.items())
    return b"".join((orjson.dumps(name), _TABLE, b"\n", b",\n".join(lines), b"\n}"))


def _lines(body: bytes) -> Tables:
    """Format 2."""
    tables: Tables = {}
    for line in body.split(b"\n"):
        if line.endswith(_TABLE):
            table = tables[orjson.loads(line[: -len(_TABLE)])] = {}
        elif line.startswith(b'"'):
            id, _, document = line.partition(b": ")
            table[orjson.loads(id)] = LazyDocument(document.removesuffix(b","))
    return tables


def _indented(body: bytes) -> Tables:
    """Format 1: JSON as it comes."""
    tables: Tables = orjson.loads(body)
    return tables


_READERS: Mapping[int, Callable[[bytes], Tables]] = {1: _indented, 2: _lines}


def storable(text: str) -> str:
    """As JSON can keep it: halves of a character, as careless programs leave them, joined or marked as unreadable."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
