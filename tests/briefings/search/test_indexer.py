"""The search index is a cache: whatever becomes of it, every stored article is found."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from stored_articles import NOON, alone, story

from briefings.intake.result import IntakeResult
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Draft
from briefings.newsroom.newsroom import Newsroom, open_newsroom
from briefings.search.index import SearchIndex
from briefings.search.index_failures import IndexDamaged
from briefings.search.query_parser import parse_query

pytestmark = pytest.mark.slow


def newsroom_in(folder: Path, work: Callable[[Newsroom], object]) -> object:
    with open_newsroom(folder, "lead", lambda: NOON, WebFetcher()) as newsroom:
        return work(newsroom)


def store(*drafts: Draft) -> Callable[[Newsroom], object]:
    return lambda newsroom: newsroom.ingestion.store([IntakeResult(drafts)])


def found(query: str) -> Callable[[Newsroom], object]:
    def articles(newsroom: Newsroom) -> list[str]:
        briefings = newsroom.queries.topic(query, 10)
        shown = [
            *(source.article for briefing in briefings for source in briefing.sources),
            *(article for briefing in briefings for article in briefing.others),
        ]
        return sorted(article.headline for article in shown)

    return articles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    newsroom_in(tmp_path, store(*(story(number) for number in (1, 2, 3))))
    assert newsroom_in(tmp_path, found("council")) == ["Story 1", "Story 2", "Story 3"]
    return tmp_path


def files(folder: Path) -> list[Path]:
    return [file for file in (folder / "index" / "search").rglob("*") if file.is_file() and file.suffix != ".lock"]


def test_what_was_stored_is_found_after_a_restart_without_reading_it_again(folder: Path) -> None:
    before = {file.name for file in files(folder)}
    assert newsroom_in(folder, found("council")) == ["Story 1", "Story 2", "Story 3"]
    assert {file.name for file in files(folder)} == before


def test_an_index_that_is_missing_is_made_again(folder: Path) -> None:
    shutil.rmtree(folder / "index" / "search")
    assert newsroom_in(folder, found("council")) == ["Story 1", "Story 2", "Story 3"]
    shutil.rmtree(folder / "index")
    assert newsroom_in(folder, found("council")) == ["Story 1", "Story 2", "Story 3"]


def test_an_index_that_is_behind_catches_up(folder: Path) -> None:
    shutil.copytree(folder / "index", folder / "old")
    newsroom_in(folder, store(story(4)))
    newsroom_in(folder, lambda newsroom: newsroom.editing.delete("261123-2", 1))
    shutil.rmtree(folder / "index")
    (folder / "old").rename(folder / "index")
    assert newsroom_in(folder, found("council")) == ["Story 1", "Story 3", "Story 4"]


@pytest.mark.parametrize("damage", [lambda content: content[: len(content) // 2], lambda _: b"", lambda _: None])
def test_an_index_that_is_damaged_is_made_again(folder: Path, damage: Callable[[bytes], bytes | None]) -> None:
    for file in files(folder):
        left = damage(file.read_bytes())
        if left is None:
            file.unlink()
        else:
            file.write_bytes(left)
    assert newsroom_in(folder, found("council")) == ["Story 1", "Story 2", "Story 3"]


def test_an_index_of_which_only_old_articles_are_damaged_is_told_by_the_question_that_finds_them(
    tmp_path: Path,
) -> None:
    search = SearchIndex(tmp_path)
    search.add(
        alone(id=f"2611{1 + number // 300:02}-{number % 300 + 1}", headline="Council", paragraphs=("It met.",))
        for number in range(3000)
    )
    search.commit()
    search.close()
    for file in tmp_path.rglob("*.store"):
        content = file.read_bytes()
        third = len(content) // 3
        file.write_bytes(content[:third] + bytes(third) + content[2 * third :])
    damaged = SearchIndex(tmp_path)
    with pytest.raises(IndexDamaged):
        damaged.find(parse_query("council", NOON), 3000)


def test_a_lookup_index_that_is_damaged_is_made_again(folder: Path) -> None:
    file = folder / "index" / "lookup.sqlite"
    file.write_bytes(file.read_bytes()[:5000] + b"\x00" * 5000)
    assert newsroom_in(folder, lambda newsroom: newsroom.queries.stats(NOON).articles) == 3
    assert newsroom_in(folder, store(story(2))) is not None
    assert newsroom_in(folder, lambda newsroom: newsroom.queries.stats(NOON).articles) == 3  # the same again is known


def test_an_index_that_breaks_while_it_is_used_is_made_again(folder: Path) -> None:
    def work(newsroom: Newsroom) -> object:
        newsroom.ingestion.store([IntakeResult((story(4),))])
        for file in files(folder):
            file.with_suffix(".other").write_bytes(b"")
            file.with_suffix(".other").replace(file)
        newsroom.queries.topic("council", 10)
        newsroom.indexer.close()
        return True

    newsroom_in(folder, work)
    assert newsroom_in(folder, found("council")) == ["Story 1", "Story 2", "Story 3", "Story 4"]


def test_caches_whose_place_is_taken_by_something_else_are_made_again(folder: Path) -> None:
    shutil.rmtree(folder / "index")
    for name in ("lookup.sqlite", "summaries.sqlite"):
        (folder / "index" / name).mkdir(parents=True)
    (folder / "index" / "search").write_text("no folder")
    assert newsroom_in(folder, found("council")) == ["Story 1", "Story 2", "Story 3"]


def test_an_article_deleted_while_the_lookup_index_is_lost_is_not_searched_for_any_more(folder: Path) -> None:
    with open_newsroom(folder, "lead", lambda: NOON, WebFetcher()) as newsroom:
        newsroom.indexer.close()  # as if it had no time to hear of it
        newsroom.editing.delete("261123-2", 1)
    for file in (folder / "index").glob("lookup.sqlite*"):
        file.unlink()
    newsroom_in(folder, found("council"))
    search = SearchIndex(folder / "index" / "search")
    assert len(search) == 2
    search.close()
