"""The archive: what was acknowledged is there, once, in its order, with its earlier versions."""

import json
import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.archive import Archive
from briefings.articles import Article, Draft
from briefings.errors import ArchiveError, NotFound

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EDDA, OTTO = 100, 101
WHOLE = st.characters(exclude_categories=["Cs"])  # any character but halves of one

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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "articles"


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    archive = Archive(folder, partition_size=3, in_memory=2)
    yield archive
    archive.close()


def restarted(folder: Path) -> Archive:
    return Archive(folder, partition_size=3, in_memory=2)


def filled(archive: Archive, count: int, day: datetime = NOON) -> list[str]:
    return [archive.add(story(number), day + timedelta(seconds=number)).id for number in range(1, count + 1)]


def ids(articles: list[Article]) -> list[str]:
    return [article.id for article in articles]


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


# Versions, deletions, undo


def test_an_update_keeps_the_earlier_versions(archive: Archive, folder: Path) -> None:
    first = archive.add(FERRY, NOON)
    archive.replace(first.id, replace(FERRY, headline="Ferry runs on Thursday"), NOON + timedelta(hours=1))
    last = archive.replace(first.id, replace(FERRY, headline="Ferry runs"), NOON + timedelta(hours=2))
    again = restarted(folder)
    assert again.get(first.id) == last
    assert (last.headline, last.id, last.received) == ("Ferry runs", first.id, NOON)
    assert [version.headline for version in again.versions(first.id)] == [FERRY.headline, "Ferry runs on Thursday"]
    assert again.versions(first.id)[0] == first
    assert len(again) == 1


def test_a_deleted_article_is_gone_until_the_deletion_is_undone_after_a_restart(archive: Archive, folder: Path) -> None:
    article = archive.add(FERRY, NOON)
    archive.delete(article.id, EDDA, NOON)
    for attempt in (archive.get, archive.versions, lambda id: archive.replace(id, FERRY, NOON)):
        with pytest.raises(NotFound):
            attempt(article.id)
    again = restarted(folder)
    assert (len(again), again.newest(5)) == (0, [])
    assert again.undo(EDDA) == article
    assert again.get(article.id) == article
    assert len(again) == 1
    assert restarted(folder).get(article.id) == article


def test_an_edit_is_undone_after_a_restart_with_its_versions(archive: Archive, folder: Path) -> None:
    article = archive.add(FERRY, NOON)
    archive.replace(article.id, replace(FERRY, outlet="Harbor Post"), NOON, EDDA)
    again = restarted(folder)
    assert again.undo(EDDA) == article
    assert again.get(article.id) == article
    assert again.versions(article.id) == []


def test_several_changes_are_undone_one_by_one_the_last_first(archive: Archive) -> None:
    article = archive.add(FERRY, NOON)
    one = archive.replace(article.id, replace(FERRY, headline="One"), NOON, EDDA)
    archive.replace(article.id, replace(FERRY, headline="Two"), NOON, EDDA)
    archive.delete(article.id, EDDA, NOON)
    assert [archive.undo(EDDA).headline for _ in range(3)] == ["Two", "One", FERRY.headline]
    assert archive.get(article.id) == article
    assert one.headline == "One"
    with pytest.raises(NotFound):
        archive.undo(EDDA)


def test_only_the_editor_who_changed_it_can_undo(archive: Archive) -> None:
    article = archive.add(FERRY, NOON)
    archive.delete(article.id, EDDA, NOON)
    with pytest.raises(NotFound) as caught:
        archive.undo(OTTO)
    assert caught.value.key == "nothing-to-undo"
    assert archive.undo(EDDA) == article
    with pytest.raises(NotFound):
        archive.undo(EDDA)


def test_what_was_changed_again_since_cannot_be_undone(archive: Archive) -> None:
    article = archive.add(FERRY, NOON)
    archive.replace(article.id, replace(FERRY, headline="By Edda"), NOON, EDDA)
    archive.replace(article.id, replace(FERRY, headline="An update from the outlet"), NOON)
    with pytest.raises(NotFound):
        archive.undo(EDDA)
    assert archive.get(article.id).headline == "An update from the outlet"


