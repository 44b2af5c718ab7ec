"""Which topics are offered, and which are nearest to a misspelt query."""

from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored_articles import NOON, alone

from briefings.model.article import Article
from briefings.search.index import SearchIndex
from briefings.search.query_parser import parse_query
from briefings.topics.trending import covered_topics

NUMBERS = count(1)


def article(headline: str, *paragraphs: str, **fields: object) -> Article:
    return alone(id=f"261123-{next(NUMBERS)}", headline=headline, paragraphs=paragraphs or ("Nothing more.",), **fields)


FERRY = article(
    "FerryGo Says It Regrets Norland’s Decision to Ban E-Commerce Parcels on Passenger Boats",
    "Danish-owned firm FerryGo on Thursday said it regretted the Norlandish government's decision to ban e-commerce"
    " parcels on passenger boats, which carry most of the goods of FerryGo Shop.",
    "But FerryGo said in a statement sent to The Coastal Press that it will respect the law of Norland.",
    "Norland’s Trade Minister Ida Berglund announced the decision on Monday. Passenger boats are for people, she said.",
    agency="Coastal Press",
)
BREACH = article(
    "DeepHarbour's Internal AI Details Stolen in 2023 Breach",
    "A hacker entered the messaging systems of DeepHarbour last year and stole details about the AI of the company, the"
    " New Harbour Times reported on Thursday.",
    "Officials of DeepHarbour told staff in April. The hacker did not reach the systems where the AI is built.",
)
BOTH = [FERRY, BREACH]


def test_names_in_headlines_come_first_then_terms_that_recur() -> None:
    assert covered_topics(BOTH).top(6)[:4] == ["FerryGo", "Norland", "DeepHarbour", "AI"]
    assert set(covered_topics(BOTH).top(6)[4:]) == {"e-commerce", "passenger boats"}


def test_topic_is_written_as_most_often() -> None:
    assert "e-commerce" in covered_topics(BOTH).top(10)
    assert "E-Commerce" not in covered_topics(BOTH).top(10)


@pytest.mark.parametrize("word", ["Says", "Decision", "Thursday", "Monday", "April", "Details", "Stolen", "The", "But"])
def test_single_common_words_days_and_months_are_no_topics(word: str) -> None:
    assert word not in covered_topics(BOTH).top(50)


def test_agency_outlet_and_author_are_no_topics() -> None:
    mine = article(
        "Whaling ends in Norland",
        "Norland ends whaling, Ann Lee wrote in the Harbour Post. The Harbour Post and Ann Lee saw it.",
        outlet="Harbour Post",
        author="Ann Lee",
    )
    assert covered_topics([mine]).top(9) == ["Norland"]
    assert not {"Coastal Press", "The Coastal Press"} & set(covered_topics(BOTH).top(50))


def test_forms_and_parts_of_a_topic_are_not_offered_beside_it() -> None:
    topics = covered_topics(BOTH).top(50)
    assert "Norland" in topics
    assert not {"Norlandish", "FerryGo Shop"} & set(topics)


def test_given_topics_count_most() -> None:
    given = article("Quiet day in parliament", "Members went home early.", topics=("Fisheries policy",))
    assert covered_topics([FERRY, BREACH, given]).top(1) == ["Fisheries policy"]


def test_topic_of_many_articles_comes_before_topic_of_one() -> None:
    more = [article(f"Storm hits Westmark {n}", "The storm reached Westmark at night.") for n in range(3)]
    assert covered_topics([*BOTH, *more]).top(1) == ["Westmark"]


def test_name_of_several_words_is_whole() -> None:
    mine = article(
        "Talks in Rio de Janeiro end",
        "The talks in Rio de Janeiro went on all night, the mayor of New Harbour told the press.",
    )
    assert covered_topics([mine]).top(2) == ["Rio de Janeiro", "New Harbour"]


def test_acronym_that_looks_common_is_a_topic() -> None:
    mine = article("Norland leaves WHO for good", "In a letter Norland told the WHO so. The WHO regrets it.")
    assert set(covered_topics([mine]).top(2)) == {"WHO", "Norland"}


