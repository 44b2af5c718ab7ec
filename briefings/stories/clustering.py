"""Single-pass clustering of articles by average linkage: finds the story that a new article continues."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from math import inf, log2
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from briefings.model.story import StoryAssignment
from briefings.stories.features import StoryFeatures
from briefings.stories.similarity import WEIGHTS, Norms, TermRarity, WeighedArticle, Weights, log_scaled

WINDOW = timedelta(days=21)  # a story that was not reported on for longer is over

_MIN_LOG_ODDS = 0.25  # the mean over a story's articles from which an article belongs to it
_BONUS_PER_DOUBLING = 0.6  # added to a mean of twice as many comparisons, which is less often high by chance
_MAX_DOUBLINGS = 2
_MIN_NEIGHBOUR_LOG_ODDS = _MIN_LOG_ODDS - _BONUS_PER_DOUBLING * _MAX_DOUBLINGS  # with one article, of its whole story
_MIN_RELATED_LOG_ODDS = -2.0  # from which an article is related
_FADING_PER_DAY = 0.15  # subtracted for each day between the two articles nearest in time
_MIN_COPIED_SHARE = 0.5  # of the shorter text's shingles
_MIN_SHINGLES = 5  # of a text, to tell whether it is a copy
_MAX_NEIGHBOURS = 30  # the articles with the most similar tops, whose stories are candidates
_MAX_JOIN_CANDIDATES = 4  # stories that may be joined with the best one
_MAX_COMPARED_MEMBERS = 10  # of a story, the last ones, when it is compared with another or with an article
_MAX_RELATED = 5  # articles that are related to a new one
_MAX_ARTICLES_HAVING = 2000  # a term that more articles have at their top finds none of them: the work stays bounded
_REMEASURED_PER_ADDITION = 4  # articles

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

    A new article joins the story for whose articles the mean log-odds that they tell of its event (`similarity.py`)
    are the greatest, if they are high enough (single-pass clustering with average linkage, as in Allan et al., "Topic
    detection and tracking pilot study", 1998); they fade with the days between them, and a mean over several articles
    need not be as high as a single one. Another story near the new article is joined with the first if the two are near
    as well, so that the order in which articles come in matters little. What is near, but not enough, is related.
    """

    def __init__(self, weights: Weights = WEIGHTS) -> None:
        """`weights`: of the evidence for one event; others than the ones in use are for those who fit them."""
        self._weights = weights
        self._languages: dict[str, _Articles] = {}
        self._language_of: dict[str, str] = {}

    def place(self, features: StoryFeatures) -> StoryAssignment:
        """Which story an article belongs to; it is not added."""
        articles = self._languages.get(features.language)
        return articles.place(features) if articles else StoryAssignment()

    def add(self, entry: Entry) -> None:
        """Add an article, or replace it by its new version or its new story."""
        self.remove(entry.id)
        self._languages.setdefault(entry.features.language, _Articles(self._weights)).add(entry)
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

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._entries: dict[int, Entry] = {}
        self._slots: dict[str, int] = {}
        self._next_slot = 0
        self._stories: defaultdict[str, list[int]] = defaultdict(list)
        self._rarity = TermRarity()
        self._postings: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))  # slots with a term at their top
        self._counts: defaultdict[int, array[float]] = defaultdict(lambda: array("f"))  # log-scaled, in each of them
        self._norms: dict[int, Norms] = {}  # by the rarity of terms when they were measured
        self._top_norms = array("d")  # of each slot
        self._last_remeasured = 0  # the slot whose norms were measured again last

    def entries(self) -> list[Entry]:
        return list(self._entries.values())

    def add(self, entry: Entry) -> None:
        slot, self._next_slot = self._next_slot, self._next_slot + 1
        self._entries[slot] = entry
        self._slots[entry.id] = slot
        self._stories[entry.story].append(slot)
        self._rarity.add(entry.features)
        for term, count in zip(entry.features.terms, entry.features.in_top, strict=True):
            if count:
                self._postings[term].append(slot)
                self._counts[term].append(log_scaled(count))
        self._top_norms.append(0)
        self._measure(slot)
        # A few others, in turn, as terms become less rare: all at once would take long.
        for _ in range(_REMEASURED_PER_ADDITION):
            self._last_remeasured = (self._last_remeasured + 1) % self._next_slot
            self._measure(self._last_remeasured)

    def remove(self, id: str) -> None:
        slot = self._slots.pop(id)
        entry = self._entries.pop(slot)
        self._stories[entry.story].remove(slot)
        if not self._stories[entry.story]:
            del self._stories[entry.story]
        self._rarity.remove(entry.features)
        del self._norms[slot]
        for term, count in zip(entry.features.terms, entry.features.in_top, strict=True):
            if count:
                index = self._postings[term].index(slot)
                del self._postings[term][index], self._counts[term][index]
                if not self._postings[term]:
                    del self._postings[term], self._counts[term]

    def _measure(self, slot: int) -> None:
        if entry := self._entries.get(slot):
            self._norms[slot] = WeighedArticle(entry.features, self._rarity).norms
            self._top_norms[slot] = self._norms[slot].top

    def place(self, features: StoryFeatures) -> StoryAssignment:
        if not self._entries:
            return StoryAssignment()
        article = WeighedArticle(features, self._rarity)
        neighbours = _highest(self._top_cosines(article), _MAX_NEIGHBOURS)
        for slot in neighbours:
            if _is_copy(features, self._entries[slot].features):
                return StoryAssignment(self._entries[slot].story, self._entries[slot].copy_of)
        log_odds = {slot: self._log_odds(article, slot) for slot in neighbours}
        stories = dict.fromkeys(
            self._entries[slot].story for slot in neighbours if log_odds[slot] >= _MIN_NEIGHBOUR_LOG_ODDS
        )
        ranking = sorted(((self._linkage(story, article, log_odds), story) for story in stories), reverse=True)
        if not ranking or ranking[0][0] < _MIN_LOG_ODDS:
            return StoryAssignment(related=self._related(log_odds, ()))
        best = ranking[0][1]
        candidates = [story for linkage, story in ranking[1 : _MAX_JOIN_CANDIDATES + 1] if linkage >= _MIN_LOG_ODDS]
        joins = tuple(story for story in candidates if self._are_one_story(best, story))
        return StoryAssignment(best, None, joins, self._related(log_odds, (best, *joins)))

    def _log_odds(self, article: WeighedArticle, slot: int) -> float:
        return article.compare(self._entries[slot].features, self._norms[slot]).log_odds(self._weights)

    def _linkage(self, story: str, article: WeighedArticle, log_odds: dict[int, float]) -> float:
        """How sure it is that a story's last articles tell of a new one's event."""
        slots = self._stories[story][-_MAX_COMPARED_MEMBERS:]
        every = [log_odds[slot] if slot in log_odds else self._log_odds(article, slot) for slot in slots]
        return _mean_linkage(every, min(abs(article.features.moment - self._moment(slot)) for slot in slots))

    def _are_one_story(self, left: str, right: str) -> bool:
        """Whether two stories are to be joined: by average linkage of their last articles, none of them pinned."""
        if any(self._entries[slot].pinned for slot in (*self._stories[left], *self._stories[right])):
            return False
        left_slots, right_slots = (self._stories[story][-_MAX_COMPARED_MEMBERS:] for story in (left, right))
        articles = [WeighedArticle(self._entries[slot].features, self._rarity) for slot in left_slots]
        every = [self._log_odds(article, slot) for article, slot in product(articles, right_slots)]
        apart = min(abs(self._moment(one) - self._moment(other)) for one, other in product(left_slots, right_slots))
        return _mean_linkage(every, apart) >= _MIN_LOG_ODDS

    def _related(self, log_odds: dict[int, float], stories: Iterable[str]) -> tuple[str, ...]:
        """The ids of the nearest articles of other stories than these, one of each story."""
        seen = set(stories)
        related: list[str] = []
        for slot, near in sorted(log_odds.items(), key=lambda pair: (-pair[1], pair[0])):
            entry = self._entries[slot]
            if near >= _MIN_RELATED_LOG_ODDS and entry.story not in seen:
                seen.add(entry.story)
                related.append(entry.id)
        return tuple(related[:_MAX_RELATED])

    def _moment(self, slot: int) -> datetime:
        return self._entries[slot].features.moment

    def _top_cosines(self, article: WeighedArticle) -> Floats:
        """The cosine of each slot's top and a new article's; shape (number of slots,)."""
        terms = [
            (term, weight * article.rarities[term])
            for term, weight in article.top.items()
            if 0 < len(self._postings.get(term, ())) <= _MAX_ARTICLES_HAVING
        ]
        if not terms:
            return np.zeros(self._next_slot)
        slots = [np.frombuffer(self._postings[term], dtype=np.uint32) for term, _ in terms]
        products = [np.frombuffer(self._counts[term], dtype=np.float32) * weight for term, weight in terms]
        dot_products = np.bincount(np.concatenate(slots), np.concatenate(products), minlength=self._next_slot)
        return dot_products / (np.frombuffer(self._top_norms) * article.norms.top)


