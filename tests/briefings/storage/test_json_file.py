"""The storage under every TinyDB file: whole or not at all, checked, readable by a person."""

import json
import subprocess
import tracemalloc
from hashlib import sha256
from pathlib import Path

import pytest
from child_process import program
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from briefings.errors import ArchiveError
from briefings.storage.json_file import AtomicJSONStorage

TABLES = {"notes": {"1": {"headline": "Der Hafen öffnet"}, "2": {"headline": "Ferry \u2028 “runs”"}}}


def kept_in(file: Path) -> AtomicJSONStorage:
    storage = AtomicJSONStorage(file)
    storage.write(TABLES)
    return storage


def refused(file: Path) -> ArchiveError:
    with pytest.raises(ArchiveError) as caught:
        AtomicJSONStorage(file).read()
    return caught.value


def test_what_was_written_is_read_after_a_restart(tmp_path: Path) -> None:
    kept_in(tmp_path / "notes.json")
    assert AtomicJSONStorage(tmp_path / "notes.json").read() == TABLES


def test_a_large_file_is_written_and_read_in_parts_of_a_document_at_most(tmp_path: Path) -> None:
    """Each part is one call, in which no other thread works."""
    size = 1_000_000
    storage = AtomicJSONStorage(tmp_path / "notes.json")
    storage.write({"notes": {str(number): {"text": "a" * size} for number in range(10)}})
    tables = storage.read()
    assert tables is not None
    tracemalloc.start()
    storage.write(tables)
    assert tracemalloc.get_traced_memory()[1] < 2 * size
    tracemalloc.stop()
    assert AtomicJSONStorage(tmp_path / "notes.json").read() == tables


def test_a_file_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    assert AtomicJSONStorage(tmp_path / "new" / "folder" / "notes.json").read() is None
    assert (tmp_path / "new" / "folder").is_dir()


def test_the_file_is_json_that_a_person_can_read(tmp_path: Path) -> None:
    kept_in(tmp_path / "notes.json")
    text = (tmp_path / "notes.json").read_text(encoding="utf-8")
    assert json.loads(text)["tables"] == TABLES
    assert json.loads(text)["format"] == 2
    assert text.split("\n")[5] == '"1": {"headline":"Der Hafen öffnet"},'


def test_a_file_of_the_first_format_is_read_and_becomes_one_of_this_when_written(tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    body = json.dumps(TABLES, indent=2, ensure_ascii=False).encode()
    first = b'{\n"format": 1,\n"sha256": "%s",\n"tables": %s\n}\n' % (sha256(body).hexdigest().encode(), body)
    file.write_bytes(first)
    assert AtomicJSONStorage(file).read() == TABLES
    assert file.read_bytes() == first
    with TinyDB(file, storage=AtomicJSONStorage) as database:
        database.table("notes").insert({"headline": "New"})
    assert json.loads(file.read_text())["format"] == 2
    assert AtomicJSONStorage(file).read() == {"notes": {**TABLES["notes"], "3": {"headline": "New"}}}


def test_tinydb_works_on_it(tmp_path: Path) -> None:
    with TinyDB(tmp_path / "notes.json", storage=AtomicJSONStorage) as database:
        first, second = database.insert({"outlet": "Harbour Post"}), database.insert({"outlet": "Delta News"})
        database.remove(doc_ids=[first])
        database.update({"outlet": "Delta Daily"}, doc_ids=[second])
    with TinyDB(tmp_path / "notes.json", storage=AtomicJSONStorage) as database:
        assert [(each.doc_id, each["outlet"]) for each in database] == [(second, "Delta Daily")]


@given(at=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_no_changed_bit_goes_unnoticed(tmp_path_factory: pytest.TempPathFactory, at: int, bit: int) -> None:
    file = tmp_path_factory.mktemp("bits") / "notes.json"
    kept_in(file)
    content = bytearray(file.read_bytes())
    content[at % len(content)] ^= 1 << bit
    file.write_bytes(content)
    error = refused(file)
    assert error.key in {"file-damaged", "file-too-new"}
    assert error.fields["file"] == str(file)
    assert file.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"_default": {"1": {}}}', b"\0" * 4096])
def test_a_file_of_another_kind_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "notes.json").write_bytes(content)
    assert refused(tmp_path / "notes.json").key == "file-damaged"


