"""What the archive costs as it grows: Sourceline beside plain TinyDB and SQLite with FTS5, on the same made-up texts.

Each row is a process of its own: it fills the store, opens it anew, and measures. A push is an article stored, fsync
included, and told to search; /latest and /topic are briefings of three stories, without the network. The other two do
the same work: they store the article, find its story and choose its sentences with the same code, list the newest
three, and find three by a word. The index of stories holds the last 21 days, 4,200 articles here; that of the others,
only those pushed.
"""

import argparse
import gc
import json
import os
import platform
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter, sleep

import orjson
from tinydb import TinyDB

from briefings.intake.result import IntakeResult
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Draft, Provenance
from briefings.model.article_id import ArticleId
from briefings.model.items import Text
from briefings.model.story import StoryAssignment
from briefings.newsroom.newsroom import Newsroom, open_newsroom
from briefings.process_tuning import warmed_up
from briefings.storage.original_records import original_line
from briefings.storage.originals import Originals
from briefings.storage.tinydb.archive import Archive
from briefings.storage.tinydb.documents import to_document
from briefings.stories.clustering import Entry, StoryIndex
from briefings.stories.features import extract_features
from briefings.summaries.cache import SummaryCache
from briefings.summaries.precompute import make_summaries
from briefings.summaries.summarizer import Summarizer

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
A_DAY = 200  # articles
PUSHES = 300
QUERIES = 300
TINYDB_MOST = 10_000


def drafts(first: int, count: int) -> Iterator[Draft]:
    """Articles of about 3 KB, of a vocabulary as skewed as a language's, each with names of its own."""
    for number in range(first, first + count):
        random = Random(number)
        names = [f"{random.choice(STARTS)}{random.choice(MIDDLES)}{random.choice(ENDS)}" for _ in range(5)]
        paragraphs = tuple(" ".join(sentence(random, names) for _ in range(3)) for _ in range(8))
        headline = f"{names[0]} {' '.join(random.choices(COMMON[200:], k=4))} {names[1]}"
        yield Draft(headline=headline, paragraphs=paragraphs, outlet=f"Outlet {number % 40}")


SYLLABLES = [one + two for one in "bdfghklmnprstvz" for two in ("a", "e", "i", "o", "u", "an", "er", "il", "os", "un")]
STARTS, MIDDLES, ENDS = ([each.title() for each in SYLLABLES], SYLLABLES, SYLLABLES)
COMMON = [f"{one}{two}" for one in SYLLABLES for two in SYLLABLES[:100]]
WEIGHTS = list(accumulate(1 / (rank + 10) for rank in range(len(COMMON))))


def sentence(random: Random, names: list[str]) -> str:
    words = random.choices(COMMON, cum_weights=WEIGHTS, k=17)
    words[random.randrange(1, 17)] = random.choice(names)
    return f"{words[0].title()} {' '.join(words[1:])}."


def original(draft: Draft) -> Text:
    """The article as it might have come in."""
    return Text(name="a message", text="\n\n".join((draft.headline, *draft.paragraphs)))


def words_to_find(stored: int) -> Iterator[str]:
    """Names and words of headlines that are there."""
    random = Random(7)
    while True:
        draft = next(drafts(random.randrange(stored), 1))
        yield random.choice(draft.headline.split())


class Ours:
    """Sourceline as the bot uses it."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self._opened = open_newsroom(folder, "news", lambda: self.now, WebFetcher())
        self.newsroom: Newsroom = self._opened.__enter__()

    def warm_up(self) -> None:
        """As the running bot, which imports what takes long right after its start."""
        with warmed_up() as importing:
            importing.join()

    def fill(self, texts: Iterator[Draft]) -> None:
        raise NotImplementedError  # see `fill`

    def push(self, draft: Draft) -> None:
        self.newsroom.ingestion.store([IntakeResult((draft,), original=original(draft))])

    def latest(self) -> object:
        return self.newsroom.queries.latest(3)

    def topic(self, word: str) -> object:
        return self.newsroom.queries.topic(word, 3)

    def close(self) -> None:
        self._opened.__exit__(None, None, None)


class Plain:
    """What the others share: the same summariser, and the same way to find an article's story, in memory."""

    def __init__(self) -> None:
        self.summarizer = Summarizer()
        self.stories = StoryIndex()
        self.pushed = 0

    def read(self, draft: Draft) -> None:
        """What Sourceline does with an article besides storing it."""
        self.pushed += 1
        id, known = str(self.pushed), extract_features(draft, NOW)
        placed = self.stories.place(known)
        self.stories.add(Entry(id, placed.story or id, placed.copy_of or id, known))
        self.summarizer.choose(draft.headline, draft.paragraphs, draft.language)

    def fill(self, texts: Iterator[Draft]) -> None:
        for draft in texts:
            self.push(draft)

    def brief(self, found: list[tuple[str, list[str]]]) -> object:
        return [self.summarizer.choose(headline, paragraphs, "en") for headline, paragraphs in found]

    def push(self, draft: Draft) -> None:
        raise NotImplementedError


