"""What killed processes and earlier versions left in the data folder goes away; what is at work stays."""

import os
from datetime import timedelta
from pathlib import Path

from stored_articles import NOON

from briefings.storage.data_folder import DataFolder


def test_folders_of_backups_that_were_killed_are_removed_and_one_under_way_is_not(tmp_path: Path) -> None:
    for name, age in ((".backup-dead", timedelta(days=2)), (".backup-alive", timedelta(minutes=5))):
        (tmp_path / name / "articles").mkdir(parents=True)
        moment = (NOON - age).timestamp()
        os.utime(tmp_path / name, (moment, moment))
    (tmp_path / "articles").mkdir()
    DataFolder(tmp_path).remove_leftovers(NOON)
    assert sorted(file.name for file in tmp_path.iterdir()) == [".backup-alive", "articles"]


def test_the_cache_of_an_earlier_version_is_removed(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    for name in ("catalog.sqlite", "catalog.sqlite-wal", "lookup.sqlite"):
        (tmp_path / "index" / name).touch()
    DataFolder(tmp_path).remove_leftovers(NOON)
    assert [file.name for file in (tmp_path / "index").iterdir()] == ["lookup.sqlite"]
