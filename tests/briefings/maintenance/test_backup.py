"""A backup is the data folder as it was at one moment, also while it is being written to."""

import tarfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from stored_articles import NOON, filled, ids, story

from briefings.errors import ArchiveError
from briefings.maintenance.backup import back_up
from briefings.storage.tinydb.archive import Archive


def unpacked(file: Path, folder: Path) -> Archive:
    with tarfile.open(file) as tar:
        tar.extractall(folder, filter="data")
    return Archive(folder / "articles", partition_size=3)


@pytest.mark.parametrize("name", ["copy.tar", "copy.tar.gz"])
def test_what_is_unpacked_is_what_was_there(tmp_path: Path, name: str) -> None:
    archive = Archive(tmp_path / "data" / "articles", lookup_index=tmp_path / "data" / "index" / "lookup.sqlite")
    given = filled(archive, 7)
    archive.delete(given[0], 1, NOON)
    assert back_up(tmp_path / "data", tmp_path / name) == 2
    again = unpacked(tmp_path / name, tmp_path / "other")
    assert list(again.articles()) == list(archive.articles())
    assert ids(again.undo(1)) == given[:1]
    assert {each.name for each in (tmp_path / "data").iterdir()} == {"articles", "index"}


def test_a_backup_while_articles_come_in_has_all_up_to_one_of_them(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "data" / "articles", partition_size=3)
    filled(archive, 20)

    def push(_: int) -> None:
        for number in range(40):
            archive.add(story(100 + number), NOON)

    with ThreadPoolExecutor(1) as thread:
        pushing = thread.map(push, [0])
        for number in range(5):
            try:
                back_up(tmp_path / "data", tmp_path / f"{number}.tar")
            except ArchiveError as error:
                assert error.key == "backup-busy"
                continue
            there = ids(list(unpacked(tmp_path / f"{number}.tar", tmp_path / str(number)).articles()))
            assert there == ids(list(archive.articles()))[: len(there)]
            assert len(there) >= 20
        list(pushing)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        back_up(tmp_path, tmp_path / "copy.zip")
    assert caught.value.key == "export-ending"


@pytest.mark.parametrize("name", ["copy.tar", "copy.tar.gz"])
def test_a_backup_says_nothing_of_the_machine_and_unpacks_closed_to_others(tmp_path: Path, name: str) -> None:
    archive = Archive(tmp_path / "data" / "articles", partition_size=3)
    filled(archive, 7)
    archive.retire(NOON.date() + timedelta(days=1))
    archive.add(story(8), NOON)
    archive.delete(archive.newest(1)[0].id, 1, NOON)
    back_up(tmp_path / "data", tmp_path / name)
    with tarfile.open(tmp_path / name) as tar:
        members = tar.getmembers()
    assert {member.name for member in members if member.isdir()} == {"articles", "attic", "attic/articles"}
    assert all(member.isdir() or member.isreg() for member in members)
    assert {(member.uid, member.gid, member.uname, member.gname) for member in members} == {(0, 0, "", "")}
    assert {member.mode for member in members} == {0o600, 0o700}
    assert not [member.name for member in members if member.name.startswith(("/", ".")) or ".." in member.name]
