"""Full-text index of the articles in tantivy: a cache on disk, filled from the archive, which has the articles.

The terms are stems from `language/analysis.py`, so that every language is searched the same way. Fields are declared in
`schema.py`; queries are parsed in `query_parser.py` and built in `query_builder.py`.
"""

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tantivy import DocAddress, Index, IndexWriter, Query, Schema, Searcher

from briefings.model.article import Article
from briefings.search.documents import document_or_none
from briefings.search.file_checksums import damaged_files
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


class IndexDamaged(Exception):
    """The index cannot be read or written; `SearchIndex.clear` begins it anew."""


class SearchIndex:
    """The articles that were added and not removed. Safe to use from several threads.

    Every method but `clear` raises IndexDamaged if the index fails. A query that fails while the index does not is
    logged and finds nothing: whatever a person asks, the index stays.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Kept in `folder`, or in memory without one; an index that cannot be used is begun anew, empty."""
        self._schema = schema()
        self._folder = folder and folder / f"v{VERSION}"
        self._lock = threading.Lock()
        try:
            with _damage_as_error():
                self._open()
                self._index.searcher()
        except IndexDamaged:
            log.warning("The search index cannot be used and is made again from the articles", exc_info=True)
            self._begin_anew()

    def _open(self) -> None:
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._index = Index(self._schema, path=str(self._folder))
        else:
            self._index = Index(self._schema)
        self._index.config_reader(reload_policy="manual")  # automatic reloading makes our own reload wait 50 ms
        self._writer: IndexWriter | None = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        self._changed = False

    def _open_writer(self) -> IndexWriter:
        if self._writer is None:
            raise IndexDamaged("the index could not be begun anew")
        return self._writer

    def _begin_anew(self) -> None:
        if self._folder:
            remove_path(self._folder.parent if self._folder.parent.is_file() else self._folder)
        self._open()

    def __len__(self) -> int:
        """How many articles can be found."""
        with _damage_as_error():
            return self._index.searcher().num_docs

    def clear(self) -> None:
        """Remove every article, and what is on disk, whatever state it is in.

        Raises IndexDamaged if that fails; nothing can be written then until it succeeds.
        """
        with self._lock, _damage_as_error():
            self._writer = None
            self._begin_anew()

    def commit(self) -> None:
        """Write what was added and removed to disk; from now on it is found, or no longer found."""
        with self._lock, _damage_as_error():
            if self._changed:
                self._open_writer().commit()
                self._index.reload()
                self._changed = False

    def close(self) -> None:
        """Close the index, so that another can open it."""
        self.commit()
        self._writer = None

    def add(self, articles: Iterable[Article]) -> None:
        """Add articles, to be found once committed; one that is in the index already is replaced.

        One that cannot be indexed, whatever the index, is logged and not found.
        """
        for article in articles:
            document = document_or_none(article)
            with self._lock, _damage_as_error():
                writer = self._open_writer()
                writer.delete_documents_by_term("id", article.id)
                if document:
                    writer.add_document(document)
                self._changed = True

    def replace(self, article: Article) -> None:
        """Add the new version of an article in place of the old one, once committed."""
        self.add([article])

    def remove(self, id: str) -> None:
        """Remove an article, once committed; nothing happens if it is not in the index."""
        with self._lock, _damage_as_error():
            self._open_writer().delete_documents_by_term("id", id)
            self._changed = True

    def matching(self, query: ParsedQuery, ids: Sequence[str]) -> set[str]:
        """Those of the articles with these ids that match the query."""
        with _damage_as_error():
            searcher = self._index.searcher()
        places: list[DocAddress] = []
        with _finding_nothing(self._schema, searcher):
            places = places_among(self._schema, searcher, query, ids)
        with _damage_as_error():
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
        with _damage_as_error():
            searcher = self._index.searcher()
        for address, tier in _places_or_none(self._schema, searcher, parsed):
            with _damage_as_error():  # no question's fault: what was found cannot be read
                id = str(searcher.doc(address).get_first("id"))
            yield Hit(id, tier)


def _places_or_none(schema: Schema, searcher: Searcher, parsed: ParsedQuery) -> Iterator[tuple[DocAddress, int]]:
    """As `_places`, until the query fails. Raises IndexDamaged if it is the index that does."""
    with _finding_nothing(schema, searcher):
        yield from _places(schema, searcher, parsed)


@contextmanager
def _finding_nothing(schema: Schema, searcher: Searcher) -> Iterator[None]:
    """Ends a query that fails, whatever was asked. Raises IndexDamaged if it is the index that fails."""
    try:
        with _damage_as_error():
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
    with _damage_as_error():
        for _, address in searcher.search(Query.all_query(), limit=1, order_by_field="newness").hits:
            searcher.doc(address)
        for field in ("language", *TEXT_FIELDS):
            for term, _ in searcher.terms_with_prefix(field, "", limit=1):
                searcher.search(Query.term_query(schema, field, term), limit=1)


@contextmanager
def _damage_as_error() -> Iterator[None]:
    """Raises IndexDamaged for what tantivy raises about its files; its panics do not derive from Exception."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, ValueError | OSError) or type(error).__name__ == "PanicException":
            raise IndexDamaged(str(error)) from error
        raise


def is_whole(folder: Path) -> bool:
    """Whether the index in `folder` can be read, each article of it, and is what was written; changes nothing."""
    try:
        with _damage_as_error():
            if damaged_files(folder / f"v{VERSION}"):
                return False
            searcher = Index.open(str(folder / f"v{VERSION}")).searcher()
            hits = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1)).hits
            return all(searcher.doc(address).get_first("id") for _, address in hits)
    except IndexDamaged:
        return False
