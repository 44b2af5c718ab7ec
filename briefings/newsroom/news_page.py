"""A page of news: of stories in their order, those that a reader has not seen whole."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from briefings.model.article_id import ArticleId
from briefings.model.briefing import Briefing
from briefings.model.story import StoryOutline


class NewsPage(NamedTuple):
    """Some stories of the news.

    Attributes:
        next_offset: where the next page begins; None if there is none.
        has_left_out: whether there were others in between, of which nothing is new to the reader.
    """

    briefings: list[Briefing]
    next_offset: int | None
    has_left_out: bool


class UnreadStories(NamedTuple):
    """As `NewsPage`, of outlines."""

    outlines: list[StoryOutline]
    next_offset: int | None
    has_left_out: bool


def take_unread(
    stories: Iterator[StoryOutline], offset: int, count: int, read_positions: Mapping[str, str]
) -> UnreadStories:
    """At most `count` of the stories from the place `offset` on of which somebody has not seen the newest article.

    `read_positions`: for each story, the id of the newest article of it that they have seen.
    """
    taken: list[StoryOutline] = []
    has_left_out = False
    for place, outline in enumerate(stories):
        if place < offset:
            continue
        seen = ArticleId.parse(read_positions.get(outline.story, ""))
        if seen and seen.packed >= outline.newest_key:
            has_left_out = True
        elif len(taken) == count:
            return UnreadStories(taken, place, has_left_out)
        else:
            taken.append(outline)
    return UnreadStories(taken, None, has_left_out)
