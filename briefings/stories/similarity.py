"""How sure it is that two articles tell of one event: what their terms and names share, weighted by rarity."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import NamedTuple

from briefings.stories.features import StoryFeatures

_BACKGROUND_ARTICLES = 1000  # that the language's own word frequencies count as, beside the articles in the index
_BACKGROUND_WORDS = 250  # of such an article
_MAX_RARE_TERMS = 10  # shared terms, the rarest ones, whose rarity counts
_MIN_RARE_TERMS = 3
_TERMS_PER_RARE_TERM = 6


class Weights(NamedTuple):
    """Of a logistic regression on what `Evidence` has, in its order."""

    intercept: float
    factors: tuple[float, ...]


WEIGHTS = Weights(-9.44, (1.84, 3.53, 2.38, 2.03, 0.928))  # `benchmarks/stories.py --fit` prints such


class TermRarity:
    """Inverse document frequency of terms, over the articles in an index and the background of the language."""

    def __init__(self) -> None:
        self.document_frequency: Counter[int] = Counter()
        self.articles = 0

    def add(self, features: StoryFeatures) -> None:
        self.document_frequency.update(features.terms)
        self.articles += 1

    def remove(self, features: StoryFeatures) -> None:
        self.document_frequency.subtract(features.terms)
        for term in features.terms:
            if not self.document_frequency[term]:
                del self.document_frequency[term]
        self.articles -= 1

    def of(self, term: int, frequency: float) -> float:
        """-ln of the share of articles that have a term whose word has that share of all words."""
        expected = _BACKGROUND_ARTICLES * (1 - exp(-_BACKGROUND_WORDS * frequency))
        having = self.document_frequency[term] + expected + 0.5
        return -log(having / (self.articles + _BACKGROUND_ARTICLES + 1))


@dataclass(frozen=True, slots=True)
class Norms:
    """Lengths of an article's vectors and the sum of its lead's names, by the rarity of its terms at one moment."""

    top: float
    headline: float
    lead_names: float


class WeighedArticle:
    """An article and the rarity of its terms, to be compared with others."""

    def __init__(self, features: StoryFeatures, rarity: TermRarity) -> None:
        self.features = features
        self.rarities = {
            term: rarity.of(term, frequency)
            for term, frequency in zip(features.terms, features.frequencies, strict=True)
        }
        self.top = self._vector(features.in_top)
        self.headline = self._vector(features.in_headline)
        self.norms = Norms(_length(self.top), _length(self.headline), self._sum(features.lead_names) or 1.0)

    def compare(self, other: StoryFeatures, norms: Norms) -> "Evidence":
        """What speaks for one event with another article, whose norms are given."""
        shared = [
            term_counts
            for term_counts in zip(other.terms, other.in_top, other.in_headline, strict=True)
            if term_counts[0] in self.rarities
        ]
        tops = headline_to_top = top_to_headline = 0.0
        for term, in_top, in_headline in shared:
            rarity = self.rarities[term]
            in_own_top = self.top.get(term, 0.0) * rarity
            if in_top:
                tops += in_own_top * log_scaled(in_top)
                headline_to_top += self.headline.get(term, 0.0) * rarity * log_scaled(in_top)
            if in_headline:
                top_to_headline += in_own_top * log_scaled(in_headline)
        terms = {term for term, _, _ in shared}
        own = self.norms
        shares = (
            self._sum(self.features.lead_names & terms) / own.lead_names,
            self._sum(other.lead_names & terms) / norms.lead_names,
        )
        return Evidence(
            tops=tops / (own.top * norms.top),
            headlines=min(headline_to_top / (own.headline * norms.top), top_to_headline / (own.top * norms.headline)),
            fewer_names=min(shares),
            more_names=max(shares),
            rare_terms=self._mean_rarest(terms, min(len(self.rarities), len(other.terms))),
        )

    def _vector(self, counts: bytes) -> dict[int, float]:
        return {
            term: log_scaled(count) * self.rarities[term]
            for term, count in zip(self.features.terms, counts, strict=True)
            if count
        }

    def _mean_rarest(self, shared: Iterable[int], terms: int) -> float:
        """The mean rarity of the rarest of these shared terms: ten; of an article of few terms, a sixth as many."""
        count = min(_MAX_RARE_TERMS, max(_MIN_RARE_TERMS, terms // _TERMS_PER_RARE_TERM))
        return sum(sorted((self.rarities[term] for term in shared), reverse=True)[:count]) / count

    def _sum(self, terms: Iterable[int]) -> float:
        return sum(self.rarities[term] for term in terms)


class Evidence(NamedTuple):
    """What speaks for two articles telling of one event.

    Attributes:
        tops: cosine of headline and first 60 words of both, 0 to 1.
        headlines: cosine of one's headline and the other's top; the lesser of the two.
        fewer_names, more_names: how much of one lead's names is in the other article, by rarity, 0 to 1; the lesser and
            the greater of the two shares.
        rare_terms: the mean rarity of the rarest terms that they share.
    """

    tops: float
    headlines: float
    fewer_names: float
    more_names: float
    rare_terms: float

    def log_odds(self, weights: Weights = WEIGHTS) -> float:
        """The natural logarithm of the odds that they tell of one event, by a logistic regression."""
        return weights.intercept + sum(factor * value for factor, value in zip(weights.factors, self, strict=True))


def log_scaled(count: int) -> float:
    """How much a term counts that stands so often in a text."""
    return 1 + log(count)


def _length(vector: Mapping[int, float]) -> float:
    return sqrt(sum(value * value for value in vector.values())) or 1.0
