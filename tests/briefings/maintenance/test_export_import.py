"""Moving to another machine: everything arrives, exactly, or a sentence says what did not."""

from datetime import timedelta
from pathlib import Path

import pytest
from stored_articles import EDDA, FERRY, NOON, damage, filled, ids, story
from stored_records import store

from briefings.errors import ArchiveError
from briefings.maintenance.export_import import export, restore
from briefings.model.items import Text
from briefings.storage.originals import Originals
from briefings.storage.tinydb.archive import Archive

NOT_ONE = (
    b'{"sourceline-export": 1}\n{"article": "261123-1", "document": {"headline": 1}}\n{"sourceline-export-ends": 1}'
)


def ignore_progress(_: int) -> None:
    """Nobody looks at the progress."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with articles, versions, deletions, a joined story, a subscription."""
    folder = tmp_path / "home"
    archive = Archive(folder / "articles", partition_size=3)
    given = filled(archive, 7)
    archive.add(FERRY, NOON, story=given[0])
    archive.replace(given[1], story(20), NOON, EDDA)
    archive.delete(given[2], EDDA, NOON)
    originals = Originals(folder / "originals")
    for day in (0, 1):
        key = originals.keep(Text(name="your message", text="The ferry runs."), NOON + timedelta(days=day))
        originals.note_articles(key, {0: given[day]}, NOON)
    originals.close()
    archive.close()
    store(folder, "editors.json", 42, {"user": 42, "since": NOON.isoformat()})
    return folder


def exported(folder: Path, file: Path) -> bytes:
    archive = Archive(folder / "articles", partition_size=5)
    export(archive, folder, file, ignore_progress)
    archive.close()
    return file.read_bytes()


def moved(file: Path, folder: Path) -> tuple[int, list[str]]:
    archive = Archive(folder / "articles", partition_size=5)
    try:
        return restore(archive, folder, file, ignore_progress)
    finally:
        archive.close()


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.zst"])
def test_what_is_exported_and_imported_is_exported_again_the_same(home: Path, tmp_path: Path, name: str) -> None:
    first = exported(home, tmp_path / name)
    assert moved(tmp_path / name, tmp_path / "other") == (8, [])
    assert exported(tmp_path / "other", tmp_path / f"again-{name}") == first
    for file in (home / "originals").iterdir():
        assert (tmp_path / "other" / "originals" / file.name).read_bytes() == file.read_bytes()
    there = Archive(tmp_path / "other" / "articles")
    assert there.versions("261123-2")[0].headline == "Story 2"
    assert ids(there.story("261123-1")) == ["261123-1", "261123-8"]
    assert ids(there.undo(EDDA)) == ["261123-3"]
    assert there.add(story(9), NOON).id == "261123-9"


def test_importing_again_changes_nothing(home: Path, tmp_path: Path) -> None:
    first = exported(home, tmp_path / "all.jsonl")
    assert moved(tmp_path / "all.jsonl", home) == (0, ["articles/undo.json", "editors.json"])
    assert exported(home, tmp_path / "again.jsonl") == first


def test_an_export_from_before_originals_were_kept_is_imported(home: Path, tmp_path: Path) -> None:
    lines = exported(home, tmp_path / "all.jsonl").splitlines(keepends=True)
    without = [line for line in lines[1:] if not line.startswith(b'{"originals"')]
    (tmp_path / "old.jsonl").write_bytes(b"".join([b'{"sourceline-export": 1}\n', *without]))
    assert moved(tmp_path / "old.jsonl", tmp_path / "other") == (8, [])


def test_an_import_that_breaks_off_says_where_and_can_be_made_again(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    whole = exported(home, file)
    lines = whole.splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:8]))
    with pytest.raises(ArchiveError) as caught:
        moved(file, tmp_path / "other")
    assert (caught.value.key, caught.value.fields["line"]) == ("import-line", 9)
    file.write_bytes(whole)
    moved(file, tmp_path / "other")
    assert exported(tmp_path / "other", tmp_path / "again.jsonl") == whole


def test_another_article_under_the_same_id_is_refused(home: Path, tmp_path: Path) -> None:
    exported(home, tmp_path / "all.jsonl")
    other = Archive(tmp_path / "other" / "articles")
    other.add(FERRY, NOON)
    other.close()
    with pytest.raises(ArchiveError) as caught:
        moved(tmp_path / "all.jsonl", tmp_path / "other")
    assert (caught.value.key, caught.value.fields["id"]) == ("import-conflict", "261123-1")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "import-line"),
        (b'{"title": "Not ours"}\n', "import-not-ours"),
        (b'{"sourceline-export": 9}\n', "file-too-new"),
        (b'{"sourceline-export": 1}\n[]\n', "import-line"),
        (b'{"sourceline-export": 1}\n{"article"', "import-line"),
        (
            NOT_ONE,
            "import-document",
        ),
        (b'{"sourceline-export": 2}\n{"originals": "../2026", "line": {}}\n', "import-line"),
        (b'{"sourceline-export": 2}\n{"originals": "2026-11-23", "line": {"sum": "0"}}\n', "import-line"),
        (b'{"sourceline-export": 1}\n{"file": "../../x.json", "table": "t", "id": 1, "document": {}}\n', "import-line"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path, content: bytes, key: str) -> None:
    (tmp_path / "all.jsonl").write_bytes(content)
    with pytest.raises(ArchiveError) as caught:
        moved(tmp_path / "all.jsonl", tmp_path / "other")
    assert caught.value.key == key


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        moved(tmp_path / "all.jsonl", tmp_path / "other")
    assert caught.value.key == "import-no-file"


def test_a_packed_file_that_is_damaged_is_refused(home: Path, tmp_path: Path) -> None:
    exported(home, tmp_path / "all.jsonl.zst")
    damage(tmp_path / "all.jsonl.zst")
    with pytest.raises(ArchiveError):
        moved(tmp_path / "all.jsonl.zst", tmp_path / "other")


def test_another_ending_is_refused_before_anything_is_written(home: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        exported(home, tmp_path / "all.zip")
    assert caught.value.key == "export-ending"
    assert not list(tmp_path.glob("all*"))
