"""KEEP_DAYS: what is older is no longer answered with, takes less room, and is moved with everything else."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from stored_articles import NOON, damage

from bot.jobs.retention import Retention
from briefings.errors import ArchiveError, NotFound
from briefings.intake.web.fetcher import WebFetcher
from briefings.maintenance.check import Check
from briefings.maintenance.export_import import export, restore
from briefings.model.items import Text
from briefings.newsroom.newsroom import Newsroom, open_newsroom
from briefings.storage.tinydb.archive import Archive

pytestmark = pytest.mark.slow

TOPICS = ("harbour", "bridge", "school", "market")


def letter(topic: str) -> Text:
    return Text(name="your message", text=f"A Letter on the {topic.title()}\n\nThe {topic} opens again on Friday.")


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """An article a day, the last on the 26th."""
    for days, topic in enumerate(TOPICS):
        clock = partial(NOON.__add__, timedelta(days=days))
        with open_newsroom(tmp_path / "data", "lead", clock, WebFetcher()) as newsroom:
            await newsroom.ingestion.push([letter(topic)])
    return tmp_path / "data"


@pytest.fixture
def newsroom(folder: Path) -> Iterator[Newsroom]:
    with open_newsroom(folder, "lead", lambda: NOON + timedelta(days=3), WebFetcher()) as opened:
        yield opened


def exported(folder: Path, file: Path) -> bytes:
    archive = Archive(folder / "articles")
    export(archive, folder, file, lambda _: None)
    archive.close()
    return file.read_bytes()


def imported(file: Path, folder: Path) -> int:
    archive = Archive(folder / "articles")
    added, _ = restore(archive, folder, file, lambda _: None)
    archive.close()
    return added


def retired(folder: Path, before: date) -> int:
    with open_newsroom(folder, "lead", lambda: NOON + timedelta(days=3), WebFetcher()) as newsroom:
        return newsroom.retire(before)


def test_what_is_older_is_no_longer_answered_with(newsroom: Newsroom, folder: Path) -> None:
    assert newsroom.queries.topic("harbour", 5)
    assert newsroom.retire(date(2026, 11, 25)) == 2
    assert [briefing.headline for briefing in newsroom.queries.latest(9)] == [
        "A Letter on the Market",
        "A Letter on the School",
    ]
    assert not newsroom.queries.topic("harbour", 5)
    with pytest.raises(NotFound):
        newsroom.queries.article("261123-1")
    assert newsroom.queries.stats(NOON).articles == 2
    assert newsroom.retire(date(2026, 11, 25)) == 0


def test_it_is_exported_as_before(folder: Path, tmp_path: Path) -> None:
    before = exported(folder, tmp_path / "before.jsonl")
    assert retired(folder, date(2026, 11, 25)) == 2
    assert sorted(file.name for file in (folder / "attic").rglob("*.zst")) == [
        "2026-11-23.jsonl.zst",
        "2026-11-23_0001-0025.json.zst",
        "2026-11-24.jsonl.zst",
        "2026-11-24_0001-0025.json.zst",
    ]
    assert exported(folder, tmp_path / "after.jsonl") == before
    assert imported(tmp_path / "after.jsonl", tmp_path / "other") == 4
    assert exported(tmp_path / "other", tmp_path / "again.jsonl") == before


def test_a_crash_on_the_way_leaves_each_article_once(folder: Path, tmp_path: Path) -> None:
    before = exported(folder, tmp_path / "before.jsonl")
    partition = folder / "articles" / "2026-11-23_0001-0025.json"
    shutil.copy(partition, tmp_path)
    retired(folder, date(2026, 11, 24))
    shutil.copy(tmp_path / partition.name, partition)  # it was packed, and not yet taken away
    retired(folder, date(2026, 11, 24))
    assert not partition.exists()
    assert exported(folder, tmp_path / "after.jsonl") == before


async def test_what_is_imported_anew_does_not_replace_what_is_in_the_attic(folder: Path, tmp_path: Path) -> None:
    exported(folder, tmp_path / "earlier.jsonl")
    with open_newsroom(folder, "lead", lambda: NOON, WebFetcher()) as newsroom:
        await newsroom.ingestion.push([letter("tunnel")])
    before = exported(folder, tmp_path / "before.jsonl")
    retired(folder, date(2026, 11, 27))
    imported(tmp_path / "earlier.jsonl", folder)
    retired(folder, date(2026, 11, 27))
    assert exported(folder, tmp_path / "after.jsonl") == before


def test_it_is_checked(folder: Path, tmp_path: Path) -> None:
    retired(folder, date(2026, 11, 25))
    check = Check(folder)
    assert list(check.find_problems(lambda _: None)) == []
    assert (len(check.files), check.without_original) == (8, 0)
    damage(folder / "attic" / "articles" / "2026-11-23_0001-0025.json.zst")
    assert [error.key for error in Check(folder).find_problems(lambda _: None)] == ["file-damaged"]
    exported(folder, tmp_path / "all.jsonl")
    assert imported(tmp_path / "all.jsonl", tmp_path / "other") == 3


class FullAttic:
    """A newsroom whose disk is full."""

    def retire(self, before: date) -> int:
        raise ArchiveError("disk-refuses", file=f"attic before {before}", reason="No space left on device")


async def test_the_bot_counts_days_from_today_and_survives_a_full_disk(
    folder: Path, newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    await Retention(newsroom, 2, lambda: NOON + timedelta(days=3)).tick()
    assert newsroom.queries.stats(NOON).articles == 3
    await Retention(FullAttic(), 2, lambda: NOON).tick()
    assert "could not be put into the attic" in caplog.text
