"""Secondary index in SQLite over the TinyDB partitions: articles by link, text and story, related stories, and
the change feed. Its tables are in `lookup_rows.py`.

A cache, with which a start need not read all partitions, nor keep them in memory. It has the checksum of each partition
as it was indexed; one with another checksum is indexed again. A damaged cache, or one of another version, is rebuilt.
The change feed is a queue for each subscriber, of the articles whose current state it has not processed. A change is
queued in the transaction that writes the article's row, so a crash cannot lose it; where the row itself was lost, the
partition is indexed again, and all its articles are queued.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson

from briefings.model.article_id import ArticleId
from briefings.model.story import StoryOutline
from briefings.storage.protocols import PendingChange
from briefings.storage.sqlite_cache import open_cache
from briefings.storage.tinydb.documents import Json, is_deleted
from briefings.storage.tinydb.lookup_rows import (
    FIND_RELATED,
    INSERT_ARTICLE,
    INSERT_RELATED,
    SCHEMA,
    VERSION,
    article_row,
    build_outline,
    link_digest,
    microseconds,
    related_rows,
)

_MAX_WAL_PAGES = 20_000  # of 4 KB, in the write-ahead log before SQLite checkpoints by itself
_MAX_IDS = 500  # in one query
_ENQUEUE = "INSERT OR REPLACE INTO change SELECT name, ?, (SELECT versions FROM counter) FROM subscriber"
_ENQUEUE_PARTITION = """
INSERT OR REPLACE INTO change SELECT name, id, (SELECT versions FROM counter) FROM subscriber, article
WHERE partition = ?
"""


class LookupIndex:
    """Rows for the articles of all partitions, and the change feed. Every method but `close` may raise sqlite3.Error.

    Several threads may read at once, also while one writes; only one may write at a time.
    """

    def __init__(self, file: Path | None) -> None:
        """Open the index in `file`; without one, in memory."""
        assert sqlite3.threadsafety == 3, "SQLite was built for one thread at a time"
        self._file = file
        self._database = open_cache(file, SCHEMA, VERSION)
        self._database.execute(f"PRAGMA wal_autocheckpoint = {_MAX_WAL_PAGES}")

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def tidy(self) -> None:
        """Checkpoint the write-ahead log while other threads go on, so that no write has to wait for that."""
        if self._file:
            with suppress(sqlite3.Error), closing(sqlite3.connect(self._file)) as database:
                database.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    # Indexing

    def partitions(self) -> dict[str, str]:
        """The names of the partitions and their checksums."""
        return dict(self._database.execute("SELECT name, checksum FROM partition"))

    def replace_partition(self, name: str, checksum: str, documents: Iterable[tuple[ArticleId, Json]]) -> None:
        """Index a whole partition as it is now."""
        with self._database:
            self._delete_rows(name)
            self._write_rows(name, checksum, documents)

    def put(self, name: str, checksum: str, documents: Iterable[tuple[ArticleId, Json]]) -> None:
        """Index some documents of a partition as they are now; its other documents have not changed."""
        with self._database:
            self._write_rows(name, checksum, documents)

    def drop_partition(self, name: str) -> None:
        """Remove a partition that is gone from the index."""
        with self._database:
            self._delete_rows(name)
            self._database.execute("DELETE FROM partition WHERE name = ?", (name,))

    def _delete_rows(self, name: str) -> None:
        self._increment_version()
        self._database.execute(_ENQUEUE_PARTITION, (name,))
        related = "DELETE FROM related WHERE id IN (SELECT id FROM article WHERE partition = ?)"
        self._database.execute(related, (name,))
        self._database.execute("DELETE FROM article WHERE partition = ?", (name,))

    def _write_rows(self, name: str, checksum: str, documents: Iterable[tuple[ArticleId, Json]]) -> None:
        self._increment_version()
        for id, document in documents:
            self._database.execute("DELETE FROM related WHERE id = ?", (id.packed,))
            if is_deleted(document):
                self._database.execute("DELETE FROM article WHERE id = ?", (id.packed,))
            else:
                self._database.execute(INSERT_ARTICLE, article_row(name, id, document))
                self._database.executemany(INSERT_RELATED, related_rows(id, document))
            self._database.execute(_ENQUEUE, (id.packed,))
        self._database.execute("INSERT OR REPLACE INTO partition VALUES (?, ?)", (name, checksum))

    def _increment_version(self) -> None:
        self._database.execute("UPDATE counter SET versions = versions + 1")

    # Queries

    def revision(self) -> int:
        """A number that is another one after each change."""
        return self._fetch_number("SELECT versions FROM counter")

    def count(self) -> int:
        """How many articles there are."""
        return self._fetch_number("SELECT count(*) FROM article")

    def count_received_since(self, moment: datetime) -> int:
        """How many articles were received at that moment or later."""
        return self._fetch_number("SELECT count(*) FROM article WHERE received >= ?", microseconds(moment))

    def with_link(self, link: str) -> ArticleId | None:
        """The article with that link, the one received first if there are several."""
        return self._fetch_id("SELECT min(id) FROM article WHERE link = ?", link_digest(link))

    def with_text(self, fingerprint: str) -> ArticleId | None:
        """The article with that fingerprint, the one received first if there are several."""
        return self._fetch_id("SELECT min(id) FROM article WHERE text = ?", bytes.fromhex(fingerprint))

    def in_story(self, story: ArticleId) -> list[ArticleId]:
        """The articles of a story, the first received first."""
        rows = self._fetch_rows("id", "SELECT id FROM article WHERE story = ?", (story.packed,))
        return [ArticleId.unpack(id) for (id,) in sorted(rows)]

    def in_stories(self, stories: Sequence[ArticleId]) -> list[tuple[ArticleId, ArticleId]]:
        """Each of these stories with each of its articles, the first received first."""
        pairs: list[list[int]] = []
        for start in range(0, len(stories), _MAX_IDS):
            keys = [story.packed for story in stories[start : start + _MAX_IDS]]
            placeholders = ",".join("?" * len(keys))
            query = f"SELECT story, id FROM article WHERE story IN ({placeholders})"  # noqa: S608 - question marks
            pairs += self._fetch_rows("story, id", query, keys)
        return [(ArticleId.unpack(story), ArticleId.unpack(id)) for story, id in sorted(pairs)]

    def newest(self, before: ArticleId | None, count: int) -> list[ArticleId]:
        """At most `count` articles, the last received first; with `before`, of those received before that one."""
        query = "SELECT id FROM article WHERE id < ? ORDER BY id DESC LIMIT ?"
        rows = self._fetch_rows("id", query, (_packed_bound(before), count))
        return [ArticleId.unpack(id) for id in sorted((id for (id,) in rows), reverse=True)]

    def outlines(self, ids: Sequence[ArticleId], before: ArticleId | None = None) -> list[StoryOutline]:
        """The stories these articles are in, in their order, each once; with `before`, as they were then."""
        keys = [id.packed for id in ids[:_MAX_IDS]]
        placeholders = ",".join("?" * len(keys))
        query = f"SELECT id, story FROM article WHERE id IN ({placeholders})"  # noqa: S608 - question marks
        story_by_id = dict(self._fetch_rows("id, story", query, keys))
        stories = list(dict.fromkeys(story_by_id[key] for key in keys if key in story_by_id))
        placeholders = ",".join("?" * len(stories))
        columns = "id, story, received, copy_of, source"
        query = f"SELECT {columns} FROM article WHERE story IN ({placeholders}) AND id < ?"  # noqa: S608 - question marks
        members: dict[int, list[tuple[int, int, int, str]]] = {}
        rows = self._fetch_rows(columns, query, (*stories, _packed_bound(before)))
        for id, story, *values in sorted(rows, key=itemgetter(0)):
            members.setdefault(story, []).append((id, *values))
        return [build_outline(story, members[story]) for story in stories if story in members]

    def related(self, member: ArticleId, count: int) -> list[ArticleId]:
        """The stories related to the one that article is in, at most `count`, the one with the newest article first."""
        rows = self._fetch_rows("story, newest", FIND_RELATED, {"member": member.packed, "count": count})
        return [ArticleId.unpack(story) for story, _ in sorted(rows, key=itemgetter(1), reverse=True)]

    # The change feed

    def subscribe(self, subscriber: str) -> bool:
        """Queue changes for a subscriber from now on; whether it is new: then every article is queued."""
        with self._database:
            is_new = self._database.execute("INSERT OR IGNORE INTO subscriber VALUES (?)", (subscriber,)).rowcount > 0
            if is_new:
                self._enqueue_all(subscriber)
        return is_new

    def pending(self, subscriber: str, count: int) -> list[PendingChange]:
        """At most `count` changes in the subscriber's queue; the newest article first."""
        query = "SELECT id, version FROM change WHERE subscriber = ? ORDER BY id DESC LIMIT ?"
        rows = sorted(self._fetch_rows("id, version", query, (subscriber, count)), reverse=True)
        return [PendingChange(ArticleId.unpack(id), version) for id, version in rows]

    def acknowledge(self, subscriber: str, changes: Iterable[PendingChange]) -> None:
        """Take processed changes out of the queue; an article that was changed again since stays in it."""
        query = "DELETE FROM change WHERE subscriber = ? AND id = ? AND version = ?"
        with self._database:
            self._database.executemany(query, [(subscriber, change.id.packed, change.version) for change in changes])

    def enqueue_all(self, subscriber: str) -> None:
        """Queue every article for the subscriber again."""
        with self._database:
            self._enqueue_all(subscriber)

    def clear_queue(self, subscriber: str) -> None:
        """Empty the subscriber's queue: it has processed everything."""
        with self._database:
            self._database.execute("DELETE FROM change WHERE subscriber = ?", (subscriber,))

    def count_known(self, subscriber: str) -> int:
        """How many articles are not in the queue: the subscriber has processed them as they are now."""
        query = "SELECT count(*) FROM change JOIN article USING (id) WHERE subscriber = ?"
        return self.count() - self._fetch_number(query, subscriber)

    def _enqueue_all(self, subscriber: str) -> None:
        self._increment_version()
        query = "INSERT OR REPLACE INTO change SELECT ?, id, (SELECT versions FROM counter) FROM article"
        self._database.execute(query, (subscriber,))

    # SQL

    def _fetch_rows(self, columns: str, query: str, values: Sequence[object] | Mapping[str, object]) -> list[list[Any]]:
        """The rows of a query, in no order; fetched as one JSON value, as CPython may switch threads at every row."""
        packed = f"SELECT json_group_array(json_array({columns})) FROM ({query})"  # noqa: S608 - our own queries
        rows: list[list[Any]] = orjson.loads(self._database.execute(packed, values).fetchone()[0])
        return rows

    def _fetch_id(self, query: str, value: bytes) -> ArticleId | None:
        id = self._database.execute(query, (value,)).fetchone()[0]
        return None if id is None else ArticleId.unpack(id)

    def _fetch_number(self, query: str, *values: object) -> int:
        return int(self._database.execute(query, values).fetchone()[0])


def _packed_bound(before: ArticleId | None) -> int:
    return before.packed if before else 1 << 62
