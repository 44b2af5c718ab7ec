"""Search that cannot catch up says so in the log and tries again; one broken article holds up nothing for ever."""

import logging
from pathlib import Path
from threading import Event

import pytest
from stored_articles import NOON, story
from tantivy import Index

from briefings.model.article import Article
from briefings.search.index import SearchIndex
from briefings.search.index_failures import IndexDamaged
from briefings.search.indexer import SearchIndexer
from briefings.search.query_parser import ParsedQuery
from briefings.storage.protocols import PendingChange
from briefings.storage.tinydb.archive import Archive


class FailingArchive(Archive):
    """An archive that cannot say what has changed the first time it is asked in the background."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.failures = 1
        self.caught_up = Event()

    def pending(self, subscriber: str, count: int) -> list[tuple[PendingChange, Article | None]]:
        if self.failures:
            self.failures -= 1
            raise RuntimeError("out of memory")
        changes = super().pending(subscriber, count)
        if not changes:
            self.caught_up.set()
        return changes


def test_an_error_that_nobody_thought_of_is_logged_and_search_catches_up_afterwards(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    archive = FailingArchive(tmp_path / "articles")
    archive.add(story(1), NOON)
    search = SearchIndex()
    with caplog.at_level(logging.ERROR):
        indexer = SearchIndexer(archive, search, delay=0, retry_delay=0)
        assert archive.caught_up.wait(10)
        indexer.close()
    assert "out of memory" in caplog.text
    assert [hit.id for hit in search.find(ParsedQuery(words="council"), 5)] == ["261123-1"]
    archive.close()


def test_an_index_that_cannot_be_begun_anew_at_first_is_when_it_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path / "articles")
    search = SearchIndex(tmp_path / "index")
    indexer = SearchIndexer(archive, search, delay=0, retry_delay=0.01)
    opened, failures = search._opened, [True]

    def fail_once() -> Index:
        if failures and failures.pop():
            raise OSError(28, "No space left on device")
        return opened()

    monkeypatch.setattr(search, "_opened", fail_once)
    with indexer.rebuilding_if_damaged():
        raise IndexDamaged("as if it were")
    archive.add(story(1), NOON)
    indexer.catch_up_soon()
    indexer.close()
    with indexer.rebuilding_if_damaged():
        indexer.index_pending(9)
    while indexer.is_behind():
        with indexer.rebuilding_if_damaged():
            indexer.index_pending(9)
    assert [hit.id for hit in search.find(ParsedQuery(words="council"), 5)] == ["261123-1"]
    archive.close()
