"""Briefings and reports as messages: what is long is shortened, what is much is counted."""

from running_bot import Clock
from stored_articles import alone

from bot.locales import Translator
from bot.rendering.messages import Messages
from briefings.model.article import Article
from briefings.model.briefing import Briefing, Citation, Quote

LINK = "https://harbour.example/news/ferry"


def messages() -> Messages:
    return Messages(Translator("en"), Clock(), "UTC")


def briefing(article: Article) -> Briefing:
    quotes, sources = (Quote(article.paragraphs[0], 1, 1),), (Citation(article, (1,)),)
    return Briefing(article.id, article.headline, quotes, sources, (), 1, article.received, article.id)


def article(number: int = 1, **fields: object) -> Article:
    values = {"headline": f"Council vote number {number}", "paragraphs": ("The vote passed on Friday.",)} | fields
    return alone(id=f"261123-{number}", **values)


def test_an_agency_an_outlet_and_an_author_of_any_length_are_shortened_in_a_source_line() -> None:
    long = article(agency="Agency " * 580, outlet="Outlet " * 580, author="Author " * 580, link=LINK)
    (answer,) = messages().stories([briefing(long)])
    assert len(answer.html) < 1000
    for name in ("via Agency Agency", "Outlet Outlet", "Author Author"):
        assert name in answer.html
