"""A story: the articles that tell of one event, whole or in outline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from briefings.model.article import Article
from briefings.model.article_id import ArticleId


@dataclass(frozen=True, slots=True)
class Story:
    """At least one article, the first received first."""

    articles: tuple[Article, ...]

    @property
    def id(self) -> str:
        """The story's own id, which is that of one of its articles."""
        return self.articles[0].story

    @property
    def newest(self) -> Article:
        """The article received last."""
        return self.articles[-1]

    @property
    def outlets(self) -> int:
        """How many report it independently: copies of one text are one voice, and so is one outlet."""
        return independent((article.copy_of, (article.outlet or article.id).casefold()) for article in self.articles)

    def as_of(self, id: str) -> "Story | None":
        """The story as it was when that article was the newest in the archive; None if it was not there yet."""
        there = tuple(article for article in self.articles if age(article.id) <= age(id))
        return Story(there) if there else None


class StoryOutline(NamedTuple):
    """A story without its texts: what it is ranked by.

    Attributes:
        newest_id: the id of its newest article.
        received: when that was received.
        voices: for each article, whose text it is (a number) and by what outlet.
    """

    story: str
    newest_id: str
    received: datetime
    voices: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class StoryAssignment:
    """Where a new article belongs.

    Attributes:
        story: the story it continues; None if it begins one.
        copy_of: the article whose text it copies; None if it speaks for itself.
        joins: other stories, which it shows to be one with `story`.
    """

    story: str | None = None
    copy_of: str | None = None
    joins: tuple[str, ...] = ()


def age(id: str) -> tuple[date, int]:
    """What an article's id sorts by: the later it was received, the greater. Something that is no id sorts first."""
    return ArticleId.parse(id) or (date.min, 0)


def independent(voices: Iterable[tuple[object, str]]) -> int:
    """How many outlets report independently, from each article's voice and outlet."""
    texts, names = zip(*voices, strict=True)
    return min(len(set(texts)), len(set(names)))
