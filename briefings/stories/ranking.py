"""How much a story weighs beside others: when it was last reported on, and by how many outlets."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from math import log2

from briefings.model.story import StoryOutline, independent

_PER_DOUBLING = timedelta(hours=3)  # what twice as many outlets are worth, in newness
_MOST_OUTLETS = 8  # more do not lift a story further
_MOST_LIFT = _PER_DOUBLING * log2(_MOST_OUTLETS)
_LOOK_AHEAD = 200  # stories; where so many arrive within hours, newness alone decides between the far ends


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
