"""The lookup index is a cache: it may break at any moment, and it does not grow with what is no longer there."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from contract_engines import push
from stored_articles import EDDA, FERRY, NOON, filled, ids, story

from briefings.errors import ArchiveError
from briefings.model.article_id import ArticleId
from briefings.storage.tinydb.archive import Archive
from briefings.storage.tinydb.documents import Json
from briefings.storage.tinydb.partitions import Partition


def opened(folder: Path) -> Archive:
    return Archive(folder / "articles", partition_size=3, lookup_index=folder / "index" / "lookup.sqlite")


def break_index(archive: Archive) -> None:
    """From now on every question and every write fails, as on a disk that is gone."""
    archive._store._lookup_index._database.close()


def test_an_index_that_breaks_while_it_is_read_costs_no_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    archive = opened(tmp_path)
    given = filled(archive, 5)
    archive.subscribe("search")
    archive.clear_queue("search")
    break_index(archive)
    assert [outline.newest_id for outline in archive.outlines()] == given[::-1]
    assert "kept in memory" in caplog.text
    archive.add(FERRY, NOON)
    assert archive.with_link(FERRY.link)
    assert len(archive.pending("search", 9)) == 6  # what search knew is not known any more: it is told again
    archive.close()
    assert len(opened(tmp_path)) == 6


def test_an_index_that_breaks_while_it_is_written_costs_no_push(tmp_path: Path) -> None:
    archive = opened(tmp_path)
    filled(archive, 2)
    break_index(archive)
    article = archive.add(FERRY, NOON)
    assert ids(archive.story(article.id)) == [article.id]
    archive.close()


def test_moments_are_kept_to_the_microsecond(tmp_path: Path) -> None:
    archive = opened(tmp_path)
    moments = [NOON + timedelta(microseconds=number) for number in (1, 249_999, 999_999)]
    for number, moment in enumerate(moments):
        archive.add(story(number), moment)
    assert [outline.received for outline in archive.outlines()] == moments[::-1]
    archive.close()


def test_deleted_articles_leave_no_row_once_every_subscriber_knows(tmp_path: Path) -> None:
    archive = opened(tmp_path)
    archive.subscribe("search")
    for id in filled(archive, 6):
        archive.delete(id, EDDA, NOON)
    archive.acknowledge("search", [change for change, _ in archive.pending("search", 99)])
    archive.close()
    with sqlite3.connect(tmp_path / "index" / "lookup.sqlite") as database:
        rows = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("article", "change")]
    database.close()
    assert rows == [0, 0]


def test_while_a_broken_index_is_made_again_the_same_article_is_not_stored_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = opened(tmp_path)
    archive.add(FERRY, NOON)
    filled(archive, 9)
    outcomes: list[str] = []
    documents = archive._store._partitions.documents

    def push_meanwhile(partition: Partition) -> list[tuple[ArticleId, Json]]:
        if not outcomes:
            outcomes.append("")
            pushing = Thread(target=lambda: outcomes.append(push(archive, FERRY)[0]))
            pushing.start()
            pushing.join(0.2)  # it waits for the lock, or has looked at an index that is not filled
        return documents(partition)

    monkeypatch.setattr(archive._store._partitions, "documents", push_meanwhile)
    break_index(archive)
    assert len(archive) == 10
    assert push(archive, FERRY)[0] == "already"
    assert len(list(archive.articles())) == 10
    archive.close()


def test_an_article_whose_write_failed_at_the_last_step_is_found_after_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = opened(tmp_path)
    filled(archive, 1)
    with monkeypatch.context() as patched, pytest.raises(ArchiveError):
        patched.setattr("briefings.storage.atomic_files.sync_folder", refuse)
        archive.add(FERRY, NOON)
    archive.add(story(7), NOON)
    on_disk = [article.headline for article in archive.articles()]
    assert FERRY.headline in on_disk
    assert len(archive) == len(on_disk) == 3
    assert push(archive, FERRY)[0] == "already"
    archive.close()


def test_a_closed_archive_stays_closed(tmp_path: Path) -> None:
    archive = opened(tmp_path)
    filled(archive, 1)
    archive.close()
    with pytest.raises(RuntimeError):
        archive.add(FERRY, NOON)
    with pytest.raises(sqlite3.Error):
        len(archive)


def refuse(folder: Path) -> None:
    raise OSError(5, "Input/output error")
