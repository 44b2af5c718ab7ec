"""The archive: what was acknowledged is there, once and in its order."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored_articles import EDDA, FERRY, NOON, damage, filled, ids, restarted, story

from briefings.errors import NotFound
from briefings.model.article import Draft
from briefings.storage.tinydb.archive import Archive

WHOLE = st.characters(exclude_categories=["Cs"])  # any character but halves of one


# Kept


def test_an_article_comes_back_as_it_was_also_after_a_restart(archive: Archive, folder: Path) -> None:
    article = archive.add(FERRY, NOON)
    assert {name: getattr(article, name) for name in FERRY.__dataclass_fields__} == {
        name: getattr(FERRY, name) for name in FERRY.__dataclass_fields__
    }
    assert (article.id, article.received) == ("261123-1", NOON)
    assert archive.get("261123-1") == article
    assert restarted(folder).get("261123-1") == article


def test_an_article_with_only_a_headline_and_a_text_comes_back(archive: Archive, folder: Path) -> None:
    article = archive.add(story(1), NOON)
    assert restarted(folder).get(article.id) == article
    assert (article.outlet, article.link, article.published, article.topics) == (None, None, None, ())


def test_received_is_counted_in_utc_whatever_the_zone_of_the_clock(archive: Archive) -> None:
    auckland = datetime(2026, 11, 24, 7, 0, tzinfo=timezone(timedelta(hours=13)))
    article = archive.add(story(1), auckland)
    assert article.id == "261123-1"
    assert article.received == auckland
    assert article.received.tzinfo is UTC


def test_a_file_tells_a_person_what_is_in_it(archive: Archive, folder: Path) -> None:
    filled(archive, 4)
    archive.add(FERRY, NOON)
    names = sorted(file.name for file in folder.iterdir())
    assert names == ["2026-11-23_0001-0003.json", "2026-11-23_0004-0006.json"]
    kept = json.loads((folder / names[1]).read_text(encoding="utf-8"))["tables"]["articles"]["5"]
    assert kept["headline"] == FERRY.headline
    assert kept["paragraphs"] == list(FERRY.paragraphs)


def test_halves_of_a_character_do_not_stop_a_push(archive: Archive, folder: Path) -> None:
    broken = Draft(headline="Fish \ud83d\udc1f and \ud800 chips", paragraphs=("One half: \udc1f.",))
    article = archive.add(broken, NOON)
    assert article.headline == "Fish 🐟 and � chips"
    assert archive.with_text(broken) == article
    assert restarted(folder).get(article.id) == article


@settings(max_examples=40)
@given(
    st.builds(
        Draft,
        headline=st.text(WHOLE, min_size=1),
        paragraphs=st.lists(st.text(WHOLE), min_size=1).map(tuple),
        captions=st.lists(st.text(WHOLE)).map(tuple),
        outlet=st.none() | st.text(WHOLE),
        link=st.none() | st.text(WHOLE),
        published=st.none() | st.datetimes(timezones=st.timezones()),
    )
)
def test_any_text_comes_back_to_the_letter(tmp_path_factory: pytest.TempPathFactory, draft: Draft) -> None:
    folder = tmp_path_factory.mktemp("articles")
    article = Archive(folder).add(draft, NOON)
    again = restarted(folder).get(article.id)
    assert again == article
    assert (again.headline, again.paragraphs, again.captions) == (draft.headline, draft.paragraphs, draft.captions)


# Ids


def test_ids_count_from_one_each_day(archive: Archive) -> None:
    assert filled(archive, 4) == ["261123-1", "261123-2", "261123-3", "261123-4"]
    assert filled(archive, 1, NOON + timedelta(days=1)) == ["261124-1"]
    assert filled(archive, 1) == ["261123-5"]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_an_id_is_not_given_again_after_deletion_and_restart(archive: Archive, folder: Path, count: int) -> None:
    given = filled(archive, count)
    for id in given:
        archive.delete(id, EDDA, NOON)
    assert len(archive) == 0
    again = restarted(folder)
    assert again.add(FERRY, NOON).id == f"261123-{count + 1}"
    assert ids(again.newest(10)) == [f"261123-{count + 1}"]


@pytest.mark.parametrize(
    "id",
    [
        *("", "1", "-", "261123", "261123-", "-1", "261123-x", "261123--1", "261399-1", "261123-٣", "²61123-1"),
        *(
            "261123-0",
            "261123-7",
            "261123-99999",
            "991231-1",
            "000101-1",
            "261123-" + "9" * 300,
            "261123-" + "9" * 5000,
        ),
    ],
)
def test_an_id_never_given_is_no_story_and_harms_nothing(archive: Archive, folder: Path, id: str) -> None:
    first = filled(archive, 2)[0]
    with pytest.raises(NotFound) as caught:
        archive.get(id)
    assert caught.value.key == "no-story"
    with pytest.raises(NotFound):
        archive.delete(id, EDDA, NOON)
    assert archive.add(FERRY, NOON).id == "261123-3"
    assert archive.get(first).headline == "Story 1"
    assert [file.name for file in folder.iterdir()] == ["2026-11-23_0001-0003.json"]


def test_files_of_another_size_are_read_and_filled_up(archive: Archive, folder: Path) -> None:
    given = filled(archive, 4)
    larger = Archive(folder, partition_size=100)
    given += filled(larger, 5)
    assert given == [f"261123-{number}" for number in range(1, 10)]
    assert ids(list(restarted(folder).articles())) == given
    assert [restarted(folder).get(id).id for id in given] == given


# Newest


def test_newest_goes_back_over_files_and_days(archive: Archive) -> None:
    given = filled(archive, 4) + filled(archive, 4, NOON + timedelta(days=1))
    assert ids(archive.newest(3)) == given[:-4:-1]
    assert ids(archive.newest(100)) == given[::-1]
    assert ids(archive.newest(0)) == []


def test_newest_before_an_article_goes_on_where_a_page_ended(archive: Archive) -> None:
    given = filled(archive, 7) + filled(archive, 5, NOON + timedelta(days=40))
    for size in (1, 2, 3, 5):
        read: list[str] = []
        while page := archive.newest(size, before=read[-1] if read else None):
            read += ids(page)
        assert read == given[::-1]


def test_newest_before_an_article_that_is_deleted_or_on_a_day_without_any(archive: Archive) -> None:
    given = filled(archive, 5)
    archive.delete(given[3], EDDA, NOON)
    assert ids(archive.newest(2, before=given[3])) == [given[2], given[1]]
    assert ids(archive.newest(2)) == [given[4], given[2]]
    assert ids(archive.newest(2, before="261224-9")) == [given[4], given[2]]
    assert archive.newest(2, before="200101-1") == []


def test_all_articles_come_oldest_first(archive: Archive) -> None:
    tomorrow = filled(archive, 2, NOON + timedelta(days=1))
    today = filled(archive, 4)
    archive.delete(today[1], EDDA, NOON)
    assert ids(list(archive.articles())) == [today[0], *today[2:], *tomorrow]


def test_the_archive_can_be_changed_while_its_articles_are_gone_through(archive: Archive) -> None:
    given = filled(archive, 7)
    seen = []
    for article in archive.articles():
        seen.append(article.id)
        if len(seen) == 2:
            other = threading.Thread(target=archive.add, args=(FERRY, NOON))
            other.start()
            other.join(timeout=10)
            assert not other.is_alive()
            archive.delete(given[-1], EDDA, NOON)
    assert seen == [*given[:-1], "261123-8"]


# The same again


def test_the_same_link_is_recognised_whatever_its_tracking_parameters(archive: Archive, folder: Path) -> None:
    article = archive.add(FERRY, NOON)
    for known in (archive, restarted(folder)):
        assert known.with_link("http://harbour.example/news/ferry?utm_source=letter&page=2#top") == article
        assert known.with_link("https://harbour.example/news/ferry?page=3") is None
        assert known.with_link(None) is None


def test_the_same_text_is_recognised_with_other_punctuation_case_and_accents(archive: Archive, folder: Path) -> None:
    article = archive.add(FERRY, NOON)
    retyped = Draft(
        headline="Another headline",
        paragraphs=(
            "THE FERRY between Nörhavn and the islands runs again   from Thursday -",
            '"We worked through four nights", the port director Ida Lund told Reuters',
        ),
    )
    for known in (archive, restarted(folder)):
        assert known.with_text(retyped) == article
        assert known.with_text(replace(retyped, paragraphs=retyped.paragraphs[:1])) is None


def test_texts_without_letters_are_told_apart(archive: Archive) -> None:
    archive.add(Draft(headline="Weather", paragraphs=("☀ ☀",)), NOON)
    assert archive.with_text(Draft(headline="Weather", paragraphs=("☂ ☂",))) is None


def test_a_deleted_article_is_not_taken_for_the_same(archive: Archive) -> None:
    first = archive.add(FERRY, NOON)
    second = archive.add(FERRY, NOON)
    assert archive.with_text(FERRY) == first
    archive.delete(first.id, EDDA, NOON)
    assert archive.with_text(FERRY) == archive.with_link(FERRY.link) == second
    archive.delete(second.id, EDDA, NOON)
    assert archive.with_text(FERRY) is archive.with_link(FERRY.link) is None
    archive.undo(EDDA)
    assert archive.with_text(FERRY) == archive.with_link(FERRY.link) == second


def test_after_an_edit_the_new_link_and_text_are_recognised_and_not_the_old_ones(archive: Archive) -> None:
    article = archive.add(FERRY, NOON)
    changed = archive.replace(article.id, replace(story(1), link="https://harbour.example/other"), NOON)
    assert archive.with_link("https://harbour.example/other") == archive.with_text(story(1)) == changed
    assert archive.with_link(FERRY.link) is archive.with_text(FERRY) is None


# Memory


def test_only_the_files_used_last_are_kept_in_memory(archive: Archive, folder: Path) -> None:
    given = filled(archive, 9)  # three files, of which two are kept
    archive.get(given[0])
    for file in folder.iterdir():
        damage(file)
    assert [archive.get(id).id for id in (given[0], given[8])] == [given[0], given[8]]
    with pytest.raises(NotFound):
        archive.get(given[4])


# Many at once


@pytest.mark.slow
def test_threads_that_add_read_and_change_lose_nothing(archive: Archive, folder: Path) -> None:
    def work(editor: int) -> None:
        for number in range(12):
            kept = archive.add(story(1000 * editor + number), NOON)
            archive.replace(kept.id, story(1000 * editor + 500 + number), NOON, editor)
            assert archive.get(kept.id).headline == f"Story {1000 * editor + 500 + number}"
            archive.newest(5)
            list(archive.articles())
            if number % 3 == 0:
                archive.delete(kept.id, editor, NOON)
                assert ids(archive.undo(editor)) == [kept.id]

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(1, 5)))
    expected = sorted(f"Story {1000 * editor + 500 + number}" for editor in range(1, 5) for number in range(12))
    assert sorted(article.headline for article in archive.articles()) == expected
    assert sorted(article.headline for article in restarted(folder).articles()) == expected
    assert len(set(ids(list(archive.articles())))) == len(archive) == 48
