"""The front door: push articles in, get briefings out. Ties intake, archive, search and summary together.

Every method but `push` blocks on disk or processor: from an event loop, call it in a thread.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Literal

from briefings.archive import Archive
from briefings.articles import Article, Draft
from briefings.briefing import Briefing, brief
from briefings.corrections import corrected
from briefings.errors import ArchiveError, IntakeError, SourcelineError
from briefings.intake.batch import Batch
from briefings.intake.files import read_file
from briefings.intake.items import File, Item, Link, Text
from briefings.intake.links import short_link
from briefings.intake.pasted import read_pasted
from briefings.intake.web import WebReader
from briefings.lock import DataLock
from briefings.search import Search
from briefings.summary import Summarizer
from briefings.topics import nearest_topics, top_topics

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Became = Literal["stored", "updated", "already"]

_RECENT = timedelta(days=3)  # what "the last days" means for topics
_RECENT_ARTICLES = 300
_BRIEFINGS_KEPT = 512
_READ_AT_ONCE = 4  # items of a push: pages are slow, and each may be large


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of one article of a push."""

    became: Became
    briefing: Briefing


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a push: its articles in their order, and the items that could not be read."""

    articles: tuple[Pushed, ...] = ()
    failures: tuple[SourcelineError, ...] = ()

    def __add__(self, other: "Report") -> "Report":
        return Report(self.articles + other.articles, self.failures + other.failures)


@dataclass(frozen=True, slots=True)
class Stats:
    """The archive in numbers; outlets and languages of the recent articles, most frequent first."""

    articles: int
    today: int
    newest: datetime | None
    outlets: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]


class Newsroom:
    """One archive and all that can be asked of it."""

    def __init__(self, archive: Archive, search: Search, summarizer: Summarizer, web: WebReader, clock: Clock) -> None:
        self._archive = archive
        self._search = search
        self._summarizer = summarizer
        self._web = web
        self._clock = clock
        self._storing = Lock()
        self._readers = asyncio.Semaphore(_READ_AT_ONCE)
        self._briefing = lru_cache(_BRIEFINGS_KEPT)(self._make_briefing)
        search.add(archive.articles())

    # Articles in

    async def push(self, items: Sequence[Item]) -> Report:
        """Read the items, store what is new and say what became of each; one bad item never costs another."""
        batches = await asyncio.gather(*(self._read_or_fail(item) for item in items))
        return await asyncio.to_thread(self.store, batches)

    async def _read_or_fail(self, item: Item) -> Batch:
        try:
            async with self._readers:
                return await self._read(item)
        except IntakeError as error:
            return Batch((), (error,))
        except Exception:
            log.exception("An item could not be read")
            name = short_link(item.url) if isinstance(item, Link) else item.name
            return Batch((), (IntakeError("unexpected", item=name),))

    async def _read(self, item: Item) -> Batch:
        match item:
            case Link():
                return Batch((await self._web.read(item.url),), ())
            case File():
                return await asyncio.to_thread(read_file, item.name, item.content)
            case Text():
                batch = await asyncio.to_thread(read_pasted, item.text, item.name)
                return Batch(tuple(_with_origin(draft, item) for draft in batch.drafts), batch.failures)

    def store(self, batches: Iterable[Batch]) -> Report:
        """Store what intake read, in its order; an article that the disk will not take is among the failures."""
        articles: list[Pushed] = []
        failures: list[SourcelineError] = []
        for batch in batches:
            for draft in batch.drafts:
                try:
                    articles.append(self._store(draft))
                except ArchiveError as error:
                    failures.append(error)
            failures += batch.failures
        return Report(tuple(articles), tuple(failures))

    def _store(self, draft: Draft) -> Pushed:
        with self._storing:  # between looking for the same article and storing it, no other may come
            became, article = self._keep(draft)
        return Pushed(became, self._briefing(article))

    def _keep(self, draft: Draft) -> tuple[Became, Article]:
        same_link = self._archive.with_link(draft.link)
        if same_link and (same_link.headline, same_link.paragraphs) != (draft.headline, draft.paragraphs):
            article = self._archive.replace(same_link.id, draft, self._clock())
            self._search.replace(article)
            return "updated", article
        known = same_link or self._archive.with_text(draft)
        if known:
            return "already", known
        article = self._archive.add(draft, self._clock())
        self._search.add([article])
        return "stored", article

    # Briefings out

    def latest(self, count: int, before: str | None = None) -> list[Briefing]:
        """The newest stories, newest first; `before` an id for the ones that follow it."""
        return [self._briefing(article) for article in self._archive.newest(count, before)]

    def between(self, since: datetime, until: datetime, count: int) -> list[Briefing]:
        """The stories received after `since` and up to `until`, newest first, at most `count`."""
        newest = self._archive.newest(count)
        return [self._briefing(article) for article in newest if since < article.received <= until]

    def topic(self, query: str, count: int, offset: int = 0) -> list[Briefing]:
        """The stories that match a person's words best, newest of equals first."""
        found = self._search.find(query, count, offset)
        return [self._briefing(self._archive.get(id)) for id in found]

    def story(self, id: str) -> Briefing:
        """One story. Raises NotFound."""
        return self._briefing(self._archive.get(id))

    def topics(self, count: int) -> list[str]:
        """The most covered topics of the last days; of the newest articles if nothing came in of late."""
        return top_topics(self._recent(), count)

    def nearest_topics(self, query: str, count: int) -> list[str]:
        """Topics that do have stories, nearest to words that have none."""
        return nearest_topics(query, self._recent(), count)

    def _recent(self) -> list[Article]:
        newest = self._archive.newest(_RECENT_ARTICLES)
        return [each for each in newest if each.received > self._clock() - _RECENT] or newest

    def _make_briefing(self, article: Article) -> Briefing:
        chosen = self._summarizer.choose(article.headline, article.paragraphs, article.language)
        return brief(article, [(each.text, each.paragraph) for each in chosen])

    # Corrections

    def edit(self, id: str, field: str, value: str, editor: int) -> Briefing:
        """Correct one field of an article. Raises NotFound, UsageError for a field or value that will not do."""
        article = self._archive.replace(id, corrected(self._archive.get(id), field, value), self._clock(), editor)
        self._search.replace(article)
        return self._briefing(article)

    def delete(self, id: str, editor: int) -> Briefing:
        """Take an article out; `undo` brings it back. Returns what it was. Raises NotFound."""
        briefing = self.story(id)
        self._archive.delete(id, editor, self._clock())
        self._search.remove(id)
        return briefing

    def undo(self, editor: int) -> Briefing:
        """Take back this editor's last deletion or correction. Raises NotFound if there is none."""
        article = self._archive.undo(editor)
        self._search.replace(article)
        return self._briefing(article)

    def stats(self) -> Stats:
        """The archive in numbers."""
        now = self._clock()
        recent = self._recent()
        return Stats(
            articles=len(self._archive),
            today=sum(article.received.date() == now.date() for article in recent),
            newest=recent[0].received if recent else None,
            outlets=tuple(Counter(article.outlet for article in recent if article.outlet).most_common(5)),
            languages=tuple(Counter(article.language for article in recent).most_common(5)),
        )


@contextmanager
def open_newsroom(folder: Path, algorithm: str, clock: Clock, web: WebReader) -> Iterator[Newsroom]:
    """The newsroom kept in `folder`, for this process alone.

    Raises ArchiveError if another process has it open or it cannot be read, SettingsError for an unknown algorithm.
    """
    summarizer = Summarizer(algorithm)
    with DataLock(folder):
        archive = Archive(folder / "articles")
        try:
            yield Newsroom(archive, Search(), summarizer, web, clock)
        finally:
            archive.close()


def _with_origin(draft: Draft, item: Text) -> Draft:
    return replace(
        draft,
        outlet=draft.outlet or item.outlet,
        link=draft.link or item.link,
        published=draft.published or item.published,
    )
