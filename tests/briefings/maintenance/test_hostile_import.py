"""An export file may come from anywhere: what is wrong in it is a sentence, and it fills neither memory nor folders."""

import json
import tracemalloc
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from itertools import repeat
from pathlib import Path
from typing import Any

import orjson
import pytest
import zstandard
from stored_articles import NOON, filled, ids, story

from briefings.errors import ArchiveError
from briefings.maintenance.export_import import export, restore
from briefings.maintenance.export_lines import NumberedRecord
from briefings.maintenance.imported_records import RecordsImport
from briefings.storage.data_folder import DataFolder
from briefings.storage.tinydb.archive import Archive

Json = dict[str, Any]

HEADER = {"sourceline-export": 2}
CHOICE = {"time": "07:30", "zone": "Europe/Berlin", "chosen": "2026-11-01T00:00:00+00:00", "active": True}
FOOTER = {"sourceline-export-ends": 1}


def line(record: object) -> bytes:
    return json.dumps(record).encode() + b"\n"


def imported(folder: Path, *lines: bytes) -> int:
    file = folder / "all.jsonl"
    file.write_bytes(b"".join(lines))
    archive = Archive(folder / "data" / "articles")
    try:
        return restore(archive, folder / "data", file, lambda _: None)[0]
    finally:
        archive.close()


def refusal(folder: Path, *records: object) -> str:
    with pytest.raises(ArchiveError) as caught:
        imported(folder, line(HEADER), *map(line, records), line(FOOTER))
    return caught.value.key


def stored(folder: Path) -> list[str]:
    return ids(list(Archive(folder / "data" / "articles").articles()))


@pytest.fixture
def document(tmp_path: Path) -> Json:
    """An article as an export has it."""
    archive = Archive(tmp_path / "home" / "articles")
    archive.replace(filled(archive, 1)[0], story(2), NOON)
    export(archive, tmp_path / "home", tmp_path / "home.jsonl", lambda _: None)
    lines = map(orjson.loads, (tmp_path / "home.jsonl").read_bytes().splitlines())
    return next(record["document"] for record in lines if "article" in record)


def nested(depth: int) -> object:
    value: object = "deep"
    for _ in range(depth):
        value = [value]
    return value


def original(**changes: object) -> Json:
    """The record of an original with a right checksum, as anybody can make one."""
    record: Json = {
        "received": NOON.isoformat(),
        "kind": "text",
        "name": "your message",
        "outlet": None,
        "link": None,
        "published": None,
        "is_text": True,
        "zstd": b64encode(zstandard.compress(b"The ferry runs.")).decode(),
    } | changes
    return {"sum": sha256(orjson.dumps(record, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32], **record}


def test_an_article_and_an_original_made_by_hand_are_taken(tmp_path: Path, document: Json) -> None:
    records = ({"originals": "2026-11-23", "line": original()}, {"article": "261123-1", "document": document})
    assert imported(tmp_path, line(HEADER), *map(line, records), line(FOOTER)) == 1
    assert stored(tmp_path) == ["261123-1"]


# Articles


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", 5),
        ("headline", ""),
        ("paragraphs", "one text"),
        ("paragraphs", [1, 2]),
        ("paragraphs", []),
        ("topics", {"a": 1}),
        ("captions", None),
        ("outlet", ["a"]),
        ("opinion", "yes"),
        ("published", 20261123),
        ("received", "2026-11-23T12:00:00"),
        ("received", "soon"),
        ("received", "9999-12-31T23:59:59-14:00"),
        ("received", "0001-01-01T00:00:00+14:00"),
        ("published", "2026-11-23T10:00:00"),
        ("fingerprint", "no digits"),
        ("same_link", 5),
        ("story", 5),
        ("story", "../../etc"),
        ("voice", "x"),
        ("related", "261123-2"),
        ("related", ["/etc/passwd"]),
        ("change", "1"),
        ("settled", 1),
        ("source", ["key"]),
        ("source", [1, 2, 3]),
        ("corrected", 1),
        ("versions", None),
        ("versions", ["x"]),
        ("versions", [{}]),
        ("deleted", 5),
    ],
)
def test_an_article_with_a_field_of_the_wrong_kind_is_refused(
    tmp_path: Path, document: Json, field: str, value: object
) -> None:
    record = {"article": "261123-1", "document": document | {field: value}}
    assert refusal(tmp_path, record) == "import-document"
    assert stored(tmp_path) == []


