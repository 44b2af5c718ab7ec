"""Which articles a query finds, in what order, in every language."""

import threading
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored_articles import NOON, alone

from briefings.model.article import Article
from briefings.search.index import SearchIndex
from briefings.search.query_parser import ParsedQuery, parse_query

NUMBERS = count(1)


def article(headline: str, *paragraphs: str, **fields: object) -> Article:
    """An article received after every one made before it."""
    number = next(NUMBERS)
    values = {"id": f"261123-{number}", "received": NOON + timedelta(seconds=number)} | fields
    return alone(headline=headline, paragraphs=paragraphs or ("Nothing more is known.",), **values)


def index_of(*articles: Article) -> SearchIndex:
    index = SearchIndex()
    index.add(articles)
    index.commit()
    return index


def ids(index: SearchIndex, query: str, limit: int, offset: int = 0) -> list[str]:
    return [hit.id for hit in index.find(parse_query(query, NOON), limit, offset)]


def found(articles: Sequence[Article], query: str) -> list[str]:
    headlines = {article.id: article.headline for article in articles}
    return [headlines[id] for id in ids(index_of(*articles), query, 10)]


FERRY = article(
    "Ferry Firm Regrets Norland’s Ban on E-Commerce Parcels",
    "Norland's government banned parcels of e-commerce firms from its ferries on Monday.",
    "The economy of the islands lives on trade, the minister said.",
)
BREACH = article(
    "Hackers Stole Designs From DeepHarbour",
    "A hacker broke into the messaging system of DeepHarbour, the newspaper said.",
    "The breach was found in April. No customers were hurt.",
)


@pytest.mark.parametrize(
    ("query", "headline"),
    [
        ("deepharbour", BREACH.headline),
        ("DEEPHARBOUR’S", BREACH.headline),
        ("breaches", BREACH.headline),
        ("customer hack", BREACH.headline),
        ("norland", FERRY.headline),
        ("Nórland", FERRY.headline),
        ("ferries", FERRY.headline),
        ("the economy of Norland", FERRY.headline),
    ],
)
def test_words_find_their_article_whatever_the_case_accents_and_endings(query: str, headline: str) -> None:
    assert found([FERRY, BREACH], query) == [headline]


def test_words_nobody_wrote_find_nothing() -> None:
    assert found([FERRY, BREACH], "zzz") == []


def test_an_empty_archive_finds_nothing() -> None:
    assert ids(SearchIndex(), "ferry", 5) == []


@pytest.mark.parametrize("query", ["e-commerce", "E-Commerce", "ecommerce", "e commerce", "e‑commerce"])
def test_hyphenated_word_is_found_in_each_spelling(query: str) -> None:
    spellings = [
        article("One", "They sell by e-commerce."),
        article("Two", "They sell by ecommerce."),
        article("Three", "They sell by E commerce."),
        article("Four", "An e and commerce are not the same."),
    ]
    assert found(spellings, query) == ["Three", "Two", "One"]


@pytest.mark.parametrize("query", ["cease-fire", "cease fire"])
def test_longer_hyphenated_word_is_found_in_each_spelling(query: str) -> None:
    spellings = [article("One", "A cease-fire."), article("Two", "A ceasefire."), article("Three", "A cease fire.")]
    assert found(spellings, query) == ["Three", "Two", "One"]


def test_hyphen_between_two_words_is_given_up_when_nobody_writes_them_together() -> None:
    talks = article("Talks", "Norland spoke with Westmark about trade.")
    assert found([talks, FERRY], "norland-westmark trade") == ["Talks"]


def test_initials_are_found_with_and_without_dots() -> None:
    both = [article("One", "The U.S. economy grew."), article("Two", "The US economy grew.")]
    assert found(both, "US economy") == found(both, "u.s. economy") == ["Two", "One"]


