"""A change of several articles is made whole or not at all, also by a process that is killed in the middle."""

import shutil
from pathlib import Path

import pytest
from forgetful_disk import ForgetfulDisk
from stored_articles import EDDA, NOON, filled, restarted

from briefings.errors import ArchiveError
from briefings.model.article_id import ArticleId
from briefings.storage.atomic_files import write_whole
from briefings.storage.tinydb.documents import Json


def stories(folder: Path) -> list[list[int]]:
    """The stories of an archive as it is found on disk: of each the numbers of its articles."""
    archive = restarted(folder)
    found: dict[str, list[int]] = {}
    for article in archive.articles():
        found.setdefault(article.story, []).append(int(article.id.partition("-")[2]))
    archive.close()
    return sorted(found.values())


@pytest.mark.slow
def test_a_joining_that_is_cut_off_at_any_write_is_whole_or_not_made(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = restarted(folder)
    ids = filled(archive, 7)
    disk = ForgetfulDisk(monkeypatch, folder)
    states: list[list[list[int]]] = []

    def cut() -> None:
        disk.before_each_sync = lambda: None
        place = tmp_path / f"cut-{len(states)}"
        shutil.copytree(folder, place)
        states.append(stories(place))
        disk.before_each_sync = cut

    disk.before_each_sync = cut
    archive.join(ids, EDDA)
    archive.split(ids[0], EDDA)
    disk.before_each_sync = lambda: None
    disk.close()
    alone = [[number] for number in range(1, 8)]
    together = [[1, 2, 3, 4, 5, 6, 7]]
    apart = [[1], [2, 3, 4, 5, 6, 7]]
    assert len(states) > 10
    assert [state for state in states if state not in (alone, together, apart)] == []
    assert states[0] == alone
    assert stories(folder) == apart
    archive.close()


def test_a_change_that_was_finished_is_not_made_again_over_a_later_one(folder: Path, tmp_path: Path) -> None:
    archive = restarted(folder)
    ids = filled(archive, 5)
    kept = tmp_path / "journal.json"
    archive._store._journal.end = lambda: shutil.copy(folder / "journal.json", kept)  # type: ignore[method-assign]
    archive.join(ids, EDDA)
    archive.close()
    (folder / "journal.json").unlink()
    archive = restarted(folder)
    archive.split(ids[4], EDDA)
    archive.close()
    write_whole(folder / "journal.json", kept.read_bytes())
    assert stories(folder) == [[1, 2, 3, 4], [5]]
    assert not (folder / "journal.json").exists()


def test_a_journal_that_was_not_complete_changes_nothing(folder: Path) -> None:
    filled(restarted(folder), 4)
    (folder / "journal.json").write_bytes(b'{\n"format": 2,\n"sha')
    assert stories(folder) == [[1], [2], [3], [4]]
    assert not (folder / "journal.json").exists()


def test_a_disk_that_refuses_the_second_file_leaves_the_first_as_it_was(folder: Path) -> None:
    archive = restarted(folder)
    ids = filled(archive, 5)
    (folder / "2026-11-23_0004-0006.json.writing").mkdir()
    with pytest.raises(ArchiveError):
        archive.join(ids, EDDA)
    assert [len(archive.story(id)) for id in ids] == [1] * 5
    (folder / "2026-11-23_0004-0006.json.writing").rmdir()
    archive.close()
    assert stories(folder) == [[1], [2], [3], [4], [5]]


def test_a_change_that_could_not_even_be_taken_back_is_taken_back_before_the_next_one(folder: Path) -> None:
    archive = restarted(folder)
    ids = filled(archive, 5)
    blocked = [folder / f"2026-11-23_{name}.json.writing" for name in ("0001-0003", "0004-0006")]
    write_second = archive._store._partitions.replace

    def fail_after_the_first_file(id: ArticleId, document: Json) -> None:
        if id.number > 3:
            for path in blocked:
                path.mkdir()
        write_second(id, document)

    archive._store._partitions.replace = fail_after_the_first_file  # type: ignore[method-assign]
    with pytest.raises(ArchiveError):
        archive.join(ids, EDDA)
    with pytest.raises(ArchiveError):  # as long as the disk refuses, nothing else is changed
        archive.delete(ids[0], EDDA, NOON)
    for path in blocked:
        path.rmdir()
    archive._store._partitions.replace = write_second  # type: ignore[method-assign]
    archive.join(ids[1:3], EDDA)
    assert [len(archive.story(id)) for id in ids] == [1, 2, 2, 1, 1]
    assert not (folder / "journal.json").exists()
    archive.close()
    assert stories(folder) == [[1], [2, 3], [4], [5]]
