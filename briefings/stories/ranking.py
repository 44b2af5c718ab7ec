"""Ranking of stories: by when they were last reported on, and by how many outlets report them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from math import log2

from briefings.model.story import StoryOutline, count_independent

_BOOST_PER_DOUBLING = timedelta(hours=3)  # for twice as many outlets, as if the story were that much newer
_MAX_OUTLETS = 8  # more do not raise a story further
_MAX_BOOST = _BOOST_PER_DOUBLING * log2(_MAX_OUTLETS)
_LOOK_AHEAD_STORIES = 200  # of more that arrive within hours, those so far apart are ordered by newness alone


def rank(outline: StoryOutline) -> datetime:
    """What stories are sorted by: when it was last reported on, and three hours later for each doubling of its outlets,
    up to eight.
    """
    outlets = max(1, min(count_independent(outline.reports), _MAX_OUTLETS))  # unnamed sources are one voice together
    return outline.received + _BOOST_PER_DOUBLING * log2(outlets)


def ranked(stories: Iterable[StoryOutline]) -> Iterator[StoryOutline]:
    """Stories that come newest first, the highest rank first; reads ahead only those that could still outrank one."""
    heap: list[tuple[float, int, StoryOutline]] = []
    order = count()
    for story in stories:
        while heap and (-heap[0][0] >= (story.received + _MAX_BOOST).timestamp() or len(heap) >= _LOOK_AHEAD_STORIES):
            yield heappop(heap)[2]
        heappush(heap, (-rank(story).timestamp(), next(order), story))
    while heap:
        yield heappop(heap)[2]
