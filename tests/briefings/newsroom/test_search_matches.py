"""What `/topic` says of a story in which it found an article that the briefing does not quote."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from stored_articles import NOON

from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Article, Draft
from briefings.model.briefing import Briefing
from briefings.model.story import StoryAssignment
from briefings.newsroom.newsroom import Newsroom, open_newsroom

FLIGHTS = Draft(
    headline="Norair Flies at a Loss Again",
    paragraphs=(
        "The airline Norair lost nine million crowns in the third quarter, it said on Tuesday.",
        "Fuel cost a fifth more than a year ago. Fewer people flew to the islands than in any autumn since 2009.",
    ),
    outlet="Harbour Post",
)
SOAP = Draft(
    headline="Soap Maker Brightwell Sells Less",
    paragraphs=("Brightwell sold four per cent less soap in the third quarter, the company said on Tuesday.",),
    outlet="Valley Radio",
)


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with open_newsroom(tmp_path / "data", "lead", lambda: NOON, WebFetcher()) as newsroom:
        yield newsroom


def stored(newsroom: Newsroom, draft: Draft, story: str | None = None) -> Article:
    return newsroom.archive.add_or_match(draft, lambda: NOON, lambda _: StoryAssignment(story), lambda: None)[1]


def told_as_one(newsroom: Newsroom, *drafts: Draft) -> list[Article]:
    articles: list[Article] = []
    for draft in drafts:
        articles.append(stored(newsroom, draft, articles[0].id if articles else None))
    return articles


def matched_headline(briefing: Briefing) -> str | None:
    return briefing.match and briefing.sources[briefing.match.source - 1].article.headline


def test_an_article_that_the_briefing_does_not_quote_is_named_with_its_sentence_and_source(newsroom: Newsroom) -> None:
    _, soap = told_as_one(newsroom, FLIGHTS, SOAP)
    (briefing,) = newsroom.queries.topic("brightwell", 3)
    assert {quote.text for quote in briefing.quotes}.isdisjoint(SOAP.paragraphs)
    assert briefing.match
    assert briefing.match.quote
    assert briefing.match.quote.text == SOAP.paragraphs[0]
    citation = briefing.sources[briefing.match.quote.source - 1]
    assert (citation.article, citation.paragraphs) == (soap, (1,))
    assert (briefing.size, briefing.others) == (2, ())


def test_where_the_article_found_is_quoted_nothing_is_added(newsroom: Newsroom) -> None:
    told_as_one(newsroom, FLIGHTS, SOAP)
    (briefing,) = newsroom.queries.topic("norair", 3)
    assert briefing.match is None


def test_where_the_one_quoted_is_found_as_well_as_the_other_nothing_is_added(newsroom: Newsroom) -> None:
    told_as_one(newsroom, FLIGHTS, SOAP)
    (briefing,) = newsroom.queries.topic("quarter", 3)
    assert briefing.match is None


def test_of_several_articles_the_one_that_matches_best_is_named(newsroom: Newsroom) -> None:
    choir = Draft(headline="Choir Sings", paragraphs=("The choir sings.", "It met.", "Brightwell pays for the hall."))
    told_as_one(newsroom, FLIGHTS, SOAP, choir)
    (briefing,) = newsroom.queries.topic("brightwell", 3)
    assert matched_headline(briefing) == SOAP.headline


def test_a_sentence_that_is_shown_already_is_not_said_again(newsroom: Newsroom) -> None:
    reprint = Draft(headline="Brightwell Owner Buys Airline", paragraphs=FLIGHTS.paragraphs[:1], outlet="Valley Radio")
    told_as_one(newsroom, FLIGHTS, reprint)
    (briefing,) = newsroom.queries.topic("brightwell", 3)
    assert matched_headline(briefing) == reprint.headline
    assert briefing.match
    assert briefing.match.quote is None


def test_the_same_answer_can_be_made_again_from_its_ids(newsroom: Newsroom) -> None:
    flights, soap = told_as_one(newsroom, FLIGHTS, SOAP)
    (briefing,) = newsroom.queries.topic("brightwell", 3)
    assert newsroom.queries.story(flights.id, soap.id, None, soap.id) == briefing


def test_a_story_of_one_article_is_answered_as_ever(newsroom: Newsroom) -> None:
    stored(newsroom, SOAP)
    (briefing,) = newsroom.queries.topic("brightwell", 3)
    assert briefing.match is None
    assert len(briefing.sources) == 1
