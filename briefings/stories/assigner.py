"""Keeps the index of stories level with the archive: filled from its last days when it is first asked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

from briefings.model.article import Article, Draft
from briefings.storage.tinydb import Archive
from briefings.stories.clustering import WINDOW, Entry, Placed, StoryIndex
from briefings.stories.features import Signature, signature

_MOST = 5000  # articles that it is filled with, some seconds' work
_FORGETS_EVERY = timedelta(days=1)


class Placing:
    """Which story a new article belongs to. Not safe to use from several threads at once."""

    def __init__(self, archive: Archive, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._clock = clock
        self._index: StoryIndex | None = None
        self._forgot = clock()

    def place(self, draft: Draft, received: datetime) -> Placed:
        """Where a new article belongs."""
        index = self._filled()
        if received - self._forgot >= _FORGETS_EVERY:
            index.forget_before(received - WINDOW)
            self._forgot = received
        return index.place(_signature(draft, received))

    def know(self, article: Article) -> None:
        """The article is in the archive, as it is now."""
        if self._index:
            known = _signature(article, article.received)
            self._index.add(Entry(article.id, article.story, article.voice, known, article.settled))

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


def _signature(draft: Draft, received: datetime) -> Signature:
    names = ("headline", "paragraphs", "language", "published")
    return _made(Draft(**{name: getattr(draft, name) for name in names}), received)


_made = lru_cache(16)(signature)  # made when an article is placed, and again when it is known
