"""Cache of chosen sentences in SQLite: stores where they stand in the articles, not their text.

The key of an entry is a hash of all that the choice depends on (the articles' text, the algorithm, `VERSION`, the
versions of the packages that choose), so no entry is ever out of date.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import orjson

from briefings.language.word_segmentation import lacks_package
from briefings.model.article import Article
from briefings.storage.sqlite_cache import open_cache
from briefings.summaries.summarizer import ChosenSentence, Summarizer, newest_first
from briefings.summaries.top_of_text import MAX_PARAGRAPH_CHARACTERS, MAX_SENTENCE_CHARACTERS, top

VERSION = 3  # of what is chosen: raise it whenever the choice of sentences changes; a test tells when

MAX_CACHED_SUMMARIES = 500_000  # some 50 MB
_SCHEMA = "CREATE TABLE summary (id INTEGER PRIMARY KEY, key BLOB UNIQUE, places TEXT)"
_SCHEMA_VERSION = 1


class SentenceSpan(NamedTuple):
    """Where a chosen sentence stands: index of the article, number of its paragraph from 1, start and end character."""

    article: int
    paragraph: int
    start: int
    end: int


Summary = tuple[bytes, list[SentenceSpan]]  # the key of an entry, and the entry


class SummaryCache:
    """The entries in a SQLite file. Safe to use from several threads; a file that cannot be used is made again."""

    def __init__(self, file: Path) -> None:
        """Opens `file`, or creates it; drops the oldest entries beyond `MAX_CACHED_SUMMARIES`."""
        self._lock = Lock()
        self._database = open_cache(file, _SCHEMA, _SCHEMA_VERSION)
        self._database.execute("PRAGMA synchronous = OFF")
        with self._database:
            expired = "DELETE FROM summary WHERE id <= (SELECT max(id) FROM summary) - ?"
            self._database.execute(expired, (MAX_CACHED_SUMMARIES,))

    def get(self, key: bytes) -> list[SentenceSpan] | None:
        """The entry under a key; None if there is none, or if the file cannot be read."""
        with self._lock, suppress(sqlite3.Error):
            for (places,) in self._database.execute("SELECT places FROM summary WHERE key = ?", (key,)):
                return [SentenceSpan(*place) for place in orjson.loads(places)]
        return None

    def put(self, summaries: Iterable[Summary]) -> None:
        """Store entries; if the disk does not take them, their sentences are chosen again when they are asked for."""
        with self._lock, suppress(sqlite3.Error), self._database:
            rows = [(key, orjson.dumps([list(span) for span in spans])) for key, spans in summaries]
            self._database.executemany("INSERT OR REPLACE INTO summary (key, places) VALUES (?, ?)", rows)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()


class CachingSummarizer:
    """A summarizer that looks in the cache first, and stores what it chooses there."""

    def __init__(self, summarizer: Summarizer, summary_cache: SummaryCache) -> None:
        self._summarizer = summarizer
        self._cache = summary_cache

    def choose_from(self, articles: Sequence[Article], already_shown: Sequence[Article] = ()) -> list[ChosenSentence]:
        """As `Summarizer.choose_from`."""
        key = cache_key(self._summarizer.algorithm, articles, already_shown)
        spans = self._cache.get(key)
        if spans is not None:
            return [_sentence_at(span, articles) for span in spans]
        chosen = self._summarizer.choose_from(articles, already_shown)
        spans = spans_of(chosen, articles)
        if spans is not None:
            self._cache.put([(key, spans)])
        return chosen


def cache_key(algorithm: str, articles: Sequence[Article], already_shown: Sequence[Article] = ()) -> bytes:
    """The key, 16 bytes, of what an algorithm chooses from these articles: a hash of all that the choice depends on."""
    originals: dict[str, int] = {}
    for index, article in enumerate(articles):
        originals.setdefault(article.copy_of, index)
    order = newest_first(articles)
    digest = sha256(orjson.dumps([VERSION, _package_versions(), algorithm, order, len(already_shown)]))
    for article in articles:
        language, headline = article.language, article.headline[: MAX_SENTENCE_CHARACTERS + 1]
        about = (language, lacks_package(language), headline, article.published, article.opinion)
        digest.update(orjson.dumps([originals[article.copy_of], *about, list(top(article.paragraphs))]))
    for article in already_shown:
        digest.update(orjson.dumps(list(top(article.paragraphs))))
    return digest.digest()[:16]


def spans_of(chosen: Iterable[ChosenSentence], articles: Sequence[Article]) -> list[SentenceSpan] | None:
    """Where the sentences stand; None if one of them is not in its paragraph character for character."""
    spans = []
    for sentence in chosen:
        paragraph = articles[sentence.article].paragraphs[sentence.paragraph - 1]
        start = paragraph.find(sentence.text, 0, MAX_PARAGRAPH_CHARACTERS)
        if start < 0:
            return None
        spans.append(SentenceSpan(sentence.article, sentence.paragraph, start, start + len(sentence.text)))
    return spans


def _sentence_at(span: SentenceSpan, articles: Sequence[Article]) -> ChosenSentence:
    text = articles[span.article].paragraphs[span.paragraph - 1][span.start : span.end]
    return ChosenSentence(text, span.paragraph, span.article)


@cache
def _package_versions() -> tuple[str, ...]:
    """Those of the packages that find sentences, stems, stop words and common words, and that choose."""
    return tuple(map(version, ("sumy", "sentencex", "wordfreq")))
