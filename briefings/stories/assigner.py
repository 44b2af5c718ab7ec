"""Assigns new articles to stories; a subscriber of the change feed keeps its clustering of the last days up to date."""

import logging
from datetime import datetime, timedelta
from functools import lru_cache

from briefings.model.article import Article, Draft
from briefings.model.clock import Clock
from briefings.model.story import StoryAssignment
from briefings.storage.protocols import ArticleStore
from briefings.stories.clustering import WINDOW, Entry, StoryIndex
from briefings.stories.features import StoryFeatures, extract_features, top_of

log = logging.getLogger(__name__)

_SUBSCRIBER = "stories"
_MAX_ARTICLES = 5000  # that the clustering is built from at the start, in some seconds
_PRUNE_INTERVAL = timedelta(days=1)
_BATCH_SIZE = 100  # articles


class StoryAssigner:
    """Which story a new article belongs to. Not safe to use from several threads at once."""

    def __init__(self, archive: ArticleStore, clock: Clock) -> None:
        self._archive = archive
        self._clock = clock
        self._index: StoryIndex | None = None
        self._pruned_at = clock()
        archive.subscribe(_SUBSCRIBER)

    def assign(self, draft: Draft, received: datetime) -> StoryAssignment:
        """The story that a new article belongs to, if any."""
        index = self._current_index()
        if received - self._pruned_at >= _PRUNE_INTERVAL:
            index.forget_before(received - WINDOW)
            self._pruned_at = received
        try:
            return index.place(features_of(draft, received))
        except Exception:
            log.exception("A new article is compared with no other")
            return StoryAssignment()

    def _current_index(self) -> StoryIndex:
        """The clustering, up to date with the archive."""
        if self._index is None:
            self._archive.clear_queue(_SUBSCRIBER)
            index = StoryIndex()
            for article in self._archive.received_since(self._clock() - WINDOW, _MAX_ARTICLES):
                self._add_article(index, article)
            self._index = index
        self._apply_changes(self._index)
        return self._index

    def _apply_changes(self, index: StoryIndex) -> None:
        first_day = (self._clock() - WINDOW).date()
        while changes := self._archive.pending(_SUBSCRIBER, _BATCH_SIZE):
            for change, article in reversed(changes):
                if article is None:
                    index.remove(str(change.id))
                elif change.id.day >= first_day:
                    self._add_article(index, article)
            self._archive.acknowledge(_SUBSCRIBER, [change for change, _ in changes])

    def _add_article(self, index: StoryIndex, article: Article) -> None:
        """Add an article; one that cannot be read into features is logged, and costs no other its story."""
        try:
            features = features_of(article, article.received)
        except Exception:
            log.exception("Article %s is compared with no other", article.id)
            return
        index.add(Entry(article.id, article.story, article.copy_of, features, article.pinned))


def features_of(draft: Draft, received: datetime) -> StoryFeatures:
    """What an article is clustered by, if it was received then."""
    headline, paragraphs = top_of(draft)
    top = Draft(headline=headline, paragraphs=paragraphs, language=draft.language, published=draft.published)
    return _extract_features(top, received)


_extract_features = lru_cache(16)(extract_features)  # needed when it is assigned, and when the change feed brings it