def test_another_editors_later_change_is_undone_first(archive: Archive) -> None:
    article = archive.add(FERRY, NOON)
    archive.replace(article.id, replace(FERRY, headline="By Edda"), NOON, EDDA)
    archive.delete(article.id, OTTO, NOON)
    with pytest.raises(NotFound):
        archive.undo(EDDA)
    assert archive.undo(OTTO).headline == "By Edda"
    assert archive.undo(EDDA) == article


def test_a_change_that_the_disk_refused_is_not_taken_back_for_a_later_one(archive: Archive, folder: Path) -> None:
    article = archive.add(FERRY, NOON)
    (folder / "2026-11-23_0001-0003.json.writing").mkdir()  # nothing can be written aside
    with pytest.raises(ArchiveError):
        archive.replace(article.id, replace(FERRY, headline="By Edda"), NOON, EDDA)
    (folder / "2026-11-23_0001-0003.json.writing").rmdir()
    archive.replace(article.id, replace(FERRY, headline="An update from the outlet"), NOON)
    with pytest.raises(NotFound):
        archive.undo(EDDA)
    assert archive.get(article.id).headline == "An update from the outlet"


def test_a_change_taken_back_is_off_the_record_also_when_another_editor_changes_the_article(archive: Archive) -> None:
    article = archive.add(FERRY, NOON)
    archive.replace(article.id, replace(FERRY, headline="By Edda"), NOON, EDDA)
    archive.undo(EDDA)
    archive.replace(article.id, replace(FERRY, headline="By Otto"), NOON, OTTO)
    with pytest.raises(NotFound):
        archive.undo(EDDA)
    assert archive.get(article.id).headline == "By Otto"


def test_an_update_without_an_editor_is_nobodys_to_undo(archive: Archive) -> None:
    article = archive.add(FERRY, NOON)
    archive.replace(article.id, story(2), NOON)
    with pytest.raises(NotFound):
        archive.undo(EDDA)


def test_the_record_of_changes_is_bounded_and_keeps_the_last(archive: Archive) -> None:
    given = filled(archive, 103)
    for id in given:
        archive.delete(id, EDDA, NOON)
    assert [archive.undo(EDDA).id for _ in range(100)] == given[:2:-1]
    with pytest.raises(NotFound):
        archive.undo(EDDA)
    assert len(archive) == 100


# Damage


def damage(file: Path) -> bytes:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    return file.read_bytes()


