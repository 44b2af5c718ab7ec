"""A briefing: a few sentences of a story, quoted word for word, and the article and paragraph of each."""

from dataclasses import dataclass
from datetime import datetime

from briefings.model.article import Article


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence as it stands in an article.

    Attributes:
        text: the sentence, character for character (white space folded).
        source: the number of its source in the briefing, from 1: the `[1]` behind it.
        paragraph: the number of its paragraph in that article, from 1: the `¶1`.
    """

    text: str
    source: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Citation:
    """An article that a briefing quotes, and the numbers of the paragraphs it quotes, from 1, in order."""

    article: Article
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """An article of the story that a search found, and that the briefing would not show.

    Attributes:
        source: the number of its source in the briefing, from 1.
        quote: the first sentence of its own briefing; None if it has none, or the briefing shows that already.
    """

    source: int
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a reader is shown of a story.

    Attributes:
        id: the story's id.
        sources: the articles it quotes, in the order of their numbers.
        others: the story's articles that it does not quote, newest first.
        outlets: how many named outlets report the story independently; 0 if no source is named.
        first_seen: when the story's first article was received; aware.
        snapshot_id: the id of the newest article that the briefing takes into account.
        since_article: the article that the reader had seen last, if it tells only what is new since; else None.
        related: the ids of the stories that are near it but tell another event, the newest first.
        match: the article that a search found in it, unless its sentences are shown anyway.
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
    related: tuple[str, ...] = ()
    match: Match | None = None

    @property
    def size(self) -> int:
        """How many articles the story has."""
        return len(self.sources) + len(self.others)
