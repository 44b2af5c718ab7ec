"""What is asked about all articles at once: which have a link, a text, a story, and which search does not know yet.

A cache in SQLite of what stands in the partitions, so that a start need not read them and memory does not grow with
them. Each partition is noted with the checksum it had, so that one that has changed since is read again. A cache that
is damaged or of another version is begun anew.
"""

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from briefings.model.article_id import ArticleId
from briefings.model.story import StoryOutline
from briefings.storage.atomic_files import make_folder
from briefings.storage.tinydb.documents import Json, is_deleted, story_of

log = logging.getLogger(__name__)

_VERSION = 2
_AT_ONCE = 100  # articles of a page
_WRITTEN_AHEAD = 20_000  # pages of 4 KB, at most, as long as nobody tidies
_IDS_AT_ONCE = 500  # in one question

# searchable: 1, search knows the article as it is now, or that it is gone; 2, it knows an earlier version; 0, it knows
# nothing of it.
_TABLES = """
CREATE TABLE partition (name TEXT PRIMARY KEY, checksum TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE article (
    id INTEGER PRIMARY KEY, partition TEXT NOT NULL, here INTEGER NOT NULL, searchable INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 0, story INTEGER, voice INTEGER, outlet TEXT, received REAL, link BLOB, text BLOB
);
CREATE INDEX by_partition ON article (partition);
CREATE INDEX by_story ON article (story) WHERE here;
CREATE INDEX by_link ON article (link) WHERE here AND link IS NOT NULL;
CREATE INDEX by_text ON article (text) WHERE here;
CREATE INDEX to_search ON article (id) WHERE searchable <> 1;
"""
_GONE = """
UPDATE article SET searchable = CASE WHEN searchable = 1 AND here THEN 2 ELSE searchable END,
here = 0, version = version + 1
WHERE partition = ?
"""
_PUT = """
INSERT INTO article (id, partition, here, story, voice, outlet, received, link, text)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET partition = excluded.partition, here = excluded.here,
searchable = CASE WHEN searchable = 2 OR (searchable = 1 AND article.here) THEN 2 ELSE 0 END,
version = version + 1, story = excluded.story, voice = excluded.voice, outlet = excluded.outlet,
received = excluded.received, link = excluded.link, text = excluded.text
"""


class PendingIndexChange(NamedTuple):
    """A change that search does not know yet; `here` is whether the article is still there."""

    id: ArticleId
    version: int
    here: bool


class LookupIndex:
    """The articles of all partitions, by what they are looked up by.

    Several threads may look up at once, also while one writes; only one may write at a time.
    """

    def __init__(self, file: Path | None) -> None:
        """Kept in `file`; in memory without one."""
        assert sqlite3.threadsafety == 3, "SQLite was built for one thread at a time"
        self._file = file
        self._database = _opened(file) if file else _fresh(":memory:")

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def tidy(self) -> None:
        """Write back what was written ahead, while others go on; else a write would do so now and then, and wait."""
        if self._file:
            with suppress(sqlite3.Error), closing(sqlite3.connect(self._file)) as database:
                database.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def partitions(self) -> dict[str, str]:
        """The names of the partitions and their checksums."""
        return dict(self._database.execute("SELECT name, checksum FROM partition"))

    def take(self, name: str, checksum: str, documents: Iterable[tuple[ArticleId, Json]]) -> None:
        """A whole partition as it is now, in place of what was known of it."""
        with self._database:
            self._database.execute(_GONE, (name,))
            self._put(name, checksum, documents)

    def put(self, name: str, checksum: str, documents: Iterable[tuple[ArticleId, Json]]) -> None:
        """Some documents of a partition as they are now; the rest of it is as it was."""
        with self._database:
            self._put(name, checksum, documents)

    def drop(self, name: str) -> None:
        """A partition that is no longer there."""
        with self._database:
            self._database.execute(_GONE, (name,))
            self._database.execute("DELETE FROM partition WHERE name = ?", (name,))

    def _put(self, name: str, checksum: str, documents: Iterable[tuple[ArticleId, Json]]) -> None:
        self._database.executemany(_PUT, (_row(name, id, document) for id, document in documents))
        self._database.execute("INSERT OR REPLACE INTO partition VALUES (?, ?)", (name, checksum))

    def count(self) -> int:
        """How many articles there are."""
        return int(self._one("SELECT count(*) FROM article WHERE here") or 0)

    def with_link(self, link: str) -> ArticleId | None:
        """The article with that link, the one received first if there are several."""
        return _id(self._one("SELECT min(id) FROM article WHERE here AND link = ?", _digest(link)))

    def with_text(self, fingerprint: str) -> ArticleId | None:
        """The article with that fingerprint, the one received first if there are several."""
        return _id(self._one("SELECT min(id) FROM article WHERE here AND text = ?", bytes.fromhex(fingerprint)))

    def in_story(self, story: ArticleId) -> list[ArticleId]:
        """The articles of a story, the first received first."""
        rows = self._rows("id", "SELECT id FROM article WHERE here AND story = ?", (_key(story),))
        return [ArticleId.unpack(id) for (id,) in sorted(rows)]

    def newest_first(self, before: ArticleId | None = None) -> Iterator[list[ArticleId]]:
        """The ids of all articles received before that one, a page at a time."""
        at = _key(before) if before else 1 << 62
        query = "SELECT id FROM article WHERE here AND id < ? ORDER BY id DESC LIMIT ?"
        while page := sorted((id for (id,) in self._rows("id", query, (at, _AT_ONCE))), reverse=True):
            yield [ArticleId.unpack(id) for id in page]
            at = page[-1]

    def outlines(self, ids: Sequence[ArticleId], before: ArticleId | None = None) -> list[StoryOutline]:
        """The stories these articles are in, in their order, each once; with `before`, as they were then."""
        keys = [_key(id) for id in ids[:_IDS_AT_ONCE]]
        marks = ",".join("?" * len(keys))
        own = dict(self._rows("id, story", f"SELECT id, story FROM article WHERE here AND id IN ({marks})", keys))  # noqa: S608 - question marks
        stories = list(dict.fromkeys(own[key] for key in keys if key in own))
        marks = ",".join("?" * len(stories))
        members: dict[int, list[tuple[int, float, int, str]]] = {}
        upto = _key(before) if before else 1 << 62
        query = f"SELECT id, story, received, voice, outlet FROM article WHERE here AND story IN ({marks}) AND id < ?"  # noqa: S608 - question marks
        columns = "id, story, received, voice, outlet"
        for id, story, *member in sorted(self._rows(columns, query, (*stories, upto)), key=itemgetter(0)):
            members.setdefault(story, []).append((id, *member))
        return [_outline(story, members[story]) for story in stories if story in members]

    def unsearchable(self, count: int) -> list[PendingIndexChange]:
        """Articles whose last change search does not know yet; the newest first."""
        query = "SELECT id, version, here FROM article WHERE searchable <> 1 ORDER BY id DESC LIMIT ?"
        rows = self._rows("id, version, here", query, (count,))
        return [
            PendingIndexChange(ArticleId.unpack(id), version, bool(here))
            for id, version, here in sorted(rows, reverse=True)
        ]

    def searchable(self) -> int:
        """How many articles search knows, be it in an earlier version."""
        return int(self._one("SELECT count(*) FROM article WHERE searchable = 2 OR (searchable = 1 AND here)") or 0)

    def set_searchable(self, told: Iterable[PendingIndexChange]) -> None:
        """Search knows these as they were then; what has changed since it does not."""
        with self._database:
            query = "UPDATE article SET searchable = CASE version WHEN ? THEN 1 ELSE 2 END WHERE id = ?"
            self._database.executemany(query, [(each.version, _key(each.id)) for each in told])

    def none_searchable(self) -> None:
        """Search is to be told of every article again."""
        with self._database:
            self._database.execute("DELETE FROM article WHERE NOT here")
            self._database.execute("UPDATE article SET searchable = 0")

    def _rows(self, columns: str, query: str, values: Sequence[object]) -> list[list[Any]]:
        """The rows of a query, in no order. They come as one: for each row CPython lets other threads go first."""
        packed = f"SELECT json_group_array(json_array({columns})) FROM ({query})"  # noqa: S608 - our own queries
        rows: list[list[Any]] = orjson.loads(self._database.execute(packed, values).fetchone()[0])
        return rows

    def _one(self, query: str, *values: bytes) -> int | None:
        found: tuple[int | None] = self._database.execute(query, values).fetchone()
        return found[0]