@pytest.mark.parametrize("id", ["", "../../x", "/etc/passwd", "261123-1/../..", "261123-\x001", "991399-1", "1" * 5000])
def test_an_article_whose_id_is_none_is_refused(tmp_path: Path, document: Json, id: str) -> None:
    assert refusal(tmp_path, {"article": id, "document": document}) == "import-document"


@pytest.mark.parametrize("depth", [300, 900, 100_000])
def test_an_article_of_lists_in_lists_is_refused(tmp_path: Path, document: Json, depth: int) -> None:
    deep = b"[" * depth + b"]" * depth
    article = line({"article": "261123-1", "document": document | {"topics": "DEEP"}}).replace(b'"DEEP"', deep)
    with pytest.raises(ArchiveError) as caught:
        imported(tmp_path, line(HEADER), article)
    assert caught.value.key in ("import-line", "import-document")


def test_what_stands_before_a_line_that_will_not_do_is_stored(tmp_path: Path, document: Json) -> None:
    good = [{"article": f"261123-{number}", "document": document} for number in (1, 2)]
    for bad in ({"article": "261123-3", "document": {}}, {"article": "261123-1", "document": {"deleted": "x"}}, []):
        folder = tmp_path / str(bad)
        folder.mkdir()
        refusal(folder, *good, bad, {"article": "261123-4", "document": document})
        assert stored(folder) == ["261123-1", "261123-2"]


# Originals


@pytest.mark.parametrize(
    "record",
    [
        {"originals": "/etc/2026-11-23", "line": original()},
        {"originals": 5, "line": original()},
        {"originals": "2026-11-23", "line": nested(300)},
        {"originals": "2026-11-23", "line": original(name=5)},
        {"originals": "2026-11-23", "line": original(kind="program")},
        {"originals": "2026-11-23", "line": original(received="2026-11-23T12:00:00")},
        {"originals": "2026-11-23", "line": original(articles=[1])},
        {"originals": "2026-11-23", "line": original(zstd=5)},
        {"originals": "2026-11-23", "line": original(zstd="")},
        {
            "originals": "2026-11-23",
            "line": original(zstd=b64encode(zstandard.compress(bytes(100_000_000))).decode()),
        },
    ],
)
def test_an_original_that_is_none_is_refused(tmp_path: Path, record: object) -> None:
    assert refusal(tmp_path, record) == "import-line"
    assert not list((tmp_path / "data").glob("originals/*"))


# Readers and editors


@pytest.mark.parametrize(
    "changes",
    [
        {"file": "../../x.json"},
        {"file": "/etc/cron.d/x.json"},
        {"file": "seen/../../x.json"},
        {"file": "seen/\x00.json"},
        {"file": f"seen/{'9' * 300}.json"},
        {"file": "seen/notes.json"},
        {"file": ["readers.json"]},
        {"file": None},
        {"table": 5},
        {"table": ""},
        {"table": "a\nb"},
        {"table": {}},
        {"id": "1"},
        {"id": True},
        {"id": 1.5},
        {"document": [["a", 1]]},
        {"document": "text"},
    ],
)
def test_a_record_that_is_none_is_refused(tmp_path: Path, changes: Json) -> None:
    record = {"file": "readers.json", "table": "subscriptions", "id": 1, "document": CHOICE} | changes
    assert refusal(tmp_path, record) == "import-line"
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["articles"]


