"""A briefing: a few sentences of a story, word for word, and where each of them stands."""

from dataclasses import dataclass
from datetime import datetime

from briefings.model.article import Article


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
class Citation:
    """An article that a briefing quotes, and the paragraphs it quotes, in order."""

    article: Article
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a reader gets of a story.

    Attributes:
        id: the story's.
        others: the story's articles that it does not quote, newest first.
        outlets: how many report the story independently.
        first_seen: when the story's first article was received.
        upto: the id of the newest article it knows of.
        since: the article that the reader had seen last, if it tells only what is new since; else None.
    """

    id: str
    headline: str
    quotes: tuple[Quote, ...]
    sources: tuple[Citation, ...]
    others: tuple[Article, ...]
    outlets: int
    first_seen: datetime
    snapshot_id: str
    since_article: Article | None = None
