"""`sourceline check` reads everything, names what is wrong, and touches nothing."""

from pathlib import Path

import pytest
from stored_articles import EDDA, NOON, damage, filled
from stored_records import open_editors

from briefings.maintenance.check import Check
from briefings.search.index import SearchIndex
from briefings.storage.tinydb.archive import Archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    archive = Archive(tmp_path / "articles", partition_size=3, lookup_index=tmp_path / "index" / "lookup.sqlite")
    given = filled(archive, 7)
    archive.delete(given[1], EDDA, NOON)
    search = SearchIndex(tmp_path / "index" / "search")
    search.add(archive.articles())
    search.close()
    archive.close()
    open_editors(tmp_path).close()
    return tmp_path


def wrong(folder: Path) -> list[tuple[str, str]]:
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*.json")}
    found = [
        (error.key, Path(str(error.fields.get("file", ""))).name)
        for error in Check(folder).find_problems(lambda _: None)
    ]
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*.json")} == before
    return found


def test_nothing_is_wrong_with_what_was_just_written(folder: Path) -> None:
    assert wrong(folder) == []


def test_nothing_is_wrong_with_a_new_folder(tmp_path: Path) -> None:
    assert wrong(tmp_path / "none") == []


@pytest.mark.parametrize("name", ["articles/2026-11-23_0004-0006.json", "articles/undo.json"])
def test_a_damaged_file_is_named(folder: Path, name: str) -> None:
    damage(folder / name)
    assert wrong(folder) == [("file-damaged", Path(name).name)]


def test_a_damaged_cache_is_named(folder: Path) -> None:
    (folder / "index" / "lookup.sqlite").write_bytes(b"not a database at all" * 100)
    for file in (folder / "index" / "search").rglob("meta.json"):
        damage(file)
    assert wrong(folder) == [("check-cache", "lookup.sqlite"), ("check-cache", "search")]


@pytest.mark.parametrize("ending", ["pos", "idx", "term", "store", "fieldnorm", "fast"])
def test_a_byte_of_the_search_index_that_is_another_is_found(folder: Path, ending: str) -> None:
    (file,) = (folder / "index" / "search").rglob(f"*.{ending}")
    content = bytearray(file.read_bytes())
    for place in (0, len(content) // 4, len(content) - 1):
        spoilt = content.copy()
        spoilt[place] ^= 1
        file.write_bytes(spoilt)
        assert wrong(folder) == [("check-cache", "search")]
    file.write_bytes(content[:-9])
    assert wrong(folder) == [("check-cache", "search")]
    file.write_bytes(content)
    assert wrong(folder) == []


@pytest.mark.parametrize("content", [b"{}", b"[]", b'{"segments": [{}]}', b'{"segments": [{"segment_id": 5}]}', b"x"])
def test_a_list_of_the_search_index_that_is_none_is_found(folder: Path, content: bytes) -> None:
    (file,) = (folder / "index" / "search").rglob("meta.json")
    file.write_bytes(content)
    assert wrong(folder) == [("check-cache", "search")]


def test_a_search_index_from_which_articles_were_removed_is_in_order(folder: Path) -> None:
    search = SearchIndex(folder / "index" / "search")
    search.remove("261123-3")
    search.commit()
    search.remove("261123-4")
    search.close()
    assert list((folder / "index" / "search").rglob("*.del"))
    assert wrong(folder) == []


def test_what_was_set_aside_is_not_forgotten(folder: Path) -> None:
    damage(folder / "articles" / "2026-11-23_0001-0003.json")
    Archive(folder / "articles", partition_size=3).close()
    list(Archive(folder / "articles", partition_size=3).articles())
    assert [key for key, _ in wrong(folder)] == ["check-set-aside"]
