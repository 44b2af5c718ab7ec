"""A story: the articles that tell of one event, and how much it weighs beside others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from math import log2

from briefings.model.article import Article
from briefings.model.article_id import ArticleId
from briefings.storage.tinydb.lookup_index import StoryOutline

_PER_DOUBLING = timedelta(hours=3)  # what twice as many outlets are worth, in newness
_MOST_OUTLETS = 8  # more do not lift a story further
_MOST_LIFT = _PER_DOUBLING * log2(_MOST_OUTLETS)
_LOOK_AHEAD = 200  # stories; where so many arrive within hours, newness alone decides between the far ends


@dataclass(frozen=True, slots=True)
class Story:
    """At least one article, the first received first."""

    articles: tuple[Article, ...]

    @property
    def id(self) -> str:
        """The story's own id, which is that of one of its articles."""
        return self.articles[0].story

    @property
    def newest(self) -> Article:
        """The article received last."""
        return self.articles[-1]

    @property
    def outlets(self) -> int:
        """How many report it independently: copies of one text are one voice, and so is one outlet."""
        return independent((article.copy_of, (article.outlet or article.id).casefold()) for article in self.articles)

    def upto(self, id: str) -> "Story | None":
        """The story as it was when that article was the newest in the archive; None if it was not there yet."""
        there = tuple(article for article in self.articles if age(article.id) <= age(id))
        return Story(there) if there else None


def age(id: str) -> tuple[date, int]:
    """What an article's id sorts by: the later it was received, the greater. Something that is no id sorts first."""
    return ArticleId.parse(id) or (date.min, 0)


def independent(voices: Iterable[tuple[object, str]]) -> int:
    """How many outlets report independently, from each article's voice and outlet."""
    texts, names = zip(*voices, strict=True)
    return min(len(set(texts)), len(set(names)))


def rank(outline: StoryOutline) -> datetime:
    """Where a story stands among others: when it was last reported on, and three hours later for each doubling of its
    outlets, up to eight.
    """
    return outline.received + _PER_DOUBLING * log2(min(independent(outline.voices), _MOST_OUTLETS))


def ranked(stories: Iterable[StoryOutline]) -> Iterator[StoryOutline]:
    """Stories that come newest first, by rank; reads no more of them ahead than could still outrank one."""
    waiting: list[tuple[float, int, StoryOutline]] = []
    order = count()
    for story in stories:
        while waiting and (-waiting[0][0] >= (story.received + _MOST_LIFT).timestamp() or len(waiting) >= _LOOK_AHEAD):
            yield heappop(waiting)[2]
        heappush(waiting, (-rank(story).timestamp(), next(order), story))
    while waiting:
        yield heappop(waiting)[2]
