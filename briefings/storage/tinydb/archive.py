"""The articles of the TinyDB engine: storing, matching with what is stored, changing, undoing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import RLock

import orjson

from briefings.errors import ArchiveError, NotFound
from briefings.model.article import Article, Draft, Provenance
from briefings.model.article_id import ArticleId
from briefings.model.clock import Clock
from briefings.model.story import StoryAssignment
from briefings.storage.data_folder import UNDO_LOG
from briefings.storage.protocols import PendingChange, PushOutcome
from briefings.storage.quarantine import Quarantine
from briefings.storage.tinydb.article_reader import ArticleReader
from briefings.storage.tinydb.document_check import check_document
from briefings.storage.tinydb.document_store import DocumentStore
from briefings.storage.tinydb.documents import (
    Json,
    corrected_document,
    deletion,
    new_version,
    reassigned,
    story_of,
    to_article,
    to_document,
)
from briefings.storage.tinydb.journal import Documents
from briefings.storage.tinydb.undo_log import UndoLog

_PARTITION_SIZE = 25  # articles in a file; see docs/benchmarks.md
_FILES_IN_MEMORY = 24
_MAX_CLOCK_STEP = timedelta(hours=1)  # that is taken for a correction of the clock


class Archive(ArticleReader):
    """The articles in a folder: an `ArticleStore` and a `Transfer` (see `storage/protocols.py`).

    A damaged file is moved to quarantine when it is first read; its articles are missing from then on.
    """

    def __init__(
        self,
        folder: Path,
        partition_size: int = _PARTITION_SIZE,
        in_memory: int = _FILES_IN_MEMORY,
        lookup_index: Path | None = None,
        quarantine: Quarantine | None = None,
        cold_storage: Path | None = None,
    ) -> None:
        """`partition_size`: articles in a new file; `in_memory`: files kept in memory; `lookup_index`: the file of that
        cache, which is in memory without one; `quarantine`: where damaged files go, by default beside `folder`;
        `cold_storage`: where old files go, by default `attic/articles` beside `folder`.

        Raises ArchiveError if a file is of a newer format than this program knows, or the disk refuses.
        """
        quarantine = quarantine or Quarantine(folder.parent / "quarantine")
        cold_storage = cold_storage or folder.parent / "attic" / "articles"
        # Held from the first read to the last write of a change; readers do not wait for it.
        self._writer_lock = RLock()
        super().__init__(DocumentStore(folder, partition_size, in_memory, lookup_index, quarantine, cold_storage))
        self._undo_log = UndoLog(folder / UNDO_LOG, quarantine)

    def close(self) -> None:
        """Close all files."""
        with self._writer_lock:
            self._store.close()
            self._undo_log.close()

    # Adding

    def add_or_match(
        self,
        draft: Draft,
        clock: Clock,
        assign: Callable[[datetime], StoryAssignment],
        provenance: Callable[[], Provenance | None],
    ) -> tuple[PushOutcome, Article]:
        with self._writing():
            received = clock()
            same_link = self.with_link(draft.link)
            if same_link and (same_link.headline, same_link.paragraphs) != (draft.headline, draft.paragraphs):
                return "updated", self.replace(same_link.id, draft, received, provenance=provenance())
            if known := same_link or self.with_text(draft):
                return "already", known
            assignment = assign(received)
            article = self._add(draft, received, assignment, provenance())
            if assignment.joins:
                self.join([article.story, *assignment.joins])
                article = self.get(article.id)
            return "stored", article

    def add(
        self,
        draft: Draft,
        received: datetime,
        story: str | None = None,
        copy_of: str | None = None,
        provenance: Provenance | None = None,
    ) -> Article:
        """Store a new article, in `story` or in a new one; `copy_of`: the article whose text it copies, if any."""
        return self._add(draft, received, StoryAssignment(story, copy_of), provenance)

    def _add(
        self, draft: Draft, received: datetime, assignment: StoryAssignment, provenance: Provenance | None
    ) -> Article:
        document = to_document(draft, received.astimezone(UTC), assignment, provenance)
        with self._writing():
            id = self._store.add(self._day_of_id(received), document)
        return to_article(str(id), document)

    def _day_of_id(self, received: datetime) -> date:
        """The day (UTC) for a new id: that of the newest article where the clock has gone back over midnight."""
        day = received.astimezone(UTC).date()
        newest = self._store.partitions()[-1:]
        if newest and newest[0].day > day:
            last = next(iter(self.newest(1)), None)
            if last and timedelta(0) <= last.received - received < _MAX_CLOCK_STEP:
                return newest[0].day
        return day

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """No other thread changes the archive meanwhile, and no change is left half made. Raises ArchiveError."""
        with self._writer_lock:
            self._store.settle()
            yield

    # Changing

    def replace(
        self, id: str, draft: Draft, when: datetime, editor: int | None = None, provenance: Provenance | None = None
    ) -> Article:
        """Replace the content of an article and keep the earlier version; an editor's change can be undone.

        Raises NotFound.
        """
        with self._writing():
            key, before = self._find_document(id)
            after = (
                new_version(before, draft, when, provenance)
                if editor is None
                else corrected_document(before, draft, when)
            )
            self._replace_documents({key: before}, {key: after}, editor)
            return to_article(str(key), after)

    def correct(self, id: str, correction: Callable[[Article], Draft], when: datetime, editor: int) -> Article:
        with self._writing():
            return self.replace(id, correction(self.get(id)), when, editor)

    def delete(self, id: str, editor: int, when: datetime) -> None:
        with self._writing():
            key, before = self._find_document(id)
            self._replace_documents({key: before}, {key: deletion(when)}, editor)

    def join(self, stories: Sequence[str], editor: int | None = None) -> str:
        with self._writing():
            ids = sorted({id for story in stories for id in self._ids_in_story(story)})
            story = self.get(str(ids[0])).story
            settled = {} if editor is None else {"merged": story}
            self._update_documents({id: {"story": story, **settled} for id in ids}, editor)
            return story

    def split(self, id: str, editor: int) -> None:
        with self._writing():
            key, document = self._find_document(id)
            others = [member for member in self._ids_in_story(id) if member != key]
            updates: Documents = {key: {"story": str(key), "voice": str(key), "settled": True, "merged": None}}
            if story_of(str(key), document) == str(key):  # the others need another story id
                updates |= {member: {"story": str(others[0])} for member in others}
            self._update_documents(updates, editor)

    def reassign(self, assignments: Mapping[str, StoryAssignment]) -> None:
        """Assign articles anew, by their ids: all or none. What an assignment `joins` is not looked at."""
        with self._writing():
            found = {id: self._find_document(id) for id in assignments}
            before = dict(found.values())
            self._store.replace(before, {key: reassigned(id, old, assignments[id]) for id, (key, old) in found.items()})

    def undo(self, editor: int) -> list[Article]:
        with self._writing():
            for number, before in self._undo_log.changes_of(editor):
                current = {id: document for id in before if (document := self._store.get(id)) != before[id]}
                if current and all(document and document["change"] == number for document in current.values()):
                    after = {id: before[id] for id in current}
                    now = {id: dict(document or {}) for id, document in current.items()}
                    left, renamed = self._left_behind(after)
                    self._store.replace(now | left, after | renamed)
                    self._undo_log.forget(number)
                    return [to_article(str(id), document) for id, document in after.items()]
        raise NotFound("nothing-to-undo")

    def retire(self, before: date) -> int:
        retired = 0
        for partition in self._store.partitions():
            if partition.day < before:
                with self._writing():
                    retired += len(self._store.retire(partition))
        return retired

    def _update_documents(self, updates: Documents, editor: int | None) -> None:
        """Change some fields of several documents, all or none."""
        before = {id: self._find_document(str(id))[1] for id in updates}
        self._replace_documents(before, {id: {**document, **updates[id]} for id, document in before.items()}, editor)

    def _replace_documents(self, before: Documents, after: Documents, editor: int | None) -> None:
        """Replace documents; what an editor changes is first recorded for `undo`, as one change."""
        number = None if editor is None else self._undo_log.record(editor, before)
        self._store.replace(before, {id: {**document, "change": number} for id, document in after.items()})

    # The change feed

    def subscribe(self, subscriber: str) -> bool:
        return self._store.subscribe(subscriber)

    def acknowledge(self, subscriber: str, changes: Iterable[PendingChange]) -> None:
        self._store.change_index(lambda index: index.acknowledge(subscriber, changes))

    def enqueue_all(self, subscriber: str) -> None:
        self._store.change_index(lambda index: index.enqueue_all(subscriber))

    def clear_queue(self, subscriber: str) -> None:
        self._store.change_index(lambda index: index.clear_queue(subscriber))

    def tidy(self) -> None:
        self._store.tidy()

    # Transfer

    def load(self, records: Iterable[tuple[str, bytes]]) -> int:
        with self._writing():
            missing: Documents = {}
            for name, content in records:
                pair = self._parse_missing(name, content)
                if pair and missing.setdefault(*pair) != pair[1]:
                    raise ArchiveError("import-conflict", id=name)
            self._store.restore(missing)
            return len(missing)

    def _parse_missing(self, name: str, content: bytes) -> tuple[ArticleId, Json] | None:
        """The record as a document; None if stored already. Raises ArchiveError if malformed or the id is taken."""
        try:
            id, document = ArticleId.parse(name), orjson.loads(content)
            if id is None:
                raise ValueError(name)
            current = self._store.get(id)
            if current is None:
                check_document(name, document)
        except (KeyError, TypeError, ValueError) as error:
            raise ArchiveError("import-document", id=name) from error
        if current is not None and current != document:
            raise ArchiveError("import-conflict", id=name)
        return None if current is not None else (id, document)
