"""What came in, as it came, kept so that it can be read again: a file a day, to which lines are only ever added.

A line is JSON with a checksum. Either it is an original: what kind it is, when it came, and its content, packed. Or it
says which articles one became; that can be lost, as it only helps to find an article's number again. What is not whole
at the end of a file was being written when the machine stopped, and is cut off before the next line is added.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO, FileIO
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, TypeVar

import orjson
import zstandard

from briefings.errors import ArchiveError
from briefings.intake.result import IntakeResult
from briefings.model.items import File, Original, Page, Text
from briefings.storage.compression import PACKED, put_away, read_packed
from briefings.storage.json_file import disk_refusals, make_folder, storable, sync_folder
from briefings.storage.tinydb.documents import Provenance

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReceivedOriginal:
    """An original, under the key that articles name it by; `when` it came is aware, UTC."""

    key: str
    when: datetime
    original: Original


@dataclass(frozen=True, slots=True)
class ArticlesOfOriginal:
    """The ids of the articles that an original became, by the number of the draft, from 0."""

    key: str
    ids: Mapping[int, str]


Record = TypeVar("Record", ReceivedOriginal, ArticlesOfOriginal)


class Originals:
    """The originals in a folder, written by this process alone. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._day: date | None = None
        self._file: FileIO | None = None
        self._syncing = ThreadPoolExecutor(1, "originals")

    def keep(self, original: Original, received: datetime) -> str:
        """Put an original on disk; returns its key. Raises ArchiveError if the disk refuses."""
        key, on_disk = self.begin(original, received)
        on_disk.result()
        return key

    def begin(self, original: Original, received: datetime) -> tuple[str, Future[None]]:
        """Write an original; returns its key, and what is done once it is on disk, or raises ArchiveError.

        So that its article can be written meanwhile: two writes at once take little longer than one.
        Raises ArchiveError if the disk refuses; nothing is kept then.
        """
        line = line_of(original, received)
        self.add(line, received.astimezone(UTC).date(), durable=False)
        return original_key(line), self._syncing.submit(self._sync)

    def became(self, key: str, ids: Mapping[int, str], received: datetime) -> None:
        """Note which articles an original became. What the disk does not take is left out."""
        line = _line({"original": key, "articles": {str(number): id for number, id in ids.items()}})
        with suppress(ArchiveError):
            self.add(line, received.astimezone(UTC).date(), durable=False)

    def add(self, line: bytes, day: date, durable: bool = True) -> None:
        """Add a line, as one of these files holds it, to the file of a day. Raises ArchiveError."""
        path = _file_of(self._folder, day)
        with self._lock, disk_refusals(path):
            file = self._opened(path, day)
            whole = file.tell()
            try:
                rest = memoryview(line)
                while rest:
                    rest = rest[file.write(rest) :]
                if durable:
                    os.fsync(file.fileno())
            except OSError:
                with suppress(OSError):
                    file.truncate(whole)
                self._close()
                raise

    def retire(self, before: date, attic: Path) -> None:
        """Put the files of the days before that one (UTC) away. Raises ArchiveError if the disk refuses."""
        for file in files(self._folder):
            if file.stem < before.isoformat():
                with self._lock:
                    self._close()
                    put_away(file, attic)

    def close(self) -> None:
        """Close the file of the day."""
        self._syncing.shutdown()
        with self._lock, disk_refusals(self._folder):
            self._close()

    def _sync(self) -> None:
        with self._lock:
            handle = os.dup(self._file.fileno()) if self._file else None
        if handle is not None:  # else it was closed, which syncs
            try:
                with disk_refusals(self._folder):
                    os.fsync(handle)
            finally:
                os.close(handle)

    def _opened(self, path: Path, day: date) -> FileIO:
        if self._file is None or self._day != day:
            self._close()
            make_folder(self._folder)
            self._file, self._day = path.open("ab", buffering=0), day
            self._file.truncate(sum(map(len, lines(path))))
            self._file.seek(0, os.SEEK_END)
            sync_folder(self._folder)
        return self._file

    def _close(self) -> None:
        if self._file:
            with self._file:
                os.fsync(self._file.fileno())
        self._file = None


class OriginalRecorder:
    """What was read from one original, on its way in: an article is acknowledged once its original is on disk too."""

    def __init__(self, originals: Originals, batch: IntakeResult, when: datetime) -> None:
        self._originals = originals
        self._batch = batch
        self._when = when
        self._kept: tuple[str, Future[None]] | None = None
        self._ids: dict[int, str] = {}

    def source(self, number: int) -> Provenance | None:
        """Where draft `number` is from; None if it is from nowhere. Raises ArchiveError if the disk refuses."""
        if self._batch.original is None:
            return None
        self._kept = self._kept or self._originals.begin(self._batch.original, self._when)
        return Provenance(self._kept[0], number, len(self._batch.drafts))

    def became(self, number: int, id: str) -> None:
        """Draft `number` is in the archive under that id now; returns once its original is on disk.

        Raises ArchiveError if the disk refuses that.
        """
        self._ids[number] = id
        if self._kept:
            self._kept[1].result()

    def close(self) -> None:
        """Note what became of it."""
        if self._kept and self._ids:
            self._originals.became(self._kept[0], self._ids, self._when)


