"""Compares the files of a tantivy index with the checksums that tantivy wrote at their ends, which it does not itself.

A file ends with JSON that has the CRC-32 of all before it, the length of that JSON, and a number that says so.
"""

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

_META = "meta.json"  # which segments the last commit has

_MAGIC = 1337
_TAIL_BYTES = 8  # two little-endian numbers of four: the length, and _MAGIC
_MAX_FOOTER_BYTES = 10_000
_READ_BYTES = 1_000_000


def damaged_files(folder: Path) -> list[Path]:
    """The files of the index in `folder` whose content is not what was written. Raises OSError or ValueError.

    Looked at are those of the last commit only: the bot may be writing others.
    """
    try:
        segments = [_files_of(folder, segment) for segment in orjson.loads((folder / _META).read_bytes())["segments"]]
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{_META} is none") from error
    return [file for files in segments for file in files if not _has_its_checksum(file)]


def _files_of(folder: Path, segment: Mapping[str, Any]) -> list[Path]:
    name, deletes = UUID(segment["segment_id"]).hex, segment["deletes"]
    current = f"{name}.{deletes['opstamp']}.del" if deletes else ""
    return [file for file in sorted(folder.glob(f"{name}.*")) if file.suffix != ".del" or file.name == current]


def _has_its_checksum(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            end = stream.seek(0, 2) - _TAIL_BYTES
            stream.seek(max(end, 0))
            tail = stream.read()
            length, magic = int.from_bytes(tail[:4], "little"), int.from_bytes(tail[4:], "little")
            if magic != _MAGIC or length > min(end, _MAX_FOOTER_BYTES):
                return False
            stream.seek(end - length)
            footer = orjson.loads(stream.read(length))
            stream.seek(0)
            left, checksum = end - length, 0
            while left > 0 and (part := stream.read(min(left, _READ_BYTES))):
                left, checksum = left - len(part), zlib.crc32(part, checksum)
            return isinstance(footer, dict) and footer.get("crc") == checksum
    except FileNotFoundError:
        return True  # merged into another meanwhile
    except ValueError:  # no JSON
        return False
