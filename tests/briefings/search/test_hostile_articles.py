"""Whatever a pushed page holds, its terms are made in time that grows as its length does, and found by its words."""

import logging

import pytest
from doubling import MAX_RATIO, cost_ratio
from stored_articles import NOON, alone

from briefings.language.text_pieces import MAX_LENGTH, pieces
from briefings.model.article import Article
from briefings.search.index import SearchIndex
from briefings.search.query_parser import parse_query
from briefings.search.word_variants import index_terms, surface_words

TEXTS = {
    "one long word": "abcdefghij",
    "a vowel and a y": "ay",
    "one long Greek word": "αβγδεζηθικ",
    "one long Czech word": "žluťoučký",
    "a hyphenated word without end": "ab-cd-",
    "one number": "1.2,3",
    "initials": "a.b.",
    "apostrophes": "l'été'",
    "possessives": "'s",
    "combining marks": "\u0301\u0323",
    "Chinese without a stop": "印度尼西亚禁止电商",
    "words": "ferry norhavn island ",
}
SIZE = 40_000


def pushed(text: str, language: str = "en") -> Article:
    return alone(id="261123-1", headline="Whaling", paragraphs=("Ferry.", "Pier.", text), language=language)


def index_of(*articles: Article) -> SearchIndex:
    index = SearchIndex()
    index.add(articles)
    index.commit()
    return index


@pytest.mark.parametrize(
    ("kind", "language"),
    [*((kind, "en") for kind in TEXTS), ("one long Greek word", "el"), ("one long Czech word", "cs")],
)
def test_the_terms_of_a_text_are_made_in_time_linear_in_its_length(kind: str, language: str) -> None:
    def make(size: int) -> str:
        return (TEXTS[kind] * size)[:size]

    def terms(text: str) -> None:
        list(index_terms(text, language))
        list(surface_words(text))

    assert cost_ratio(make, terms, SIZE) < MAX_RATIO


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("a" * 20_000, "a" * 20_000),
        ("a" * 20_000 + " harbour", "harbour"),
        ("-".join(["pier"] * 5_000) + " harbour", "harbour"),
        ("word " * 30_000 + "trade minister " + "word " * 30_000, '"trade minister"'),
        ("word " * 1_998 + "trade minister " + "word " * 1_998, '"trade minister"'),  # where the text is cut
        ("印度尼西亚禁止电商。" * 3_000, "禁止电商"),
    ],
)
def test_what_stands_in_a_long_text_is_found(text: str, question: str) -> None:
    assert [hit.id for hit in index_of(pushed(text)).find(parse_query(question, NOON), 5)] == ["261123-1"]


@pytest.mark.parametrize("text", ["", "word " * 5_000, "a" * 25_000, "电商，" * 9_000, "one\ntwo " * 4_000])
def test_pieces_of_a_text_are_the_text(text: str) -> None:
    cut = list(pieces(text))
    assert "".join(cut) == text
    assert all(len(piece) <= MAX_LENGTH for piece in cut)


def test_an_article_that_cannot_be_indexed_leaves_the_others_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    bad = alone(id="261123-2", headline="Whaling", paragraphs=("Ferry.",), language="\ud800")
    with caplog.at_level(logging.ERROR):
        index = index_of(pushed("Harbour"), bad)
    assert [hit.id for hit in index.find(parse_query("whaling", NOON), 5)] == ["261123-1"]
    assert "261123-2" in caplog.text
