"""Topics are counted in the background: a question counts those of a few articles at most."""

from collections.abc import Iterator
from itertools import count, repeat
from pathlib import Path

import pytest
from stored_articles import NOON

from briefings.model.article import Draft
from briefings.newsroom.recent_topics import RecentTopics
from briefings.storage.tinydb.archive import Archive
from briefings.topics.mentions import article_mentions

NAMES = [f"{first}{rest}" for first in "BDFGKLMNPR" for rest in ("arin", "olet", "iper")]
FEW = 8


def about(name: str) -> Draft:
    return Draft(
        headline=f"Why {name} opens the pier", paragraphs=(f"The pier was opened by {name} and {name} said so.",)
    )


def counted() -> int:
    return article_mentions.cache_info().misses


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    article_mentions.cache_clear()
    archive = Archive(tmp_path / "articles")
    for name in NAMES:
        archive.add(about(name), NOON)
    yield archive
    archive.close()


def never() -> bool:
    return False


def test_before_topics_are_counted_a_question_is_offered_those_of_the_newest_few(archive: Archive) -> None:
    assert RecentTopics(archive, lambda: NOON).topics().nearest("Rypir", 1) == ["Riper"]
    assert counted() <= FEW


def test_once_they_are_counted_a_question_counts_none(archive: Archive) -> None:
    recent = RecentTopics(archive, lambda: NOON)
    recent.refresh(never)
    before = counted()
    archive.add(about("Tovel"), NOON)
    assert recent.topics().nearest("Barrin", 1) == ["Barin"]
    assert counted() == before == len(NAMES)


def test_after_a_push_only_the_new_article_is_read(archive: Archive) -> None:
    recent = RecentTopics(archive, lambda: NOON)
    recent.refresh(never)
    archive.add(about("Tovel"), NOON)
    recent.refresh(never)
    assert recent.topics().nearest("Tovell", 1) == ["Tovel"]
    assert counted() == len(NAMES) + 1


def test_counting_ends_soon_when_the_bot_does(archive: Archive) -> None:
    asked = count(1)
    RecentTopics(archive, lambda: NOON).refresh(lambda: next(asked) > 3)
    assert counted() == 3


def test_the_topics_of_a_few_articles_are_always_those_of_now(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "few")
    recent = RecentTopics(archive, lambda: NOON)
    for name, _ in zip(NAMES, repeat(None, 3), strict=False):
        archive.add(about(name), NOON)
        recent.refresh(never)
    archive.add(about("Tovel"), NOON)
    assert "Tovel" in recent.topics().top(4)
    archive.close()
