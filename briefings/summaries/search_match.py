"""Adds to a story's briefing the article that a search found, where none of its sentences is shown."""

from dataclasses import replace

from briefings.model.article import Article
from briefings.model.briefing import Briefing, Citation, Match


def with_match(briefing: Briefing, article: Article, own: Briefing) -> Briefing:
    """The briefing with an article that it does not quote as one more source, with the first sentence of its `own`."""
    number = len(briefing.sources) + 1
    shown = {quote.text for quote in briefing.quotes}
    quote = next((replace(quote, source=number) for quote in own.quotes if quote.text not in shown), None)
    citation = Citation(article, (quote.paragraph,) if quote else ())
    return replace(
        briefing,
        sources=(*briefing.sources, citation),
        others=tuple(other for other in briefing.others if other.id != article.id),
        match=Match(number, quote),
    )