def test_a_record_that_stands_twice_is_refused(tmp_path: Path) -> None:
    record = {"file": "readers.json", "table": "subscriptions", "id": 1, "document": CHOICE}
    assert refusal(tmp_path, record, record) == "import-line"


# The memory


def bomb(file: Path, before: bytes, block: bytes, count: int) -> None:
    """Write a packed file of many blocks: a few kilobytes that unpack to gigabytes."""
    with zstandard.open(file, "wb") as out:
        out.write(before)
        for part in repeat(block, count):
            out.write(part)


@pytest.mark.parametrize(
    ("before", "block"),
    [(b"", b" "), (line(HEADER), b"x"), (line(HEADER) + b'{"article": "', b"x"), (line(HEADER) + b'{"a": [', b"[],")],
)
def test_a_line_without_end_is_read_only_so_far(tmp_path: Path, before: bytes, block: bytes) -> None:
    file = tmp_path / "all.jsonl.zst"
    bomb(file, before, block * 1_000_000, 200)
    assert file.stat().st_size < 100_000
    archive = Archive(tmp_path / "data" / "articles")
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveError) as caught:
            restore(archive, tmp_path / "data", file, lambda _: None)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert caught.value.key == "import-too-large"
    assert peak < 200_000_000


def test_a_line_of_very_many_lists_is_not_parsed(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        imported(tmp_path, line(HEADER), b'{"a": [' + b"[]," * 1_000_001 + b"[]]}\n")
    assert caught.value.key == "import-too-large"


def test_records_without_end_are_refused(tmp_path: Path) -> None:
    record: Json = {"file": "readers.json", "table": "subscriptions", "document": CHOICE | {"more": "x" * 100}}
    records = RecordsImport(DataFolder(tmp_path), max_bytes=10_000)
    with pytest.raises(ArchiveError) as caught:
        records.add([NumberedRecord(id, record | {"id": id}, 150) for id in range(1000)], tmp_path / "all.jsonl")
    assert caught.value.key == "import-too-large"


def test_short_records_without_end_are_refused_before_they_take_more_memory_than_records_may(tmp_path: Path) -> None:
    record: Json = {"file": "editors.json", "table": "_default", "document": {"user": 5}}
    records = RecordsImport(DataFolder(tmp_path), max_bytes=1_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveError) as caught:
            records.add(
                (NumberedRecord(id, record | {"id": id}, 60) for id in range(100_000)),
                tmp_path / "all.jsonl",
            )
        assert tracemalloc.get_traced_memory()[1] < 1_100_000
    finally:
        tracemalloc.stop()
    assert caught.value.key == "import-too-large"


def test_lines_of_many_megabytes_are_stored_a_few_at_a_time(tmp_path: Path) -> None:
    taken: list[int] = []
    lines = [
        line({"originals": "2026-11-23", "line": original(name="x" * 3_000_000 + str(number))}) for number in range(7)
    ]
    (tmp_path / "all.jsonl").write_bytes(b"".join([line(HEADER), *lines, line(FOOTER)]))
    restore(Archive(tmp_path / "data" / "articles"), tmp_path / "data", tmp_path / "all.jsonl", taken.append)
    assert taken == [3, 3, 1]


Cut = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    "cut", [lambda content: content[:-1], lambda content: content[: len(content) // 2], lambda _: b""]
)
def test_a_packed_file_that_is_cut_short_is_refused(tmp_path: Path, document: Json, cut: Cut) -> None:
    records = [{"article": f"261123-{number}", "document": document} for number in range(1, 50)]
    whole = b"".join([line(HEADER), *map(line, records), line(FOOTER)])
    packed = zstandard.ZstdCompressor().stream_reader(BytesIO(whole)).read()
    (tmp_path / "all.jsonl.zst").write_bytes(cut(packed))
    with pytest.raises(ArchiveError):
        restore(Archive(tmp_path / "data" / "articles"), tmp_path / "data", tmp_path / "all.jsonl.zst", lambda _: None)
