"""What a person can ask /topic, from the words they write to the articles they get."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored_articles import NOON, alone

from briefings.model.article import Article
from briefings.search.index import SearchIndex
from briefings.search.query_parser import ParsedQuery, parse_query


def article(number: int, headline: str, text: str, **fields: object) -> Article:
    return alone(id=f"261101-{number}", headline=headline, paragraphs=(text,), **fields)


FERRY = article(
    1,
    "Ferry Runs Again",
    "The harbour authority of Norhavn rebuilt the pier in a week.",
    outlet="The Harbour Post",
    published=NOON - timedelta(days=2),
)
FINE = article(
    2,
    "Ferry Firm Fined",
    "The authority fined the firm; the harbour was not to blame.",
    outlet="Norland Today",
    agency="Reuters",
    published=NOON - timedelta(days=10),
)
STRIKE = article(
    3,
    "Huelga de ferris en Norhavn",
    "Los trabajadores del puerto dejaron de trabajar el lunes.",
    language="es",
    outlet="Reuters",
    published=datetime(2025, 3, 1, tzinfo=UTC),
)
BUDGET = article(
    4,
    "Parliament Votes on Budget",
    "The government wants to spend more on schools.",
    published=NOON - timedelta(hours=3),
)


@pytest.fixture(scope="module")
def search() -> Iterator[SearchIndex]:
    index = SearchIndex()
    index.add([FERRY, FINE, STRIKE, BUDGET])
    index.commit()
    yield index
    index.close()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("ferry harbour authority", [FERRY, FINE]),
        ('"harbour authority"', [FERRY]),
        ("“harbour authority”", [FERRY]),
        ('ferry "fined the firm"', [FINE]),
        ('"authority harbour"', []),
        ("ferry -fined", [FERRY]),
        ('ferry -"harbour authority"', [FINE]),
        ("ferry -norhavn", [FINE]),
        ("-ferry", [FERRY, FINE]),  # only exclusions are words to look for
        ("outlet:reuters", [FINE, STRIKE]),
        ("ferry outlet:REUTERS", [FINE]),
        ("outlet:harbour", [FERRY]),
        ('outlet:"harbour post"', [FERRY]),
        ('outlet:"post harbour"', []),
        ("outlet:reuters outlet:harbour", [FERRY, FINE, STRIKE]),
        ("ferry -outlet:reuters", [FERRY]),
        ("since:7d", [BUDGET, FERRY]),
        ("since:5h", [BUDGET]),
        ("ferry since:2w", [FERRY, FINE]),
        ("since:2026-11-21", [BUDGET, FERRY]),
        ("since:2026-11", [BUDGET, FERRY, FINE]),
        ("since:2025 lang:es", [STRIKE]),
        ("LANG:ES", [STRIKE]),
        ("norhavn lang:en", [FERRY]),
        ("since:7d -budget", [FERRY]),
        ("lang:fr", []),
    ],
)
def test_a_question_finds(search: SearchIndex, question: str, found: list[Article]) -> None:
    assert [hit.id for hit in search.find(parse_query(question, NOON), 10)] == [article.id for article in found]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("parlament", [BUDGET]),
        ("goverment", [BUDGET]),
        ("goverment schools", [BUDGET]),
        ("authroity", [FERRY, FINE]),
        ("budgte since:7d", [BUDGET]),
        ("rety", []),  # too short to say what was meant
        ("zzzzzzzz", []),
    ],
)
def test_a_misspelt_word_finds(search: SearchIndex, question: str, found: list[Article]) -> None:
    assert [hit.id for hit in search.find(parse_query(question, NOON), 10)] == [article.id for article in found]


@pytest.mark.parametrize("text", ["since:yesterday", "since:2026-13", "lang:spanish", "https://a.example"])
def test_a_filter_that_cannot_be_read_is_words(text: str) -> None:
    assert parse_query(text, NOON) == ParsedQuery(words=text)


def test_a_correct_word_is_never_taken_for_another(search: SearchIndex) -> None:
    assert [hit.id for hit in search.find(parse_query("spend fined", NOON), 10)] == [FINE.id, BUDGET.id]


PARTS = st.lists(
    st.one_of(
        st.sampled_from(["-", '"', "outlet:", "since:", "lang:", "7d", "es", "ferry", " ", "“", "-ferry"]),
        st.text(max_size=8),
    ),
    max_size=12,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(text=PARTS)
def test_no_question_is_wrong(search: SearchIndex, text: str) -> None:
    assert len(search.find(parse_query(text, NOON), 3)) <= 3
