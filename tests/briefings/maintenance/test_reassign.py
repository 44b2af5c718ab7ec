"""`sourceline rebuild --stories`: articles are joined again as today's code would, but for what editors settled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from stored_articles import EDDA, NOON

from bot.cli.rebuild_stories import rebuild_stories
from bot.locales import Translator
from bot.settings import Settings
from briefings.model.article import Article, Draft
from briefings.model.story import StoryAssignment
from briefings.storage.tinydb.archive import Archive

FIRE = Draft(
    headline="Fire Closes the Old Mill in Dunmore",
    paragraphs=(
        "A fire closed the Old Mill in Dunmore on Monday, and twelve people were taken to hospital, it was said.",
        "The Old Mill holds forty flats and a theatre. Commander Rhea Costas said it began in the workshop.",
    ),
)
FIRE_AGAIN = replace(
    FIRE,
    headline="Twelve in Hospital After Fire in Dunmore",
    paragraphs=(*FIRE.paragraphs, "Trains were stopped for three hours."),
)
LIBRARY = Draft(
    headline="Westbrook Library Opens All Night",
    paragraphs=(
        "The city library of Westbrook stays open all night until the examination weeks end, its council said.",
    ),
)
CHOIR = Draft(
    headline="Choir of Lindenau Looks for Basses",
    paragraphs=("Every seat of the basses is empty since summer, the conductor of Lindenau's choir told singers.",),
)


@pytest.fixture
def data(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def opened(data: Settings) -> Archive:
    return Archive(data.data_dir / "articles")


def as_joined_before(data: Settings, *stories: Sequence[Draft]) -> list[str]:
    """The ids of articles that stand in these stories, in their order, whatever today's code would say."""
    archive, ids = opened(data), list[str]()
    for story in stories:
        first: str | None = None
        for draft in story:
            moment = NOON + timedelta(minutes=len(ids))
            ids.append(archive.add(draft, moment, first).id)
            first = first or ids[-1]
    archive.close()
    return ids


def by_editor(data: Settings, *steps: tuple[str, Sequence[str]]) -> None:
    archive = opened(data)
    for step, ids in steps:
        if step == "merge":
            archive.join(ids, EDDA)
        else:
            archive.split(ids[0], EDDA)
    archive.close()


def stories(data: Settings) -> list[list[str]]:
    archive = opened(data)
    groups: dict[str, list[str]] = {}
    for article in archive.articles():
        groups.setdefault(article.story, []).append(article.headline)
    assert all(id in {article.story for article in archive.story(id)} for id in groups)
    archive.close()
    return list(groups.values())


def said(data: Settings, capsys: pytest.CaptureFixture[str], apply: bool = False) -> list[str]:
    rebuild_stories(data, Translator("en"), apply)
    return capsys.readouterr().out.splitlines()


def headlines(*drafts: Draft) -> list[str]:
    return [draft.headline for draft in drafts]


