"""Files that are damaged, too new or unfinished, and a disk that refuses."""

import logging
from pathlib import Path

import pytest
from stored_articles import EDDA, FERRY, NOON, damage, filled, ids, restarted, story

from briefings.errors import ArchiveError, NotFound
from briefings.storage.tinydb.archive import Archive


def test_a_damaged_file_is_set_aside_and_the_others_are_served(
    archive: Archive, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    given = filled(archive, 7)
    broken = folder / "2026-11-23_0004-0006.json"
    left = damage(broken)
    with caplog.at_level(logging.ERROR):
        again = restarted(folder)
        assert ids(again.newest(10)) == [given[6], *given[2::-1]]
        assert len(again) == len(list(again.articles())) == 4
    assert len([each for each in caplog.messages if str(broken) in each]) == 1
    for attempt in (again.get, again.versions, lambda id: again.delete(id, EDDA, NOON)):
        with pytest.raises(NotFound):
            attempt(given[4])
    assert [again.get(id).id for id in (given[0], given[6])] == [given[0], given[6]]
    again.delete(given[0], EDDA, NOON)
    assert ids(again.undo(EDDA)) == [given[0]]
    assert again.add(FERRY, NOON).id == "261123-8"
    assert (folder.parent / "quarantine" / broken.name).read_bytes() == left
    assert restarted(folder).add(story(9), NOON).id == "261123-9"  # nor is one given again after a restart


def test_a_file_found_damaged_while_it_is_used_is_set_aside(archive: Archive, folder: Path) -> None:
    given = filled(archive, 9)  # in three files, of which two are in memory
    archive.get(given[8])
    archive.get(given[5])
    archive.join([given[0], given[8]])
    archive.get(given[5])
    left = damage(folder / "2026-11-23_0001-0003.json")
    again = Archive(folder, partition_size=3, in_memory=1)
    assert ids(again.story(given[8])) == [given[8]]
    assert ids(again.newest(9)) == given[:2:-1]
    assert (folder.parent / "quarantine" / "2026-11-23_0001-0003.json").read_bytes() == left


def test_no_id_of_a_damaged_file_is_given_again(archive: Archive, folder: Path) -> None:
    filled(archive, 5)
    damage(folder / "2026-11-23_0004-0006.json")
    again = restarted(folder)
    assert [again.add(story(number), NOON).id for number in (8, 9)] == ["261123-7", "261123-8"]
    assert ids(again.newest(3)) == ["261123-8", "261123-7", "261123-3"]


def test_a_file_put_back_is_served_after_a_restart(archive: Archive, folder: Path) -> None:
    given = filled(archive, 5)
    file = folder / "2026-11-23_0001-0003.json"
    whole = file.read_bytes()
    damage(file)
    restarted(folder).add(FERRY, NOON)
    file.write_bytes(whole)
    assert ids(list(restarted(folder).articles())) == [*given, "261123-6"]


def test_a_file_of_a_newer_format_is_refused_and_left_untouched(archive: Archive, folder: Path) -> None:
    filled(archive, 5)
    file = folder / "2026-11-23_0001-0003.json"
    newer = file.read_bytes().replace(b'"format": 2', b'"format": 3')
    file.write_bytes(newer)
    with pytest.raises(ArchiveError) as caught:
        restarted(folder)
    assert (caught.value.key, caught.value.fields["file"]) == ("file-too-new", str(file))
    assert file.read_bytes() == newer


def test_a_damaged_record_of_changes_is_set_aside_and_begun_anew(archive: Archive, folder: Path) -> None:
    article = archive.add(FERRY, NOON)
    archive.delete(article.id, EDDA, NOON)
    damage(folder / "undo.json")
    again = restarted(folder)
    other = again.add(story(2), NOON)
    with pytest.raises(NotFound):
        again.undo(EDDA)
    assert again.newest(5) == [other]
    again.delete(other.id, EDDA, NOON)
    assert again.undo(EDDA) == [other]


def test_what_a_crash_left_unfinished_is_removed(archive: Archive, folder: Path) -> None:
    given = filled(archive, 2)
    for name in ("2026-11-23_0001-0003.json", "2026-11-24_0001-0003.json", "undo.json"):
        (folder / f"{name}.writing").write_bytes(b'{\n"format": 1,\n"sha')
    again = restarted(folder)
    assert ids(list(again.articles())) == given
    assert [file.name for file in folder.iterdir()] == ["2026-11-23_0001-0003.json"]


def test_other_files_in_the_folder_are_left_alone(archive: Archive, folder: Path) -> None:
    given = filled(archive, 2)
    for name in ("notes.txt", "2026-11-23_0001-0003.json.bak", ".DS_Store"):
        (folder / name).write_text("mine")
    assert ids(list(restarted(folder).articles())) == given
    assert (folder / "notes.txt").read_text() == "mine"


def test_a_refused_change_does_not_show(archive: Archive, folder: Path) -> None:
    first, second = filled(archive, 2)
    (folder / "2026-11-23_0001-0003.json.writing").mkdir()  # nothing can be written aside
    for attempt in (
        lambda: archive.add(FERRY, NOON),
        lambda: archive.replace(first, FERRY, NOON),
        lambda: archive.replace(first, FERRY, NOON, EDDA),
        lambda: archive.delete(second, EDDA, NOON),
    ):
        with pytest.raises(ArchiveError) as caught:
            attempt()
        assert caught.value.key == "disk-refuses"
    assert [article.headline for article in archive.newest(5)] == ["Story 2", "Story 1"]
    assert archive.with_text(FERRY) is archive.with_link(FERRY.link) is None
    assert archive.versions(first) == []
    assert len(archive) == 2
    with pytest.raises(NotFound):
        archive.undo(EDDA)
    (folder / "2026-11-23_0001-0003.json.writing").rmdir()
    assert archive.add(FERRY, NOON).id == "261123-3"
    assert restarted(folder).newest(5) == archive.newest(5)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the way")
    with pytest.raises(ArchiveError) as caught:
        Archive(tmp_path / "data" / "articles")
    assert str(tmp_path / "data") in str(caught.value.fields["file"])
