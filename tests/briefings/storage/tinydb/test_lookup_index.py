"""The lookup index is a cache: it may break at any moment, and it does not grow with what is no longer there."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from stored_articles import EDDA, FERRY, NOON, filled, ids, story

from briefings.storage.tinydb.archive import Archive


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