def _highest(values: Floats, count: int) -> list[int]:
    """The indexes of the `count` highest values above 0, the highest first."""
    highest = np.argpartition(-values, count)[:count] if len(values) > count else np.arange(len(values))
    return [int(index) for index in highest[np.lexsort((highest, -values[highest]))] if values[index] > 0]


def _mean_linkage(log_odds: Sequence[float], apart: timedelta) -> float:
    """The mean log-odds of some comparisons, with the bonus for their number, faded by time; -inf beyond the window."""
    if apart > WINDOW:
        return -inf
    bonus = _BONUS_PER_DOUBLING * min(log2(len(log_odds)), _MAX_DOUBLINGS)
    return fmean(log_odds) + bonus - _FADING_PER_DAY * (apart / timedelta(days=1))


def _is_copy(one: StoryFeatures, other: StoryFeatures) -> bool:
    """Whether two texts share at least half the shingles of the shorter one (containment), and so do their leads.

    What only stands around or below several texts, such as a newsletter's footer, makes no copy.
    """
    return _is_contained(one.shingles, other.shingles, _MIN_SHINGLES) and _is_contained(
        one.lead_shingles, other.lead_shingles, 1
    )


def _is_contained(one: Sequence[int], other: Sequence[int], least: int) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= least and len(frozenset(one).intersection(other)) >= _MIN_COPIED_SHARE * shorter
