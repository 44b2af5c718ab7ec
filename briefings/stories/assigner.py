"""Assigns a new article to a story: the clustering of the last days, kept level with the archive by the change feed."""

from datetime import datetime, timedelta
from functools import lru_cache

from briefings.model.article import Article, Draft
from briefings.model.clock import Clock
from briefings.model.story import StoryAssignment
from briefings.storage.protocols import ArticleStore
from briefings.stories.clustering import WINDOW, Entry, StoryIndex
from briefings.stories.features import StoryFeatures, extract_features

_SUBSCRIBER = "stories"
_MAX_ARTICLES = 5000  # that the clustering is filled with, some seconds' work
_FORGETS_EVERY = timedelta(days=1)
_BATCH = 100  # articles


class StoryAssigner:
    """Which story a new article belongs to. Not safe to use from several threads at once."""

    def __init__(self, archive: ArticleStore, clock: Clock) -> None:
        self._archive = archive
        self._clock = clock
        self._index: StoryIndex | None = None
        self._forgot = clock()
        archive.subscribe(_SUBSCRIBER)

    def assign(self, draft: Draft, received: datetime) -> StoryAssignment:
        """Where a new article belongs."""
        index = self._filled()
        if received - self._forgot >= _FORGETS_EVERY:
            index.forget_before(received - WINDOW)
            self._forgot = received
        return index.place(_features(draft, received))

    def _filled(self) -> StoryIndex:
        """The clustering, level with the archive."""
        if self._index is None:
            self._archive.clear_queue(_SUBSCRIBER)
            self._index = StoryIndex()
            for article in self._archive.received_since(self._clock() - WINDOW, _MAX_ARTICLES):
                self._add(self._index, article)
        self._follow(self._index)
        return self._index

    def _follow(self, index: StoryIndex) -> None:
        first_day = (self._clock() - WINDOW).date()
        while changes := self._archive.pending(_SUBSCRIBER, _BATCH):
            for change, article in reversed(changes):
                if article is None:
                    index.remove(str(change.id))
                elif change.id.day >= first_day:
                    self._add(index, article)
            self._archive.acknowledge(_SUBSCRIBER, [change for change, _ in changes])

    def _add(self, index: StoryIndex, article: Article) -> None:
        features = _features(article, article.received)
        index.add(Entry(article.id, article.story, article.copy_of, features, article.pinned))


def _features(draft: Draft, received: datetime) -> StoryFeatures:
    names = ("headline", "paragraphs", "language", "published")
    return _cached_features(Draft(**{name: getattr(draft, name) for name in names}), received)


_cached_features = lru_cache(16)(extract_features)  # for when it is assigned, and again when it is in the archive
