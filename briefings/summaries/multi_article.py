"""Sentences of several articles that together say most of what the articles agree on, within a budget of words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import fsum, log1p

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from briefings.summaries.quotability import can_be_quoted
from briefings.summaries.sentence import Bigram, KnownContent, Sentence
from briefings.summaries.single_article import BUDGET

Weights = dict[Bigram, float]

_FIRST = 40  # sentences of an article that are read, and of all together:
_ALL = 1000
_CANDIDATES = 100  # sentences that are chosen among
_NODES = 200  # of the search tree, then the best found so far: a bound on the clock would not give the same twice
_FEWEST = 5  # words of a sentence; less says too little
_MOST = 0.6  # of the budget; more leaves no room for another
_SLOPE = 0.75  # of how early a sentence stands: 0 if it does not matter
_HEARD = 0.25  # is what a bigram weighs if it has been said


def cover(
    articles: Sequence[Sequence[str]],
    voices: Sequence[int],
    language: str,
    *,
    words: int = BUDGET,
    sentences: int = 3,
    said: Sequence[str] = (),
) -> list[tuple[int, int]]:
    """Choose sentences of the articles of one story: (article, sentence) pairs in the order they are to be read.

    `articles`: the sentences of each, the oldest article first; `voices`: a number for each article, the same for
    copies of one text; `said`: sentences whose content is known already.

    Maximum coverage: the chosen sentences cover as much as possible of the bigrams that the articles share, found
    exactly as an integer programme under the budget (Gillick and Favre, "A scalable global model for summarization",
    2009). A bigram is two stems in a row, not both stop words; it is shared if a third of the voices have it, at
    least two of them and three at most. It weighs as much as there are other voices that have it too, times how early
    they have it, (1 + ln(1 + n))^-0.75 for the n-th sentence from 0, on the average; a quarter of that if it has been
    `said`. Where the voices share nothing, earliness alone counts, as it does for filling the room that is left.

    Left out are sentences that cannot stand on their own (`standing.py`), those that repeat what has been `said` or
    what a chosen one says, and of two that say nearly the same, as with newer numbers, the older one. A sentence too
    long to leave room for another is taken only where all are. The same input gives the same choice.
    """
    candidates, weights, early = _problem(articles, voices, language, said, words)
    chosen = _exact(candidates, weights, words, sentences)
    if chosen is None:
        chosen = _greedy(candidates, weights, words, sentences, [])
    return _filled(candidates, weights, early, words, sentences, chosen)


def cover_greedily(
    articles: Sequence[Sequence[str]], voices: Sequence[int], language: str, *, words: int, sentences: int
) -> list[tuple[int, int]]:
    """As `cover`, but takes again and again the sentence that adds most a word; for comparison."""
    candidates, weights, early = _problem(articles, voices, language, (), words)
    chosen = _greedy(candidates, weights, words, sentences, [])
    return _filled(candidates, weights, early, words, sentences, chosen)


def _problem(
    articles: Sequence[Sequence[str]], voices: Sequence[int], language: str, said: Sequence[str], words: int
) -> tuple[list[Sentence], Weights, Weights]:
    """The sentences to choose among; what the shared bigrams weigh; how early each bigram stands."""
    first = min(_FIRST, max(_ALL // max(len(articles), 1), 1))
    read = [
        [Sentence(text, language, one, at) for at, text in enumerate(article[:first])]
        for one, article in enumerate(articles)
    ]
    known = KnownContent([Sentence(text, language) for text in said])
    having = _having(read, voices)
    early = {
        bigram: sum(copy_of.values()) / len(copy_of) * (_HEARD if bigram in known.having else 1)
        for bigram, copy_of in having.items()
    }
    enough = min(3, max(2, len(set(voices)) // 3))
    shared = {bigram: (len(having[bigram]) - 1) * early[bigram] for bigram in having if len(having[bigram]) >= enough}
    weights = shared or early
    return _candidates(_ranked(_quotable(read, words), weights, early), known), weights, early


def _having(read: Sequence[Sequence[Sentence]], voices: Sequence[int]) -> dict[Bigram, dict[int, float]]:
    """For each bigram the voices that have it, and how early: from 1 down."""
    found: dict[Bigram, dict[int, float]] = defaultdict(dict)
    for article, copy_of in zip(read, voices, strict=True):
        for sentence in article:
            early = (1 + log1p(sentence.at)) ** -_SLOPE
            for bigram in sentence.bigrams:
                found[bigram][copy_of] = max(early, found[bigram].get(copy_of, 0))
    return found


def _quotable(read: Sequence[Sequence[Sentence]], words: int) -> list[Sentence]:
    """The sentences that can be shown, those of a good length if there are any."""
    able = [
        each
        for article in read
        for each in article
        if 0 < each.words <= words and can_be_quoted(each.text) and not (each.needs_context and each.at == 0)
    ]
    return [each for each in able if _FEWEST <= each.words <= _MOST * words] or able


def _ranked(able: Sequence[Sentence], weights: Weights, early: Weights) -> list[Sentence]:
    """Those first that weigh most a word."""

    def worth(sentence: Sentence) -> tuple[float, float]:
        weight, earliness = (fsum(each.get(bigram, 0) for bigram in sentence.bigrams) for each in (weights, early))
        return weight / sentence.words, earliness / sentence.words

    return sorted(able, key=worth, reverse=True)


def _candidates(ranked: Iterable[Sentence], known: KnownContent) -> list[Sentence]:
    """The first of them that are not known, and of those that say nearly the same in several articles the newest."""
    kept: list[Sentence] = []
    for sentence in ranked:
        if len(kept) == _CANDIDATES:
            break
        if known.has(sentence):
            continue
        same = [each for each in kept if each.article != sentence.article and each.updates(sentence)]
        if all(each.article < sentence.article for each in same):
            kept = [each for each in kept if each not in same] + [sentence]
    return sorted(kept, key=lambda each: each.place)


def _greedy(
    able: Sequence[Sentence], weights: Weights, words: int, sentences: int, chosen: Sequence[Sentence]
) -> list[Sentence]:
    """Take again and again, to those `chosen`, the sentence that adds most a word and repeats none of them."""
    taken = list(chosen)
    while len(taken) < sentences:
        room = words - sum(each.words for each in taken)
        covered = {bigram for each in taken for bigram in each.bigrams}
        gains = [
            (fsum(weights.get(bigram, 0) for bigram in each.bigrams - covered) / each.words, -index)
            for index, each in enumerate(able)
            if each.words <= room and not each.needs_context and not any(map(each.repeats, taken))
        ]
        gain, index = max(gains, default=(0, 0))
        if gain <= 0:
            break
        taken.append(able[-index])
    return taken


def _filled(
    candidates: Sequence[Sentence],
    weights: Weights,
    early: Weights,
    words: int,
    sentences: int,
    chosen: Sequence[Sentence],
) -> list[tuple[int, int]]:
    """The chosen in order, and in the room that is left what else touches on what is shared."""
    touching = [each for each in candidates if not each.bigrams.isdisjoint(weights)]
    return sorted(each.place for each in _greedy(touching, early, words, sentences, chosen))


def _exact(candidates: Sequence[Sentence], weights: Weights, words: int, sentences: int) -> list[Sentence] | None:
    """The best choice; None if the solver finds none.

    The variables are the sentences and then what several of them have in common, each 1 if shown: bigrams that stand
    in the same sentences are one variable, and those of a single sentence are that sentence's own.
    """
    if not candidates:
        return []
    common: dict[tuple[int, ...], float] = defaultdict(float)
    columns: dict[Bigram, list[int]] = defaultdict(list)
    for column, each in enumerate(candidates):
        for bigram in each.bigrams & weights.keys():
            columns[bigram].append(column)
    for bigram in sorted(columns):
        common[tuple(columns[bigram])] += weights[bigram]
    own = [common.pop((column,), 0.0) for column in range(len(candidates))]
    found = milp(
        -np.array([*own, *common.values()]),
        constraints=_constraints(candidates, list(common), words, sentences),
        integrality=1,  # of all: with fractions among them, the solver may print a line of its own
        bounds=Bounds(0, 1),
        options={"node_limit": _NODES},
    )
    if found.x is None:
        return None
    return [each for column, each in enumerate(candidates) if found.x[column] > 0.5]


def _constraints(
    candidates: Sequence[Sentence], common: Sequence[tuple[int, ...]], words: int, sentences: int
) -> LinearConstraint:
    """What sentences have in common is shown only with one of them, a sentence that leans only with the one before it.

    Of two sentences that repeat each other only one is shown.
    """
    places = {each.place: column for column, each in enumerate(candidates)}
    width = len(candidates)
    rows = [{width + row: 1.0} | dict.fromkeys(having, -1.0) for row, having in enumerate(common)]
    limits = [0.0] * len(common) + [float(words), float(sentences)]
    rows.append({column: float(each.words) for column, each in enumerate(candidates)})
    rows.append(dict.fromkeys(range(width), 1.0))
    for column, each in enumerate(candidates):
        if each.needs_context:
            before = places.get((each.article, each.at - 1))
            rows.append({column: 1.0} | ({} if before is None else {before: -1.0}))
            limits.append(0.0)
    for (column, one), (other, two) in combinations(enumerate(candidates), 2):
        if one.repeats(two):
            rows.append({column: 1.0, other: 1.0})
            limits.append(1.0)
    cells = [(row, column, value) for row, values in enumerate(rows) for column, value in values.items()]
    at, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (at, columns)), shape=(len(rows), width + len(common)))
    return LinearConstraint(matrix, -np.inf, limits)
