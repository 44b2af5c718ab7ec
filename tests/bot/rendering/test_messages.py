"""Briefings as messages: what is long is shortened."""

import pytest
from running_bot import Clock
from stored_articles import alone

from bot.locales import Translator
from bot.rendering.messages import Messages
from briefings.model.article import Article
from briefings.model.briefing import Briefing, Citation, Quote

LINK = "https://harbour.example/news/ferry"


MESSAGES = Messages(Translator("en"), Clock(), "UTC")


def briefing(article: Article) -> Briefing:
    quotes, sources = (Quote(article.paragraphs[0], 1, 1),), (Citation(article, (1,)),)
    return Briefing(article.id, article.headline, quotes, sources, (), 1, article.received, article.id)


def article(number: int = 1, **fields: object) -> Article:
    values = {"headline": f"Council vote number {number}", "paragraphs": ("The vote passed on Friday.",)} | fields
    return alone(id=f"261123-{number}", **values)


def test_an_agency_an_outlet_and_an_author_of_any_length_are_shortened_in_a_source_line() -> None:
    long = article(agency="Agency " * 580, outlet="Outlet " * 580, author="Author " * 580, link=LINK)
    (answer,) = MESSAGES.stories([briefing(long)])
    assert len(answer.html) < 1000
    for name in ("via Agency Agency", "Outlet Outlet", "Author Author"):
        assert name in answer.html


def test_an_article_with_only_an_agency_is_named_by_it_as_it_is_counted() -> None:
    report = article(agency="AP")
    assert "[1] AP · received" in MESSAGES.stories([briefing(report)])[0].html


@pytest.mark.parametrize("outlet", ["Reuters", "REUTERS"])
def test_an_outlet_that_is_the_agency_is_named_once(outlet: str) -> None:
    report = article(outlet=outlet, agency="Reuters")
    assert f"[1] {outlet} · ¶1" in MESSAGES.stories([briefing(report)])[0].html


def test_an_opinion_piece_says_so_in_its_source_line() -> None:
    column = article(outlet="The Post", author="Mia Berg", opinion=True)
    (answer,) = MESSAGES.stories([briefing(column)])
    assert "[1] The Post · Opinion · Mia Berg" in answer.html


def test_a_source_in_full_has_its_dateline() -> None:
    report = article(outlet="The Post", dateline="OSLO, Nov 23")
    assert "OSLO" not in MESSAGES.stories([briefing(report)])[0].html
    assert "[1] The Post · OSLO, Nov 23 · ¶1" in MESSAGES.passages([briefing(report)])[0].html
