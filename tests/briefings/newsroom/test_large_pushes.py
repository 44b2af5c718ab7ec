"""A push of very many items or articles holds a few at once, and tells what failed briefly."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from stored_articles import NOON, story

from briefings.errors import IntakeError
from briefings.intake.result import IntakeResult
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.items import Item, Link
from briefings.newsroom.newsroom import Newsroom, open_newsroom
from briefings.newsroom.read_ahead import read_ahead
from briefings.newsroom.report import FailureList, Report


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with open_newsroom(tmp_path / "data", "lead", lambda: NOON, WebFetcher()) as newsroom:
        yield newsroom


async def test_of_very_many_links_a_few_are_read_at_once_and_failures_past_ten_are_counted(newsroom: Newsroom) -> None:
    most_tasks = 0

    async def read(item: Item) -> IntakeResult:
        nonlocal most_tasks
        most_tasks = max(most_tasks, len(asyncio.all_tasks()))
        await asyncio.sleep(0)
        assert isinstance(item, Link)
        return IntakeResult(failures=(IntakeError("link-malformed", item=item.url),))

    newsroom.ingestion.read = read  # type: ignore[method-assign]
    report = await newsroom.ingestion.push([Link(url=str(number)) for number in range(1000)])
    assert [error.fields["item"] for error in report.failures] == [str(number) for number in range(10)]
    assert (report.unnamed_failures, report.failure_count) == (990, 1000)
    assert most_tasks < 20


async def test_what_is_read_ahead_comes_in_order_and_no_more_than_so_many_at_once() -> None:
    held = most_held = 0

    async def read(number: int) -> int:
        nonlocal held, most_held
        held += 1
        most_held = max(most_held, held)
        for _ in range(number % 3):
            await asyncio.sleep(0)
        return number

    numbers = []
    async for number in read_ahead(range(50), read, 4):
        held -= 1
        numbers.append(number)
    assert (numbers, most_held) == (list(range(50)), 4)


async def test_what_was_being_read_when_a_push_is_cancelled_is_cancelled() -> None:
    async def read(number: int) -> int:
        if number:
            await asyncio.Event().wait()
        return number

    before = asyncio.all_tasks()
    results = read_ahead(range(9), read, 3)
    assert await anext(results) == 0
    await results.aclose()
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before


def test_of_an_item_with_very_many_articles_only_the_first_briefings_are_held(newsroom: Newsroom) -> None:
    report = newsroom.ingestion.store([IntakeResult(tuple(story(number) for number in range(25)))])
    assert [pushed.briefing is not None for pushed in report.articles] == [True] * 20 + [False] * 5


def test_what_an_item_counts_beside_its_named_failures_counts_in_the_push() -> None:
    failures = FailureList()
    failures.add([IntakeError("no-text", item="a"), IntakeError("more-failures", item="a", count=30)])
    assert failures.report(()).failure_count == 31
    failures.add(IntakeError("no-text", item=str(number)) for number in range(20))
    report = failures.report(())
    assert (len(report.failures), report.failure_count) == (10, 51)


def test_reports_that_are_added_name_ten_failures_and_count_the_rest() -> None:
    report = Report(failures=tuple(IntakeError("no-text", item=str(number)) for number in range(8)))
    both = report + report
    assert (len(both.failures), both.unnamed_failures, both.failure_count) == (10, 6, 16)
