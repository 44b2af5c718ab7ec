"""Which stories are new since an article: every one that came after it, whatever the clock said."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from stored_articles import NOON, story

from briefings.intake.result import IntakeResult
from briefings.intake.web.fetcher import WebFetcher
from briefings.newsroom.newsroom import Newsroom, open_newsroom


class SlowDisk:
    """A clock that an article reads before it is on disk, minutes before others see it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> SlowDisk:
    return SlowDisk()


@pytest.fixture
def newsroom(tmp_path: Path, clock: SlowDisk) -> Iterator[Newsroom]:
    with open_newsroom(tmp_path / "data", "lead", clock, WebFetcher()) as newsroom:
        yield newsroom


def headlines(newsroom: Newsroom, since: str | datetime | None) -> list[str]:
    briefings = newsroom.queries.news(10, newsroom.queries.newest_id(), since or NOON).briefings
    return [briefing.headline for briefing in briefings]


def test_an_article_received_before_the_last_digest_but_stored_after_it_is_in_the_next(
    newsroom: Newsroom, clock: SlowDisk
) -> None:
    clock.now = NOON + timedelta(minutes=5)
    newsroom.ingestion.store([IntakeResult((story(1),))])
    told_up_to = newsroom.queries.newest_id()
    clock.now = NOON  # as for a push whose clock was read five minutes before its disk was done
    newsroom.ingestion.store([IntakeResult((story(2),))])
    assert told_up_to
    assert headlines(newsroom, told_up_to) == ["Story 2"]
    assert headlines(newsroom, newsroom.queries.newest_id()) == []


def test_news_of_the_last_day_are_those_received_since(newsroom: Newsroom, clock: SlowDisk) -> None:
    newsroom.ingestion.store([IntakeResult((story(1),))])
    clock.now = NOON + timedelta(days=1)
    newsroom.ingestion.store([IntakeResult((story(2),))])
    assert headlines(newsroom, NOON) == ["Story 2"]
