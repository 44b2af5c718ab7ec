"""The lines of an exported file, read one by one, and never more of it in memory than a line may have.

The file may come from anywhere: a megabyte of it may unpack to a hundred gigabytes, with or without an end of a line.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import orjson
import zstandard

from briefings.errors import ArchiveError

FORMAT = 2
ENDINGS = (".jsonl", ".jsonl.zst")
HEADER = "sourceline-export"
FOOTER = "sourceline-export-ends"  # a file without this last line was cut short

_MAX_LINE_BYTES = 50_000_000  # the original of the largest file that intake takes has 27 million
_MAX_LISTS = 1_000_000  # lists and objects of a line, each of which takes much more memory than the line
_BATCH_SIZE = 100  # records
_BATCH_BYTES = 8_000_000  # after which a batch is complete

Json = dict[str, Any]


class NumberedRecord(NamedTuple):
    """A record, the number of its line, and the length of that in bytes."""

    number: int
    record: Json
    size: int


def is_packed(file: Path) -> bool:
    """Whether the name of an export says that it is compressed. Raises ArchiveError for an ending of no export."""
    if not file.name.endswith(ENDINGS):
        raise ArchiveError("export-ending", file=str(file), endings=", ".join(ENDINGS))
    return file.name.endswith(ENDINGS[1])


@contextmanager
def open_lines(file: Path) -> Iterator[BinaryIO]:
    """The exported file, unpacked as it is read. Raises ArchiveError for a name of another ending."""
    with zstandard.open(file, "rb") if is_packed(file) else file.open("rb") as stream:
        yield stream if isinstance(stream, BufferedReader) else BufferedReader(stream)


def read_records(stream: BinaryIO, file: Path) -> Iterator[NumberedRecord]:
    """The records between the header and the footer. Raises ArchiveError, which names `file` and the line."""
    records = _parsed_lines(stream, file)
    header = next(records, None)
    if header is None:
        raise ArchiveError("import-line", file=str(file), line=1)
    if not isinstance(header.record.get(HEADER), int):
        raise ArchiveError("import-not-ours", file=str(file))
    if header.record[HEADER] > FORMAT:
        raise ArchiveError("file-too-new", file=str(file))
    number = 1
    for record in records:
        if FOOTER in record.record:
            return
        number = record.number
        yield record
    raise ArchiveError("import-line", file=str(file), line=number + 1)


def batches(records: Iterable[NumberedRecord]) -> Iterator[list[NumberedRecord]]:
    """The records, a few at a time: enough for one write to the disk, and few enough for the memory."""
    batch: list[NumberedRecord] = []
    size = 0
    try:
        for record in records:
            batch.append(record)
            size += record.size
            if len(batch) == _BATCH_SIZE or size >= _BATCH_BYTES:
                yield batch
                batch, size = [], 0
    except ArchiveError:
        if batch:
            yield batch  # what stands before the line that will not do
        raise
    if batch:
        yield batch


def _parsed_lines(stream: BinaryIO, file: Path) -> Iterator[NumberedRecord]:
    number = 0
    try:
        while line := stream.readline(_MAX_LINE_BYTES + 1):
            number += 1
            if len(line) > _MAX_LINE_BYTES or line.count(b"[") + line.count(b"{") > _MAX_LISTS:
                raise ArchiveError("import-too-large", file=str(file), line=number)
            yield NumberedRecord(number, _parse(line, number, file), len(line))
    except zstandard.ZstdError as error:
        raise ArchiveError("file-damaged", file=str(file)) from error


def _parse(line: bytes, number: int, file: Path) -> Json:
    try:
        record = orjson.loads(line)
    except ValueError as error:
        raise ArchiveError("import-line", file=str(file), line=number) from error
    if not isinstance(record, dict):
        raise ArchiveError("import-line", file=str(file), line=number)
    return record
