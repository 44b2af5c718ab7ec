"""Whatever an article holds, its topics are counted in time that does not grow with its length."""

import pytest
from doubling import MAX_RATIO, cost_ratio
from stored_articles import alone

from briefings.model.article import Article
from briefings.topics.mentions import article_mentions, top_of
from briefings.topics.phrases import _remembered_word
from briefings.topics.trending import covered_topics

TEXTS = {
    "one long word": "abcdefghij",
    "one long name": "Norhavn Ferry ",
    "capitals": "NATO ",
    "initials": "U.S.",
    "hyphens": "Ab-cd-",
    "numbers": "1.2,3",
    "quotation marks": '"A" ',
    "combining marks": "e\u0301\u0323",
    "one sign for eighteen letters": "\ufdfa",
    "Chinese without a stop": "印度尼西亚禁止电商",
    "lone surrogates": "A\ud800 ",
    "NUL": "A\x00b ",
    "line ends": "A\n",
}


def pushed(text: str, language: str = "en") -> Article:
    return alone(
        id="261123-1", headline=text, paragraphs=(text,) * 50, topics=(text,) * 90, author=text, language=language
    )


@pytest.mark.parametrize("kind", TEXTS)
def test_the_topics_of_an_article_are_counted_in_time_linear_in_its_length(kind: str) -> None:
    def make(size: int) -> Article:
        return pushed((TEXTS[kind] * size)[:size])

    def topics(article: Article) -> None:
        article_mentions.cache_clear()
        covered_topics([article]).nearest("Norland", 6)

    assert cost_ratio(make, topics, 1_000, tries=5) < MAX_RATIO


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("language", ["en", "de", "zh", "xx", "\ud800"])
def test_little_is_kept_of_a_long_article(kind: str, language: str) -> None:
    article = pushed((TEXTS[kind] * 100_000)[:100_000], language)
    top = top_of(article)
    assert sum(map(len, (top.headline, *top.paragraphs, *top.topics, *top.names))) <= 20_000
    assert all(len(topic) <= 24 for topic in covered_topics([article]).top(6))


def test_a_word_of_more_than_a_hundred_characters_is_not_remembered() -> None:
    _remembered_word.cache_clear()
    covered_topics([pushed("Norhavnferry" * 20)])
    assert _remembered_word.cache_info().currsize == 0