def test_a_damaged_file_is_named_and_the_others_are_served(
    archive: Archive, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    given = filled(archive, 7)
    broken = folder / "2026-11-23_0004-0006.json"
    left = damage(broken)
    with caplog.at_level(logging.ERROR):
        again = restarted(folder)
        assert ids(again.newest(10)) == [given[6], *given[2::-1]]
        assert len(again) == len(list(again.articles())) == 4
    assert len([each for each in caplog.messages if str(broken) in each]) == 1
    for attempt in (again.get, again.versions, lambda id: again.delete(id, EDDA, NOON)):
        with pytest.raises(ArchiveError) as caught:
            attempt(given[4])
        assert (caught.value.key, caught.value.fields["file"]) == ("file-damaged", str(broken))
    assert [again.get(id).id for id in (given[0], given[6])] == [given[0], given[6]]
    again.delete(given[0], EDDA, NOON)
    assert again.undo(EDDA).id == given[0]
    assert again.add(FERRY, NOON).id == "261123-8"
    assert broken.read_bytes() == left


def test_no_id_of_a_damaged_file_is_given_again(archive: Archive, folder: Path) -> None:
    filled(archive, 5)
    damage(folder / "2026-11-23_0004-0006.json")
    again = restarted(folder)
    assert [again.add(story(number), NOON).id for number in (8, 9)] == ["261123-7", "261123-8"]
    assert ids(again.newest(3)) == ["261123-8", "261123-7", "261123-3"]


def test_a_file_put_back_is_served_after_a_restart(archive: Archive, folder: Path) -> None:
    given = filled(archive, 5)
    file = folder / "2026-11-23_0001-0003.json"
    whole = file.read_bytes()
    damage(file)
    restarted(folder).add(FERRY, NOON)
    file.write_bytes(whole)
    assert ids(list(restarted(folder).articles())) == [*given, "261123-6"]


def test_a_file_of_a_newer_format_is_refused_and_left_untouched(archive: Archive, folder: Path) -> None:
    filled(archive, 5)
    file = folder / "2026-11-23_0001-0003.json"
    newer = file.read_bytes().replace(b'"format": 1', b'"format": 2')
    file.write_bytes(newer)
    with pytest.raises(ArchiveError) as caught:
        restarted(folder)
    assert (caught.value.key, caught.value.fields["file"]) == ("file-too-new", str(file))
    assert file.read_bytes() == newer


def test_a_damaged_record_of_changes_is_named_and_stops_only_changes_by_editors(archive: Archive, folder: Path) -> None:
    article = archive.add(FERRY, NOON)
    archive.delete(article.id, EDDA, NOON)
    damage(folder / "undo.json")
    again = restarted(folder)
    other = again.add(story(2), NOON)
    for attempt in (lambda: again.undo(EDDA), lambda: again.delete(other.id, EDDA, NOON)):
        with pytest.raises(ArchiveError) as caught:
            attempt()
        assert caught.value.fields["file"] == str(folder / "undo.json")
    assert again.newest(5) == [other]


def test_what_a_crash_left_unfinished_is_removed(archive: Archive, folder: Path) -> None:
    given = filled(archive, 2)
    for name in ("2026-11-23_0001-0003.json", "2026-11-24_0001-0003.json", "undo.json"):
        (folder / f"{name}.writing").write_bytes(b'{\n"format": 1,\n"sha')
    again = restarted(folder)
    assert ids(list(again.articles())) == given
    assert [file.name for file in folder.iterdir()] == ["2026-11-23_0001-0003.json"]


def test_other_files_in_the_folder_are_left_alone(archive: Archive, folder: Path) -> None:
    given = filled(archive, 2)
    for name in ("notes.txt", "2026-11-23_0001-0003.json.bak", ".DS_Store"):
        (folder / name).write_text("mine")
    assert ids(list(restarted(folder).articles())) == given
    assert (folder / "notes.txt").read_text() == "mine"


def test_a_refused_change_does_not_show(archive: Archive, folder: Path) -> None:
    first, second = filled(archive, 2)
    (folder / "2026-11-23_0001-0003.json.writing").mkdir()  # nothing can be written aside
    for attempt in (
        lambda: archive.add(FERRY, NOON),
        lambda: archive.replace(first, FERRY, NOON),
        lambda: archive.replace(first, FERRY, NOON, EDDA),
        lambda: archive.delete(second, EDDA, NOON),
    ):
        with pytest.raises(ArchiveError) as caught:
            attempt()
        assert caught.value.key == "disk-refuses"
    assert [article.headline for article in archive.newest(5)] == ["Story 2", "Story 1"]
    assert archive.with_text(FERRY) is archive.with_link(FERRY.link) is None
    assert archive.versions(first) == []
    assert len(archive) == 2
    with pytest.raises(NotFound):
        archive.undo(EDDA)
    (folder / "2026-11-23_0001-0003.json.writing").rmdir()
    assert archive.add(FERRY, NOON).id == "261123-3"
    assert restarted(folder).newest(5) == archive.newest(5)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the way")
    with pytest.raises(ArchiveError) as caught:
        Archive(tmp_path / "data" / "articles")
    assert str(tmp_path / "data") in str(caught.value.fields["file"])


# Memory


def test_only_the_files_used_last_are_kept_in_memory(archive: Archive, folder: Path) -> None:
    given = filled(archive, 9)  # three files, of which two are kept
    archive.get(given[0])
    for file in folder.iterdir():
        damage(file)
    assert [archive.get(id).id for id in (given[0], given[8])] == [given[0], given[8]]
    with pytest.raises(ArchiveError):
        archive.get(given[4])


# Many at once


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
                assert archive.undo(editor).id == kept.id

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(1, 5)))
    expected = sorted(f"Story {1000 * editor + 500 + number}" for editor in range(1, 5) for number in range(12))
    assert sorted(article.headline for article in archive.articles()) == expected
    assert sorted(article.headline for article in restarted(folder).articles()) == expected
    assert len(set(ids(list(archive.articles())))) == len(archive) == 48