def test_word_in_capitals_counts_although_it_looks_common() -> None:
    both = [article("WHO warns of flu", "Flu spreads."), article("Flu season", "Flu spreads in the north.")]
    assert found(both, "WHO flu") == ["WHO warns of flu"]


def test_common_words_count_when_there_are_no_others() -> None:
    assert found([article("They Came Back", "A band returns."), FERRY], "they") == ["They Came Back"]


def test_article_with_all_words_leaves_out_those_with_some() -> None:
    both = article("Hackers on the ferry", "The ferry was hacked.")
    assert found([FERRY, BREACH, both], "ferry hackers") == ["Hackers on the ferry"]


def test_when_none_has_all_words_those_with_most_are_found() -> None:
    assert found([FERRY, BREACH], "hacker breach unicorns ferry") == [BREACH.headline]


def test_headline_and_topics_come_before_lede_and_lede_before_the_rest() -> None:
    rest = ("First paragraph.", "Second paragraph.", "Far down it mentions whaling.")
    places = [
        article("By its headline: whaling"),
        article("By its topics", topics=("Fishing", "Whaling")),
        article("By its lede", "Whaling was banned."),
        article("By its end", *rest),
    ]
    assert found(places, "whaling") == ["By its topics", "By its headline: whaling", "By its lede", "By its end"]


def test_words_side_by_side_come_before_words_apart() -> None:
    start = ("One.", "Two.")
    phrase = article("Phrase", *start, "The trade minister left.")
    apart = article("Apart", *start, "The minister left.", "Trade grew.")
    assert found([phrase, apart], "trade minister") == ["Phrase", "Apart"]


def test_of_equals_the_newest_by_date_comes_first() -> None:
    old = article("Whaling then", published=datetime(2023, 9, 28, tzinfo=UTC))
    older = article("Whaling before", published=datetime(2021, 9, 28, tzinfo=UTC))
    oldest = article("Whaling long ago", published=datetime(1, 1, 1, tzinfo=UTC))
    today = article("Whaling today")
    assert found([oldest, today, old, older], "whaling") == [
        article.headline for article in (today, old, older, oldest)
    ]


def test_date_in_the_future_does_not_keep_an_article_on_top() -> None:
    misdated = article("Whaling tomorrow", published=datetime(9999, 1, 1, tzinfo=UTC))
    later = article("Whaling later", received=NOON + timedelta(hours=1))
    assert found([misdated, later], "whaling") == ["Whaling later", "Whaling tomorrow"]


def test_of_one_push_the_last_article_comes_first() -> None:
    batch = [article(f"Whaling {n}", received=NOON) for n in range(12)]
    assert found(batch, "whaling")[:3] == ["Whaling 11", "Whaling 10", "Whaling 9"]


def test_pages_follow_one_another_without_gap_or_repetition() -> None:
    articles = [article("Whaling") for _ in range(3)] + [article("Fishing", "Whaling too.") for _ in range(4)]
    index = index_of(*articles)
    whole = ids(index, "whaling", 50)
    assert len(whole) == 7
    assert [id for offset in range(0, 9, 2) for id in ids(index, "whaling", 2, offset)] == whole
    assert ids(index, "whaling", 0) == []


ELSEWHERE = {
    "es": article("La economía de Norlandia crece", "Las exportaciones subieron.", language="es"),
    "fr": article("Une réforme de l’éducation", "L’Élysée annonce des élections.", language="fr"),
    "de": article("Häuser in Köln", "Die Straßen sind gesperrt.", language="de"),
    "en": article("Fire in Łódź", "Firemen from Tromsø came to help."),
    "tr": article("İstanbul ve Diyarbakır", "Seçim sonuçları.", language="tr"),
    "ar": article("إندونيسيا تحظر التجارة", "أعلنت الحكومة القرار.", language="ar"),
    "zh": article("印度尼西亚禁止电商", "政府宣布了决定。", language="zh"),
    "hi": article("हिन्दी में समाचार", "सरकार ने घोषणा की।", language="hi"),
}


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("economia", "es"),
        ("la economía de Norlandia", "es"),
        ("exportación", "es"),
        ("education", "fr"),
        ("elysee", "fr"),
        ("élection", "fr"),
        ("koln", "de"),
        ("STRASSE", "de"),
        ("lodz", "en"),
        ("TROMSO", "en"),
        ("istanbul", "tr"),
        ("diyarbakir", "tr"),
        ("اندونيسيا", "ar"),
        ("تجارة", "ar"),
        ("电商", "zh"),
        ("समाचार", "hi"),
    ],
)
def test_every_language_is_searched_the_same_way(query: str, language: str) -> None:
    assert ids(index_of(*ELSEWHERE.values(), FERRY, BREACH), query, 5) == [ELSEWHERE[language].id]