def test_it_shows_stories_as_they_are_and_as_they_would_be_and_changes_nothing(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    as_joined_before(data, [FIRE, LIBRARY], [FIRE_AGAIN], [CHOIR])
    assert said(data, capsys)[:-1] == [
        "before  261123-1  Fire Closes the Old Mill in Dunmore",
        "        261123-2  Westbrook Library Opens All Night",
        "before  261123-3  Twelve in Hospital After Fire in Dunmore",
        "after   261123-1  Fire Closes the Old Mill in Dunmore",
        "        261123-3  Twelve in Hospital After Fire in Dunmore",
        "after   261123-2  Westbrook Library Opens All Night",
        "",
        "3 stories before, 3 after.",
    ]
    assert stories(data) == [headlines(FIRE, LIBRARY), headlines(FIRE_AGAIN), headlines(CHOIR)]


def test_it_says_how_many_articles_would_move_and_how_to_move_them(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    as_joined_before(data, [FIRE, LIBRARY], [FIRE_AGAIN])
    assert said(data, capsys)[-1] == (
        "2 articles would be in other stories. To move them: sourceline rebuild --stories --apply"
    )


def test_applied_it_moves_them_and_there_is_nothing_left_to_do(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    as_joined_before(data, [FIRE, LIBRARY], [FIRE_AGAIN], [CHOIR])
    assert "2 articles are in other stories now." in said(data, capsys, apply=True)
    assert stories(data) == [headlines(FIRE, FIRE_AGAIN), headlines(LIBRARY), headlines(CHOIR)]
    assert said(data, capsys) == ["3 stories before, 3 after.", "Every article would stay in its story."]


def test_a_story_whose_first_article_leaves_it_keeps_an_id_of_its_own(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    _, second, third = as_joined_before(data, [LIBRARY, FIRE, FIRE_AGAIN])
    said(data, capsys, apply=True)
    archive = opened(data)
    assert {article.story for article in archive.story(third)} == {second}
    assert [article.headline for article in archive.story("261123-1")] == headlines(LIBRARY)
    assert archive.get(third).copy_of == second
    archive.close()


def test_what_an_editor_made_one_story_stays_together(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    fire, library, _ = as_joined_before(data, [FIRE], [LIBRARY], [CHOIR])
    by_editor(data, ("merge", [fire, library]))
    assert said(data, capsys) == ["2 stories before, 2 after.", "Every article would stay in its story."]


def test_what_came_into_a_merged_story_unasked_may_leave_it(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    fire, library = as_joined_before(data, [FIRE], [LIBRARY])
    by_editor(data, ("merge", [fire, library]))
    archive = opened(data)
    archive.add(CHOIR, NOON + timedelta(hours=1), fire)
    archive.close()
    said(data, capsys, apply=True)
    assert stories(data) == [headlines(FIRE, LIBRARY), headlines(CHOIR)]


@pytest.mark.parametrize("taken_out", [0, 1])
def test_what_an_editor_took_out_stays_out_whichever_came_first(
    taken_out: int, data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = as_joined_before(data, [FIRE, FIRE_AGAIN])
    by_editor(data, ("split", [ids[taken_out]]))
    assert said(data, capsys, apply=True)[0] == "2 stories before, 2 after."
    assert stories(data) == [headlines(FIRE), headlines(FIRE_AGAIN)]


def test_what_is_near_a_story_that_is_left_alone_or_copies_its_text_stays_so(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    fire, again = as_joined_before(data, [FIRE, FIRE_AGAIN])
    by_editor(data, ("split", [fire]))
    archive = opened(data)
    noted = StoryAssignment(None, fire, (), (again, fire))
    _, library = archive.add_or_match(LIBRARY, lambda: NOON + timedelta(hours=1), lambda _: noted, lambda: None)
    archive.close()
    said(data, capsys, apply=True)
    archive = opened(data)
    after: Article = archive.get(library.id)
    assert (after.copy_of, after.related) == (fire, (fire,))
    archive.close()


def test_what_stays_after_a_split_is_not_drawn_to_what_was_taken_out(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    again = replace(FIRE_AGAIN, headline="Dunmore Counts Its Twelve in Hospital")
    _, taken_out, _ = as_joined_before(data, [FIRE, FIRE_AGAIN, again])
    by_editor(data, ("split", [taken_out]))
    said(data, capsys, apply=True)
    assert stories(data) == [headlines(FIRE, again), headlines(FIRE_AGAIN)]


def test_a_merge_that_an_editor_undid_does_not_count(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    fire, library = as_joined_before(data, [FIRE], [LIBRARY])
    by_editor(data, ("merge", [fire, library]))
    archive = opened(data)
    archive.undo(EDDA)
    archive.join([fire, library])
    archive.close()
    said(data, capsys, apply=True)
    assert stories(data) == [headlines(FIRE), headlines(LIBRARY)]


def test_an_article_taken_out_of_a_merged_story_is_no_longer_held_to_it(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    fire, library, choir = as_joined_before(data, [FIRE], [LIBRARY], [CHOIR])
    by_editor(data, ("merge", [fire, library, choir]), ("split", [library]))
    assert said(data, capsys, apply=True)[0] == "2 stories before, 2 after."
    assert stories(data) == [headlines(FIRE, CHOIR), headlines(LIBRARY)]


def test_articles_too_far_apart_in_time_are_not_joined(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    archive = opened(data)
    first = archive.add(FIRE, NOON)
    archive.add(FIRE_AGAIN, NOON + timedelta(days=60), first.story)
    archive.close()
    said(data, capsys, apply=True)
    assert stories(data) == [headlines(FIRE), headlines(FIRE_AGAIN)]


def test_an_empty_archive_has_nothing_to_join(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(data, capsys) == ["0 stories before, 0 after.", "Every article would stay in its story."]


def test_what_an_article_was_near_is_noted_anew_without_a_new_version(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = opened(data)
    library = archive.add(LIBRARY, NOON)
    near = StoryAssignment(None, None, (), (library.id,))
    _, choir = archive.add_or_match(CHOIR, lambda: NOON, lambda _: near, lambda: None)
    archive.close()
    assert said(data, capsys)[-1] == "1 more would have other related stories, or be the copy of another text."
    assert said(data, capsys, apply=True)[-1] == "1 more has other related stories, or is the copy of another text."
    archive = opened(data)
    after: Article = archive.get(choir.id)
    assert (after.related, archive.versions(choir.id)) == ((), [])
    archive.close()
