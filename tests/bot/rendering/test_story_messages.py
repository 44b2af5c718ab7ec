"""A story as a message: how many report it, what a search found in it, and what its buttons carry."""

import re
from dataclasses import replace

import pytest
from running_bot import Clock
from stored_articles import alone

from bot.locales import Translator
from bot.rendering import callback_data
from bot.rendering.messages import Messages
from briefings.model.article import Article
from briefings.model.briefing import Briefing, Citation, Match, Quote

MESSAGES = Messages(Translator("en"), Clock(), "UTC")


def article(number: int, **fields: object) -> Article:
    values = {"headline": f"Report {number}", "paragraphs": (f"Cable {number} held.",), "story": "261123-1"} | fields
    return alone(id=f"261123-{number}", **values)


def told(outlets: int, first: Article, *others: Article) -> Briefing:
    quotes, sources = (Quote(first.paragraphs[0], 1, 1),), (Citation(first, (1,)),)
    return Briefing("261123-1", first.headline, quotes, sources, others, outlets, first.received, "261123-9")


def shown(briefing: Briefing) -> str:
    (message,) = MESSAGES.stories([briefing])
    return re.sub("<[^>]*>", "", message.html)


@pytest.mark.parametrize(
    ("outlets", "articles", "expected"),
    [
        (2, 3, "2 outlets · first seen 12:00"),
        (5, 5, "5 outlets · first seen 12:00"),
        (1, 3, "3 articles · first seen 12:00"),
        (0, 5, "5 articles · first seen 12:00"),
    ],
)
def test_outlets_are_counted_where_two_are_named_and_articles_elsewhere(
    outlets: int, articles: int, expected: str
) -> None:
    first, *others = map(article, range(1, articles + 1))
    assert shown(told(outlets, first, *others)).splitlines()[0] == f"Report 1 · {expected}"


@pytest.mark.parametrize("outlets", [0, 1])
def test_nothing_is_counted_where_there_is_one_article(outlets: int) -> None:
    assert shown(told(outlets, article(1))).splitlines()[0] == "Report 1"


def matched(quote: Quote | None) -> Briefing:
    """A story in which a search found an article that it would not quote."""
    briefing = told(2, article(1, outlet="Harbour Post"), article(3))
    found = article(2, headline="Soap Sells Less", paragraphs=("Soap sold less.",), outlet="Valley Radio")
    citation = Citation(found, (1,) if quote else ())
    return replace(briefing, sources=(*briefing.sources, citation), match=Match(2, quote))


def test_what_a_search_found_is_named_and_quoted_with_its_own_mark() -> None:
    text = shown(matched(Quote("Soap sold less.", 2, 1)))
    assert "Cable 1 held. [1]\nmatches: Soap Sells Less\nSoap sold less. [2]\n[1] Harbour Post · ¶1\n" in text
    assert "[2] Valley Radio · ¶1" in text
    assert "and 1 more" in text


def test_a_match_without_a_sentence_of_its_own_is_named_with_its_mark() -> None:
    text = shown(matched(None))
    assert "matches: Soap Sells Less [2]\n[1] Harbour Post" in text
    assert text.splitlines()[-2] == "[2] Valley Radio"


def test_a_button_knows_what_was_found_what_was_new_and_what_else_was_shown() -> None:
    found = replace(matched(None), since_article=article(1))
    data = callback_data.sources([found, told(1, article(1))])
    assert callback_data.read_shown(callback_data.argument(data)) == (
        "261123-9",
        [
            callback_data.ShownStory("261123-1", "261123-1", "261123-2"),
            callback_data.ShownStory("261123-1"),
        ],
    )


def test_every_button_under_many_stories_is_within_what_telegram_takes() -> None:
    stories = [
        replace(
            matched(None),
            id=f"2611{day}-{9990 + day}",
            since_article=article(123456),
            related=("261120-1",) * (day % 2),
        )
        for day in range(10, 20)
    ]
    messages = MESSAGES.stories(stories)
    data = [data for message in messages for row in message.buttons for _, data in row]
    assert all(len(each.encode()) <= callback_data.MAX_BYTES for each in data)
    assert sum(each.startswith("related:") for each in data) == 5