def test_trade_mark_sign_does_not_hide_a_name() -> None:
    assert found([article("A phone called Fjordo™", "It is out.")], "fjordo") == ["A phone called Fjordo™"]


def test_replaced_article_is_found_by_its_new_words_only() -> None:
    index = index_of(FERRY, BREACH)
    new = article("Train Firm Regrets", "No boats.", id=FERRY.id)
    index.replace(new)
    index.commit()
    assert ids(index, "train", 5) == [FERRY.id]
    assert ids(index, "ferry", 5) == []


def test_article_added_twice_is_found_once() -> None:
    assert ids(index_of(FERRY, FERRY), "ferry", 5) == [FERRY.id]


def test_removed_article_is_not_found_and_can_come_back() -> None:
    index = index_of(FERRY, BREACH)
    index.remove(FERRY.id)
    index.commit()
    index.remove("990101-1")
    index.commit()
    assert ids(index, "ferry", 5) == []
    index.replace(FERRY)
    index.commit()
    assert ids(index, "ferry", 5) == [FERRY.id]


@pytest.mark.parametrize(
    "query", ["", " ", "🙂", "…", '"ferry', "ferry AND (", "headline:ferry", "[a TO z]", "ferry^", "-", "*", "\x00"]
)
def test_no_sign_in_a_query_means_anything_special(query: str) -> None:
    assert found([FERRY, BREACH], query) == ([FERRY.headline] if "ferry" in query else [])


@pytest.fixture(scope="module")
def everything() -> SearchIndex:
    return index_of(FERRY, BREACH, *ELSEWHERE.values())


@settings(max_examples=200, deadline=None)
@given(query=st.text())
def test_any_text_is_a_query(everything: SearchIndex, query: str) -> None:
    assert len(ids(everything, query, 3)) <= 3


def test_a_whole_article_can_be_the_query(everything: SearchIndex) -> None:
    assert ids(everything, " ".join(FERRY.paragraphs) * 50, 5)[0] == FERRY.id


LETTERS = {"Lu", "Ll", "Lt", "Lo"}  # not Lm, among which are a kashida and an apostrophe
HEADLINES = st.text(max_size=20).filter(lambda text: any(unicodedata.category(letter) in LETTERS for letter in text))


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(headline=HEADLINES, language=st.sampled_from(["en", "fr", "ar", "zh", "xx"]))
def test_every_headline_finds_its_article(everything: SearchIndex, headline: str, language: str) -> None:
    mine = article(headline, language=language, id="250101-1")
    everything.replace(mine)
    everything.commit()
    assert mine.id in [hit.id for hit in everything.find(ParsedQuery(words=headline), 20)]


@pytest.mark.slow
def test_threads_may_add_and_find_at_the_same_time() -> None:
    index = index_of(FERRY)
    batches = [[article("Whaling") for _ in range(20)] for _ in range(4)]

    def work(batch: list[Article]) -> None:
        for added in batch:
            index.add([added])
            index.commit()
            assert added.id in ids(index, "whaling", 100)

    threads = [threading.Thread(target=work, args=(batch,)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids(index, "whaling", 100)) == 80
