"""Sentences chosen once are read from the cache, and are those that would be chosen again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from stored_articles import NOON, alone

from briefings.model.article import Article
from briefings.summaries.cache import CachingSummarizer, SummaryCache, cache_key
from briefings.summaries.precompute import make_summaries
from briefings.summaries.summarizer import ChosenSentence, Summarizer

FERRY = alone(
    id="261123-1",
    headline="Ferry to the islands runs again",
    paragraphs=(
        "The ferry between Norhavn and the islands runs again from Thursday, the port said.",
        "Storms had kept it in the harbour for nine days. “We worked through four nights,” said the port director.",
        "The council will meet on Friday to speak of a second ferry for the islands and of what it would cost.",
    ),
)
OTHER = replace(FERRY, id="261123-2", copy_of="261123-2", headline="Norhavn has its ferry back", outlet="Island Times")


class CountingSummarizer(Summarizer):
    """Counts how often it is asked."""

    asked = 0

    def choose_from(self, articles: Sequence[Article], already_shown: Sequence[Article] = ()) -> list[ChosenSentence]:
        self.asked += 1
        return super().choose_from(articles, already_shown)


@pytest.fixture
def summary_cache(tmp_path: Path) -> Iterator[SummaryCache]:
    opened = SummaryCache(tmp_path / "summaries.sqlite")
    yield opened
    opened.close()


@pytest.mark.parametrize("articles", [[FERRY], [FERRY, OTHER]])
def test_it_is_chosen_once_and_the_same_after_a_restart(
    summary_cache: SummaryCache, tmp_path: Path, articles: list[Article]
) -> None:
    summarizer = CountingSummarizer()
    first = CachingSummarizer(summarizer, summary_cache).choose_from(articles)
    assert first == Summarizer().choose_from(articles) != []
    reopened = SummaryCache(tmp_path / "summaries.sqlite")
    assert CachingSummarizer(summarizer, reopened).choose_from(articles) == first
    reopened.close()
    assert summarizer.asked == 1


@pytest.mark.parametrize(
    "changed",
    [
        [replace(FERRY, headline="Another headline")],
        [replace(FERRY, paragraphs=FERRY.paragraphs[:2])],
        [replace(FERRY, language="de")],
        [FERRY, OTHER],
    ],
)
def test_another_text_is_chosen_from_anew(summary_cache: SummaryCache, changed: list[Article]) -> None:
    summarizer = CountingSummarizer()
    caching = CachingSummarizer(summarizer, summary_cache)
    caching.choose_from([FERRY])
    assert caching.choose_from(changed) == Summarizer().choose_from(changed)
    assert summarizer.asked == 2


def test_what_a_reader_was_shown_and_the_algorithm_count(summary_cache: SummaryCache) -> None:
    keys = {cache_key("news", [FERRY]), cache_key("lead", [FERRY]), cache_key("news", [FERRY], [OTHER])}
    assert len(keys) == 3


def test_where_an_article_was_received_does_not_count() -> None:
    assert cache_key("news", [FERRY]) == cache_key(
        "news", [replace(FERRY, id="261124-7", copy_of="261124-7", received=NOON)]
    )


def test_a_file_that_is_damaged_is_made_again(tmp_path: Path) -> None:
    file = tmp_path / "summaries.sqlite"
    file.write_bytes(b"not a database at all" * 100)
    summary_cache = SummaryCache(file)
    assert CachingSummarizer(Summarizer(), summary_cache).choose_from([FERRY])
    assert summary_cache.get(cache_key("news", [FERRY]))
    summary_cache.close()


@pytest.mark.slow
def test_summaries_of_many_stories_are_made_beforehand(summary_cache: SummaryCache) -> None:
    stories = [[replace(FERRY, headline=f"Ferry number {number}")] for number in range(60)]
    done: list[int] = []
    for _ in range(2):  # the second time all are there
        make_summaries(stories, "news", summary_cache, done.append)
        assert sum(done) == 60
        done.clear()
    summarizer = CountingSummarizer()
    assert CachingSummarizer(summarizer, summary_cache).choose_from(stories[59]) == Summarizer().choose_from(
        stories[59]
    )
    assert summarizer.asked == 0
