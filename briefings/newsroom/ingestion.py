"""Ingestion: reads pushed items and stores the new articles in them; an item that fails does not affect others."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, nullcontext
from dataclasses import replace
from threading import Event

from briefings.errors import ArchiveError, IntakeError, NotFound, SourcelineError
from briefings.intake.reading.reader import OriginalReader
from briefings.intake.result import IntakeResult
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Article, Draft
from briefings.model.clock import Clock
from briefings.model.items import Item, Link
from briefings.model.links import short_link
from briefings.model.story import Story
from briefings.newsroom.original_recorder import OriginalRecorder
from briefings.newsroom.read_ahead import read_ahead
from briefings.newsroom.report import FailureList, PushedArticle, Report
from briefings.search.indexer import SearchIndexer
from briefings.storage.protocols import ArticleStore, OriginalStore
from briefings.stories.assigner import StoryAssigner
from briefings.summaries.briefing_builder import BriefingBuilder

log = logging.getLogger(__name__)

_MAX_FOREGROUND_ARTICLES = 20  # of a push; of a larger one, all are indexed in the background only
_INDEXING_INTERVAL = 100  # articles of a push after which indexing is scheduled
_MAX_CONCURRENT_STORES = 8  # they wait for one another's articles, in threads that nobody else waits for
_MAX_CONCURRENT_LINKS = 4  # pages are slow to fetch, and each may be large
_MAX_BRIEFINGS = 20  # of an item that are reported: thousands would be held until the last article is stored
_MAX_READ_AHEAD = 8  # items of a push that are read, or held until those before them are stored
_MAX_NAME_LENGTH = 80  # characters of a headline that names an article which could not be stored


class Ingestion:
    """Stores what editors push."""

    def __init__(
        self,
        archive: ArticleStore,
        originals: OriginalStore,
        indexer: SearchIndexer,
        assigner: StoryAssigner,
        builder: BriefingBuilder,
        web: WebFetcher,
        reader: OriginalReader,
        clock: Clock,
    ) -> None:
        self._archive = archive
        self._originals = originals
        self._indexer = indexer
        self._assigner = assigner
        self._builder = builder
        self._web = web
        self._reader = reader
        self._clock = clock
        self._link_slots = asyncio.Semaphore(_MAX_CONCURRENT_LINKS)
        self._storing = ThreadPoolExecutor(_MAX_CONCURRENT_STORES, "storing")

    def close(self) -> None:
        """End the threads, when what they store is stored."""
        self._storing.shutdown()

    async def push(self, items: Sequence[Item]) -> Report:
        """Read the items, store the new articles and report the outcome of each.

        A few are read ahead, so that what is held at once does not grow with the push. If it is cancelled, the article
        that is being stored is finished, and no other begun.
        """
        articles: list[PushedArticle] = []
        failures = FailureList()
        is_bulk = len(items) > _MAX_FOREGROUND_ARTICLES
        with self._indexer.in_background_only() if is_bulk else nullcontext():
            async with aclosing(read_ahead(items, self.read, _MAX_READ_AHEAD)) as results:
                async for result in results:
                    if not result.drafts:  # no thread for each of a thousand links that lead nowhere
                        failures.add(result.failures)
                        continue
                    report = await self.store_read([result])
                    articles += report.articles
                    failures.add(report.failures, report.unnamed_failures)
        return failures.report(articles)

    async def store_read(self, results: Sequence[IntakeResult]) -> Report:
        """Store what `read` gave, and report the outcome; cancelled as `push` is."""
        cancelled = Event()
        storing = asyncio.get_running_loop().run_in_executor(self._storing, self.store, results, cancelled)
        try:
            return await asyncio.shield(storing)
        except asyncio.CancelledError:
            cancelled.set()
            await storing
            raise

    async def read(self, item: Item) -> IntakeResult:
        """The articles in an item, not yet stored; a link's page is fetched. What cannot be read is a failure."""
        try:
            if not isinstance(item, Link):
                return await self._reader.read(item)
            async with self._link_slots:
                return await self._reader.read(await self._web.fetch(item.url))
        except IntakeError as error:
            return IntakeResult((), (error,))
        except Exception:
            log.exception("An item could not be read")
            name = short_link(item.url) if isinstance(item, Link) else item.name
            return IntakeResult((), (IntakeError("unexpected", item=name),))

    def store(self, results: Sequence[IntakeResult], cancelled: Event | None = None) -> Report:
        """Store the articles that intake read, in order, until `cancelled` is set, if it is.

        An article that cannot be stored is among the failures.
        """
        is_bulk = sum(len(result.drafts) for result in results) > _MAX_FOREGROUND_ARTICLES
        articles: list[PushedArticle] = []
        failures = FailureList()
        with self._indexer.in_background_only() if is_bulk else nullcontext():
            for result in results:
                recorder = OriginalRecorder(self._originals, result, self._clock())
                for number, draft in enumerate(result.drafts):
                    if cancelled and cancelled.is_set():
                        break
                    outcome = self._store_or_fail(draft, number, recorder)
                    if isinstance(outcome, SourcelineError):
                        failures.add([outcome])
                    else:
                        articles.append(outcome if number < _MAX_BRIEFINGS else replace(outcome, briefing=None))
                    if len(articles) % _INDEXING_INTERVAL == 0:
                        self._indexer.catch_up_soon()
                recorder.close()
                failures.add(result.failures)
        self._indexer.catch_up_soon()
        return failures.report(articles)

    def _store_or_fail(self, draft: Draft, number: int, recorder: OriginalRecorder) -> PushedArticle | SourcelineError:
        try:
            return self._store(draft, number, recorder)
        except ArchiveError as error:
            return error
        except Exception:
            log.exception("An article could not be stored")
            return IntakeError("unexpected", item=draft.headline[:_MAX_NAME_LENGTH])

    def _store(self, draft: Draft, number: int, recorder: OriginalRecorder) -> PushedArticle:
        outcome, article = self._archive.add_or_match(
            draft,
            self._clock,
            lambda received: self._assigner.assign(draft, received),
            lambda: recorder.provenance(number),
        )
        if outcome != "already":
            recorder.note_article(number, article.id)
        members = self._members(article)
        joined = next((member for member in reversed(members) if member.id != article.id), None)
        return PushedArticle(outcome, article, self._builder.build(Story((article,))), len(members), joined)

    def _members(self, article: Article) -> list[Article]:
        try:
            return self._archive.story(article.story)
        except NotFound:  # an editor has deleted it meanwhile
            return [article]
