"""Keeps the index of stories level with the archive: filled from its last days when it is first asked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

from briefings.model.article import Article, Draft
from briefings.storage.tinydb.archive import Archive
from briefings.stories.clustering import WINDOW, Entry, StoryAssignment, StoryIndex
from briefings.stories.features import StoryFeatures, extract_features

_MOST = 5000  # articles that it is filled with, some seconds' work
_FORGETS_EVERY = timedelta(days=1)


class StoryAssigner:
    """Which story a new article belongs to. Not safe to use from several threads at once."""

    def __init__(self, archive: Archive, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._clock = clock
        self._index: StoryIndex | None = None
        self._forgot = clock()

    def place(self, draft: Draft, received: datetime) -> StoryAssignment:
        """Where a new article belongs."""
        index = self._filled()
        if received - self._forgot >= _FORGETS_EVERY:
            index.forget_before(received - WINDOW)
            self._forgot = received
        return index.place(_features(draft, received))

    def know(self, article: Article) -> None:
        """The article is in the archive, as it is now."""
        if self._index:
            known = _features(article, article.received)
            self._index.add(Entry(article.id, article.story, article.copy_of, known, article.pinned))

    def forget(self, id: str) -> None:
        """The article is no longer in the archive."""
        if self._index:
            self._index.remove(id)

    def _filled(self) -> StoryIndex:
        if self._index is None:
            self._index = StoryIndex()
            for article in self._archive.received_since(self._clock() - WINDOW, _MOST):
                self.know(article)
        return self._index


def _features(draft: Draft, received: datetime) -> StoryFeatures:
    names = ("headline", "paragraphs", "language", "published")
    return _cached_features(Draft(**{name: getattr(draft, name) for name in names}), received)


_cached_features = lru_cache(16)(extract_features)  # made when an article is placed, and again when it is known
