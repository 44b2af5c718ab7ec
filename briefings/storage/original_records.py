"""The format of the files of originals: one JSON record with a checksum on each line.

A record is either an original (its kind, when it was received, and its compressed content) or the list of the articles
read from one. The second kind may be lost: it only helps a repair to give an article its old id.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import orjson
import zstandard

from briefings.model.items import File, Original, Page, ReceivedOriginal, Text
from briefings.storage.atomic_files import disk_refusals
from briefings.storage.compression import COMPRESSED_ENDING, read_compressed
from briefings.storage.data_folder import DataFolder
from briefings.storage.json_file import storable

_MAX_CONTENT_BYTES = 64_000_000  # of an original; the largest file that intake takes has a third of it

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ArticlesOfOriginal:
    """The ids of the articles read from an original, by the number of the draft, from 0."""

    key: str
    ids: Mapping[int, str]


Record = TypeVar("Record", ReceivedOriginal, ArticlesOfOriginal)


def files(folder: Path) -> list[Path]:
    """The files of a folder of originals, compressed ones too, the oldest first."""
    return sorted([*folder.glob("*.jsonl"), *folder.glob(f"*.jsonl{COMPRESSED_ENDING}")])


def all_files(data: DataFolder) -> list[Path]:
    """The files of originals in a data folder, those in cold storage first."""
    return files(data.cold_originals) + files(data.originals)


def records(folder: Path, kind: type[Record]) -> Iterator[Record]:
    """The records of one kind in a folder, the first written first; damaged ones are left out."""
    for file in files(folder):
        for line in lines(file):
            with suppress(ValueError):
                record = parse(line)
                if isinstance(record, kind):
                    yield record


def lines(file: Path) -> Iterator[bytes]:
    """The complete lines of a file, damaged ones too. Raises ArchiveError if the disk refuses."""
    with disk_refusals(file), _open_lines(file) as stream:
        yield from (line for line in stream if line.endswith(b"\n"))


def original_line(original: Original, received: datetime) -> tuple[str, bytes]:
    """The key of an original, which is its record's checksum, and the line that stores it."""
    return _sealed({"received": received.astimezone(UTC).isoformat(), **_original_to_json(original)})


def parse(line: bytes) -> ReceivedOriginal | ArticlesOfOriginal:
    """The record on a line. Raises ValueError if it is damaged."""
    record = _load_verified(line)
    try:
        if "articles" in record:
            return ArticlesOfOriginal(
                record["original"], {int(number): id for number, id in record["articles"].items()}
            )
        return ReceivedOriginal(record["sum"], _aware(record["received"]), _original_from_json(record))
    except (AttributeError, KeyError, TypeError, zstandard.ZstdError) as error:
        raise ValueError("neither kind of record") from error


def _open_lines(file: Path) -> BinaryIO:
    return BytesIO(read_compressed(file)) if file.suffix == COMPRESSED_ENDING else file.open("rb")


def is_readable(line: bytes) -> bool:
    """Whether a line is undamaged."""
    try:
        parse(line)
    except ValueError:
        return False
    return True


def record_line(record: Json) -> bytes:
    """A record as a line, with its checksum."""
    return _sealed(record)[1]


def _sealed(record: Json) -> tuple[str, bytes]:
    checksum = _record_checksum(record)
    return checksum, orjson.dumps({"sum": checksum, **record}, option=orjson.OPT_APPEND_NEWLINE)


def _load_verified(line: bytes) -> Json:
    record = orjson.loads(line)
    if not isinstance(record, dict) or record.get("sum") != _record_checksum(record):
        raise ValueError("wrong checksum")
    return record


def _record_checksum(record: Json) -> str:
    rest = {name: value for name, value in record.items() if name != "sum"}
    return sha256(orjson.dumps(rest, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


def _original_to_json(original: Original) -> Json:
    match original:
        case File():
            known = _storable_values(name=original.name, outlet=original.outlet)
            return {"kind": "file", **known, **_compress(original.content)}
        case Text():
            known = _storable_values(name=original.name, outlet=original.outlet, link=original.link)
            published = original.published and original.published.isoformat()
            return {"kind": "text", **known, "published": published, **_compress(original.text)}
        case Page():
            known = _storable_values(name=original.name, url=original.url)
            return {"kind": "page", **known, "plain": original.plain, **_compress(original.content)}


def _storable_values(**names: str | None) -> Json:
    return {field: name and storable(name) for field, name in names.items()}


def _original_from_json(record: Json) -> Original:
    name, content = record["name"], _decompress(record)
    known_fields = (record.get(field) or "" for field in ("outlet", "link", "published"))
    if not all(isinstance(text, str) for text in (name, record.get("url", ""), *known_fields)):
        raise TypeError("not a text")
    match record["kind"], content:
        case "file", bytes():
            return File(name=name, content=content, outlet=record.get("outlet"))
        case "text", str():
            known = {field: record[field] for field in ("outlet", "link")}
            published = _aware(record["published"]) if record["published"] else None
            return Text(name=name, text=content, published=published, **known)
        case "page", _:
            return Page(name=name, url=record["url"], content=content, plain=record["plain"])
    raise KeyError(record["kind"])


def _aware(text: str) -> datetime:
    """The moment. Raises ValueError for one without a time zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment


def _compress(content: str | bytes) -> Json:
    """The content compressed and in base64; `surrogatepass`, because a text may have lone surrogates in it."""
    is_text = isinstance(content, str)
    plain = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return {"is_text": is_text, "zstd": b64encode(zstandard.compress(plain)).decode()}


def _decompress(record: Json) -> str | bytes:
    packed = b64decode(record["zstd"])
    if not 0 <= zstandard.frame_content_size(packed) <= _MAX_CONTENT_BYTES:  # it would be unpacked into that memory
        raise ValueError("too large, or of unknown size")
    plain = zstandard.decompress(packed)
    return plain.decode("utf-8", "surrogatepass") if record["is_text"] else plain
