"""Keeps the search index level with the archive: it follows the change feed, and is made again if it fails."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Lock

from briefings.search.index import Hit, IndexDamaged, SearchIndex
from briefings.search.query_parser import ParsedQuery
from briefings.storage.protocols import ArticleStore

log = logging.getLogger(__name__)

_SUBSCRIBER = "search"
_DELAY = 0.3  # seconds until the index catches up, so that a row of pushes is one change of it
_RETRY_DELAY = 30.0  # seconds after a failure that nothing is known of
_BATCH = 100  # articles


class SearchIndexer:
    """A search index that follows the archive. Safe to use from several threads."""

    def __init__(
        self, archive: ArticleStore, search: SearchIndex, delay: float = _DELAY, retry_delay: float = _RETRY_DELAY
    ) -> None:
        """`delay`, `retry_delay`: seconds until the index catches up, after a change and after a failure."""
        self._archive = archive
        self._search = search
        self._delay, self._retry_delay = delay, retry_delay
        self._closing, self._scheduled = Event(), Event()
        self._indexing, self._counting = Lock(), Lock()
        self._bulk_pushes = 0
        self._background = ThreadPoolExecutor(1, "search-indexer")
        archive.subscribe(_SUBSCRIBER)
        if len(search) < archive.count_known(_SUBSCRIBER):  # begun anew, or older than the archive
            search.clear()
            archive.enqueue_all(_SUBSCRIBER)
        self.catch_up_soon()

    def close(self) -> None:
        """Finish what is being done in the background; it can be gone on with at the next start."""
        self._closing.set()
        self._background.shutdown()

    def is_behind(self) -> bool:
        """Whether the index lacks something; it answers meanwhile, from what it has."""
        return bool(self._archive.pending(_SUBSCRIBER, 1))

    def catch_up_soon(self) -> None:
        """Let the index catch up with the archive, soon and in the background."""
        self._schedule(self._delay)

    def _schedule(self, delay: float) -> None:
        if not self._closing.is_set() and not self._scheduled.is_set():
            self._scheduled.set()
            self._background.submit(self._catch_up, delay)

    def _catch_up(self, delay: float) -> None:
        self._closing.wait(delay)
        self._scheduled.clear()
        try:
            with self.rebuilding_if_damaged():
                while not self._closing.is_set() and self.index_pending(_BATCH):
                    self._archive.tidy()
        except Exception:
            log.exception("The search index could not catch up; it tries again in %g seconds", self._retry_delay)
            self._schedule(self._retry_delay)

    @contextmanager
    def rebuilding_if_damaged(self) -> Iterator[None]:
        """An index that fails is begun anew and filled in the background; whoever asked finds less until then."""
        try:
            yield
        except IndexDamaged:
            log.exception("The search index fails, and is made again from the articles")
            self._search.clear()
            self._archive.enqueue_all(_SUBSCRIBER)
            self.catch_up_soon()

    def index_pending(self, count: int) -> bool:
        """Index at most `count` of the changes that are pending, the newest first; whether there were any."""
        with self._indexing:
            changes = self._archive.pending(_SUBSCRIBER, count)
            for change, article in changes:
                if article:
                    self._search.replace(article)
                else:
                    self._search.remove(str(change.id))
            if changes:
                self._search.commit()
                self._archive.acknowledge(_SUBSCRIBER, [change for change, _ in changes])
            return bool(changes)

    @contextmanager
    def in_background_only(self) -> Iterator[None]:
        """While many articles are stored, they are indexed in the background, so that no question waits for it."""
        with self._counting:
            self._bulk_pushes += 1
        try:
            yield
        finally:
            with self._counting:
                self._bulk_pushes -= 1

    def index_for_question(self, count: int) -> None:
        """Index at most `count` pending changes before a question is answered, unless many are being stored."""
        if not self._bulk_pushes:
            self.index_pending(count)

    def find(self, query: ParsedQuery, limit: int, offset: int) -> list[Hit]:
        """As `SearchIndex.find`."""
        return self._search.find(query, limit, offset)
