"""Full-text index of the articles in tantivy: a cache on disk, filled from the archive, which has the articles.

The terms are stems from `language/analysis.py`, so that every language is searched the same way. Fields are declared in
`schema.py`; queries are parsed in `query_parser.py` and built in `query_builder.py`.
"""

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tantivy import DocAddress, Index, IndexWriter, Query, Schema, Searcher

from briefings.model.article import Article
from briefings.search.documents import document_or_none
from briefings.search.file_checksums import damaged_files
from briefings.search.index_failures import IndexDamaged, IndexRefused, failures
from briefings.search.matching import places_among
from briefings.search.query_builder import QueryBuilder
from briefings.search.query_parser import ParsedQuery
from briefings.search.schema import TEXT_FIELDS, VERSION, schema
from briefings.storage.atomic_files import remove_path

log = logging.getLogger(__name__)

_WRITER_BYTES = 15_000_000  # the least that tantivy accepts
_A_PAGE = 32  # hits that are read at once, at first


class Hit(NamedTuple):
    """The id of an article that matches, and its tier: 0 for the best matches, then 1, 2."""

    id: str
    tier: int


class SearchIndex:
    """The articles that were added and not removed. Safe to use from several threads.

    Every method but `close` raises IndexDamaged if the index fails, and IndexRefused if the disk does: what was not
    committed is to be added again then. A query that fails while the index does not is logged and finds nothing:
    whatever a person asks, the index stays.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Kept in `folder`, or in memory without one; an index that cannot be used is begun anew, empty.

        One that the disk does not let be opened is opened when it is used next.
        """
        self._schema = schema()
        self._folder = folder and folder / f"v{VERSION}"
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._writer: IndexWriter | None = None
        self._changed = False
        with suppress(IndexRefused):
            try:
                self._searcher()
            except IndexDamaged:
                log.warning("The search index cannot be used and is made again from the articles", exc_info=True)
                self.clear()

    def _opened(self) -> Index:
        if self._index is None:
            if self._folder:
                self._folder.mkdir(parents=True, exist_ok=True)
            index = Index(self._schema, path=str(self._folder) if self._folder else None)
            index.config_reader(reload_policy="manual")  # automatic reloading makes our own reload wait 50 ms
            self._index = index
        return self._index

    def _searcher(self) -> Searcher:
        if self._index is not None:  # waits for nobody
            with failures():
                return self._index.searcher()
        with self._lock, failures():
            return self._opened().searcher()

    @contextmanager
    def _writing(self) -> Iterator[IndexWriter]:
        """The writer, for one thread at a time; after a failure the next begins where the last commit was."""
        with self._lock:
            try:
                with failures():
                    if self._writer is None:
                        self._writer = self._opened().writer(heap_size=_WRITER_BYTES, num_threads=1)
                    try:
                        yield self._writer
                    except ValueError as error:
                        if "index writer was killed" in str(error):  # its thread was; committing says why
                            self._writer.commit()
                        raise
            except (IndexDamaged, IndexRefused):
                self._give_up_writer()
                raise

    def _give_up_writer(self) -> None:
        """What it has not committed is lost; its lock is free at once, whoever still refers to it."""
        writer, self._writer, self._changed = self._writer, None, False
        if writer:
            with suppress(IndexDamaged, IndexRefused), failures():
                writer.wait_merging_threads()

    def __len__(self) -> int:
        """How many articles can be found."""
        return self._searcher().num_docs

    def clear(self) -> None:
        """Remove every article, and what is on disk, whatever state it is in."""
        with self._lock, failures():
            self._give_up_writer()
            self._index = None
            if self._folder:
                remove_path(self._folder.parent if self._folder.parent.is_file() else self._folder)
            self._opened()

    def commit(self) -> None:
        """Write what was added and removed to disk; from now on it is found, or no longer found."""
        if self._changed:
            with self._writing() as writer:
                writer.commit()
                self._opened().reload()
                self._changed = False

    def close(self) -> None:
        """Close the index, so that another can open it; what cannot be committed is logged."""
        try:
            self.commit()
        except (IndexDamaged, IndexRefused) as error:
            log.warning("What was added to the search index last is added again at the next start: %s", error)
        self._writer = None

    def add(self, articles: Iterable[Article]) -> None:
        """Add articles, to be found once committed; one that is in the index already is replaced.

        One that cannot be indexed, whatever the index, is logged and not found.
        """
        for article in articles:
            document = document_or_none(article)
            with self._writing() as writer:
                self._changed = True
                writer.delete_documents_by_term("id", article.id)
                if document:
                    writer.add_document(document)

    def replace(self, article: Article) -> None:
        """Add the new version of an article in place of the old one, once committed."""
        self.add([article])

    def remove(self, id: str) -> None:
        """Remove an article, once committed; nothing happens if it is not in the index."""
        with self._writing() as writer:
            self._changed = True
            writer.delete_documents_by_term("id", id)

    def matching(self, query: ParsedQuery, ids: Sequence[str]) -> set[str]:
        """Those of the articles with these ids that match the query."""
        searcher = self._searcher()
        places: list[DocAddress] = []
        with _finding_nothing(self._schema, searcher):
            places = places_among(self._schema, searcher, query, ids)
        with failures():
            return {str(searcher.doc(place).get_first("id")) for place in places}

    def find(self, parsed: ParsedQuery, limit: int, offset: int = 0) -> list[Hit]:
        """As `hits`, at most `limit` of them from `offset` on."""
        return list(islice(self.hits(parsed), offset, offset + limit))

    def hits(self, parsed: ParsedQuery) -> Iterator[Hit]:
        """The articles that match a query, best first; read as far as they are asked for.

        Of the words an article must have all; if none has, those with the fewest missing match, and a word that no
        article has also finds those spelt much like it. The first tier has the words in headline or topics, the second
        in the first paragraphs too or as a phrase, the third anywhere; within a tier the newest comes first. Case,
        accents and endings do not matter, nor does a hyphen: e-commerce is ecommerce. Never waits for others to add or
        commit.
        """
        searcher = self._searcher()
        for address, tier in _places_or_none(self._schema, searcher, parsed):
            with failures():  # no question's fault: what was found cannot be read
                id = str(searcher.doc(address).get_first("id"))
            yield Hit(id, tier)