def files(folder: Path) -> list[Path]:
    """The files of a folder of originals, also in the attic, the oldest first."""
    return sorted([*folder.glob("*.jsonl"), *folder.glob(f"*.jsonl{PACKED}")])


def all_files(data: Path) -> list[Path]:
    """The files of originals in a data folder, those in the attic first."""
    return files(data / "attic" / "originals") + files(data / "originals")


def said(folder: Path, kind: type[Record]) -> Iterator[Record]:
    """What the lines in a folder say, those of one kind, the first written first; damaged ones are left out."""
    for file in files(folder):
        for line in lines(file):
            with suppress(ValueError):
                found = parse(line)
                if isinstance(found, kind):
                    yield found


def lines(file: Path) -> Iterator[bytes]:
    """The whole lines of a file, damaged ones too. Raises ArchiveError if the disk refuses."""
    with disk_refusals(file), _reader(file) as opened:
        yield from (line for line in opened if line.endswith(b"\n"))


def line_of(original: Original, received: datetime) -> bytes:
    """The line that keeps an original."""
    return _line({"received": received.astimezone(UTC).isoformat(), **_to_json(original)})


def original_key(line: bytes) -> str:
    """The key of a line's original, which is as it was written."""
    return str(orjson.loads(line)["sum"])


def parse(line: bytes) -> ReceivedOriginal | ArticlesOfOriginal:
    """What a line says. Raises ValueError if it is damaged."""
    record = _read(line)
    try:
        if "articles" in record:
            return ArticlesOfOriginal(
                record["original"], {int(number): id for number, id in record["articles"].items()}
            )
        return ReceivedOriginal(record["sum"], datetime.fromisoformat(record["received"]), _from_json(record))
    except (KeyError, TypeError, zstandard.ZstdError) as error:
        raise ValueError("a line that says neither") from error


def _reader(file: Path) -> BinaryIO:
    return BytesIO(read_packed(file)) if file.suffix == PACKED else file.open("rb")


def _file_of(folder: Path, day: date) -> Path:
    return folder / f"{day}.jsonl"


def is_readable(line: bytes) -> bool:
    """Whether a line is as it was written."""
    try:
        parse(line)
    except ValueError:
        return False
    return True


def _line(record: Json) -> bytes:
    return orjson.dumps({"sum": _sum(record), **record}, option=orjson.OPT_APPEND_NEWLINE)


def _read(line: bytes) -> Json:
    record = orjson.loads(line)
    if not isinstance(record, dict) or record.get("sum") != _sum(record):
        raise ValueError("not what was written")
    return record


def _sum(record: Json) -> str:
    rest = {name: value for name, value in record.items() if name != "sum"}
    return sha256(orjson.dumps(rest, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


def _to_json(original: Original) -> Json:
    match original:
        case File():
            return {"kind": "file", **_names(name=original.name), **_packed(original.content)}
        case Text():
            known = _names(name=original.name, outlet=original.outlet, link=original.link)
            published = original.published and original.published.isoformat()
            return {"kind": "text", **known, "published": published, **_packed(original.text)}
        case Page():
            known = _names(name=original.name, url=original.url)
            return {"kind": "page", **known, "plain": original.plain, **_packed(original.content)}


def _names(**names: str | None) -> Json:
    return {field: name and storable(name) for field, name in names.items()}


def _from_json(record: Json) -> Original:
    name, content = record["name"], _unpacked(record)
    match record["kind"], content:
        case "file", bytes():
            return File(name=name, content=content)
        case "text", str():
            known = {field: record[field] for field in ("outlet", "link")}
            published = datetime.fromisoformat(record["published"]) if record["published"] else None
            return Text(name=name, text=content, published=published, **known)
        case "page", _:
            return Page(name=name, url=record["url"], content=content, plain=record["plain"])
    raise KeyError(record["kind"])


def _packed(content: str | bytes) -> Json:
    """As JSON can hold it; `surrogatepass`, as careless programs leave halves of characters in a text."""
    is_text = isinstance(content, str)
    plain = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return {"is_text": is_text, "zstd": b64encode(zstandard.compress(plain)).decode()}


def _unpacked(record: Json) -> str | bytes:
    plain = zstandard.decompress(b64decode(record["zstd"]))
    return plain.decode("utf-8", "surrogatepass") if record["is_text"] else plain
