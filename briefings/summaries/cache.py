"""What was chosen before is not chosen again: a cache in a file, of places in articles, not of text.

An entry is found by the articles' text, the algorithm and the code that chooses; so none is ever out of date.
"""

import logging
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

from briefings.language import analysis, word_segmentation
from briefings.language.word_segmentation import lacks_package
from briefings.model.article import Article
from briefings.storage.atomic_files import make_folder
from briefings.summaries.summarizer import ChosenSentence, Summarizer

log = logging.getLogger(__name__)

_MOST = 500_000  # entries; some 50 MB


class SentenceSpan(NamedTuple):
    """Where a chosen sentence stands: which article, which of its paragraphs from 1, which of its characters."""

    article: int
    paragraph: int
    start: int
    end: int


Summary = tuple[bytes, list[SentenceSpan]]  # the key of an entry, and the entry


class SummaryCache:
    """The entries in a file. Safe to use from several threads; a file that cannot be used is made again."""

    def __init__(self, file: Path) -> None:
        self._lock = Lock()
        make_folder(file.parent)
        try:
            self._database = _opened(file)
        except sqlite3.Error:
            log.warning("%s cannot be used and is made again", file)
            for each in (file, *(file.with_name(file.name + ending) for ending in ("-wal", "-shm"))):
                each.unlink(missing_ok=True)
            self._database = _opened(file)

    def get(self, key: bytes) -> list[SentenceSpan] | None:
        """What is kept under a key."""
        with self._lock, suppress(sqlite3.Error):
            for (places,) in self._database.execute("SELECT places FROM summary WHERE key = ?", (key,)):
                return [SentenceSpan(*place) for place in orjson.loads(places)]
        return None

    def put(self, summaries: Iterable[Summary]) -> None:
        """Keep these; what the disk does not take will be chosen again."""
        with self._lock, suppress(sqlite3.Error), self._database:
            rows = [(key, orjson.dumps([list(place) for place in places])) for key, places in summaries]
            self._database.executemany("INSERT OR REPLACE INTO summary (key, places) VALUES (?, ?)", rows)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()


class CachingSummarizer:
    """A summarizer that looks up what was chosen before, and keeps what it chooses."""

    def __init__(self, summarizer: Summarizer, kept: SummaryCache) -> None:
        self._summarizer = summarizer
        self._kept = kept

    def choose_from(self, articles: Sequence[Article], already_shown: Sequence[Article] = ()) -> list[ChosenSentence]:
        """As `Summarizer.choose_from`."""
        key = cache_key(self._summarizer.algorithm, articles, already_shown)
        places = self._kept.get(key)
        if places is not None:
            return [_chosen(place, articles) for place in places]
        chosen = self._summarizer.choose_from(articles, already_shown)
        places = places_of(chosen, articles)
        if places is not None:
            self._kept.put([(key, places)])
        return chosen


def cache_key(algorithm: str, articles: Sequence[Article], already_shown: Sequence[Article] = ()) -> bytes:
    """The key of what is chosen from these: of all that it depends on."""
    voices = [article.copy_of for article in articles]
    texts = [
        (voices.index(each.copy_of), each.language, lacks_package(each.language), each.headline, each.paragraphs)
        for each in articles
    ]
    said = [each.paragraphs for each in already_shown]
    return sha256(orjson.dumps([_code(), algorithm, texts, said])).digest()[:16]


def places_of(chosen: Iterable[ChosenSentence], articles: Sequence[Article]) -> list[SentenceSpan] | None:
    """Where sentences stand; None if one does not stand there as it is."""
    places = []
    for each in chosen:
        start = articles[each.article].paragraphs[each.paragraph - 1].find(each.text)
        if start < 0:
            return None
        places.append(SentenceSpan(each.article, each.paragraph, start, start + len(each.text)))
    return places


def _chosen(place: SentenceSpan, articles: Sequence[Article]) -> ChosenSentence:
    text = articles[place.article].paragraphs[place.paragraph - 1][place.start : place.end]
    return ChosenSentence(text, place.paragraph, place.article)


@cache
def _code() -> str:
    """A digest of all that chooses."""
    here = [*Path(__file__).parent.glob("*.py"), Path(analysis.__file__), Path(word_segmentation.__file__)]
    digest = sha256(f"{version('sumy')} {version('sentencex')}".encode())
    for file in sorted(here):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _opened(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, check_same_thread=False)
    try:
        database.execute("PRAGMA journal_mode = WAL").fetchone()
        database.execute("PRAGMA synchronous = OFF")
        database.execute("CREATE TABLE IF NOT EXISTS summary (id INTEGER PRIMARY KEY, key BLOB UNIQUE, places TEXT)")
        with database:
            database.execute("DELETE FROM summary WHERE id <= (SELECT max(id) FROM summary) - ?", (_MOST,))
    except sqlite3.Error:
        database.close()
        raise
    return database
