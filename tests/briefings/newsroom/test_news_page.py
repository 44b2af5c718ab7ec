"""What somebody has seen is not news to them, and what they have not is on one of the pages."""

from collections.abc import Iterator, Mapping

from stored_articles import NOON

from briefings.model.article_id import ArticleId
from briefings.model.story import StoryOutline
from briefings.newsroom.news_page import UnreadStories, take_unread


def packed(id: str) -> int:
    parsed = ArticleId.parse(id)
    assert parsed
    return parsed.packed


def stories(count: int) -> Iterator[StoryOutline]:
    """Each with the article that began it, and one more."""
    for number in range(1, count + 1):
        key = packed(f"261123-{number}")
        yield StoryOutline(key, packed(f"261124-{number}"), NOON, ((0, "a"),))


def page(offset: int, count: int, read_positions: Mapping[str, str], of: int = 5) -> tuple[list[str], int | None, bool]:
    unread: UnreadStories = take_unread(stories(of), offset, count, read_positions)
    return [outline.story for outline in unread.outlines], unread.next_offset, unread.has_left_out


def test_pages_follow_each_other_until_there_is_none() -> None:
    assert page(0, 3, {}) == (["261123-1", "261123-2", "261123-3"], 3, False)
    assert page(3, 3, {}) == (["261123-4", "261123-5"], None, False)
    assert page(0, 5, {})[1] is None


def test_a_story_that_was_seen_whole_is_left_out_and_the_next_has_its_place() -> None:
    seen = {"261123-2": "261124-2"}
    assert page(0, 2, seen) == (["261123-1", "261123-3"], 3, True)


def test_a_story_with_an_article_since_is_news() -> None:
    assert page(0, 1, {"261123-1": "261123-1"}) == (["261123-1"], 1, False)


def test_where_all_the_rest_was_seen_there_is_no_next_page() -> None:
    seen = {f"261123-{number}": f"261124-{number}" for number in (3, 4, 5)}
    assert page(0, 2, seen) == (["261123-1", "261123-2"], None, True)
    assert page(0, 2, seen | {"261123-1": "261124-1", "261123-2": "261124-9"}) == ([], None, True)
