"""Fits the weights of the evidence for one event to judged pairs, and cross-validates them. Used by `stories.py`.

A logistic regression with an L2 penalty on standardised evidence. "Saga" pairs count as not the same, by half. The
evidence of a pair depends on what else is in the index when its later article comes, so each pair is measured in
several contexts, which together weigh 1: in the whole pile, and in piles of 75 of which about half are judged articles.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

import numpy as np
from clusterers import features_of, sourceline
from numpy.typing import NDArray
from scipy.optimize import minimize
from story_pairs import HEADER, SMALL_PILE, Counts, Order, Pile, row, shuffled

from briefings.stories.features import StoryFeatures
from briefings.stories.similarity import TermRarity, WeighedArticle, Weights

WHOLE_PILES = 4
SMALL_PILES = 100
JUDGED_PAIRS = 20  # of a small pile
FOLDS = 10
LOSS_FACTOR = 0.1  # of the loss beside half the squared length of the weights
SAGA_WEIGHT = 0.5

Floats = NDArray[np.float64]


class Measured:
    """Evidence of judged pairs: `values` of shape (contexts, kinds of evidence), and for each the `pair`'s number."""

    def __init__(self, pile: Pile, values: Sequence[Sequence[float]], pairs: Sequence[int]) -> None:
        self.values = np.array(values)
        self.pairs = np.array(pairs)
        self.is_same = np.array([pile.pairs[pair].are == "same" for pair in pairs])
        self.is_saga = np.array([pile.pairs[pair].are == "saga" for pair in pairs])
        self.weights = np.where(self.is_saga, SAGA_WEIGHT, 1.0) / np.bincount(self.pairs)[self.pairs]


def measure(pile: Pile, features: Sequence[StoryFeatures]) -> Measured:
    """The evidence of all judged pairs in all contexts."""
    partners: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, (one, other, _) in enumerate(pile.pairs):
        partners[one].append((other, number))
        partners[other].append((one, number))
    values: list[Sequence[float]] = []
    pairs: list[int] = []
    for order in contexts(pile):
        rarity = TermRarity()
        seen: set[int] = set()
        for article in order:
            earlier = [(partner, pair) for partner, pair in partners[article] if partner in seen]
            weighed = WeighedArticle(features[article], rarity)
            for partner, pair in earlier:
                norms = WeighedArticle(features[partner], rarity).norms
                values.append(weighed.compare(features[partner], norms))
                pairs.append(pair)
            rarity.add(features[article])
            seen.add(article)
    return Measured(pile, values, pairs)


def contexts(pile: Pile) -> Iterator[Order]:
    """Orders in which articles come in: of the whole pile, and of small piles."""
    for (order,) in pile.whole(WHOLE_PILES):
        yield order
    random = Random(5)
    for seed in range(SMALL_PILES):
        chosen = random.sample(pile.pairs, min(JUDGED_PAIRS, len(pile.pairs)))
        judged = dict.fromkeys(number for pair in chosen for number in (pair.one, pair.other))
        others = [number for number in shuffled(range(len(pile.drafts)), seed) if number not in judged]
        yield shuffled([*judged, *others][:SMALL_PILE], seed)


def fit(measured: Measured, without: Sequence[int] = ()) -> Weights:
    """The weights from all pairs but those numbers."""
    used = ~np.isin(measured.pairs, without)
    values, is_same, weights = measured.values[used], measured.is_same[used], measured.weights[used]
    mean, spread = values.mean(axis=0), values.std(axis=0)
    standard = np.column_stack([np.ones(len(values)), (values - mean) / spread])
    penalised = np.array([0.0] + [1.0] * values.shape[1])
    signs = np.where(is_same, 1.0, -1.0)

    def loss(factors: Floats) -> tuple[float, Floats]:
        margins = signs * (standard @ factors)
        slopes = -signs * weights / (1 + np.exp(margins))
        penalty = penalised * factors
        total = LOSS_FACTOR * weights @ np.logaddexp(0, -margins) + 0.5 * penalty @ penalty
        return float(total), LOSS_FACTOR * standard.T @ slopes + penalty

    found = minimize(loss, np.zeros(standard.shape[1]), jac=True).x
    factors = found[1:] / spread
    return Weights(round(float(found[0] - factors @ mean), 2), tuple(float(f"{factor:.3g}") for factor in factors))


def cross_validated(pile: Pile) -> Iterator[str]:
    """The rows of Sourceline, each pair counted with weights that were fitted without it and its tenth of the pairs."""
    features = features_of(pile.drafts)
    measured = measure(pile, features)
    numbers = shuffled(range(len(pile.pairs)), 0)
    folds = [numbers[start::FOLDS] for start in range(FOLDS)]
    weights = [fit(measured, without=fold) for fold in folds]
    yield f"\nAverage precision by pairs: {average_precision(measured, folds, weights):.3f}"
    yield f"\n{HEADER}"
    whole, small = pile.whole(FOLDS), pile.small()
    for name, trials in (("whole pile", whole), (f"piles of {SMALL_PILE}", small)):
        counts = Counts()
        for number, (fold, fitted) in enumerate(zip(folds, weights, strict=True)):
            pairs = [pile.pairs[pair] for pair in fold]
            for order in trials[number % len(trials)]:
                counts.add(pairs, sourceline(features, order, fitted))
        yield row(f"Sourceline, {name}, cross-validated", [counts])


def average_precision(measured: Measured, folds: Sequence[Sequence[int]], weights: Sequence[Weights]) -> float:
    """Of "same" against "different", the pairs ordered by the log-odds of weights fitted without them."""
    log_odds = np.zeros(len(measured.pairs))
    for fold, fitted in zip(folds, weights, strict=True):
        tenth = np.isin(measured.pairs, fold)
        log_odds[tenth] = fitted.intercept + measured.values[tenth] @ np.array(fitted.factors)
    counted = np.argsort(-log_odds, kind="stable")
    counted = counted[~measured.is_saga[counted]]
    same = measured.weights[counted] * measured.is_same[counted]
    precisions = np.cumsum(same) / np.cumsum(measured.weights[counted])
    return float(precisions @ same / same.sum())
