"""The articles of a push, some time after it."""

from datetime import timedelta
from pathlib import Path

from stored_articles import EDDA, NOON, filled, restarted, story

from briefings.model.story import StoryAssignment
from briefings.newsroom.pushed_articles import articles_between


def test_they_come_in_the_order_they_were_received_and_as_many_as_asked(tmp_path: Path) -> None:
    archive = restarted(tmp_path)
    ids = filled(archive, 8)
    assert [listed.article.id for listed in articles_between(archive, ids[1], ids[6], 4)] == ids[1:5]
    assert [listed.article.id for listed in articles_between(archive, ids[5], ids[6], 4)] == ids[5:7]


def test_a_push_over_midnight_goes_on_the_next_day(tmp_path: Path) -> None:
    archive = restarted(tmp_path)
    ids = [archive.add(story(number), NOON + timedelta(hours=8 * number)).id for number in range(1, 8)]
    assert len({id.partition("-")[0] for id in ids}) == 3
    assert [listed.article.id for listed in articles_between(archive, ids[0], ids[-1], 20)] == ids


def test_what_was_deleted_since_is_left_out(tmp_path: Path) -> None:
    archive = restarted(tmp_path)
    ids = filled(archive, 5)
    archive.delete(ids[1], EDDA, NOON)
    archive.delete(ids[4], EDDA, NOON)
    assert [listed.article.id for listed in articles_between(archive, ids[0], ids[4], 3)] == [ids[0], ids[2], ids[3]]


def test_each_is_told_with_the_newest_other_one_of_its_story_as_it_is_now(tmp_path: Path) -> None:
    archive = restarted(tmp_path)
    (first,) = filled(archive, 1)
    joins = StoryAssignment(first, None, (), ())
    _, second = archive.add_or_match(story(2), lambda: NOON, lambda _: joins, lambda: None)
    listed = articles_between(archive, first, second.id, 20)
    assert [one.joined and one.joined.id for one in listed] == [second.id, first]
    archive.split(second.id, EDDA)
    assert [one.joined for one in articles_between(archive, first, second.id, 20)] == [None, None]


def test_what_is_no_id_or_no_push_finds_nothing(tmp_path: Path) -> None:
    archive = restarted(tmp_path)
    ids = filled(archive, 2)
    for first, last in (("", ids[0]), (ids[0], "x"), (ids[1], ids[0]), ("000101-1", "991231-999999999")):
        assert articles_between(archive, first, last, 20) == []
    assert len(articles_between(archive, ids[0], "261123-999999999", 20)) == 2