def _places_or_none(schema: Schema, searcher: Searcher, parsed: ParsedQuery) -> Iterator[tuple[DocAddress, int]]:
    """As `_places`, until the query fails. Raises IndexDamaged, IndexRefused if it is not the query that does."""
    with _finding_nothing(schema, searcher):
        yield from _places(schema, searcher, parsed)


@contextmanager
def _finding_nothing(schema: Schema, searcher: Searcher) -> Iterator[None]:
    """Ends a query that fails, whatever was asked. Raises IndexDamaged, IndexRefused if it is not the query."""
    try:
        with failures():
            yield
    except IndexDamaged:
        _check(schema, searcher)
        log.exception("A query that cannot be answered found nothing")


def _places(schema: Schema, searcher: Searcher, parsed: ParsedQuery) -> Iterator[tuple[DocAddress, int]]:
    """Where the articles that match stand in the index, and their tiers.

    Each tier is read in pages that grow, so that all of them cost little more than one; none is read unasked.
    """
    seen: set[tuple[int, int]] = set()
    for tier, query in enumerate(QueryBuilder(schema, searcher, parsed).tiers()):
        page, offset = len(seen) + _A_PAGE, 0  # what is of a better tier matches again
        while page:
            found = searcher.search(query, limit=page, count=False, order_by_field="newness", offset=offset).hits
            for _, address in found:
                if (place := (address.segment_ord, address.doc)) not in seen:
                    seen.add(place)
                    yield address, tier
            offset += page
            page = min(2 * page, searcher.num_docs - offset) if len(found) == page else 0


def _check(schema: Schema, searcher: Searcher) -> None:
    """Reads something of each field that every index has. Raises IndexDamaged if that fails."""
    with failures():
        for _, address in searcher.search(Query.all_query(), limit=1, order_by_field="newness").hits:
            searcher.doc(address)
        for field in ("language", *TEXT_FIELDS):
            for term, _ in searcher.terms_with_prefix(field, "", limit=1):
                searcher.search(Query.term_query(schema, field, term), limit=1)


def is_whole(folder: Path) -> bool:
    """Whether the index in `folder` can be read, each article of it, and is what was written; changes nothing."""
    try:
        with failures():
            if damaged_files(folder / f"v{VERSION}"):
                return False
            searcher = Index.open(str(folder / f"v{VERSION}")).searcher()
            hits = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1)).hits
            return all(searcher.doc(address).get_first("id") for _, address in hits)
    except (IndexDamaged, IndexRefused):
        return False