class PlainTinyDB(Plain):
    """TinyDB as it comes."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.database = TinyDB(folder / "tiny.json")

    def fill(self, texts: Iterator[Draft]) -> None:
        self.database.insert_multiple(asdict(draft) for draft in texts)

    def push(self, draft: Draft) -> None:
        self.database.insert(asdict(draft))

    def latest(self) -> object:
        return self.brief([(each["headline"], each["paragraphs"]) for each in self.database.all()[-3:]])

    def topic(self, word: str) -> object:
        found = self.database.search(
            lambda each: word in each["headline"] or any(word in p for p in each["paragraphs"])
        )
        return self.brief([(each["headline"], each["paragraphs"]) for each in found[-3:]])

    def close(self) -> None:
        self.database.close()


class SQLite(Plain):
    """SQLite with its full-text search, each push on disk when it returns."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.database = sqlite3.connect(folder / "news.sqlite")
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = FULL")
        self.database.execute("CREATE TABLE IF NOT EXISTS article (id INTEGER PRIMARY KEY, document TEXT)")
        self.database.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (headline, text, content='', tokenize='porter')"
        )

    def push(self, draft: Draft) -> None:
        with self.database:
            document = json.dumps(asdict(draft))
            id = self.database.execute("INSERT INTO article (document) VALUES (?)", (document,)).lastrowid
            values = (id, draft.headline, "\n".join(draft.paragraphs))
            self.database.execute("INSERT INTO words (rowid, headline, text) VALUES (?, ?, ?)", values)

    def fill(self, texts: Iterator[Draft]) -> None:
        self.database.execute("PRAGMA synchronous = OFF")
        super().fill(texts)
        self.database.execute("PRAGMA synchronous = FULL")

    def latest(self) -> object:
        return self._read("SELECT document FROM article ORDER BY id DESC LIMIT 3")

    def topic(self, word: str) -> object:
        matching = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 3"
        return self._read(f"SELECT document FROM article WHERE id IN ({matching})", f'"{word}"')

    def _read(self, query: str, *values: str) -> object:
        documents = [json.loads(text) for (text,) in self.database.execute(query, values)]
        return self.brief([(each["headline"], each["paragraphs"]) for each in documents])

    def close(self) -> None:
        self.database.close()


STORES: dict[str, Callable[[Path], Ours | PlainTinyDB | SQLite]] = {
    "Sourceline": Ours,
    "SQLite FTS5": SQLite,
    "TinyDB as it comes": PlainTinyDB,
}


def timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


def p50_p99(times: list[float]) -> str:
    points = quantiles(times, n=100)
    return f"{points[49]:.1f} / {points[98]:.1f}"


def fill(name: str, stored: int, folder: Path) -> None:
    if name == "Sourceline":
        fill_ours(stored, folder)
    else:
        store = STORES[name](folder)
        store.fill(drafts(0, stored))
        store.close()


def fill_ours(stored: int, folder: Path) -> None:
    """As an import would, 200 articles a day, each a story of its own, with summaries; then search is told of them."""
    archive = Archive(folder / "articles", lookup_index=folder / "index" / "lookup.sqlite")
    originals = Originals(folder / "originals")
    days = [NOW.replace(hour=0) - timedelta(days=back) for back in range(-(-stored // A_DAY), 0, -1)]
    texts = drafts(0, stored)
    for day in days:
        moments = (day + timedelta(minutes=7 * number) for number in range(A_DAY))
        records, lines = [], []
        for number, (moment, draft) in enumerate(zip(moments, texts, strict=False), 1):
            key, line = original_line(original(draft), moment)
            lines.append(line)
            source = Provenance(key, 0, 1)
            document = to_document(draft, moment, StoryAssignment(), source)
            records.append((str(ArticleId(day.date(), number)), orjson.dumps(document)))
        originals.add(b"".join(lines), day.date())
        archive.load(records)
    originals.close()
    with closing(SummaryCache(folder / "index" / "summaries.sqlite")) as kept:
        make_summaries((archive.story(each.story) for each in archive.outlines()), "news", kept, lambda _: None)
    archive.close()
    with open_newsroom(folder, "news", lambda: NOW, WebFetcher()) as newsroom:
        while newsroom.indexer.is_behind():
            sleep(0.1)


def pushed(store: Ours | Plain, draft: Draft) -> None:
    if isinstance(store, Plain):
        store.read(draft)
    store.push(draft)


def measure(name: str, stored: int, folder: Path) -> str:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    began = perf_counter()
    store = STORES[name](folder)
    started = perf_counter() - began
    if isinstance(store, Ours):
        store.warm_up()
    slow = 10 if isinstance(store, PlainTinyDB) else PUSHES
    words = words_to_find(stored)
    store.push(next(drafts(stored, 1)))  # the first fills the index of stories
    pushes = [timed(lambda draft=draft: pushed(store, draft)) for draft in drafts(stored + 1, slow)]
    store.topic(next(words))
    latest = [timed(store.latest) for _ in range(min(slow, QUERIES))]
    topics = [timed(lambda word=word: store.topic(word)) for word in islice(words, min(slow, QUERIES))]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    store.close()
    cells = (p50_p99(pushes), p50_p99(latest), p50_p99(topics), f"{started:.2f}", f"{peak} ({before})", f"{disk:.0f}")
    return f"| {name} | {stored:,} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--step", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        what, name, stored, folder = arguments.step
        gc.freeze()
        print({"fill": fill, "measure": measure}[what](name, int(stored), Path(folder)) or "", end="")
        return
    print(f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| | stored | push ms p50 / p99 | /latest ms | /topic ms | start s | peak MB (before) | disk MB |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for stored in (each for each in (1_000, 10_000, 100_000, arguments.articles) if each <= arguments.articles):
        for name in STORES:
            if name != "TinyDB as it comes" or stored <= TINYDB_MOST:
                with tempfile.TemporaryDirectory() as folder:
                    for what in ("fill", "measure"):
                        step = [sys.executable, __file__, "--step", what, name, str(stored), folder]
                        ran = subprocess.run(step, check=True, capture_output=True, text=True)
                    print(ran.stdout, flush=True)
        if stored == arguments.articles:
            break


if __name__ == "__main__":
    main()
