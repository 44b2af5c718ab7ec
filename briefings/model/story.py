"""A story: the articles that report one event, with their texts or in outline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from briefings.model.article import Article
from briefings.model.article_id import ArticleId


@dataclass(frozen=True, slots=True)
class Story:
    """At least one article, in the order they were received."""

    articles: tuple[Article, ...]

    @property
    def id(self) -> str:
        """The story's id, which is that of one of its articles."""
        return self.articles[0].story

    @property
    def newest(self) -> Article:
        """The article received last."""
        return self.articles[-1]

    @property
    def outlets(self) -> int:
        """How many named outlets report it independently; 0 if none of its articles names its source."""
        return count_independent(
            (article.copy_of, source_key(article.outlet, article.agency)) for article in self.articles
        )

    def as_of(self, id: str) -> "Story | None":
        """The story as it was when article `id` was the newest in the archive; None if it had no article yet."""
        articles = tuple(article for article in self.articles if age(article.id) <= age(id))
        return Story(articles) if articles else None


class StoryOutline(NamedTuple):
    """A story without its texts: what it is ranked by.

    Attributes:
        key: its id, packed (see `ArticleId.packed`).
        newest_key: the id of its newest article, packed.
        received: when that was received; aware, UTC.
        reports: for each article, a number for whose text it is, and its `source_key`.
    """

    key: int
    newest_key: int
    received: datetime
    reports: tuple[tuple[int, str], ...]

    @property
    def story(self) -> str:
        """The id of the story."""
        return str(ArticleId.unpack(self.key))

    @property
    def newest_id(self) -> str:
        """The id of its newest article."""
        return str(ArticleId.unpack(self.newest_key))


@dataclass(frozen=True, slots=True)
class StoryAssignment:
    """Where a new article belongs.

    Attributes:
        story: the id of the story it continues; None if it begins one.
        copy_of: the id of the article whose text it copies; None if it has a text of its own.
        joins: the ids of other stories, which it shows to be one with `story`.
        related: the ids of articles that are near, but tell of another event; the nearest first.
    """

    story: str | None = None
    copy_of: str | None = None
    joins: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


def age(id: str) -> tuple[date, int]:
    """The sort key of an article's id: the later it was received, the greater. What is no id sorts first."""
    return ArticleId.parse(id) or (date.min, 0)


def source_key(outlet: str | None, agency: str | None) -> str:
    """What the source of an article is told apart by: its outlet, else its agency, in any case; empty if unnamed."""
    return " ".join((outlet or agency or "").casefold().split())


def count_independent(reports: Iterable[tuple[object, str]]) -> int:
    """How many named outlets report independently, from each article's text and `source_key`.

    Copies of one text count once, and so does an outlet with several texts. Articles without a named source do not
    count: for all that is known, they are from one place.
    """
    named = [(text, source) for text, source in reports if source]
    return min(len({text for text, _ in named}), len({source for _, source in named}))
