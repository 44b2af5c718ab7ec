"""The interface of a storage engine to the newsroom and the bot; the one engine there is, is in `storage/tinydb`.

`tests/briefings/storage/contracts` has the tests that any engine must pass. No type of an engine, no path of a file and
no document in an engine's own form is part of it. Every method is safe to call from several threads, has its effect on
disk when it returns, and raises ArchiveError if the disk refuses.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, Protocol

from briefings.model.article import Article, Draft, Provenance
from briefings.model.article_id import ArticleId
from briefings.model.clock import Clock
from briefings.model.items import Original, ReceivedOriginal
from briefings.model.story import StoryAssignment, StoryOutline

PushOutcome = Literal["stored", "updated", "already"]


class PendingChange(NamedTuple):
    """An article whose change a subscriber has not processed yet, and the number of that change."""

    id: ArticleId
    version: int


class ChangeFeed(Protocol):
    """For each subscriber a queue of the articles that were added, changed or deleted; it survives a crash."""

    def subscribe(self, subscriber: str) -> bool:
        """Queue changes for a subscriber from now on; whether it is new here.

        Then every article is queued, and what the subscriber knows of others is out of date.
        """

    def pending(self, subscriber: str, count: int) -> list[tuple[PendingChange, Article | None]]:
        """At most `count` changes in the queue, the newest article first; None for an article that was deleted."""

    def acknowledge(self, subscriber: str, changes: Iterable[PendingChange]) -> None:
        """Take processed changes out of the queue; an article that was changed again since stays in it."""

    def enqueue_all(self, subscriber: str) -> None:
        """Queue every article for the subscriber again."""

    def clear_queue(self, subscriber: str) -> None:
        """Empty the subscriber's queue: it has processed everything."""

    def count_known(self, subscriber: str) -> int:
        """How many articles are not in the queue: the subscriber has processed them as they are now."""


class ArticleStore(ChangeFeed, Protocol):
    """Articles, their versions and stories."""

    def __len__(self) -> int:
        """How many articles there are."""

    def add_or_match(
        self,
        draft: Draft,
        clock: Clock,
        assign: Callable[[datetime], StoryAssignment],
        provenance: Callable[[], Provenance | None],
    ) -> tuple[PushOutcome, Article]:
        """Store a draft unless its text is stored already; the look-up and the write are one step for other threads.

        One with the link of an article but another text becomes that article's new version. `assign` and `provenance`
        are called only for what is to be stored.
        """

    def get(self, id: str) -> Article:
        """The article with that id. Raises NotFound."""

    def versions(self, id: str) -> list[Article]:
        """The earlier versions of an article that are kept, oldest first. Raises NotFound."""

    def newest(self, count: int, before: str | None = None) -> list[Article]:
        """At most `count` articles, the last received first; with `before`, those older than that id."""

    def revision(self) -> int:
        """A number that is another one after each change of an article."""

    def newest_id(self) -> str | None:
        """The id of the article received last; None if there is none."""

    def received_since(self, moment: datetime, count: int) -> Iterator[Article]:
        """The last `count` articles at most, of those received at that moment or later; the first received first."""

    def count_received_since(self, moment: datetime) -> int:
        """How many articles were received at that moment or later."""

    def story(self, id: str) -> list[Article]:
        """The articles of the story with that id, or that the article with that id is in; the first received first.

        Raises NotFound.
        """

    def stories(self, ids: Iterable[str]) -> list[list[Article]]:
        """Several stories, as `story` gives each, but for those that are not there."""

    def outlines(self, snapshot_id: str | None = None) -> Iterator[StoryOutline]:
        """All stories, the one with the newest article first; with `snapshot_id`, as they were when that was the newest
        article."""

    def outlines_of(self, ids: Iterable[str]) -> list[StoryOutline]:
        """The stories these articles are in, in their order, each once; those that are not here are left out."""

    def ids_in_stories(self, stories: Iterable[str]) -> dict[str, list[str]]:
        """For each of these stories the ids of its articles, the first received first; of those that are here."""

    def related(self, id: str) -> list[str]:
        """The ids of the stories related to the one with that id or that article, which is not among them.

        Those that its articles were near when they came, and those whose articles were near them; the one with the
        newest article first, ten at most. Raises NotFound.
        """

    def correct(self, id: str, correction: Callable[[Article], Draft], when: datetime, editor: int) -> Article:
        """Give an article the content that `correction` makes of it, as one step; `undo` takes it back.

        Raises NotFound, and what `correction` raises.
        """

    def delete(self, id: str, editor: int, when: datetime) -> None:
        """Delete an article; its id is not used again. Raises NotFound."""

    def join(self, stories: Sequence[str], editor: int | None = None) -> str:
        """Make one story of several; returns its id. Raises NotFound.

        What an editor joins can be undone, and is noted in the articles (`Article.merged`), so that it stays joined
        when they are assigned to stories again.
        """

    def split(self, id: str, editor: int) -> None:
        """Take an article out of its story, to be one of its own. Raises NotFound."""

    def undo(self, editor: int) -> list[Article]:
        """Take back the editor's last change that nothing was changed after; the articles it had been made to.

        Raises NotFound.
        """

    def retire(self, before: date) -> int:
        """Move the articles received before that day (UTC) to cold storage; how many."""

    def tidy(self) -> None:
        """Maintenance that no call waits for (a checkpoint of caches); other threads may use the archive meanwhile."""


class Transfer(Protocol):
    """Everything stored of each article, in the portable form of an export: JSON that `load` of any engine takes."""

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Id and portable form of each article, deleted ones too, the first received first."""

    def load(self, records: Iterable[tuple[str, bytes]]) -> int:
        """Store what `dump` of another archive returned, under the same ids; returns how many were new here.

        Raises ArchiveError, before anything is stored, if another article has one of the ids or a record is malformed.
        """


class OriginalStore(Protocol):
    """What came in, as it came."""

    def begin(self, original: Original, received: datetime) -> tuple[str, Future[None]]:
        """Write an original, so that its article can be written at the same time.

        Returns the key that articles name it by, and a future that is done once it is on disk and raises ArchiveError
        if the disk refused.
        """

    def note_articles(self, key: str, ids: Mapping[int, str], received: datetime) -> None:
        """Note which articles were read from an original, by number of the draft, from 0. May be lost."""

    def received(self) -> Iterator[ReceivedOriginal]:
        """All originals that are not in cold storage, the first received first; damaged ones are left out."""

    def retire(self, before: date) -> None:
        """Move the originals of the days before that one (UTC) to cold storage."""

    def close(self) -> None:
        """Let go of what the store has open."""


class RecordTable(Protocol):
    """Small records of chats or people, by their Telegram id."""

    def get(self, key: int) -> Mapping[str, Any] | None:
        """The record; None if there is none."""

    def items(self) -> list[tuple[int, Mapping[str, Any]]]:
        """All records, in no order."""

    def put(self, key: int, record: Mapping[str, Any]) -> None:
        """Store a record in place of the one there is."""

    def remove(self, *keys: int) -> None:
        """Delete records; missing ones are ignored."""

    def close(self) -> None:
        """Close the table's files."""
