"""A disk that is full is no damage: what was indexed before is found, the rest once there is room, and nobody is told
that there is nothing."""

import logging
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from stored_articles import NOON, alone, story

from briefings.errors import ArchiveError
from briefings.search.index import SearchIndex
from briefings.search.index_failures import IndexRefused
from briefings.search.indexer import SearchIndexer
from briefings.search.query_parser import ParsedQuery
from briefings.storage.tinydb.archive import Archive

if sys.platform == "win32":
    pytest.skip("Windows cannot limit how large a file becomes", allow_module_level=True)
import resource

FERRY = alone(id="261123-1", headline="Ferry sails again", paragraphs=("It met no wind.",), language="en")
BRIDGE = alone(id="261123-2", headline="Bridge opens", paragraphs=("It met no wind.",), language="en")


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can be written, whichever it is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def found(index: SearchIndex | SearchIndexer, words: str) -> list[str]:
    return [hit.id for hit in index.hits(ParsedQuery(words=words))]


def test_what_was_indexed_before_the_disk_was_full_is_found_and_the_rest_can_be_added_later(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    index.add([FERRY])
    index.commit()
    for _ in range(2):
        with full_disk(), pytest.raises(IndexRefused):
            index.add([BRIDGE])
            index.commit()
    assert (found(index, "ferry"), found(index, "bridge")) == (["261123-1"], [])
    index.add([BRIDGE])
    index.commit()
    assert (found(index, "ferry"), found(index, "bridge")) == (["261123-1"], ["261123-2"])


def test_an_index_is_opened_and_searched_on_a_full_disk(tmp_path: Path) -> None:
    with closing(SearchIndex(tmp_path)) as index:
        index.add([FERRY])
    with full_disk():
        index = SearchIndex(tmp_path)
        assert found(index, "ferry") == ["261123-1"]
        index.close()


def test_an_index_that_is_closed_on_a_full_disk_can_be_opened_by_another(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    index.add([FERRY])
    with full_disk():
        index.close()
    with closing(SearchIndex(tmp_path)) as index:
        index.add([BRIDGE])
        assert len(index) == 0


def test_a_question_on_a_full_disk_is_told_so_only_where_nothing_is_found(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    archive, search = Archive(tmp_path / "articles"), SearchIndex(tmp_path / "index")
    archive.add(story(1), NOON)
    indexer = SearchIndexer(archive, search, delay=0, retry_delay=600)
    indexer.index_for_question(20)
    indexer.close()  # the background, which is in nobody's hand
    archive.add(story(2), NOON)
    with full_disk(), caplog.at_level(logging.WARNING):
        for _ in range(3):
            indexer.index_for_question(20)
            assert found(indexer, "council") == ["261123-1"]
        with pytest.raises(ArchiveError, match="search-refused"):
            found(indexer, "whales")
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "made again" not in caplog.text
    assert indexer.is_behind()
    indexer.index_for_question(20)
    assert found(indexer, "council") == ["261123-2", "261123-1"]
    assert found(indexer, "whales") == []
    archive.close()


def test_where_there_is_no_index_and_no_room_for_one_search_does_not_work_until_there_is(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "articles")
    archive.add(story(1), NOON)
    with full_disk():
        indexer = SearchIndexer(archive, SearchIndex(tmp_path / "index"), delay=0, retry_delay=600)
        indexer.close()
        indexer.index_for_question(20)
        with pytest.raises(ArchiveError, match="search-refused"):
            found(indexer, "council")
    indexer.index_for_question(20)
    assert found(indexer, "council") == ["261123-1"]
    archive.close()
