"""Updates, corrections and deletions of articles, and taking them back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from stored_articles import EDDA, FERRY, NOON, OTTO, filled, ids, restarted, story

from briefings.errors import ArchiveError, NotFound
from briefings.model.story import StoryAssignment
from briefings.storage.tinydb.archive import Archive


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
    assert again.undo(EDDA) == [article]
    assert again.get(article.id) == article
    assert len(again) == 1
    assert restarted(folder).get(article.id) == article


def test_an_edit_is_undone_after_a_restart_with_its_versions(archive: Archive, folder: Path) -> None:
    article = archive.add(FERRY, NOON)
    archive.replace(article.id, replace(FERRY, outlet="Harbor Post"), NOON, EDDA)
    again = restarted(folder)
    assert again.undo(EDDA) == [article]
    assert again.get(article.id) == article
    assert again.versions(article.id) == []


def test_several_changes_are_undone_one_by_one_the_last_first(archive: Archive) -> None:
    article = archive.add(FERRY, NOON)
    one = archive.replace(article.id, replace(FERRY, headline="One"), NOON, EDDA)
    archive.replace(article.id, replace(FERRY, headline="Two"), NOON, EDDA)
    archive.delete(article.id, EDDA, NOON)
    assert [archive.undo(EDDA)[0].headline for _ in range(3)] == ["Two", "One", FERRY.headline]
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
    assert archive.undo(EDDA) == [article]
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
    assert archive.undo(OTTO)[0].headline == "By Edda"
    assert archive.undo(EDDA) == [article]


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


def test_a_correction_can_be_undone_after_other_articles_were_found_to_be_near(archive: Archive) -> None:
    given = filled(archive, 3)
    archive.join(given[:2], EDDA)
    archive.split(given[1], EDDA)
    archive.correct(given[2], lambda article: replace(article, outlet="Harbor Post"), NOON, EDDA)
    archive.reassign({given[2]: StoryAssignment(given[2], given[2], (), (given[0],))})
    assert archive.get(given[2]).related == (given[0],)
    assert ids(archive.undo(EDDA)) == [given[2]]
    assert archive.get(given[2]).outlet is None


@pytest.mark.parametrize("to", [StoryAssignment("261123-1", "261123-3"), StoryAssignment("261123-3", "261123-1")])
def test_what_changed_an_article_before_it_moved_cannot_be_undone(to: StoryAssignment, archive: Archive) -> None:
    last = filled(archive, 3)[-1]
    archive.correct(last, lambda article: replace(article, outlet="Harbor Post"), NOON, EDDA)
    archive.reassign({last: to})
    with pytest.raises(NotFound):
        archive.undo(EDDA)
    assert (archive.get(last).story, archive.get(last).copy_of) == (to.story, to.copy_of)


@pytest.mark.slow
def test_the_record_of_changes_is_bounded_and_keeps_the_last(archive: Archive) -> None:
    given = filled(archive, 103)
    for id in given:
        archive.delete(id, EDDA, NOON)
    assert [archive.undo(EDDA)[0].id for _ in range(100)] == given[:2:-1]
    with pytest.raises(NotFound):
        archive.undo(EDDA)
    assert len(archive) == 100


def test_stories_are_joined_under_the_oldest_and_a_restart_keeps_it(archive: Archive, folder: Path) -> None:
    given = filled(archive, 5)  # in two files
    assert archive.join([given[4], given[1]], EDDA) == given[1]
    again = restarted(folder)
    assert ids(again.story(given[1])) == ids(again.story(given[4])) == [given[1], given[4]]
    assert [ids(again.story(each.story)) for each in again.outlines()][:2] == [[given[1], given[4]], [given[3]]]


def test_joining_is_undone_as_one_change(archive: Archive) -> None:
    given = filled(archive, 5)
    archive.join(given, EDDA)
    assert ids(archive.undo(EDDA)) == given
    assert [ids(archive.story(each.story)) for each in archive.outlines()] == [[id] for id in reversed(given)]
    with pytest.raises(NotFound):
        archive.undo(EDDA)


def test_an_article_split_off_stands_alone_and_the_rest_stay_together(archive: Archive) -> None:
    first = archive.add(FERRY, NOON).id
    copy = archive.add(story(1), NOON, story=first, copy_of=first).id
    third = archive.add(story(2), NOON, story=first).id
    archive.split(first, EDDA)  # whose id the story had
    assert (ids(archive.story(first)), ids(archive.story(third))) == ([first], [copy, third])
    archive.undo(EDDA)
    archive.split(copy, EDDA)
    assert (ids(archive.story(copy)), archive.get(copy).copy_of) == ([copy], copy)
    assert ids(archive.story(first)) == [first, third]


def test_a_story_keeps_its_id_when_the_article_it_began_with_is_deleted(archive: Archive) -> None:
    first = archive.add(FERRY, NOON).id
    second = archive.add(story(1), NOON, story=first).id
    archive.delete(first, EDDA, NOON)
    assert ids(archive.story(first)) == ids(archive.story(second)) == [second]
    archive.delete(second, EDDA, NOON)
    with pytest.raises(NotFound):
        archive.story(first)


def test_a_joining_that_the_disk_breaks_off_is_not_made_at_all(archive: Archive, folder: Path) -> None:
    given = filled(archive, 5)
    (folder / "2026-11-23_0004-0006.json.writing").mkdir()
    with pytest.raises(ArchiveError):
        archive.join(given, EDDA)
    (folder / "2026-11-23_0004-0006.json.writing").rmdir()
    assert len(list(archive.outlines())) == 5
    assert {article.story for article in restarted(folder).articles()} == set(given)
    with pytest.raises(NotFound):
        archive.undo(EDDA)


def test_earlier_stories_are_listed_by_their_newest_article_of_then(archive: Archive) -> None:
    first, second = filled(archive, 2)
    archive.add(story(3), NOON, story=first)
    assert [each.story for each in archive.outlines()] == [first, second]
    assert [each.story for each in archive.outlines(snapshot_id=first)] == [first]


@pytest.mark.slow
def test_of_many_versions_of_a_page_the_last_ten_earlier_ones_are_kept(archive: Archive, folder: Path) -> None:
    article = archive.add(FERRY, NOON)
    for number in range(300):
        archive.replace(article.id, replace(FERRY, headline=f"Version {number}"), NOON)
    assert [version.headline for version in archive.versions(article.id)] == [
        f"Version {number}" for number in range(289, 299)
    ]
    assert sum(file.stat().st_size for file in folder.iterdir()) < 50_000
