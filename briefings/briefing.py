"""A briefing: a few sentences of a story, word for word, and where each of them stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.articles import Article


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence as it stands in an article.

    Attributes:
        text: the sentence, character for character (white space folded).
        source: which of the briefing's sources it is from, counted from 1: the `[1]` behind it.
        paragraph: which paragraph of that article it stands in, counted from 1: the `¶1`.
    """

    text: str
    source: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Source:
    """An article that a briefing quotes, and the paragraphs it quotes, in order."""

    article: Article
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a reader gets of a story."""

    id: str
    headline: str
    quotes: tuple[Quote, ...]
    sources: tuple[Source, ...]


def brief(article: Article, chosen: Sequence[tuple[str, int]]) -> Briefing:
    """The briefing of one article from its chosen sentences, each with the number of its paragraph."""
    quotes = tuple(Quote(text, 1, paragraph) for text, paragraph in chosen)
    paragraphs = tuple(sorted({quote.paragraph for quote in quotes}))
    return Briefing(article.id, article.headline, quotes, (Source(article, paragraphs),))
