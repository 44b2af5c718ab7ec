"""What becomes of a push whose articles cannot all be stored, and of editors' changes beside it."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from stored_articles import NOON, story

from briefings.errors import NotFound
from briefings.intake.reading.reader import InProcessReader
from briefings.intake.result import IntakeResult
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Article, Draft, Provenance
from briefings.model.clock import Clock
from briefings.model.items import Text
from briefings.model.story import StoryAssignment
from briefings.newsroom.ingestion import Ingestion
from briefings.newsroom.newsroom import Newsroom, open_newsroom
from briefings.newsroom.report import Report
from briefings.storage.protocols import PushOutcome
from briefings.storage.tinydb.archive import Archive
from briefings.summaries.briefing_builder import BriefingBuilder


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with open_newsroom(tmp_path / "data", "lead", lambda: NOON, WebFetcher()) as newsroom:
        yield newsroom


class MovingArchive(Archive):
    """An archive in which a story goes away while an article is stored: deleted by an editor, or its file damaged."""

    def add_or_match(
        self,
        draft: Draft,
        clock: Clock,
        assign: Callable[[datetime], StoryAssignment],
        provenance: Callable[[], Provenance | None],
    ) -> tuple[PushOutcome, Article]:
        if draft.headline == "Story 2":
            raise NotFound("no-story", id="261123-1")
        outcome = super().add_or_match(draft, clock, assign, provenance)
        if draft.headline == "Story 3":
            self.delete(outcome[1].id, 1, NOON)
        return outcome


def test_an_article_that_goes_away_meanwhile_costs_no_other_of_its_batch(newsroom: Newsroom, tmp_path: Path) -> None:
    archive = MovingArchive(tmp_path / "other")
    ingestion = newsroom.ingestion
    moving = Ingestion(
        archive,
        newsroom.originals,
        newsroom.indexer,
        ingestion._assigner,
        ingestion._builder,
        WebFetcher(),
        InProcessReader(),
        lambda: NOON,
    )
    report = moving.store([IntakeResult(tuple(story(number) for number in (1, 2, 3, 4)))])
    assert [pushed.article.headline for pushed in report.articles] == ["Story 1", "Story 3", "Story 4"]
    assert [(error.key, error.fields["item"]) for error in report.failures] == [("unexpected", "Story 2")]
    assert [article.headline for article in archive.newest(9)] == ["Story 4", "Story 1"]
    archive.close()


async def test_pushes_that_wait_for_one_another_leave_the_threads_of_questions_free(newsroom: Newsroom) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(2))  # as few as a small machine has, or fewer
    may_store, begun = Event(), asyncio.Semaphore(0)

    def store(results: object, cancelled: object) -> Report:
        loop.call_soon_threadsafe(begun.release)
        may_store.wait()
        return Report()

    newsroom.ingestion.store = store  # type: ignore[method-assign]
    pushes = [asyncio.create_task(newsroom.ingestion.store_read([])) for _ in range(7)]  # as many as the bot begins
    try:
        async with asyncio.timeout(20):
            for _ in range(2):
                await begun.acquire()
            assert await asyncio.to_thread(newsroom.queries.newest_id) is None
    finally:
        may_store.set()
    await asyncio.gather(*pushes)


@pytest.mark.slow
def test_pushes_go_on_while_old_articles_are_retired(tmp_path: Path) -> None:
    now = [NOON]
    with open_newsroom(tmp_path / "data", "lead", lambda: now[0], WebFetcher()) as newsroom:
        newsroom.ingestion.store([IntakeResult(tuple(story(number) for number in range(100)))])
        now[0] += timedelta(days=2)
        with ThreadPoolExecutor(2) as threads:
            retiring = threads.submit(newsroom.retire, now[0].date())
            pushing = threads.submit(
                newsroom.ingestion.store, [IntakeResult(tuple(story(number) for number in range(200, 260)))]
            )
            assert retiring.result() == 100
            assert pushing.result().failures == ()
        assert len(newsroom.queries.latest(10)) == 10
        assert newsroom.queries.stats(NOON).articles == 60


def test_the_story_of_a_retired_or_deleted_article_is_not_continued(newsroom: Newsroom) -> None:
    quake = Draft(
        headline="Quake shakes Norhavn harbour",
        paragraphs=("A quake of magnitude 6.1 shook Norhavn on Monday, the Seismic Institute of Westbrook said.",),
    )
    (first,) = newsroom.ingestion.store([IntakeResult((quake,))]).articles
    newsroom.editing.delete(first.article.id, 1)
    follow_up = Draft(
        headline="Norhavn harbour counts quake damage",
        paragraphs=("The quake of magnitude 6.1 in Norhavn broke two piers, the Seismic Institute of Westbrook said.",),
    )
    (second,) = newsroom.ingestion.store([IntakeResult((follow_up,))]).articles
    assert second.article.story == second.article.id
    newsroom.editing.undo(1)
    (third,) = newsroom.ingestion.store(
        [IntakeResult((Draft(headline=quake.headline, paragraphs=(quake.paragraphs[0] + " Nobody was hurt.",)),))]
    ).articles
    assert third.article.story in (first.article.id, second.article.id)


def test_search_learns_of_a_merged_and_a_split_story_by_itself(newsroom: Newsroom) -> None:
    newsroom.ingestion.store([IntakeResult(tuple(story(number) for number in (1, 2)))])
    newsroom.queries.topic("council", 5)
    newsroom.editing.merge(["261123-1", "261123-2"], 1)
    newsroom.editing.split("261123-2", 1)
    newsroom.indexer._background.shutdown()  # waits for what is scheduled
    assert not newsroom.indexer.is_behind()


async def test_a_push_that_is_cancelled_ends_with_the_article_that_is_being_stored(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n---\n\n".join(
        f"Quay {number} Closes for Repairs\n\nQuay {number} of Norhavn harbour is closed until the end of the month."
        for number in range(30)
    )
    build, begun = BriefingBuilder.build, Event()

    def build_slowly(builder: BriefingBuilder, *arguments: object) -> object:
        begun.set()
        assert cancelled.wait(10)
        return build(builder, *arguments)  # type: ignore[arg-type]

    cancelled = Event()
    monkeypatch.setattr(BriefingBuilder, "build", build_slowly)
    pushing = asyncio.create_task(newsroom.ingestion.push([Text(name="quays", text=text)]))
    await asyncio.to_thread(begun.wait, 10)
    pushing.cancel()
    asyncio.get_running_loop().call_soon(cancelled.set)
    with pytest.raises(asyncio.CancelledError):
        await pushing
    stored = newsroom.queries.stats(NOON).articles
    assert 1 <= stored < 30
