"""The topics of the newest articles, counted in the background, so that no question waits for it."""

import logging
from collections.abc import Callable
from datetime import timedelta

from briefings.model.article import Article
from briefings.model.clock import Clock
from briefings.storage.protocols import ArticleStore
from briefings.topics.mentions import ArticleTop, article_mentions, top_of
from briefings.topics.trending import CoveredTopics, covered_topics

log = logging.getLogger(__name__)

_PERIOD = timedelta(days=3)
_MAX_ARTICLES = 300
_FEW_ARTICLES = 8  # whose topics are counted when they are asked for: some milliseconds each
_FIRST_ARTICLES = 50  # that are counted first, so that there is something to offer soon after a start


class RecentTopics:
    """What the articles of the last days cover most; of the newest if nothing came in of late. For several threads.

    The topics are those of the last `refresh`, which may be older than the last push, but of a few articles they are
    always those of now.
    """

    def __init__(self, archive: ArticleStore, clock: Clock) -> None:
        self._archive = archive
        self._clock = clock
        self._counted: tuple[list[ArticleTop], CoveredTopics] | None = None

    def articles(self) -> list[Article]:
        """The articles of the last days, at most 300, the newest first; the newest if nothing came in of late."""
        return self._of_late(self._archive.newest(_MAX_ARTICLES))

    def topics(self) -> CoveredTopics:
        """The topics that were counted last; until then, and of an archive of few articles, of the newest few."""
        newest = self._archive.newest(_FEW_ARTICLES + 1)
        if self._counted and len(newest) > _FEW_ARTICLES:
            return self._counted[1]
        return covered_topics(self._of_late(newest[:_FEW_ARTICLES]))

    def refresh(self, is_closing: Callable[[], bool]) -> None:
        """Count the topics of the newest articles, unless they are the same as last time; one article at a time.

        What fails is logged, and leaves the topics as they were.
        """
        try:
            articles = self.articles()
            tops = [top_of(article) for article in articles]
            if self._counted and self._counted[0] == tops:
                return
            for count in (_MAX_ARTICLES,) if self._counted else (_FIRST_ARTICLES, _MAX_ARTICLES):
                for top in tops[:count]:
                    if is_closing():
                        return
                    article_mentions(top)
                self._counted = tops[:count], covered_topics(articles[:count])
        except Exception:
            log.exception("The topics of the newest articles cannot be counted")

    def _of_late(self, newest: list[Article]) -> list[Article]:
        return [article for article in newest if article.received > self._clock() - _PERIOD] or newest
