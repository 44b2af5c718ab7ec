"""The entry to one archive: opens all parts of it, for pushing, queries and editing."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefings.intake.reading.reader import InProcessReader, OriginalReader
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.clock import Clock
from briefings.newsroom.editing import Editing
from briefings.newsroom.ingestion import Ingestion
from briefings.newsroom.queries import Queries
from briefings.newsroom.recent_topics import RecentTopics
from briefings.process_tuning import tune_process
from briefings.search.index import SearchIndex
from briefings.search.indexer import SearchIndexer
from briefings.storage.data_folder import DataFolder
from briefings.storage.data_lock import DataLock
from briefings.storage.protocols import ArticleStore, OriginalStore
from briefings.storage.quarantine import Quarantine
from briefings.storage.tinydb.engine import TinyDBEngine
from briefings.stories.assigner import StoryAssigner
from briefings.summaries.briefing_builder import BriefingBuilder
from briefings.summaries.cache import CachingSummarizer, SummaryCache
from briefings.summaries.summarizer import Summarizer


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """One archive and the services on it; opened by `open_newsroom`."""

    ingestion: Ingestion
    queries: Queries
    editing: Editing
    archive: ArticleStore
    originals: OriginalStore
    indexer: SearchIndexer

    def retire(self, before: date) -> int:
        """Move the articles received before that day (UTC) to cold storage, with their originals; how many."""
        retired = self.archive.retire(before)
        self.originals.retire(before)
        self.indexer.catch_up_soon()
        return retired


@contextmanager
def open_newsroom(
    path: Path,
    algorithm: str,
    clock: Clock,
    web: WebFetcher,
    quarantine: Quarantine | None = None,
    reader: OriginalReader | None = None,
) -> Iterator[Newsroom]:
    """The newsroom on the data folder `path`, which is locked for this process.

    Without a `reader` it reads what is pushed itself, with no limit on time and memory: for articles of one's own only.

    Raises ArchiveError if another process has it open or it cannot be read, SettingsError for an unknown algorithm.
    """
    tune_process()
    reader = reader or InProcessReader()
    folder, summarizer = DataFolder(path), Summarizer(algorithm)
    engine = TinyDBEngine(folder, quarantine)
    with DataLock(path), closing(SummaryCache(folder.summary_cache)) as cache:
        folder.remove_leftovers(clock())
        with (
            closing(engine.open_archive()) as archive,
            closing(engine.open_originals()) as originals,
            closing(SearchIndex(folder.search_index)) as search,
            nullcontext(RecentTopics(archive, clock)) as recent,
            closing(SearchIndexer(archive, search, when_caught_up=recent.refresh)) as indexer,
        ):
            builder = BriefingBuilder(CachingSummarizer(summarizer, cache))
            assigner = StoryAssigner(archive, clock)
            ingestion = Ingestion(archive, originals, indexer, assigner, builder, web, reader, clock)
            with closing(ingestion):
                yield Newsroom(
                    ingestion=ingestion,
                    queries=Queries(archive, indexer, builder, recent, clock),
                    editing=Editing(archive, indexer, builder, clock),
                    archive=archive,
                    originals=originals,
                    indexer=indexer,
                )
