"""The lines that originals are kept in.

A line is JSON with a checksum. Either it is an original: what kind it is, when it came, and its content, packed. Or it
says which articles one became; that can be lost, as it only helps to find an article's number again.
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

from briefings.model.items import File, Original, Page, Text
from briefings.storage.atomic_files import disk_refusals
from briefings.storage.compression import PACKED, read_packed
from briefings.storage.json_file import storable

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


def files(folder: Path) -> list[Path]:
    """The files of a folder of originals, also in the attic, the oldest first."""
    return sorted([*folder.glob("*.jsonl"), *folder.glob(f"*.jsonl{PACKED}")])


def all_files(data: Path) -> list[Path]:
    """The files of originals in a data folder, those in the attic first."""
    return files(data / "attic" / "originals") + files(data / "originals")


def records(folder: Path, kind: type[Record]) -> Iterator[Record]:
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
    return to_line({"received": received.astimezone(UTC).isoformat(), **_to_json(original)})


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


def is_readable(line: bytes) -> bool:
    """Whether a line is as it was written."""
    try:
        parse(line)
    except ValueError:
        return False
    return True


def to_line(record: Json) -> bytes:
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