def test_a_file_cut_short_anywhere_is_damaged(tmp_path: Path) -> None:
    kept_in(tmp_path / "notes.json")
    whole = (tmp_path / "notes.json").read_bytes()
    for length in range(len(whole)):
        (tmp_path / "notes.json").write_bytes(whole[:length])
        assert refused(tmp_path / "notes.json").key == "file-damaged"


def test_a_newer_format_is_refused_whatever_is_in_it_and_left_untouched(tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    newer = b'{\n"format": 3,\n"shards": ["a", "b"]\n}\n'
    file.write_bytes(newer)
    assert refused(file).key == "file-too-new"
    with pytest.raises(ArchiveError), TinyDB(file, storage=AtomicJSONStorage) as database:
        database.insert({"outlet": "Harbour Post"})
    assert file.read_bytes() == newer


def test_what_a_crash_left_unfinished_is_removed_and_never_read(tmp_path: Path) -> None:
    kept_in(tmp_path / "notes.json")
    (tmp_path / "notes.json.writing").write_bytes(b'{"format": 1, "half')
    assert AtomicJSONStorage(tmp_path / "notes.json").read() == TABLES
    assert [file.name for file in tmp_path.iterdir()] == ["notes.json"]


def test_a_refused_write_leaves_file_and_memory_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    with TinyDB(file, storage=AtomicJSONStorage) as database:
        database.insert({"outlet": "Harbour Post"})
        before = file.read_bytes()
        (tmp_path / "notes.json.writing").mkdir()  # nothing can be written aside
        for change in (
            lambda: database.insert({"outlet": "Delta News"}),
            lambda: database.update({"outlet": "Delta News"}),
            database.truncate,
        ):
            with pytest.raises(ArchiveError) as caught:
                change()
            assert caught.value.key == "disk-refuses"
            assert caught.value.fields["file"] == str(file)
            assert [each["outlet"] for each in database] == ["Harbour Post"]
            assert file.read_bytes() == before
        (tmp_path / "notes.json.writing").rmdir()
        database.insert({"outlet": "Delta News"})
        assert len(database) == 2


def test_a_disk_that_refuses_is_named_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for path in (tmp_path / "file" / "notes.json", tmp_path / "file" / "deeper" / "notes.json"):
        with pytest.raises(ArchiveError) as caught:
            AtomicJSONStorage(path)
        assert caught.value.key == "disk-refuses"
        assert str(tmp_path / "file") in str(caught.value.fields["file"])
        assert caught.value.fields["reason"]
    (tmp_path / "folder.json").mkdir()
    assert refused(tmp_path / "folder.json").key == "disk-refuses"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="sees what is synced through /proc")
def test_content_then_name_then_folders_reach_the_disk_in_that_order(tmp_path: Path) -> None:
    file = tmp_path / "data" / "articles" / "notes.json"
    ran = subprocess.run(program("trace_json_write", file), capture_output=True, text=True, check=True, timeout=30)
    aside = f"{file}.writing"
    assert json.loads(ran.stdout) == [
        ["mkdir", str(tmp_path / "data")],
        ["sync", str(tmp_path)],
        ["mkdir", str(file.parent)],
        ["sync", str(tmp_path / "data")],
        ["sync", aside],
        ["rename", aside, str(file)],
        ["sync", str(file.parent)],
    ]


def test_a_full_disk_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    ran = subprocess.run(program("write_on_full_disk", file), capture_output=True, text=True, check=True, timeout=30)
    assert ran.stdout == "disk-refuses {'notes': {'1': {'headline': 'short'}}}\n"
    assert [each.name for each in tmp_path.iterdir()] == ["notes.json"]
    assert AtomicJSONStorage(file).read() == {"notes": {"1": {"headline": "short"}}}


def test_documents_that_were_written_take_little_more_memory_than_their_json(tmp_path: Path) -> None:
    storage = AtomicJSONStorage(tmp_path / "notes.json")
    tracemalloc.start()
    try:
        storage.write({"notes": {str(number): {"zone": "Europe/Oslo"} for number in range(1000)}})
        assert tracemalloc.get_traced_memory()[0] < 700_000
    finally:
        tracemalloc.stop()
