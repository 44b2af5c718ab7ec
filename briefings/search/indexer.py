"""The subscriber of the change feed that keeps the search index up to date, and rebuilds it if it is damaged."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Lock

from briefings.errors import ArchiveError
from briefings.search.index import Hit, SearchIndex
from briefings.search.index_failures import IndexDamaged, IndexRefused
from briefings.search.query_parser import ParsedQuery
from briefings.storage.protocols import ArticleStore

log = logging.getLogger(__name__)

_SUBSCRIBER = "search"
_DELAY_SECONDS = 0.3  # until the index catches up, so that several pushes are indexed in one commit
_RETRY_DELAY_SECONDS = 30.0  # after an unexpected failure
_BATCH_SIZE = 100  # articles


class SearchIndexer:
    """A search index that follows the archive in a background thread. Safe to use from several threads."""

    def __init__(
        self,
        archive: ArticleStore,
        search: SearchIndex,
        delay: float = _DELAY_SECONDS,
        retry_delay: float = _RETRY_DELAY_SECONDS,
        when_caught_up: Callable[[Callable[[], bool]], None] = lambda _: None,
    ) -> None:
        """`delay`, `retry_delay`: seconds until the index catches up, after a change and after a failure.

        `when_caught_up`: what else to bring up to date in the background then; it is told how to ask whether to stop.
        """
        self._archive = archive
        self._search = search
        self._delay, self._retry_delay = delay, retry_delay
        self._when_caught_up = when_caught_up
        self._closing, self._scheduled = Event(), Event()
        self._index_lock, self._bulk_lock = Lock(), Lock()
        self._bulk_pushes = 0
        self._background = ThreadPoolExecutor(1, "search-indexer")
        self._was_rebuilt = False  # since the index last caught up
        self._is_refused = False  # by the disk, when something was last to be indexed
        self._is_new = archive.subscribe(_SUBSCRIBER)
        self._is_compared = False  # with the archive, which may be newer; the disk may refuse that at first
        with self.rebuilding_if_damaged(), self._refusals():
            self._compare()
        self.catch_up_soon()

    def close(self) -> None:
        """Finish the batch that is being indexed; the next start goes on with the rest."""
        self._closing.set()
        self._background.shutdown()

    def is_behind(self) -> bool:
        """Whether there are changes that are not indexed yet."""
        return bool(self._archive.pending(_SUBSCRIBER, 1))

    def catch_up_soon(self) -> None:
        """Schedule the indexing of all pending changes in the background."""
        self._schedule(self._delay)

    def _schedule(self, delay: float) -> None:
        if not self._closing.is_set() and not self._scheduled.is_set():
            self._scheduled.set()
            self._background.submit(self._index_all_pending, delay)

    def _index_all_pending(self, delay: float) -> None:
        self._closing.wait(delay)
        self._scheduled.clear()
        try:
            with self.rebuilding_if_damaged(), self._refusals():
                while not self._closing.is_set() and self.index_pending(_BATCH_SIZE):
                    self._archive.tidy()
                    self._was_rebuilt = False
            if not self._closing.is_set() and not self._bulk_pushes:
                self._when_caught_up(self._closing.is_set)
        except Exception:
            log.exception("The search index could not catch up; it tries again in %g seconds", self._retry_delay)
            self._schedule(self._retry_delay)

    @contextmanager
    def rebuilding_if_damaged(self) -> Iterator[None]:
        """If the index is damaged, clear it and fill it again in the background; searches find less until then."""
        try:
            yield
        except IndexDamaged:
            log.exception("The search index fails, and is made again from the articles")
            try:
                self._begin_anew()
            except (IndexDamaged, IndexRefused):
                log.exception("The search index cannot be begun anew; it tries again in %g seconds", self._retry_delay)
                self._schedule(self._retry_delay)
            else:
                self._schedule(self._retry_delay if self._was_rebuilt else self._delay)
                self._was_rebuilt = True

    def _begin_anew(self) -> None:
        self._archive.enqueue_all(_SUBSCRIBER)  # first: a disk that refuses the rest may let the index be made later
        self._search.clear()

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """If the disk refuses, as a full one does, try again later; what was indexed before is found until then."""
        try:
            yield
        except IndexRefused as error:
            if not self._is_refused:
                log.warning("The disk refuses the search index, which is tried again until it does not: %s", error)
            self._is_refused = True
            self._schedule(self._retry_delay)
        else:
            self._is_refused = False

    def _compare(self) -> None:
        """Once: begin anew if the index is older than the archive. Raises IndexDamaged, IndexRefused."""
        if not self._is_compared:
            if self._is_new or len(self._search) < self._archive.count_known(_SUBSCRIBER):
                self._begin_anew()
            self._is_compared = True

    def index_pending(self, count: int) -> bool:
        """Index at most `count` pending changes, the newest first; returns whether there were any.

        Raises IndexDamaged, IndexRefused.
        """
        with self._index_lock:
            self._compare()
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
        """In this block, searches do not index pending changes first: during a bulk push that takes long."""
        with self._bulk_lock:
            self._bulk_pushes += 1
        try:
            yield
        finally:
            with self._bulk_lock:
                self._bulk_pushes -= 1

    def index_for_question(self, count: int) -> None:
        """Index at most `count` pending changes before a search, unless a bulk push is under way.

        Raises IndexDamaged.
        """
        if not self._bulk_pushes:
            with self._refusals():
                self.index_pending(count)

    def hits(self, query: ParsedQuery) -> Iterator[Hit]:
        """As `SearchIndex.hits`. Raises ArchiveError if nothing is found while the disk refuses the index."""
        is_found = False
        try:
            for hit in self._search.hits(query):
                is_found = True
                yield hit
        except IndexRefused as error:
            raise ArchiveError("search-refused") from error
        if self._is_refused and not is_found:  # it may stand in what is not indexed yet
            raise ArchiveError("search-refused")

    def matching(self, query: ParsedQuery, ids: Sequence[str]) -> set[str]:
        """As `SearchIndex.matching`."""
        return self._search.matching(query, ids)
