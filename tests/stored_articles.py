"""What the tests of the archive share: articles of their own, archives of small files, and damage."""

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from briefings.model.article import Article, Draft
from briefings.storage.tinydb.archive import Archive

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EDDA, OTTO = 100, 101
TORTURE = int(os.environ.get("TORTURE") or 0)  # how often crashes are tried; 0 in the suite, which has its own few

FERRY = Draft(
    headline="Ferry to the islands runs again",
    paragraphs=(
        "The ferry between Norhavn and the islands runs again from Thursday.",
        "“We worked through four nights,” the port director, Ida Lund, told Reuters.",
    ),
    captions=("A ferry leaves the old pier.",),
    outlet="Harbour Post",
    agency="Reuters",
    author="Per Holm",
    link="https://harbour.example/news/ferry?page=2",
    published=datetime(2026, 11, 23, 9, 30, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    language="en",
    topics=("ferries", "Norhavn"),
)


def story(number: int) -> Draft:
    return Draft(headline=f"Story {number}", paragraphs=(f"Council vote number {number} passed on Friday.",))


def alone(**fields: object) -> Article:
    """An article as the archive would give it, whose story is its own."""
    values = {"story": fields["id"], "copy_of": fields["id"], "received": NOON} | fields
    return Article(**values)  # type: ignore[arg-type]  # the test's own fields


def restarted(folder: Path) -> Archive:
    """The archive as it is found on disk, with three articles in a file and two files in memory."""
    return Archive(folder, partition_size=3, in_memory=2)


def filled(archive: Archive, count: int, day: datetime = NOON) -> list[str]:
    """The ids of `count` new articles, oldest first."""
    return [archive.add(story(number), day + timedelta(seconds=number)).id for number in range(1, count + 1)]


def ids(articles: list[Article]) -> list[str]:
    return [article.id for article in articles]


def damage(file: Path) -> bytes:
    """Cut a file in half; returns what is left."""
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    return file.read_bytes()
