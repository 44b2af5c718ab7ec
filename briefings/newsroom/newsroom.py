"""The front door: push articles in, get briefings out. Ties intake, archive, search and summary together.

Every method but `push` blocks on disk or processor: from an event loop, call it in a thread.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from itertools import groupby, islice, takewhile
from pathlib import Path
from threading import Lock

from briefings.errors import ArchiveError, IntakeError, SourcelineError, UsageError
from briefings.intake.parse import parse
from briefings.intake.result import IntakeResult
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Article, Draft
from briefings.model.briefing import Briefing
from briefings.model.clock import Clock
from briefings.model.items import Item, Link
from briefings.model.links import short_link
from briefings.model.story import Story, StoryOutline
from briefings.newsroom.corrections import with_correction
from briefings.newsroom.original_recorder import OriginalRecorder
from briefings.newsroom.report import PushedArticle, PushOutcome, Report, Stats
from briefings.process_tuning import tune_process
from briefings.search.index import Hit, SearchIndex
from briefings.search.indexer import SearchIndexer
from briefings.search.query_parser import ParsedQuery, parse_query
from briefings.storage.data_lock import DataLock
from briefings.storage.originals import Originals
from briefings.storage.quarantine import Quarantine
from briefings.storage.tinydb.archive import Archive
from briefings.stories.assigner import StoryAssigner
from briefings.stories.ranking import ranked
from briefings.summaries.briefing_builder import BriefingBuilder
from briefings.summaries.cache import CachingSummarizer, SummaryCache
from briefings.summaries.summarizer import Summarizer
from briefings.topics.trending import nearest_topics, top_topics

log = logging.getLogger(__name__)


_RECENT = timedelta(days=3)  # what "the last days" means for topics
_RECENT_ARTICLES = 300
_HITS_AT_ONCE = 30
_UNSEEN: Mapping[str, str] = {}
_TOLD_FIRST = 20  # articles, before search is asked
_MANY = 100  # articles, after which search is told of them while more are stored
_READ_AT_ONCE = 4  # items of a push: pages are slow, and each may be large


class Newsroom:
    """One archive and all that can be asked of it."""

    def __init__(
        self,
        archive: Archive,
        originals: Originals,
        search: SearchIndex,
        summarizer: CachingSummarizer,
        web: WebFetcher,
        clock: Clock,
        attic: Path,
    ) -> None:
        self._archive = archive
        self._attic = attic
        self._originals = originals
        self._search = SearchIndexer(archive, search)
        self._builder = BriefingBuilder(summarizer)
        self._web = web
        self._clock = clock
        self._storing = Lock()
        self._bulk_pushes = 0
        self._readers = asyncio.Semaphore(_READ_AT_ONCE)
        self._stories = StoryAssigner(archive, clock)

    def close(self) -> None:
        """Finish what is being done in the background; it can be gone on with at the next start."""
        self._search.close()

    def is_behind(self) -> bool:
        """Whether search has yet to be told of something; it answers meanwhile, from what it knows."""
        return self._search.is_behind()

    # Articles in

    async def push(self, items: Sequence[Item]) -> Report:
        """Read the items, store what is new and say what became of each; one bad item never costs another."""
        batches = await asyncio.gather(*(self._read_or_fail(item) for item in items))
        return await asyncio.to_thread(self.store, batches)

    async def _read_or_fail(self, item: Item) -> IntakeResult:
        try:
            async with self._readers:
                return await self._read(item)
        except IntakeError as error:
            return IntakeResult((), (error,))
        except Exception:
            log.exception("An item could not be read")
            name = short_link(item.url) if isinstance(item, Link) else item.name
            return IntakeResult((), (IntakeError("unexpected", item=name),))

    async def _read(self, item: Item) -> IntakeResult:
        original = await self._web.fetch(item.url) if isinstance(item, Link) else item
        return await asyncio.to_thread(parse, original)

    def store(self, batches: Sequence[IntakeResult]) -> Report:
        """Store what intake read, in its order; an article that the disk will not take is among the failures."""
        with self._bulk_mode(sum(len(batch.drafts) for batch in batches)):
            return self._store_all(batches)

    @contextmanager
    def _bulk_mode(self, count: int) -> Iterator[None]:
        """While many are stored, search is told of them in the background only, so that no question waits for it."""
        many = count > _TOLD_FIRST
        with self._storing:
            self._bulk_pushes += many
        try:
            yield
        finally:
            with self._storing:
                self._bulk_pushes -= many

    def _store_all(self, batches: Sequence[IntakeResult]) -> Report:
        articles: list[PushedArticle] = []
        failures: list[SourcelineError] = []
        for batch in batches:
            arrival = OriginalRecorder(self._originals, batch, self._clock())
            for number, draft in enumerate(batch.drafts):
                try:
                    articles.append(self._store(draft, number, arrival))
                    if len(articles) % _MANY == 0:
                        self._search.follow_up()
                except ArchiveError as error:
                    failures.append(error)
            arrival.close()
            failures += batch.failures
        self._search.follow_up()
        return Report(tuple(articles), tuple(failures))

    def _store(self, draft: Draft, number: int, arrival: OriginalRecorder) -> PushedArticle:
        with self._storing:  # between looking for the same article and storing it, no other may come
            became, article = self._keep(draft, number, arrival)
        return PushedArticle(became, article, self._alone(article), len(self._archive.story(article.story)))

    def _keep(self, draft: Draft, number: int, arrival: OriginalRecorder) -> tuple[PushOutcome, Article]:
        same_link = self._archive.with_link(draft.link)
        if same_link and (same_link.headline, same_link.paragraphs) != (draft.headline, draft.paragraphs):
            source = arrival.source(number)
            article = self._know(self._archive.replace(same_link.id, draft, self._clock(), source=source))
            arrival.became(number, article.id)
            return "updated", article
        known = same_link or self._archive.with_text(draft)
        if known:
            return "already", known
        now = self._clock()
        placed = self._stories.place(draft, now)
        article = self._know(self._archive.add(draft, now, placed.story, placed.copy_of, arrival.source(number)))
        arrival.became(number, article.id)
        if placed.joins:
            self._archive.join([article.story, *placed.joins])
            for each in self._archive.story(article.id):
                self._know(each)
        return "stored", self._archive.get(article.id)

    def _know(self, article: Article) -> Article:
        """Tell stories what the archive holds now; search is told when it is next asked, or soon."""
        self._stories.know(article)
        return article

    # Briefings out

    def newest(self) -> str | None:
        """The id of the article received last; None if there is none."""
        return next((article.id for article in self._archive.newest(1)), None)

    def latest(
        self, count: int, offset: int = 0, snapshot_id: str | None = None, read_positions: Mapping[str, str] = _UNSEEN
    ) -> list[Briefing]:
        """The newest stories, those that more outlets report first, from `offset` on.

        `snapshot_id`: the archive as it stood when that article was the newest. `read_positions`: of each story that
        the reader has been shown, the newest article of then.
        """
        outlines = ranked(self._archive.outlines(snapshot_id))
        return self._tell(islice(outlines, offset, offset + count), read_positions, snapshot_id)

    def between(
        self, since: datetime, until: datetime, count: int, read_positions: Mapping[str, str] = _UNSEEN
    ) -> list[Briefing]:
        """The stories with an article received after `since` and up to `until`, ranked as in `latest`."""
        later = takewhile(lambda story: story.received > since, self._archive.outlines())
        fresh = (story for story in later if story.received <= until)
        return self._tell(islice(ranked(fresh), count), read_positions)

    def topic(
        self, query: str, count: int, offset: int = 0, read_positions: Mapping[str, str] = _UNSEEN
    ) -> list[Briefing]:
        """The stories that match a person's words best, newest of equals first."""
        return self._tell(islice(self._found(query), offset, offset + count), read_positions)

    def story(self, id: str, snapshot_id: str | None = None, since_article_id: str | None = None) -> Briefing:
        """The story with that id or that article, told as `latest` would. Raises NotFound."""
        story = self._story_of(id)
        return self._builder.build((snapshot_id and story.as_of(snapshot_id)) or story, since_article_id)

    def article(self, id: str) -> Briefing:
        """The briefing of one article alone. Raises NotFound."""
        return self._alone(self._archive.get(id))

    def _found(self, query: str) -> Iterator[StoryOutline]:
        yielded: set[str] = set()
        with self._search.mending():
            if not self._bulk_pushes:
                self._search.tell(_TOLD_FIRST)
            asked = parse_query(query, self._clock())
            for _, hits in groupby(self._hits(asked), key=lambda hit: hit.tier):
                yield from ranked(self._untold(hits, yielded))

    def _hits(self, asked: ParsedQuery) -> Iterator[Hit]:
        offset = 0
        while hits := self._search.find(asked, _HITS_AT_ONCE, offset):
            yield from hits
            offset += len(hits)

    def _untold(self, hits: Iterable[Hit], yielded: set[str]) -> Iterator[StoryOutline]:
        """The stories of the articles found, each once."""
        for hit in hits:
            for outline in self._archive.outlines_of([hit.id]):
                if outline.story not in yielded:
                    yielded.add(outline.story)
                    yield outline

    def _story_of(self, id: str) -> Story:
        return Story(tuple(self._archive.story(id)))

    def _tell(
        self, outlines: Iterable[StoryOutline], read_positions: Mapping[str, str], snapshot_id: str | None = None
    ) -> list[Briefing]:
        briefings = []
        for articles in self._archive.stories([outline.story for outline in outlines]):
            story = Story(tuple(articles))
            then = (snapshot_id and story.as_of(snapshot_id)) or story
            briefings.append(self._builder.build(then, read_positions.get(story.id)))
        return briefings

    def _alone(self, article: Article) -> Briefing:
        return self._builder.build(Story((article,)))

    def topics(self, count: int) -> list[str]:
        """The most covered topics of the last days; of the newest articles if nothing came in of late."""
        return top_topics(self._recent(), count)

    def nearest_topics(self, query: str, count: int) -> list[str]:
        """Topics that do have stories, nearest to words that have none."""
        return nearest_topics(query, self._recent(), count)

    def _recent(self) -> list[Article]:
        newest = self._archive.newest(_RECENT_ARTICLES)
        return [each for each in newest if each.received > self._clock() - _RECENT] or newest

    # Corrections

    def edit(self, id: str, field: str, value: str, editor: int) -> Briefing:
        """Correct one field of an article. Raises NotFound, UsageError for a field or value that will not do."""
        with self._storing:
            corrections = with_correction(self._archive.get(id), field, value)
            return self._alone(self._know(self._archive.replace(id, corrections, self._clock(), editor)))

    def delete(self, id: str, editor: int) -> Briefing:
        """Take an article out; `undo` brings it back. Returns what it was. Raises NotFound."""
        with self._storing:
            briefing = self.article(id)
            self._archive.delete(id, editor, self._clock())
            self._stories.forget(id)
        return briefing

    def merge(self, ids: Sequence[str], editor: int) -> Briefing:
        """Make one story of those that these articles are in. Raises NotFound, UsageError if they are one already."""
        with self._storing:
            stories = list(dict.fromkeys(self._story_of(id).id for id in ids))
            if len(stories) < 2:
                raise UsageError("merge-one-story")
            return self._placed_anew(self._archive.join(stories, editor))

    def split(self, id: str, editor: int) -> Briefing:
        """Take an article out of its story, to stand alone. Raises NotFound, UsageError if it does already."""
        with self._storing:
            story = self._story_of(id)
            if len(story.articles) < 2:
                raise UsageError("split-alone", id=id)
            self._archive.split(id, editor)
            for article in story.articles:
                self._know(self._archive.get(article.id))
            return self.story(id)

    def undo(self, editor: int) -> Briefing:
        """Take back this editor's last change. Raises NotFound if there is none."""
        with self._storing:
            articles = [self._know(article) for article in self._archive.undo(editor)]
        return self._alone(articles[0])

    def _placed_anew(self, id: str) -> Briefing:
        for article in self._archive.story(id):
            self._know(article)
        return self.story(id)

    def retire(self, before: date) -> int:
        """Put the articles received before that day (UTC) into the attic, with their originals; how many."""
        retired = 0
        for id in self._archive.retire(before, self._attic / "articles"):
            self._stories.forget(id)
            retired += 1
        self._originals.retire(before, self._attic / "originals")
        self._search.follow_up()
        return retired

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
def open_newsroom(
    folder: Path, algorithm: str, clock: Clock, web: WebFetcher, quarantine: Quarantine | None = None
) -> Iterator[Newsroom]:
    """The newsroom kept in `folder`, for this process alone.

    Raises ArchiveError if another process has it open or it cannot be read, SettingsError for an unknown algorithm.
    """
    tune_process()
    summarizer = Summarizer(algorithm)
    with DataLock(folder), closing(SummaryCache(folder / "index" / "summaries.sqlite")) as kept:
        archive = Archive(folder / "articles", lookup_index=folder / "index" / "catalog.sqlite", quarantine=quarantine)
        search = SearchIndex(folder / "index" / "search")
        originals = Originals(folder / "originals")
        newsroom = Newsroom(
            archive, originals, search, CachingSummarizer(summarizer, kept), web, clock, folder / "attic"
        )
        try:
            yield newsroom
        finally:
            newsroom.close()
            search.close()
            originals.close()
            archive.close()
