"""No question costs much, or costs the index: counted in what is searched for, on an archive of many languages."""

from collections.abc import Iterator

import pytest
from stored_articles import NOON, alone
from tantivy import Query, Schema, Searcher

from briefings.model.article import Article
from briefings.search.index import SearchIndex
from briefings.search.query_clauses import QueryClauses
from briefings.search.query_parser import ParsedQuery, parse_query
from briefings.search.word_variants import query_variants, stemmings

LANGUAGES = (
    *("en", "ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "he", "hr", "hu", "id", "it", "ja"),
    *("ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh"),
)
MAX_CLAUSES = 2500  # of terms, phrases and misspelt words, each of which takes some microseconds
MAX_MISSPELT_CLAUSES = 30  # each of which takes up to two milliseconds in an archive of 20,000 articles

WORDS = [f"{first}{middle}{last}" for first in "bdfgklm" for middle in ("arin", "olet", "iper") for last in "aeos"]
PIECES = {
    "initials": "a.b.",
    "letters": "a b c d e f ",
    "brackets": "(",
    "quotation marks": '"',
    "quoted words": '"barina boleto" ',
    "minuses": "-",
    "words left out": "-barina ",
    "hyphens": "a-",
    "hyphenated words": "barina-boleto-fiper ",
    "apostrophes": "l'",
    "filters in filters": "since:lang:outlet:",
    "outlets": "outlet:post ",
    "emoji": "🙂👩‍👧",
    "Chinese": "电商印度尼西亚",
    "Thai": "ข่าววันนี้",
    "right to left": "\u200f\u202eشمس ",
    "one sign for eighteen letters": "\ufdfa",
    "combining marks": "a\u0301\u0323",
    "NUL": "a\x00",
    "lone surrogates": "a\ud800 ",
    "a long word": "abcdefghij",
}
QUESTIONS = {
    "sixty words": " ".join(WORDS[:60]),
    "sixty misspelt words": " ".join(f"{word[:3]}x{word[3:]}" for word in WORDS[:60]),
    "sixty unknown words": " ".join(f"qq{word}zz" for word in WORDS[:60]),
    **{name: (piece * 4096)[:4096] for name, piece in PIECES.items()},
}
ABSURD_TIMES = (
    *(
        "9999",
        "0001",
        "0000",
        "-1",
        "99999999d",
        "9999w",
        "9999-12-31",
        "0001-01-01",
        "1969-12-31",
        "2226",
        "2147-01-01",
    ),
    *("9" * 300, "9" * 300 + "d", "1e9d", "NaN", "²d", "\ud800"),
)


def articles() -> Iterator[Article]:
    for number, language in enumerate(LANGUAGES * 3, 1):
        words = WORDS[number % 20 : number % 20 + 60]
        yield alone(
            id=f"261123-{number}", headline=" ".join(words[:8]), paragraphs=(" ".join(words),), language=language
        )


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    index = SearchIndex()
    index.add(articles())
    index.commit()
    return index


class Counting(QueryClauses):
    """Counts the clauses that are made of words."""

    words_made = 0
    misspelt_made = 0

    def spelling(self, spelling: tuple[str, ...], field: str) -> Query | None:
        made = super().spelling(spelling, field)
        Counting.words_made += made is not None
        return made

    def _fuzzy(self, word: str, field: str) -> Query:
        Counting.misspelt_made += 1
        return super()._fuzzy(word, field)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_hostile_question_is_searched_for_in_a_bounded_number_of_clauses(
    index: SearchIndex, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefings.search.query_builder.QueryClauses", Counting)
    Counting.words_made = Counting.misspelt_made = 0
    index.find(parse_query(QUESTIONS[name], NOON), 30)
    assert Counting.words_made <= MAX_CLAUSES
    assert Counting.misspelt_made <= MAX_MISSPELT_CLAUSES


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_hostile_question_is_stemmed_in_a_bounded_number_of_languages(name: str) -> None:
    words = parse_query(QUESTIONS[name], NOON).words
    ways = stemmings(LANGUAGES, [words])
    assert [code for way in ways for code in way.languages] == list(LANGUAGES)
    variants = [variant for group in query_variants(words, ways) for variant in group]
    assert sum(len(variant.wording.stem_sequence) for variant in variants) <= 600
    assert all(len(stem) <= 100 for variant in variants for stem in variant.wording.stem_sequence)


def test_a_long_question_finds_articles_of_every_language_by_the_words_as_they_stand(index: SearchIndex) -> None:
    having_all = {f"261123-{number}" for number in (100, 80, 60, 40, 20)}
    found = index.find(parse_query(" ".join(WORDS[:14]), NOON), 9)
    assert {hit.id for hit in found} == having_all


def test_of_many_phrases_and_filters_the_first_count() -> None:
    text = " ".join(f'"a b{n}" -c{n} outlet:d{n} -outlet:e{n}' for n in range(40))
    parsed = parse_query(text, NOON)
    assert parsed.phrases == [f"a b{n}" for n in range(4)]
    assert parsed.excluded == [f"c{n}" for n in range(6)]
    assert (len(parsed.outlets), len(parsed.excluded_outlets)) == (8, 8)


@pytest.mark.parametrize("value", ABSURD_TIMES)
@pytest.mark.parametrize("words", ["", "barina "])
def test_a_time_that_cannot_be_costs_nothing(index: SearchIndex, words: str, value: str) -> None:
    index.find(parse_query(f"{words}since:{value}", NOON), 5)
    assert len(index) == len(LANGUAGES) * 3


@pytest.mark.parametrize("value", ["99999999d", "9999w", "0001-01-01", "1969", "9" * 300 + "h"])
def test_since_long_before_the_first_article_is_since_the_first(index: SearchIndex, value: str) -> None:
    assert len(index.find(parse_query(f"since:{value}", NOON), 200)) == len(LANGUAGES) * 3


@pytest.mark.parametrize("value", ["9999", "2226", "9999-12-31"])
def test_since_long_after_the_last_article_finds_none(index: SearchIndex, value: str) -> None:
    assert index.find(parse_query(f"barina since:{value}", NOON), 5) == []


class Broken(QueryClauses):
    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        super().__init__(schema, searcher)
        raise ValueError("as tantivy says of a number that is too large")


def test_a_query_that_fails_finds_nothing_and_is_logged(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("briefings.search.query_builder.QueryClauses", Broken)
    assert index.find(ParsedQuery(words="barina"), 5) == []
    assert "as tantivy says" in caplog.text
    assert len(index) == len(LANGUAGES) * 3