def is_sound(file: Path) -> bool:
    """Whether the catalog in `file` can be read; changes nothing."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return _passes_check(database)
    except sqlite3.Error:
        return False


def _passes_check(database: sqlite3.Connection) -> bool:
    return bool(database.execute("PRAGMA quick_check").fetchone() == ("ok",))


def _opened(file: Path) -> sqlite3.Connection:
    make_folder(file.parent)
    if not file.exists():
        return _fresh(str(file))
    with suppress(sqlite3.Error):
        database = _connect(str(file))
        if _passes_check(database) and _version(database) == _VERSION:
            return database
        database.close()
    log.warning("%s cannot be used and is made again from the articles", file)
    for part in ("", "-wal", "-shm"):
        file.with_name(file.name + part).unlink(missing_ok=True)
    return _fresh(str(file))


def _fresh(name: str) -> sqlite3.Connection:
    database = _connect(name)
    database.executescript(f"{_TABLES}; PRAGMA user_version = {_VERSION}")
    return database


def _connect(name: str) -> sqlite3.Connection:
    database = sqlite3.connect(name, check_same_thread=False)
    with closing(database.execute("PRAGMA journal_mode = WAL")):
        pass
    database.execute(f"PRAGMA wal_autocheckpoint = {_WRITTEN_AHEAD}")
    database.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last changes, which are then read again
    return database


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _row(partition: str, id: ArticleId, document: Mapping[str, object]) -> tuple[object, ...]:
    if is_deleted(dict(document)):
        return (_key(id), partition, False, None, None, None, None, None, None)
    name = str(id)
    link, outlet = document["same_link"], document["outlet"]
    return (
        _key(id),
        partition,
        True,
        _key(ArticleId.parse(story_of(name, dict(document))) or id),
        _key(ArticleId.parse(str(document.get("voice") or name)) or id),
        str(outlet).casefold() if outlet else name,
        datetime.fromisoformat(str(document["received"])).timestamp(),
        _digest(str(link)) if link else None,
        bytes.fromhex(str(document["fingerprint"])),
    )


def _outline(story: int, members: Sequence[tuple[int, float, int, str]]) -> StoryOutline:
    moment = datetime.fromtimestamp(max(received for _, received, _, _ in members), UTC)
    voices = tuple((copy_of, outlet) for _, _, copy_of, outlet in members)
    return StoryOutline(str(ArticleId.unpack(story)), moment, voices)


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "replace")).digest()[:16]


def _key(id: ArticleId) -> int:
    return id.packed


def _id(key: int | None) -> ArticleId | None:
    return None if key is None else ArticleId.unpack(key)
