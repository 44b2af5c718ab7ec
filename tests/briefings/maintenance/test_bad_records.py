"""A bad record is refused by an import, named by a check, set aside by a repair, and left out of an export."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from stored_articles import EDDA, NOON, damage, filled
from stored_records import open_tables, store

from briefings.errors import ArchiveError
from briefings.maintenance.bad_records import set_bad_records_aside
from briefings.maintenance.check import Check
from briefings.maintenance.export_import import export, restore
from briefings.storage.data_folder import DataFolder
from briefings.storage.json_file import AtomicJSONStorage
from briefings.storage.tinydb.archive import Archive

Json = dict[str, Any]

READER, OTHER = 41, 57
TABLES = {"readers.json": "subscriptions", "deliveries.json": "subscriptions", "editors.json": "_default"}
GOOD: dict[str, Json] = {
    "readers.json": {"time": "07:30", "zone": "UTC", "chosen": "2026-11-01T00:00:00+00:00", "active": True},
    "deliveries.json": {"since": "2026-11-01T00:00:00+00:00", "since_article": None, "last": None},
    "editors.json": {"user": 41, "since": "2026-11-01T00:00:00+00:00"},
    "seen/09.json": {"stories": {"261123-1": "261123-1"}, "day": "2026-11-23"},
}


def line(file: str, id: int, document: Json) -> Json:
    return {"file": file, "table": TABLES.get(file, "seen"), "id": id, "document": document}


def imported(folder: Path, *lines: Json) -> list[str]:
    """The files with records after an import of these lines, whose refusal is raised."""
    file = folder / "all.jsonl"
    given = ({"sourceline-export": 2}, *lines, {"sourceline-export-ends": 0})
    file.write_bytes(b"".join(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in given))
    archive = Archive(folder / "data" / "articles")
    try:
        restore(archive, folder / "data", file, lambda _: None)
    finally:
        archive.close()
    return stored(folder / "data")


def stored(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in DataFolder(folder).record_files()]


def problems(folder: Path) -> list[tuple[str, str, object, object]]:
    return [
        (error.key, Path(str(error.fields["file"])).name, error.fields.get("number"), error.fields.get("field"))
        for error in Check(folder).find_problems(lambda _: None)
    ]


def ids(folder: Path, file: str) -> list[int]:
    return [id for id, _ in open_tables(folder)[file].items()]


def test_good_records_of_each_kind_are_imported(tmp_path: Path) -> None:
    assert imported(tmp_path, *(line(file, READER, good) for file, good in GOOD.items())) == sorted(GOOD)
    assert problems(tmp_path / "data") == []


@pytest.mark.parametrize("file", GOOD)
def test_a_bad_record_is_refused_and_no_record_is_imported(tmp_path: Path, file: str) -> None:
    good = [line(name, READER, record) for name, record in GOOD.items()]
    with pytest.raises(ArchiveError) as caught:
        imported(tmp_path, *good, line(file, OTHER, {}))
    fields = caught.value.fields
    assert (caught.value.key, fields["line"], fields["name"], fields["number"]) == ("import-record", 6, file, "57")
    assert stored(tmp_path / "data") == []


def test_a_change_that_cannot_be_taken_back_is_refused(tmp_path: Path) -> None:
    change = {"file": "articles/undo.json", "table": "changes", "id": 1, "document": {"editor": EDDA, "documents": 5}}
    with pytest.raises(ArchiveError) as caught:
        imported(tmp_path, change)
    assert (caught.value.key, caught.value.fields["name"]) == ("import-record", "articles/undo.json")


def test_a_table_that_a_file_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        imported(tmp_path, line("readers.json", READER, GOOD["readers.json"]) | {"table": "readers"})
    assert (caught.value.key, caught.value.fields["field"]) == ("import-record", "table")


@pytest.mark.parametrize("file", GOOD)
def test_a_check_names_a_bad_record(tmp_path: Path, file: str) -> None:
    store(tmp_path, file, READER, GOOD[file])
    store(tmp_path, file, OTHER, {"zone": "../../etc/passwd"})
    ((key, name, number, _),) = problems(tmp_path)
    assert (key, name, number) == ("check-record", Path(file).name, "57")


@pytest.mark.parametrize("file", GOOD)
def test_a_repair_sets_a_bad_record_aside_and_leaves_the_others(tmp_path: Path, file: str) -> None:
    store(tmp_path, file, READER, GOOD[file])
    store(tmp_path, file, OTHER, {"zone": "../../etc/passwd"})
    (aside,) = set_bad_records_aside(tmp_path)
    assert aside.ids == ("57",)
    assert ids(tmp_path, file) == [READER]
    assert problems(tmp_path) == []
    (kept,) = (AtomicJSONStorage(Path(aside.where)).read() or {}).values()
    assert {id: dict(record) for id, record in kept.items()} == {"57": {"zone": "../../etc/passwd"}}
    assert list(set_bad_records_aside(tmp_path)) == []


def test_records_set_aside_at_another_time_lie_beside_each_other(tmp_path: Path) -> None:
    wheres = set()
    for id in (READER, OTHER):
        store(tmp_path, "readers.json", id, {})
        wheres |= {aside.where for aside in set_bad_records_aside(tmp_path)}
    assert len(wheres) == 2
    assert all(Path(where).is_file() for where in wheres)


def test_a_repair_leaves_a_file_that_is_damaged_as_a_whole(tmp_path: Path) -> None:
    store(tmp_path, "readers.json", READER, {})
    left = damage(tmp_path / "readers.json")
    assert list(set_bad_records_aside(tmp_path)) == []
    assert (tmp_path / "readers.json").read_bytes() == left


def test_a_key_that_is_no_number_is_bad(tmp_path: Path) -> None:
    records = {"x": GOOD["readers.json"], "41": GOOD["readers.json"], "07": GOOD["readers.json"], "9" * 19: {}}
    AtomicJSONStorage(tmp_path / "readers.json").write({"subscriptions": records})
    assert [number for _, _, number, _ in problems(tmp_path)] == ["x", "07", "9" * 19]
    list(set_bad_records_aside(tmp_path))
    assert ids(tmp_path, "readers.json") == [41]


def test_an_export_leaves_bad_records_out_so_that_it_can_be_imported(tmp_path: Path) -> None:
    store(tmp_path / "home", "readers.json", READER, GOOD["readers.json"])
    store(tmp_path / "home", "readers.json", OTHER, {})
    archive = Archive(tmp_path / "home" / "articles")
    export(archive, tmp_path / "home", tmp_path / "all.jsonl", lambda _: None)
    archive.close()
    other = Archive(tmp_path / "other" / "articles")
    restore(other, tmp_path / "other", tmp_path / "all.jsonl", lambda _: None)
    other.close()
    assert ids(tmp_path / "other", "readers.json") == [READER]


def test_a_bad_change_in_the_undo_log_leaves_others_to_be_taken_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "articles")
    (id,) = filled(archive, 1)
    archive.delete(id, EDDA, NOON)
    archive.close()
    storage = AtomicJSONStorage(tmp_path / "articles" / "undo.json")
    tables = storage.read() or {}
    tables["changes"]["9"] = {"editor": EDDA, "documents": {id: {"headline": "No text"}}}
    tables["changes"]["8"] = {}
    storage.write(tables)
    assert [number for _, _, number, _ in problems(tmp_path)] == ["9", "8"]
    again = Archive(tmp_path / "articles")
    assert [article.id for article in again.undo(EDDA)] == [id]
    again.close()
