"""A question never clears the index, whatever fails in it; damage that is found when it fails does."""

import logging
from pathlib import Path

import pytest
from stored_articles import NOON, alone, story
from tantivy import Schema, Searcher

from briefings.intake.result import IntakeResult
from briefings.intake.web.fetcher import WebFetcher
from briefings.newsroom.newsroom import open_newsroom
from briefings.search.index import SearchIndex
from briefings.search.index_failures import IndexDamaged
from briefings.search.query_clauses import QueryClauses
from briefings.search.query_parser import ParsedQuery


class Broken(QueryClauses):
    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        super().__init__(schema, searcher)
        raise ValueError("as tantivy says of a number that is too large")


def test_a_question_that_fails_finds_nothing_and_leaves_the_index_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with open_newsroom(tmp_path, "lead", lambda: NOON, WebFetcher()) as newsroom:
        newsroom.ingestion.store([IntakeResult((story(1), story(2)))])
        assert newsroom.queries.topic("council", 5)
        with monkeypatch.context() as broken, caplog.at_level(logging.WARNING):
            broken.setattr("briefings.search.query_builder.QueryClauses", Broken)
            for question in ("council", "since:9999", "council lang:en"):
                assert newsroom.queries.topic(question, 5) == []
        assert "made again" not in caplog.text
        assert not newsroom.indexer.is_behind()
        assert newsroom.queries.topic("council", 5)


def test_damage_is_found_when_a_question_fails(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    index.add([alone(id="261123-1", headline="Whaling ends", paragraphs=("Ferry.",), language="en")])
    index.close()
    for file in tmp_path.rglob("*.store"):
        content = file.read_bytes()
        file.write_bytes(b"\xff" * 20 + content[20:])
    with pytest.raises(IndexDamaged):
        SearchIndex(tmp_path).find(ParsedQuery(words="whaling"), 5)
