"""Find articles by a person's words. The index is a cache on disk, filled from the archive, which keeps the articles.

tantivy stores and counts; what a word is comes from `languages`, so that every language is searched the same way. A
person's text never goes through tantivy's query language: it is read in `query.py`, and every query is built of parts.
"""

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

from tantivy import DocAddress, Document, Index, Occur, Query, Schema, SchemaBuilder, Searcher

from briefings.articles import Article
from briefings.query import Reading, Spelling, index_terms, readings

log = logging.getLogger(__name__)

_VERSION = 1  # of what an article is found by; the index is made again where it has another

_HEADLINE = ("headline", "topics")
_TOP = (*_HEADLINE, "lede")
_EVERYWHERE = (*_TOP, "text")

_LEDE_PARAGRAPHS = 2
_WRITER_BYTES = 15_000_000  # the least that tantivy takes


class Hit(NamedTuple):
    """An article that matches, and how well: 0 is best."""

    id: str
    tier: int


class IndexDamaged(Exception):
    """The index cannot be read or written; `Search.clear` begins it anew."""


class Search:
    """Every article that was added and not removed. Safe to use from several threads.

    Every method but `clear` raises IndexDamaged if the index fails.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Kept in `folder`, or in memory without one; an index that cannot be used is begun anew, empty."""
        self._schema = _schema()
        self._folder = folder and folder / f"v{_VERSION}"
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
        return self._searcher().num_docs

    def clear(self) -> None:
        """Forget every article; what is on disk too, whatever state it is in."""
        with self._lock:
            del self._writer
            self._begin_anew()

    def commit(self) -> None:
        """Put what was added and removed on disk, findable."""
        self._searcher()

    def close(self) -> None:
        """Close the index, so that another can open it."""
        self.commit()
        del self._writer

    def add(self, articles: Iterable[Article]) -> None:
        """Make articles findable; one that is here already is replaced."""
        for article in articles:
            document = _document(article)
            with self._lock, _damage():
                self._writer.delete_documents_by_term("id", article.id)
                self._writer.add_document(document)
                self._changed = True

    def replace(self, article: Article) -> None:
        """Make the new version of an article findable, and the old one no longer."""
        self.add([article])

    def remove(self, id: str) -> None:
        """Make an article unfindable; one that is not here is no fault."""
        with self._lock, _damage():
            self._writer.delete_documents_by_term("id", id)
            self._changed = True

    def find(self, query: str, limit: int, offset: int = 0) -> list[Hit]:
        """The articles that match a person's words, best first, at most `limit` from `offset` on.

        An article must have all the words; if none has, those with the fewest missing match. Best are those with the
        words in headline or topics, then in the first paragraphs too or as a phrase, then anywhere; of equals the
        newest comes first. Case, accents and endings do not matter, nor does a hyphen: e-commerce is ecommerce.
        """
        with _damage():
            return self._find(query, limit, offset)

    def _find(self, query: str, limit: int, offset: int) -> list[Hit]:
        searcher = self._searcher()
        languages = [language for language, _ in searcher.terms_with_prefix("language", "")]
        best: tuple[int, list[Reading]] | None = None
        for reading in readings(query, languages):
            missing = self._missing(searcher, reading)
            if missing is not None and (best is None or missing < best[0]):
                best = missing, reading
        if best is None or limit < 1:
            return []
        found: list[tuple[DocAddress, int]] = []
        for tier, wanted in enumerate(self._tiers(*best)):
            if len(found) < offset + limit:
                hits = searcher.search(wanted, limit=offset + limit - len(found), order_by_field="newness").hits
                found += [(address, tier) for _, address in hits]
        return [Hit(str(searcher.doc(address).get_first("id")), tier) for address, tier in found[offset:]]

    def _searcher(self) -> Searcher:
        """The index as it is now: changes are committed when somebody asks, so that a long push commits once."""
        with self._lock, _damage():
            if self._changed:
                self._writer.commit()
                self._index.reload()
                self._changed = False
            return self._index.searcher()

    def _missing(self, searcher: Searcher, readings: Sequence[Reading]) -> int | None:
        """How many of the words the best article lacks; None if no article has any.

        Each word found counts one, and each reading starts from what makes the complete ones equal.
        """
        most = max((len(reading.words) for reading in readings), default=0)
        counting = [
            _all(
                Query.const_score_query(self._language(reading), most - len(reading.words) + 1),
                _any([Query.const_score_query(self._word(word, _EVERYWHERE), 1) for word in reading.words]),
            )
            for reading in readings
        ]
        hits = searcher.search(_any(counting), limit=1).hits
        return most + 1 - round(hits[0][0]) if hits else None

    def _tiers(self, missing: int, readings: Sequence[Reading]) -> list[Query]:
        """What to list first, second, third; no article is in two of them."""
        able = [reading for reading in readings if len(reading.words) > missing]
        first, second, third = (
            [self._lacking(reading, missing, fields) for reading in able] for fields in (_HEADLINE, _TOP, _EVERYWHERE)
        )
        if not missing:
            second += [self._phrase(reading) for reading in able if len(reading.run) > 1]
        return [_any(first), _but(_any(second), _any(first)), _but(_any(third), _any([*first, *second]))]

    def _lacking(self, reading: Reading, missing: int, fields: Sequence[str]) -> Query:
        words = [(Occur.Should, self._word(word, fields)) for word in reading.words]
        fewest = len(reading.words) - missing
        return _all(self._language(reading), Query.boolean_query(words, minimum_number_should_match=fewest))

    def _phrase(self, reading: Reading) -> Query:
        return _all(self._language(reading), self._word([reading.run], _EVERYWHERE))

    def _language(self, reading: Reading) -> Query:
        return Query.term_query(self._schema, "language", reading.language)

    def _word(self, spellings: Sequence[Spelling], fields: Sequence[str]) -> Query:
        return _any([self._spelt(spelling, field) for spelling in spellings for field in fields])

    def _spelt(self, spelling: Spelling, field: str) -> Query:
        if len(spelling) == 1:
            return Query.term_query(self._schema, field, spelling[0])
        return Query.phrase_query(self._schema, field, list(spelling))


@contextmanager
def _damage() -> Iterator[None]:
    """Makes what tantivy raises about its files an IndexDamaged; a panic of its own is no Exception."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, ValueError | OSError) or type(error).__name__ == "PanicException":
            raise IndexDamaged(str(error)) from error
        raise


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("newness", fast=True)
    for field in _EVERYWHERE:
        builder.add_text_field(field, tokenizer_name="whitespace")
    return builder.build()


def _document(article: Article) -> Document:
    document = Document()
    document.add_text("id", article.id)
    document.add_text("language", article.language)
    document.add_integer("newness", _newness(article))
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


def _newness(article: Article) -> int:
    """A number that is larger for the newer of two articles, and never the same for two.

    The minute it was published as far as that is known, and no later than it came in; then its id. In bits: 27
    for the minute since 1970, 16 for the day of the id, 20 for its number.
    """
    moment = min(article.published or article.received, article.received)
    day, number = article.id.split("-")
    received = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    since_2000 = (received - date(2000, 1, 1)).days
    return (max(int(moment.timestamp()) // 60, 0) << 36) + (since_2000 << 20) + int(number)


def _any(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _all(*queries: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _but(wanted: Query, unwanted: Query) -> Query:
    return Query.boolean_query([(Occur.Must, wanted), (Occur.MustNot, unwanted)])
