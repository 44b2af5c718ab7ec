"""The archive: every article by its id, the newest first, by story, the same again recognised, a change undone."""

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import chain, islice, takewhile
from pathlib import Path
from threading import RLock

from briefings.errors import ArchiveError, NotFound
from briefings.model.article import Article, Draft, Provenance
from briefings.model.article_id import ArticleId
from briefings.model.links import normalize_link
from briefings.model.story import StoryOutline
from briefings.storage.quarantine import Quarantine, only_damaged
from briefings.storage.tinydb.documents import (
    Json,
    corrected_document,
    deletion,
    fingerprint,
    is_deleted,
    new_version,
    read_anew,
    story_of,
    to_article,
    to_document,
    to_versions,
)
from briefings.storage.tinydb.lookup_index import LookupIndex, PendingIndexChange
from briefings.storage.tinydb.partitions import Partition, Partitions
from briefings.storage.tinydb.undo_log import Documents, UndoLog

log = logging.getLogger(__name__)

_PARTITION = 25  # articles in a file; see docs/benchmarks.md
_IN_MEMORY = 24  # files


class Archive:
    """The articles in a folder. Safe to use from several threads; what a method did is on disk when it returns.

    Every method raises ArchiveError if the disk refuses. A damaged file is set aside when it is come upon; its articles
    are no longer there.
    """

    def __init__(
        self,
        folder: Path,
        partition_size: int = _PARTITION,
        in_memory: int = _IN_MEMORY,
        lookup_index: Path | None = None,
        quarantine: Quarantine | None = None,
    ) -> None:
        """`partition_size`: articles in a new file; `in_memory`: files kept in memory; `catalog`: the file of that
        cache, which is kept in memory without one; `quarantine`: where damaged files go, beside `folder` if not said.

        Raises ArchiveError if a file is of a newer format than this program knows, or the disk refuses.
        """
        self._lock = RLock()
        quarantine = quarantine or Quarantine(folder.parent / "quarantine")
        self._lookup_index = LookupIndex(lookup_index)
        self._partitions = Partitions(folder, partition_size, in_memory, quarantine, self._lose)
        self._undo_log = UndoLog(folder / "undo.json", quarantine)
        self._catch_up()

    def _catch_up(self) -> None:
        """Bring the catalog level with the files."""
        known = self._lookup_index.partitions()
        there = {partition.name: partition for partition in self._partitions.all()}
        for name, partition in there.items():
            checksum = self._partitions.checksum(partition)
            if checksum and known.get(name) != checksum:
                self._lookup_index.take(name, checksum, self._partitions.documents(partition))
        for name in known.keys() - there.keys():
            self._lookup_index.drop(name)

    def _lose(self, partition: Partition) -> None:
        self._lookup_index.drop(partition.name)

    def __len__(self) -> int:
        with self._lock:
            return self._lookup_index.count()

    def add(
        self,
        draft: Draft,
        received: datetime,
        story: str | None = None,
        copy_of: str | None = None,
        source: Provenance | None = None,
    ) -> Article:
        """Keep a new article; it begins a story, or continues `story`, and copies the article `voice`, if any."""
        document = to_document(draft, received.astimezone(UTC), story, copy_of, source)
        with self._lock:
            id = self._partitions.add(received.astimezone(UTC).date(), document)
            self._know({id: document})
        return to_article(str(id), document)

    def get(self, id: str) -> Article:
        """The article with that id. Raises NotFound."""
        with self._lock:
            key, document = self._find(id)
            return to_article(str(key), document)

    def newest(self, count: int, before: str | None = None) -> list[Article]:
        """At most `count` articles, the last received first; with `before`, those older than that id."""
        with self._lock:
            documents = self._partitions.newest_first(ArticleId.parse(before) if before else None)
            return list(islice(_articles(documents), count))

    def received_since(self, moment: datetime, count: int) -> Iterator[Article]:
        """The last `count` articles at most, of those received at that moment or later; the first received first.

        They are read one by one, and other threads may work on the archive meanwhile.
        """
        ids = chain.from_iterable(self._lookup_index.newest_first())
        of_then = list(islice(takewhile(lambda id: id.day >= moment.date(), ids), count))
        for id in reversed(of_then):
            article = self._article(id)
            if article and article.received >= moment:
                yield article

    def story(self, id: str) -> list[Article]:
        """The articles of the story with that id, or that the article with that id is in; the first received first.

        Raises NotFound.
        """
        with self._lock:
            articles = [article for each in self._in_story(id) if (article := self._article(each))]
            if not articles:
                raise NotFound("no-story", id=id[:40])
            return articles

    def stories(self, ids: Iterable[str]) -> list[list[Article]]:
        """Several stories, as `story` gives each, but for those that are not there; waits for others only once."""
        stories = []
        with self._lock:
            for id in ids:
                with suppress(NotFound):
                    stories.append(self.story(id))
        return stories

    def outlines(self, snapshot_id: str | None = None) -> Iterator[StoryOutline]:
        """All stories, the one with the newest article first; with `upto`, as they were when that was the newest.

        Other threads may work on the archive meanwhile.
        """
        last = ArticleId.parse(snapshot_id) if snapshot_id else None
        before = last and ArticleId(last.day, last.number + 1)
        yielded: set[str] = set()
        for page in self._lookup_index.newest_first(before):
            for outline in self._outlines(page, before):
                if outline.story not in yielded:
                    yielded.add(outline.story)
                    yield outline

    def outlines_of(self, ids: Iterable[str]) -> list[StoryOutline]:
        """The stories these articles are in, in their order, each once; those that are not here are left out."""
        return self._outlines([id for name in ids if (id := ArticleId.parse(name))])

    def _outlines(self, ids: Sequence[ArticleId], before: ArticleId | None = None) -> list[StoryOutline]:
        return self._lookup_index.outlines(ids, before)  # without the lock: nobody is to wait for a write here

    def articles(self) -> Iterator[Article]:
        """All articles, the first received first; other threads may work on the archive meanwhile."""
        for partition in self._partitions.all():
            yield from self._articles_of(partition)

    def documents(self) -> Iterator[tuple[ArticleId, Json]]:
        """What is kept of each article, deleted ones too, the first received first; for an export."""
        for partition in self._partitions.all():
            with self._lock:
                documents = self._partitions.documents(partition)
            for id, document in documents:
                yield id, dict(document)

    def restore(self, documents: Iterable[tuple[ArticleId, Json]]) -> int:
        """Keep what `documents` gave elsewhere, under the same ids; how many were not here, the same, already.

        Raises ArchiveError, before anything is kept, if another article has one of the ids or a document is none.
        """
        with self._lock:
            missing = {id: document for id, document in documents if self._lacks(id, document)}
            for partition in self._partitions.restore(missing):
                there = [(id, document) for id, document in missing.items() if self._partitions.of(id) == partition]
                self._put(partition, there)
            return len(missing)

    def _lacks(self, id: ArticleId, document: Json) -> bool:
        there = self._partitions.get(id)
        if there is not None and there != document:
            raise ArchiveError("import-conflict", id=str(id))
        try:
            if not is_deleted(document):
                to_article(str(id), document)
                bytes.fromhex(document["fingerprint"])
        except (KeyError, TypeError, ValueError) as error:
            raise ArchiveError("import-document", id=str(id)) from error
        return there is None

    def retire(self, before: date, attic: Path) -> Iterator[str]:
        """Put the articles received before that day (UTC) away; their ids, as they go."""
        for partition in self._partitions.all():
            if partition.day < before:
                with self._lock:
                    ids = self._partitions.retire(partition, attic)
                yield from map(str, ids)

    def with_link(self, link: str | None) -> Article | None:
        """The article with the same link, whatever its tracking parameters."""
        with self._lock:
            id = self._lookup_index.with_link(normalize_link(link)) if link else None
            return self.get(str(id)) if id else None

    def with_text(self, draft: Draft) -> Article | None:
        """The article with the same text but for case, accents, punctuation and white space."""
        with self._lock:
            id = self._lookup_index.with_text(fingerprint(draft))
            return self.get(str(id)) if id else None

    def replace(
        self, id: str, draft: Draft, when: datetime, editor: int | None = None, source: Provenance | None = None
    ) -> Article:
        """Give an article another content and keep the earlier version; an editor's change can be undone.

        Raises NotFound.
        """
        with self._lock:
            key, before = self._find(id)
            after = (
                new_version(before, draft, when, source) if editor is None else corrected_document(before, draft, when)
            )
            self._change(key, before, after, editor)
            return to_article(str(key), after)

    def anew(self, id: str, draft: Draft) -> Draft | None:
        """What an article is to be if its source now gives `draft`; None if as it is. Raises NotFound.

        What editors corrected stays.
        """
        with self._lock:
            return read_anew(self._find(id)[1], draft)

    def versions(self, id: str) -> list[Article]:
        """The earlier versions of an article, oldest first. Raises NotFound."""
        with self._lock:
            key, document = self._find(id)
            return to_versions(str(key), document)

    def delete(self, id: str, editor: int, when: datetime) -> None:
        """Take an article out; its id is not given again. Raises NotFound."""
        with self._lock:
            key, before = self._find(id)
            self._change(key, before, deletion(when), editor)

    def join(self, stories: Sequence[str], editor: int | None = None) -> str:
        """Make one story of several; returns its id. What an editor joins can be undone. Raises NotFound."""
        with self._lock:
            ids = sorted({id for story in stories for id in self._in_story(story)})
            story = self.get(str(ids[0])).story
            self._change_all({id: {"story": story} for id in ids}, editor)
            return story

    def split(self, id: str, editor: int) -> None:
        """Take an article out of its story, to be one of its own. Raises NotFound."""
        with self._lock:
            key, document = self._find(id)
            rest = [each for each in self._in_story(id) if each != key]
            changes: Documents = {key: {"story": str(key), "voice": str(key), "settled": True}}
            if story_of(str(key), document) == str(key):  # the rest need another name
                changes |= {each: {"story": str(rest[0])} for each in rest}
            self._change_all(changes, editor)

    def undo(self, editor: int) -> list[Article]:
        """Take back the editor's last change that nothing was changed after; the articles it had been made to.

        Raises NotFound.
        """
        with self._lock:
            for number, before in self._undo_log.of(editor):
                made = {id: current for id in before if (current := self._partitions.get(id)) != before[id]}
                if made and all(current and current["change"] == number for current in made.values()):
                    for id, current in made.items():
                        assert current
                        self._change(id, current, before[id])
                    self._undo_log.forget(number)
                    return [to_article(str(id), before[id]) for id in made]
        raise NotFound("nothing-to-undo")

    def unsearchable(self, count: int) -> list[tuple[PendingIndexChange, Article | None]]:
        """At most `count` changes that search does not know yet, the newest article first; None: it is gone."""
        with self._lock:
            changes = self._lookup_index.unsearchable(count)
        return [(each, self._article(each.id) if each.here else None) for each in changes]  # others may go in between

    def searchable(self) -> int:
        """How many articles search knows."""
        with self._lock:
            return self._lookup_index.searchable()

    def set_searchable(self, yielded: Iterable[PendingIndexChange]) -> None:
        """Search knows these as they were then."""
        with self._lock:
            self._lookup_index.set_searchable(yielded)

    def none_searchable(self) -> None:
        """Search is to be told of every article again."""
        with self._lock:
            self._lookup_index.none_searchable()

    def tidy(self) -> None:
        """What can be done at leisure; others may work on the archive meanwhile."""
        self._lookup_index.tidy()

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            self._partitions.close()
            self._undo_log.close()
            self._lookup_index.close()

    def _articles_of(self, partition: Partition) -> list[Article]:
        with self._lock:
            return list(_articles(self._partitions.documents(partition)))

    def _article(self, id: ArticleId) -> Article | None:
        """The article, if there is one that can be read."""
        try:
            return self.get(str(id))
        except NotFound:
            return None

    def _document(self, id: ArticleId) -> Json | None:
        """The document; None if that id was never given, or its file turns out to be damaged."""
        try:
            return self._partitions.get(id)
        except ArchiveError as error:
            only_damaged(error)
            return None

    def _find(self, id: str) -> tuple[ArticleId, Json]:
        key = ArticleId.parse(id)
        document = self._document(key) if key else None
        if key is None or document is None or is_deleted(document):
            raise NotFound("no-story", id=id[:40])
        return key, document

    def _in_story(self, id: str) -> list[ArticleId]:
        key = ArticleId.parse(id)
        if key and (named := self._lookup_index.in_story(key)):
            return named
        key, document = self._find(id)
        return self._lookup_index.in_story(ArticleId.parse(story_of(str(key), document)) or key)

    def _change_all(self, changes: Documents, editor: int | None) -> None:
        """Change some values of several documents; what an editor changes can be undone as one change."""
        before = {id: self._find(str(id))[1] for id in changes}
        number = None if editor is None else self._undo_log.record(editor, before)
        for id, document in before.items():
            self._change(id, document, {**document, **changes[id], "change": number})

    def _change(self, id: ArticleId, before: Json, after: Json, editor: int | None = None) -> None:
        """Put one document in the other's place; what an editor changes is first kept for `undo`."""
        if editor is not None:
            after = {**after, "change": self._undo_log.record(editor, {id: before})}
        self._partitions.replace(id, after)
        self._know({id: after})

    def _know(self, documents: Documents) -> None:
        """The files have these documents now."""
        for id, document in documents.items():
            self._put(self._partitions.of(id), [(id, document)])

    def _put(self, partition: Partition, documents: Iterable[tuple[ArticleId, Json]]) -> None:
        try:
            self._lookup_index.put(partition.name, self._partitions.checksum(partition), documents)
        except sqlite3.Error:  # what was stored is stored: go on without the file of the cache
            log.exception("The catalog cannot be written; it is kept in memory from now on")
            self._lookup_index = LookupIndex(None)
            self._catch_up()


def _articles(documents: Iterable[tuple[ArticleId, Json]]) -> Iterator[Article]:
    return (to_article(str(id), document) for id, document in documents if not is_deleted(document))
