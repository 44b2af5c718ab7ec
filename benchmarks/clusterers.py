"""Ways to put articles into stories that the benchmarks compare: Sourceline's, and a TF-IDF single pass."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from math import log, sqrt

from briefings.language.analysis import DEFAULT, stem, stop_words, words
from briefings.model.article import Draft
from briefings.stories.clustering import Entry, StoryIndex
from briefings.stories.features import StoryFeatures, extract_features
from briefings.stories.similarity import WEIGHTS, Weights

NOW = datetime(2026, 11, 24, tzinfo=UTC)

Vector = Mapping[str, float]


@dataclass
class Grouping:
    """The story of each article, and which two articles were found to be related, by the articles' numbers."""

    stories: dict[int, Hashable] = field(default_factory=dict)
    related: set[frozenset[int]] = field(default_factory=set)


def features_of(drafts: Sequence[Draft]) -> list[StoryFeatures]:
    return [extract_features(draft, NOW) for draft in drafts]


def sourceline(features: Sequence[StoryFeatures], order: Sequence[int], weights: Weights = WEIGHTS) -> Grouping:
    """The stories after all articles came in, one by one in that order."""
    index, grouping = StoryIndex(weights), Grouping()
    entries: dict[str, Entry] = {}
    for number in order:
        placed = index.place(features[number])
        grouping.related |= {frozenset((number, int(id))) for id in placed.related}
        entry = Entry(str(number), placed.story or str(number), placed.copy_of or str(number), features[number])
        joined = [replace(each, story=entry.story) for each in entries.values() if each.story in placed.joins]
        for each in (entry, *joined):
            entries[each.id] = each
            index.add(each)
    grouping.stories = {int(entry.id): entry.story for entry in entries.values()}
    return grouping


def vectors(drafts: Sequence[Draft]) -> list[Vector]:
    """Each article's stems by (1 + ln tf) × idf, of length 1; the idf is that of the whole file."""
    counts = []
    for draft in drafts:
        text = "\n".join((draft.headline, *draft.paragraphs))
        found = (word for word in words(text, DEFAULT) if word not in stop_words(DEFAULT))
        counts.append(Counter(stem(word, DEFAULT) for word in found))
    having = Counter(term for count in counts for term in count)
    made: list[Vector] = []
    for count in counts:
        vector = {term: (1 + log(times)) * log(len(counts) / having[term]) for term, times in count.items()}
        length = sqrt(sum(value * value for value in vector.values())) or 1
        made.append({term: value / length for term, value in vector.items()})
    return made


def single_pass(articles: Sequence[Vector], order: Sequence[int], threshold: float) -> Grouping:
    """Each article joins the story whose centroid is nearest, if it is near enough."""
    centres: list[Counter[str]] = []
    lengths: list[float] = []
    having: defaultdict[str, set[int]] = defaultdict(set)
    grouping = Grouping()
    for number in order:
        vector, near = articles[number], Counter[int]()
        for term, value in vector.items():
            for story in having[term]:
                near[story] += value * centres[story][term]  # type: ignore[assignment]  # a Counter of floats
        best = max(near, key=lambda story: near[story] / lengths[story], default=None)
        if best is None or near[best] / lengths[best] < threshold:
            best = len(centres)
            centres.append(Counter())
            lengths.append(0)
        grouping.stories[number] = best
        for term, value in vector.items():
            centres[best][term] += value  # type: ignore[assignment]
            having[term].add(best)
        lengths[best] = sqrt(sum(value * value for value in centres[best].values()))
    return grouping
