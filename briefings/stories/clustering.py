"""Single-pass clustering of articles by average linkage: finds the story that a new article continues."""

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

# The mean similarity with a story's articles from which an article belongs to it: with ten articles in the index, more
# for each doubling of their number, and at most.
_MIN_SIMILARITY = 0.12
_SIMILARITY_PER_DOUBLING = 0.008
_MAX_MIN_SIMILARITY = 0.15
_JOIN_FACTOR = 0.8  # on that similarity, for two stories to be joined
_FADING_PER_DAY = 0.01  # share of a similarity lost for each day between the two articles nearest in time
_MIN_COPIED_SHARE = 0.5  # of the shorter text's shingles
_MIN_SHINGLES = 5  # of a text, to tell whether it is a copy
_MAX_NEIGHBOURS = 30  # the articles most similar to a new one, whose stories are candidates
_MAX_JOIN_CANDIDATES = 4  # stories that may be joined with the best one
_MAX_COMPARED_MEMBERS = 10  # of a story, the last ones, when two stories are compared
_MAX_DOCUMENT_FREQUENCY = 0.1  # of all articles; a term in more of them has weight 0
_MAX_ARTICLES_HAVING = 2000  # the same as a number: no event is that large, and the work stays bounded
_MIN_ARTICLES_FOR_COMMON = 200  # with fewer in the index, no term is too common
_SMOOTHING_ARTICLES = 20  # added to their number in idf, so that the first articles can be compared
_REMEASURED_PER_ADDITION = 4  # articles
_FEW_TERMS = 8  # an article of no more terms must be about twice as similar
_MIN_NAMES = 3  # two articles with so many names each are of one event only if they share one

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that is in a story.

    Attributes:
        copy_of: the id of the article whose text it copies, its own id where it has a text of its own.
        pinned: an editor has said which story it is in, and no other is to be joined with that.
    """

    id: str
    story: str
    copy_of: str
    features: StoryFeatures
    pinned: bool = False


class StoryIndex:
    """Articles and their stories. Not safe to use from several threads at once.

    A new article joins the story with whose articles its mean similarity is greatest, if that is enough (single-pass
    clustering with average linkage). The similarity of two articles is the cosine of their terms, weighted by tf × idf
    over the articles in the index (Allan et al., "Topic detection and tracking pilot study", 1998), where names and
    the words of headline and lede weigh more; it fades with the days between them. Another story similar to the new
    article is joined with the first if the two are similar as well, so that the order in which articles come in
    matters little.
    """

    def __init__(self) -> None:
        self._languages: dict[str, _Articles] = {}
        self._language_of: dict[str, str] = {}

    def place(self, features: StoryFeatures) -> StoryAssignment:
        """Which story an article belongs to; it is not added."""
        articles = self._languages.get(features.language)
        return articles.place(features) if articles else StoryAssignment()

    def add(self, entry: Entry) -> None:
        """Add an article, or replace it by its new version or its new story."""
        self.remove(entry.id)
        self._languages.setdefault(entry.features.language, _Articles()).add(entry)
        self._language_of[entry.id] = entry.features.language

    def remove(self, id: str) -> None:
        """Remove an article; nothing happens if it is not in the index."""
        language = self._language_of.pop(id, None)
        if language is not None:
            self._languages[language].remove(id)

    def forget_before(self, moment: datetime) -> None:
        """Remove the articles older than `moment`."""
        entries = [entry for articles in self._languages.values() for entry in articles.entries()]
        self._languages.clear()
        self._language_of.clear()
        for entry in entries:
            if entry.features.moment >= moment:
                self.add(entry)


class _Articles:
    """The articles of one language: an inverted index, in which each article has a slot (a number never used again)."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._slots: dict[str, int] = {}
        self._next_slot = 0
        self._stories: defaultdict[str, list[int]] = defaultdict(list)
        self._postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))  # slots with a term
        self._weights: defaultdict[str, array[float]] = defaultdict(lambda: array("f"))  # of the term in each of them
        self._norms = array("d")  # of each slot's vector, by the document frequencies when it was measured
        self._last_remeasured = 0  # the slot whose norm was measured again last

    def entries(self) -> list[Entry]:
        return list(self._entries.values())

    def add(self, entry: Entry) -> None:
        slot, self._next_slot = self._next_slot, self._next_slot + 1
        self._entries[slot] = entry
        self._slots[entry.id] = slot
        self._stories[entry.story].append(slot)
        for term, weight in entry.features.weighted():
            self._postings[term].append(slot)
            self._weights[term].append(weight)
        self._norms.append(self._norm(entry.features))
        self._remeasure_some()

    def remove(self, id: str) -> None:
        slot = self._slots.pop(id)
        entry = self._entries.pop(slot)
        self._stories[entry.story].remove(slot)
        for term in entry.features.terms:
            index = self._postings[term].index(slot)
            del self._postings[term][index], self._weights[term][index]

    def _remeasure_some(self) -> None:
        """Measure a few norms again, in turn, as document frequencies change: all at once would take long."""
        for _ in range(_REMEASURED_PER_ADDITION):
            self._last_remeasured = (self._last_remeasured + 1) % self._next_slot
            if entry := self._entries.get(self._last_remeasured):
                self._norms[self._last_remeasured] = self._norm(entry.features)

    def place(self, features: StoryFeatures) -> StoryAssignment:
        if not self._entries:
            return StoryAssignment()
        similarities = self._similarities(features)
        neighbours = _highest(similarities, _MAX_NEIGHBOURS)
        shingles = frozenset(features.shingles)
        for slot in neighbours:
            if _is_copy(shingles, self._entries[slot].features.shingles):
                return StoryAssignment(self._entries[slot].story, self._entries[slot].copy_of)
        stories = dict.fromkeys(self._entries[slot].story for slot in neighbours)
        ranking = sorted(((self._linkage(story, similarities, features), story) for story in stories), reverse=True)
        enough = self._min_similarity() * (1 + _FEW_TERMS / (len(features.terms) + 1))
        if not ranking or ranking[0][0] < enough:
            return StoryAssignment()
        best = ranking[0][1]
        candidates = [
            story for linkage, story in ranking[1 : _MAX_JOIN_CANDIDATES + 1] if linkage >= enough * _JOIN_FACTOR
        ]
        return StoryAssignment(best, None, tuple(story for story in candidates if self._are_one_story(best, story)))

    def _min_similarity(self) -> float:
        doublings = log2(max(len(self._entries), 10) / 10)
        return min(_MIN_SIMILARITY + _SIMILARITY_PER_DOUBLING * doublings, _MAX_MIN_SIMILARITY)

    def _linkage(self, story: str, similarities: Floats, features: StoryFeatures) -> float:
        """The mean similarity of a new article with a story's, faded by time; 0 if they share no name."""
        slots = self._stories[story]
        names = frozenset[str]().union(*(self._entries[slot].features.names for slot in slots))
        if min(len(names), len(features.names)) >= _MIN_NAMES and not names & features.names:
            return 0
        apart = min(abs(features.moment - self._moment(slot)) for slot in slots)
        return _fade(float(np.mean(similarities[slots])), apart)

    def _are_one_story(self, left: str, right: str) -> bool:
        """Whether two stories are to be joined: by average linkage of their last articles, none of them pinned."""
        left_slots, right_slots = (self._stories[story][-_MAX_COMPARED_MEMBERS:] for story in (left, right))
        if any(self._entries[slot].pinned for slot in (*left_slots, *right_slots)):
            return False
        pairs = list(product(left_slots, right_slots))
        mean = sum(self._cosine(*pair) for pair in pairs) / len(pairs)
        apart = min(abs(self._moment(left_slot) - self._moment(right_slot)) for left_slot, right_slot in pairs)
        return _fade(mean, apart) >= _JOIN_FACTOR * self._min_similarity()

    def _moment(self, slot: int) -> datetime:
        return self._entries[slot].features.moment

    def _cosine(self, left: int, right: int) -> float:
        """The cosine similarity of the articles in two slots."""
        right_weights = dict(self._entries[right].features.weighted())
        left_terms = self._entries[left].features.weighted()
        products = ((term, weight * right_weights[term]) for term, weight in left_terms if term in right_weights)
        dot_product = sum(weights * self._idf(term) ** 2 for term, weights in products)
        return dot_product / (self._norms[left] * self._norms[right])

    def _similarities(self, features: StoryFeatures) -> Floats:
        """The cosine similarity of each slot's article with a new one; shape (number of slots,)."""
        terms = [(term, weight, self._idf(term)) for term, weight in features.weighted() if term in self._postings]
        slots = [np.frombuffer(self._postings[term], dtype=np.uint32) for term, _, idf in terms if idf]
        products = [
            np.frombuffer(self._weights[term], dtype=np.float32) * (weight * idf * idf)
            for term, weight, idf in terms
            if idf
        ]
        if not slots:
            return np.zeros(self._next_slot)
        dot_products = np.bincount(np.concatenate(slots), np.concatenate(products), minlength=self._next_slot)
        return dot_products / (np.frombuffer(self._norms) * self._norm(features))

    def _norm(self, features: StoryFeatures) -> float:
        return sqrt(sum((weight * self._idf(term)) ** 2 for term, weight in features.weighted())) or 1

    def _idf(self, term: str) -> float:
        """Inverse document frequency, smoothed, a new article counted in; 0 for a term that too many articles have."""
        articles, frequency = len(self._entries) + 1, len(self._postings.get(term, ())) + 1
        too_common = frequency > min(_MAX_DOCUMENT_FREQUENCY * articles, _MAX_ARTICLES_HAVING)
        if too_common and articles > _MIN_ARTICLES_FOR_COMMON:
            return 0
        return log((articles + 1 + _SMOOTHING_ARTICLES) / frequency)


def _highest(values: Floats, count: int) -> list[int]:
    """The indexes of the `count` highest values above 0, the highest first."""
    highest = np.argpartition(-values, count)[:count] if len(values) > count else np.arange(len(values))
    return [int(index) for index in highest[np.lexsort((highest, -values[highest]))] if values[index] > 0]


def _fade(similarity: float, apart: timedelta) -> float:
    """The similarity of articles so far apart in time; 0 beyond the window."""
    return similarity * (1 - _FADING_PER_DAY * (apart / timedelta(days=1))) if apart <= WINDOW else 0


def _is_copy(shingles: frozenset[int], other_shingles: Sequence[int]) -> bool:
    """Whether two texts share at least half the shingles of the shorter one (containment)."""
    shorter = min(len(shingles), len(other_shingles))
    shared = len(shingles.intersection(other_shingles))
    return shorter >= _MIN_SHINGLES and shared >= _MIN_COPIED_SHARE * shorter
