"""The results that the newsroom reports: the outcome of a push, and the archive in numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from briefings.errors import LeftOut, SourcelineError
from briefings.model.article import Article
from briefings.model.briefing import Briefing
from briefings.storage.protocols import PushOutcome

_MAX_NAMED_FAILURES = 10  # of one push; the rest are counted
_SUM = "more-failures"  # says how many failures of one item are not named


@dataclass(frozen=True, slots=True)
class PushedArticle:
    """The outcome of one article of a push.

    Attributes:
        briefing: its own; None of an item's articles past the twentieth, which are listed at most.
        story_size: how many articles its story has now.
        joined: the newest other article of its story; None if it stands alone.
    """

    outcome: PushOutcome
    article: Article
    briefing: Briefing | None
    story_size: int
    joined: Article | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a push: its articles in their order, and what failed.

    Attributes:
        failures: the first ones, in full.
        unnamed_failures: how many more there are.
    """

    articles: tuple[PushedArticle, ...] = ()
    failures: tuple[SourcelineError, ...] = ()
    unnamed_failures: int = 0

    @property
    def failure_count(self) -> int:
        """How many failed in all."""
        return sum(map(_count_of, self.failures)) + self.unnamed_failures

    @property
    def has_failed(self) -> bool:
        """Whether anything failed; what is left out of a folder did not."""
        return not all(isinstance(failure, LeftOut) for failure in self.failures)

    def __add__(self, other: "Report") -> "Report":
        failures = FailureList()
        for report in (self, other):
            failures.add(report.failures, report.unnamed_failures)
        return failures.report(self.articles + other.articles)


class FailureList:
    """The failures of a push as they come: the first ten are kept, and with them what an item counts beside its own."""

    def __init__(self) -> None:
        self._named: list[SourcelineError] = []
        self._unnamed = 0

    def add(self, failures: Iterable[SourcelineError], unnamed: int = 0) -> None:
        """Keep or count some more, and count as many as are not named any more."""
        for failure in failures:
            is_sum = failure.key == _SUM and bool(self._named)  # of those just named
            if not self._unnamed and (len(self._named) < _MAX_NAMED_FAILURES or is_sum):
                self._named.append(failure)
            else:
                self._unnamed += _count_of(failure)
        self._unnamed += unnamed

    def report(self, articles: Iterable[PushedArticle]) -> Report:
        """The report of a push with these failures."""
        return Report(tuple(articles), tuple(self._named), self._unnamed)


def _count_of(failure: SourcelineError) -> int:
    return int(failure.fields["count"]) if failure.key == _SUM else 1


@dataclass(frozen=True, slots=True)
class Stats:
    """The archive in numbers; outlets and languages of the recent articles, the most frequent first."""

    articles: int
    today: int
    newest: datetime | None
    outlets: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
