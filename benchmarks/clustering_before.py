"""How Sourceline found stories before 2026-11-25, in brief: one tf-idf cosine over 3,000 characters, average link.

Without what plays no part here: fading with time, copies, changes and removals, several languages.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from itertools import product, starmap
from math import log, log2, sqrt
from re import compile as pattern
from statistics import fmean
from typing import NamedTuple

from clusterers import Grouping

from briefings.language.analysis import calendar, stem, stop_words, words
from briefings.model.article import Draft

MAX_CHARACTERS, MAX_TERMS, TOP_PARAGRAPHS, NAME_FACTOR, TOP_FACTOR = 3000, 120, 2, 1.5, 1.5
MIN_SIMILARITY, PER_DOUBLING, MAX_MIN_SIMILARITY = 0.12, 0.008, 0.15
JOIN_FACTOR, MAX_NEIGHBOURS, MAX_JOIN_CANDIDATES, MAX_COMPARED_MEMBERS = 0.8, 30, 4, 10
MAX_DOCUMENT_FREQUENCY, MIN_ARTICLES_FOR_COMMON, SMOOTHING_ARTICLES = 0.1, 200, 20
FEW_TERMS, MIN_NAMES, REMEASURED_PER_ADDITION = 8, 3, 4
WORD_INSIDE_SENTENCE = pattern(r"(?<=[\w,;:] )[^\W\d_]\w+")


class Features(NamedTuple):
    weights: dict[str, float]
    names: frozenset[str]


def features_before(draft: Draft) -> Features:
    language = draft.language
    text = "\n".join(draft.paragraphs)[:MAX_CHARACTERS]
    capitalized = {word.lower() for word in WORD_INSIDE_SENTENCE.findall(text) if word[0].isupper()}
    names = frozenset(stem(word, language) for word in capitalized - stop_words(language) - calendar(language))
    top = "\n".join((draft.headline, *draft.paragraphs[:TOP_PARAGRAPHS]))[:MAX_CHARACTERS]
    top_terms = {stem(word, language) for word in words(top, language)}
    every_word = words(f"{draft.headline}\n{text}", language)
    counts = Counter(stem(each, language) for each in every_word if each not in stop_words(language) and len(each) > 1)
    weights = {
        term: (1 + log(count)) * (NAME_FACTOR if term in names else 1) * (TOP_FACTOR if term in top_terms else 1)
        for term, count in counts.items()
    }
    return Features(dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_TERMS]), names)


class _Index:
    def __init__(self, features: Sequence[Features]) -> None:
        self.features = features
        self.postings: defaultdict[str, list[int]] = defaultdict(list)
        self.norms: dict[int, float] = {}
        self.turns: deque[int] = deque()
        self.stories: defaultdict[int, list[int]] = defaultdict(list)
        self.story_of: dict[int, int] = {}

    def add(self, number: int, story: int) -> None:
        self.story_of[number] = story
        self.stories[story].append(number)
        for term in self.features[number].weights:
            self.postings[term].append(number)
        self.norms[number] = self.norm(number)
        self.turns.append(number)
        for _ in range(REMEASURED_PER_ADDITION):
            self.turns.rotate(-1)
            self.norms[self.turns[0]] = self.norm(self.turns[0])

    def join_near(self, story: int, others: Sequence[int], enough: float) -> None:
        near = [other for other in others if self.cosine_of_stories(story, other) >= enough]
        for number in [number for other in near for number in self.stories.pop(other)]:
            self.stories[story].append(number)
            self.story_of[number] = story

    def idf(self, term: str) -> float:
        articles, frequency = len(self.story_of) + 1, len(self.postings.get(term, ())) + 1
        too_common = frequency > MAX_DOCUMENT_FREQUENCY * articles and articles > MIN_ARTICLES_FOR_COMMON
        return 0.0 if too_common else log((articles + 1 + SMOOTHING_ARTICLES) / frequency)

    def norm(self, number: int) -> float:
        return sqrt(sum((value * self.idf(term)) ** 2 for term, value in self.features[number].weights.items())) or 1.0

    def similarities(self, number: int) -> dict[int, float]:
        products: defaultdict[int, float] = defaultdict(float)
        for term, value in self.features[number].weights.items():
            weight = value * self.idf(term) ** 2
            for other in self.postings.get(term, ()) if weight else ():
                products[other] += weight * self.features[other].weights[term]
        norm = self.norm(number)
        return {other: dot_product / (norm * self.norms[other]) for other, dot_product in products.items()}

    def linkage(self, story: int, similarities: dict[int, float], names: frozenset[str]) -> float:
        members = self.stories[story]
        theirs = frozenset[str]().union(*(self.features[member].names for member in members))
        none_shared = min(len(theirs), len(names)) >= MIN_NAMES and not theirs & names
        return 0.0 if none_shared else fmean(similarities.get(member, 0.0) for member in members)

    def cosine_of_stories(self, *stories: int) -> float:
        return fmean(starmap(self.cosine, product(*(self.stories[story][-MAX_COMPARED_MEMBERS:] for story in stories))))

    def cosine(self, left: int, right: int) -> float:
        ours, theirs = (self.features[number].weights for number in (left, right))
        dot_product = sum(ours[term] * theirs[term] * self.idf(term) ** 2 for term in ours.keys() & theirs.keys())
        return dot_product / (self.norms[left] * self.norms[right])


def before(features: Sequence[Features], order: Sequence[int]) -> Grouping:
    index = _Index(features)
    for number in order:
        near = index.similarities(number)
        neighbours = sorted(near, key=lambda other: -near[other])[:MAX_NEIGHBOURS]
        stories = dict.fromkeys(index.story_of[other] for other in neighbours)
        names = features[number].names
        ranking = sorted(((index.linkage(story, near, names), story) for story in stories), reverse=True)
        least = min(MIN_SIMILARITY + PER_DOUBLING * log2(max(len(index.story_of), 10) / 10), MAX_MIN_SIMILARITY)
        enough = least * (1 + FEW_TERMS / (len(features[number].weights) + 1))
        if ranking and ranking[0][0] >= enough:
            others = [story for how, story in ranking[1 : MAX_JOIN_CANDIDATES + 1] if how >= enough * JOIN_FACTOR]
            index.join_near(ranking[0][1], others, least * JOIN_FACTOR)
        index.add(number, ranking[0][1] if ranking and ranking[0][0] >= enough else number)
    return Grouping(dict(index.story_of))
