"""The results that the newsroom reports: the outcome of a push, and the archive in numbers."""

from dataclasses import dataclass
from datetime import datetime

from briefings.errors import SourcelineError
from briefings.model.article import Article
from briefings.model.briefing import Briefing
from briefings.storage.protocols import PushOutcome


@dataclass(frozen=True, slots=True)
class PushedArticle:
    """The outcome of one article of a push.

    Attributes:
        briefing: its own.
        story_size: how many articles its story has now.
        joined: the newest other article of its story; None if it stands alone.
    """

    outcome: PushOutcome
    article: Article
    briefing: Briefing
    story_size: int
    joined: Article | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a push: its articles in their order, and the items that failed."""

    articles: tuple[PushedArticle, ...] = ()
    failures: tuple[SourcelineError, ...] = ()

    def __add__(self, other: "Report") -> "Report":
        return Report(self.articles + other.articles, self.failures + other.failures)


@dataclass(frozen=True, slots=True)
class Stats:
    """The archive in numbers; outlets and languages of the recent articles, the most frequent first."""

    articles: int
    today: int
    newest: datetime | None
    outlets: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