def test_script_without_capitals_has_topics_too() -> None:
    mine = article(
        "نورلاند تحظر التجارة الإلكترونية على العبارات",
        "قالت نورلاند إنها ستحظر التجارة الإلكترونية على متن العبارات.",
        "وأضافت نورلاند أن التجارة الإلكترونية تضر الأسواق الصغيرة.",
        language="ar",
    )
    assert set(covered_topics([mine]).top(2)) == {"نورلاند", "التجارة الإلكترونية"}


def test_german_nouns_are_not_taken_for_names() -> None:
    mine = article(
        "Minister will die Gebühren senken",
        "Die Entscheidung fällt in Nordhafen. Der Minister sagte am Montag in Nordhafen, dass die Gebühren sinken.",
        language="de",
    )
    assert covered_topics([mine]).top(1) == ["Nordhafen"]
    assert not {"Entscheidung", "Montag"} & set(covered_topics([mine]).top(9))


def test_topic_too_long_for_a_button_is_left_out() -> None:
    mine = article(
        "Quiet day", "Nothing.", topics=("The long history of the northern fisheries", "समुद्री परिवहन निगम विभाग", "Cod")
    )
    assert covered_topics([mine]).top(9) == ["Cod"]


def test_no_articles_have_no_topics() -> None:
    assert covered_topics([]).top(6) == []
    assert covered_topics([]).nearest("ferry", 6) == []


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("norlnad", "Norland"),
        ("NORLANT", "Norland"),
        ("deep harbor", "DeepHarbour"),
        ("ecomerce", "e-commerce"),
        ("fer", "FerryGo"),
        ("news about berglunt", "Ida Berglund"),
    ],
)
def test_nearest_topic_is_the_one_spelt_most_alike(query: str, nearest: str) -> None:
    mine = article("Ida Berglund resigns", "Minister Berglund left. The press asked Ida Berglund why.")
    assert covered_topics([*BOTH, mine]).nearest(query, 3)[0] == nearest


@pytest.mark.parametrize("query", ["zzz", "", "🙂", "(x"])
def test_where_no_topic_is_near_the_top_topics_are_offered(query: str) -> None:
    assert covered_topics(BOTH).nearest(query, 4) == covered_topics(BOTH).top(4)


def test_nearest_topics_are_filled_up_without_repeating() -> None:
    assert covered_topics(BOTH).nearest("norlnad", 4) == ["Norland", "FerryGo", "DeepHarbour", "AI"]


LATIN = "Norland norland FerryGo ferry-go E-Commerce the The of US us Über été L’Oréal O'Brien U.S. 5G 3.5G AT&T Straße"
ODD = "Cafe\u0301 İzmir Fjordo™ №Nord हिन्दी समाचार تجارة التجارة 电商禁止 ǅungla ﬁsh a_b x2y ½Mile . , “ ” – -"
WORDS = st.sampled_from(f"{LATIN} {ODD}".split())
TEXTS = st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=12).map(" ".join)).filter(str.strip)
ARTICLES = st.lists(
    st.builds(
        lambda headline, paragraphs, topics, language: article(headline, *paragraphs, topics=topics, language=language),
        TEXTS,
        st.lists(TEXTS, min_size=1, max_size=3),
        st.lists(TEXTS, max_size=2),
        st.sampled_from(["en", "es", "de", "ar", "hi", "zh", "xx"]),
    ),
    max_size=4,
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(ARTICLES, st.text(max_size=20))
def test_each_topic_offered_fits_its_button_and_finds_an_article(articles: Sequence[Article], query: str) -> None:
    index = SearchIndex()
    index.add(articles)
    index.commit()
    offered = [*covered_topics(articles).top(20), *covered_topics(articles).nearest(query, 6)]
    for topic in offered:
        assert topic == topic.strip()
        assert len(topic) <= 24
        assert len(topic.encode()) <= 56
        assert index.find(parse_query(topic, NOON), 1), topic
