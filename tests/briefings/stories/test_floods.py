"""Many articles that are alike, or have thousands of names: what one more costs, and what each takes, has a bound."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from doubling import cost_ratio

from briefings.model.article import Draft
from briefings.stories.assigner import features_of
from briefings.stories.clustering import Entry, StoryIndex
from briefings.stories.features import StoryFeatures, extract_features

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def alike(number: int) -> Draft:
    text = "The Harbour Trust has sold the old customs house in Wexbridge to a hotel group for £4m."
    return Draft(headline=f"Customs house sold {number}", paragraphs=(text, f"It was sale {number}."))


def of_one_rare_word(number: int) -> Draft:
    words = " ".join(f"w{number}x{each}" for each in range(50))
    return Draft(headline=f"Zqxwvut {number}", paragraphs=(f"Zqxwvut {words}.",))


def of_many_names(number: int) -> Draft:
    names = ", ".join(f"Aa{number}b{each} Cc{number}d{each}" for each in range(5000))
    return Draft(headline=names, paragraphs=(f"There were {names}.",))


def features(draft: Draft, number: int = 0) -> StoryFeatures:
    return extract_features(draft, NOON + timedelta(seconds=number))


@pytest.mark.parametrize("kind", [alike, of_one_rare_word, of_many_names])
def test_one_more_article_costs_no_more_among_twice_as_many(kind: Callable[[int], Draft]) -> None:
    def index_of(size: int) -> StoryIndex:
        index = StoryIndex()
        for number in range(size):
            index.add(Entry(str(number), str(number), str(number), features(kind(number), number)))
        return index

    new = features(kind(100_000), 100_000)
    assert cost_ratio(index_of, lambda index: [index.place(new) for _ in range(3)], 60, limit=1.8) < 1.8


def test_an_article_of_any_length_takes_some_kilobytes_of_memory() -> None:
    large = features(of_many_names(1))
    sizes = [sys.getsizeof(each) for each in (large.terms, large.frequencies, large.shingles, large.lead_names)]
    assert sum(sizes) < 30_000


def test_twice_the_article_is_no_more_work_to_compare() -> None:
    def draft(size: int) -> Draft:
        return Draft(headline="A headline " * size, paragraphs=tuple(f"Word{number}." for number in range(size)))

    assert cost_ratio(draft, lambda draft: features_of(draft, NOON), 20_000, limit=1.8) < 1.8


def test_an_article_that_is_replaced_again_and_again_leaves_nothing_behind() -> None:
    index = StoryIndex()
    for number in range(50):
        index.add(Entry("1", str(number), "1", features(of_one_rare_word(number))))
    articles = index._languages["en"]
    terms = len(features(of_one_rare_word(49)).terms)
    assert len(articles._postings) <= terms and len(articles._rarity.document_frequency) == terms
    assert len(articles._stories) == 1
