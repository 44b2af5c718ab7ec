"""Search, kept level with the archive: told in the background, made again if it fails."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from briefings.search.index import Hit, IndexDamaged, SearchIndex
from briefings.search.query_parser import ParsedQuery
from briefings.storage.tinydb.archive import Archive

log = logging.getLogger(__name__)

_SOON = 0.3  # seconds
_TOLD_AT_ONCE = 100  # articles


class SearchIndexer:
    """A search index that follows the archive. Safe to use from several threads."""

    def __init__(self, archive: Archive, search: SearchIndex) -> None:
        self._archive = archive
        self._search = search
        self._closing, self._coming = Event(), Event()
        self._afterwards = ThreadPoolExecutor(1, "afterwards")
        if len(search) < archive.searchable():  # begun anew, or older than the archive
            search.clear()
            archive.none_searchable()
        self.follow_up()

    def close(self) -> None:
        """Finish what is being done in the background; it can be gone on with at the next start."""
        self._closing.set()
        self._afterwards.shutdown()

    def is_behind(self) -> bool:
        """Whether search has yet to be told of something; it answers meanwhile, from what it knows."""
        return bool(self._archive.unsearchable(1))

    def follow_up(self) -> None:
        """Let search catch up with the archive, soon and in the background."""
        if not self._closing.is_set() and not self._coming.is_set():
            self._coming.set()
            self._afterwards.submit(self._catch_up)

    def _catch_up(self) -> None:
        self._closing.wait(_SOON)  # so that a row of pushes is one change of the index
        self._coming.clear()
        with self.mending():
            while self.tell(_TOLD_AT_ONCE) and not self._closing.is_set():
                self._archive.tidy()

    @contextmanager
    def mending(self) -> Iterator[None]:
        """An index that fails is begun anew and filled in the background; whoever asked finds less until then."""
        try:
            yield
        except IndexDamaged:
            log.exception("The search index fails, and is made again from the articles")
            self._search.clear()
            self._archive.none_searchable()
            self.follow_up()

    def tell(self, count: int) -> bool:
        """Tell search of the newest changes it does not know; whether there were any."""
        changes = self._archive.unsearchable(count)
        for change, article in changes:
            if article:
                self._search.replace(article)
            else:
                self._search.remove(str(change.id))
        if changes:
            self._search.commit()
            self._archive.set_searchable([change for change, _ in changes])
        return bool(changes)

    def find(self, parsed: ParsedQuery, limit: int, offset: int) -> list[Hit]:
        """As `Search.find`."""
        return self._search.find(parsed, limit, offset)
