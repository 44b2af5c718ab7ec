"""Find articles by a person's words. The index is a cache on disk, filled from the archive, which keeps the articles.

tantivy stores and counts; what a word is comes from `languages`, so that every language is searched the same way.
What a person asks is read in `asking.py` and becomes queries in `matching.py`.
"""

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

from tantivy import DocAddress, Document, Index, Query

from briefings.model.article import Article
from briefings.search.query_builder import VERSION, QueryBuilder, may_be_meant, newness, schema
from briefings.search.query_parser import ParsedQuery
from briefings.search.word_variants import index_terms, run, written

log = logging.getLogger(__name__)

_LEDE_PARAGRAPHS = 2
_WRITER_BYTES = 15_000_000  # the least that tantivy takes


class Hit(NamedTuple):
    """An article that matches, and how well: 0 is best."""

    id: str
    tier: int


class IndexDamaged(Exception):
    """The index cannot be read or written; `Search.clear` begins it anew."""


class SearchIndex:
    """Every article that was added and not removed. Safe to use from several threads.

    Every method but `clear` raises IndexDamaged if the index fails.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Kept in `folder`, or in memory without one; an index that cannot be used is begun anew, empty."""
        self._schema = schema()
        self._folder = folder and folder / f"v{VERSION}"
        self._lock = threading.Lock()
        try:
            with _damage():
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
        self._index.config_reader(reload_policy="manual")  # the other, by itself, makes our own reload wait 50 ms
        self._writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        self._changed = False

    def _begin_anew(self) -> None:
        if self._folder:
            rmtree(self._folder, ignore_errors=True)
        self._open()

    def __len__(self) -> int:
        """How many articles can be found."""
        with _damage():
            return self._index.searcher().num_docs

    def clear(self) -> None:
        """Forget every article; what is on disk too, whatever state it is in."""
        with self._lock:
            del self._writer
            self._begin_anew()

    def commit(self) -> None:
        """Put what was added and removed on disk; it can be found, or no longer, from now on."""
        with self._lock, _damage():
            if self._changed:
                self._writer.commit()
                self._index.reload()
                self._changed = False

    def close(self) -> None:
        """Close the index, so that another can open it."""
        self.commit()
        del self._writer

    def add(self, articles: Iterable[Article]) -> None:
        """Make articles findable, once committed; one that is here already is replaced."""
        for article in articles:
            document = _document(article)
            with self._lock, _damage():
                self._writer.delete_documents_by_term("id", article.id)
                self._writer.add_document(document)
                self._changed = True

    def replace(self, article: Article) -> None:
        """Make the new version of an article findable, and the old one no longer, once committed."""
        self.add([article])

    def remove(self, id: str) -> None:
        """Make an article unfindable, once committed; one that is not here is no fault."""
        with self._lock, _damage():
            self._writer.delete_documents_by_term("id", id)
            self._changed = True

    def find(self, parsed: ParsedQuery, limit: int, offset: int = 0) -> list[Hit]:
        """The articles that a person asks for, best first, at most `limit` from `offset` on.

        Of the words an article must have all; if none has, those with the fewest missing match, and a word that no
        article has also finds those spelt much like it. Best are those with the words in headline or topics, then in
        the first paragraphs too or as a phrase, then anywhere; of equals the newest comes first. Case, accents and
        endings do not matter, nor does a hyphen: e-commerce is ecommerce. Never waits for others to add or commit.
        """
        with _damage():
            return self._find(parsed, limit, offset)

    def _find(self, parsed: ParsedQuery, limit: int, offset: int) -> list[Hit]:
        searcher = self._index.searcher()
        found: list[tuple[DocAddress, int]] = []
        for tier, wanted in enumerate(QueryBuilder(self._schema, searcher, parsed).tiers() if limit > 0 else []):
            if len(found) < offset + limit:
                hits = searcher.search(wanted, limit=offset + limit - len(found), order_by_field="newness").hits
                found += [(address, tier) for _, address in hits]
        return [Hit(str(searcher.doc(address).get_first("id")), tier) for address, tier in found[offset:]]


@contextmanager
def _damage() -> Iterator[None]:
    """Makes what tantivy raises about its files an IndexDamaged; a panic of its own is no Exception."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, ValueError | OSError) or type(error).__name__ == "PanicException":
            raise IndexDamaged(str(error)) from error
        raise


def _document(article: Article) -> Document:
    document = Document()
    document.add_text("id", article.id)
    document.add_text("language", article.language)
    for name in filter(None, (article.outlet, article.agency)):
        document.add_text("outlet", " ".join(run(name, "")))
    document.add_integer("newness", newness(article))
    for word in sorted(written(" ".join((article.headline, *article.topics, *article.paragraphs)))):
        if may_be_meant(word):
            document.add_text("written", word)
    texts = {
        "headline": (article.headline,),
        "topics": article.topics,
        "lede": article.paragraphs[:_LEDE_PARAGRAPHS],
        "text": article.paragraphs[_LEDE_PARAGRAPHS:],
    }
    for field, values in texts.items():
        for value in values:
            for terms in index_terms(value, article.language):
                document.add_text(field, " ".join(terms))
    return document


def is_whole(folder: Path) -> bool:
    """Whether the index in `folder` can be read, each article of it; changes nothing."""
    try:
        with _damage():
            searcher = Index.open(str(folder / f"v{VERSION}")).searcher()
            found = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1))
            return all(searcher.doc(address).get_first("id") for _, address in found.hits)
    except IndexDamaged:
        return False
