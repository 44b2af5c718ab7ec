"""The articles of the last days by what they tell of: finds the story that a new one continues."""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from math import log, log2, sqrt

import numpy as np
from numpy.typing import NDArray

from briefings.model.story import StoryAssignment
from briefings.stories.features import StoryFeatures

WINDOW = timedelta(days=21)  # a story that was not reported on for longer is over

_SIMILAR = 0.12  # on the average with a story's articles, while ten are here; more for each doubling, but at most
_SIMILAR_MORE = 0.008
_SIMILAR_MOST = 0.15
_SAME = 0.8  # of that, for two stories to be one
_FADES = 0.01  # of a similarity, for each day between the articles nearest in time
_COPIED = 0.5  # of the shorter text
_FEWEST_SHINGLES = 5
_COMPARED = 30  # articles most like a new one, whose stories come into question
_STORIES = 4  # that are looked at for being one with the best
_MEMBERS = 10  # of a story, the last ones, that another story is compared with
_COMMON = 0.1  # of all articles; a term that more of them have tells nothing
_COMMON_MOST = 2000  # articles, however many there are: no event is that large, and the work stays bounded
_OTHERS = 20  # articles, as if they were here and had none of the terms, so that the first ones can be compared
_MEASURED_AGAIN = 4  # articles, whenever one is added
_SHORT = 8  # terms; an article of no more must be twice as like
_NAMED = 3  # names, from which on two articles of one event have one in common
_FEW = 200  # articles, up to which no term counts as common

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that is in a story.

    Attributes:
        settled: an editor has said which story it is in, and no other is to be joined with that.
    """

    id: str
    story: str
    copy_of: str
    features: StoryFeatures
    pinned: bool = False


class StoryIndex:
    """Articles and their stories. Not safe to use from several threads at once.

    A new article joins the story whose articles it is most like on the average, if it is like enough (average-link
    single-pass clustering). How alike two articles are is the cosine of their terms, tf × idf by the articles that
    are here (Allan et al., "Topic detection and tracking pilot study", 1998), where names and the words of headline
    and lede weigh more; it fades with the days between them. A story that the new article is like too is joined with
    its own if they are alike as well, so that the order in which articles come in matters little.
    """

    def __init__(self) -> None:
        self._languages: dict[str, _Articles] = {}
        self._language_of: dict[str, str] = {}

    def place(self, features: StoryFeatures) -> StoryAssignment:
        """Where an article belongs; it is not added."""
        articles = self._languages.get(features.language)
        return articles.place(features) if articles else StoryAssignment()

    def add(self, entry: Entry) -> None:
        """An article, or its new version, or the other story it is in now."""
        self.remove(entry.id)
        self._languages.setdefault(entry.features.language, _Articles()).add(entry)
        self._language_of[entry.id] = entry.features.language

    def remove(self, id: str) -> None:
        """Forget an article; one that is not here is no fault."""
        language = self._language_of.pop(id, None)
        if language is not None:
            self._languages[language].remove(id)

    def forget_before(self, moment: datetime) -> None:
        """Forget the articles of an earlier moment."""
        entries = [entry for articles in self._languages.values() for entry in articles.entries()]
        self._languages.clear()
        self._language_of.clear()
        for entry in entries:
            if entry.features.moment >= moment:
                self.add(entry)


class _Articles:
    """The articles of one language, each in a slot of its own that is not used again."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._slots: dict[str, int] = {}
        self._next = 0
        self._stories: defaultdict[str, list[int]] = defaultdict(list)
        self._having: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._weights: defaultdict[str, array[float]] = defaultdict(lambda: array("f"))
        self._lengths = array("d")  # of each slot's vector, by what was rare when they were measured
        self._again = 0  # the slot that is to be measured again next

    def entries(self) -> list[Entry]:
        return list(self._entries.values())

    def add(self, entry: Entry) -> None:
        slot, self._next = self._next, self._next + 1
        self._entries[slot] = entry
        self._slots[entry.id] = slot
        self._stories[entry.story].append(slot)
        for term, weight in entry.features.weighted():
            self._having[term].append(slot)
            self._weights[term].append(weight)
        self._lengths.append(self._length(entry.features))
        self._measure_some()

    def remove(self, id: str) -> None:
        slot = self._slots.pop(id)
        entry = self._entries.pop(slot)
        self._stories[entry.story].remove(slot)
        for term in entry.features.terms:
            at = self._having[term].index(slot)
            del self._having[term][at], self._weights[term][at]

    def _measure_some(self) -> None:
        """Measure a few articles again, in turn, as what is rare changes: never all at once, which takes long."""
        for _ in range(_MEASURED_AGAIN):
            self._again = (self._again + 1) % self._next
            if entry := self._entries.get(self._again):
                self._lengths[self._again] = self._length(entry.features)

    def place(self, features: StoryFeatures) -> StoryAssignment:
        if not self._entries:
            return StoryAssignment()
        alike = self._similarities(features)
        near = _highest(alike, _COMPARED)
        shingles = frozenset(features.shingles)
        for slot in near:
            if _copies(shingles, self._entries[slot].features.shingles):
                return StoryAssignment(self._entries[slot].story, self._entries[slot].copy_of)
        stories = dict.fromkeys(self._entries[slot].story for slot in near)
        likeness = sorted(((self._likeness(story, alike, features), story) for story in stories), reverse=True)
        enough = self._enough() * (1 + _SHORT / (len(features.terms) + 1))
        if not likeness or likeness[0][0] < enough:
            return StoryAssignment()
        story = likeness[0][1]
        others = [other for value, other in likeness[1 : _STORIES + 1] if value >= enough * _SAME]
        return StoryAssignment(story, None, tuple(other for other in others if self._are_one(story, other)))

    def _enough(self) -> float:
        more = _SIMILAR_MORE * log2(max(len(self._entries), 10) / 10)
        return min(_SIMILAR + more, _SIMILAR_MOST)

    def _likeness(self, story: str, alike: Floats, features: StoryFeatures) -> float:
        slots = self._stories[story]
        names = frozenset[str]().union(*(self._entries[slot].features.names for slot in slots))
        if min(len(names), len(features.names)) >= _NAMED and not names & features.names:
            return 0
        apart = min(abs(features.moment - self._entries[slot].features.moment) for slot in slots)
        return _faded(float(np.mean(alike[slots])), apart)

    def _are_one(self, one: str, other: str) -> bool:
        mine, theirs = self._stories[one][-_MEMBERS:], self._stories[other][-_MEMBERS:]
        if any(self._entries[slot].pinned for slot in (*mine, *theirs)):
            return False
        pairs = list(product(mine, theirs))
        mean = sum(self._cosine(*pair) for pair in pairs) / len(pairs)
        apart = min(abs(self._moment(one) - self._moment(other)) for one, other in pairs)
        return _faded(mean, apart) >= _SAME * self._enough()

    def _moment(self, slot: int) -> datetime:
        return self._entries[slot].features.moment

    def _cosine(self, one: int, other: int) -> float:
        weights = dict(self._entries[other].features.weighted())
        terms = self._entries[one].features.weighted()
        shared = ((term, weight * weights[term]) for term, weight in terms if term in weights)
        return sum(both * self._rarity(term) ** 2 for term, both in shared) / (
            self._lengths[one] * self._lengths[other]
        )

    def _similarities(self, features: StoryFeatures) -> Floats:
        """The cosine of each slot's article with a new one."""
        terms = [(term, weight, self._rarity(term)) for term, weight in features.weighted() if term in self._having]
        slots = [np.frombuffer(self._having[term], dtype=np.uint32) for term, _, rarity in terms if rarity]
        parts = [
            np.frombuffer(self._weights[term], dtype=np.float32) * (weight * rarity * rarity)
            for term, weight, rarity in terms
            if rarity
        ]
        if not slots:
            return np.zeros(self._next)
        found = np.bincount(np.concatenate(slots), np.concatenate(parts), minlength=self._next)
        return found / (np.frombuffer(self._lengths) * self._length(features))

    def _length(self, features: StoryFeatures) -> float:
        return sqrt(sum((weight * self._rarity(term)) ** 2 for term, weight in features.weighted())) or 1

    def _rarity(self, term: str) -> float:
        number, having = len(self._entries) + 1, len(self._having.get(term, ())) + 1
        common = min(_COMMON * number, _COMMON_MOST)
        return 0 if having > common and number > _FEW else log((number + 1 + _OTHERS) / having)


def _highest(values: Floats, count: int) -> list[int]:
    """Where the highest values above 0 are, the highest first."""
    some = np.argpartition(-values, count)[:count] if len(values) > count else np.arange(len(values))
    return [int(at) for at in some[np.lexsort((some, -values[some]))] if values[at] > 0]


def _faded(similarity: float, apart: timedelta) -> float:
    return similarity * (1 - _FADES * (apart / timedelta(days=1))) if apart <= WINDOW else 0


def _copies(one: frozenset[int], other: Sequence[int]) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= _FEWEST_SHINGLES and len(one.intersection(other)) >= _COPIED * shorter
