"""Sentences of several articles that together say most of what the articles agree on, within a budget of words."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from briefings import languages
from briefings.summary.news import BUDGET
from briefings.summary.standing import can_be_quoted, leans, length

Bigram = tuple[str, str]
Weights = dict[Bigram, float]

_FIRST = 40  # sentences of an article that are considered, and of all together:
_ALL = 1000
_CANDIDATES = 150  # sentences that the exact search chooses among
_NODES = 2000  # of its search tree, then the best found so far; a bound on the clock would not give the same twice
_FEWEST, _MOST = 5, 60  # words of a sentence: less says too little, more leaves no room for another
_REPEATS = 0.5  # of a sentence's words
_SAME = 0.6  # of two sentences' words but numbers, for one to be the other brought up to date
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class _Sentence:
    article: int
    at: int
    text: str
    words: int
    leans: bool
    stems: frozenset[str]
    bigrams: frozenset[Bigram]

    def repeats(self, other: "_Sentence") -> bool:
        """Whether the shorter of the two says mostly what the other says."""
        return len(self.stems & other.stems) > _REPEATS * min(len(self.stems), len(other.stems))


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
    2009). A bigram is two stems in a row, not both stop words. It weighs as much as there are other voices that have
    it too, times how early they have it, 1 / (1 + ln(1 + n)) for the n-th sentence from 0, on the average. Where the
    voices share nothing, and for the room that is left at the end, each bigram weighs by its earliness alone.

    Left out are sentences that cannot stand on their own (`standing.py`), those that mostly say what has been `said`,
    and of two that differ in their numbers only, the older one.
    """
    able, weights, fill = _problem(articles, voices, language, said, words)
    candidates = _best(able, weights)
    chosen = _exact(candidates, weights, words, sentences)
    if chosen is None:
        chosen = _greedy(candidates, weights, words, sentences, [])
    chosen = _greedy(able, fill, words, sentences, chosen)
    return [(each.article, each.at) for each in sorted(chosen, key=_place)]


def cover_greedily(
    articles: Sequence[Sequence[str]], voices: Sequence[int], language: str, *, words: int, sentences: int
) -> list[tuple[int, int]]:
    """As `cover`, but takes again and again the sentence that adds most a word; for comparison."""
    able, weights, fill = _problem(articles, voices, language, (), words)
    chosen = _greedy(_best(able, weights), weights, words, sentences, [])
    return [(each.article, each.at) for each in sorted(_greedy(able, fill, words, sentences, chosen), key=_place)]


def _problem(
    articles: Sequence[Sequence[str]], voices: Sequence[int], language: str, said: Sequence[str], words: int
) -> tuple[list[_Sentence], Weights, Weights]:
    """The sentences that can be shown; what the shared bigrams weigh; what all of them weigh where room is left."""
    known = {bigram for text in said for bigram in _bigrams(text, language)}
    first = min(_FIRST, max(_ALL // max(len(articles), 1), 1))
    read = [_read(one, article[:first], language) for one, article in enumerate(articles)]
    earliness = _earliness(read, voices, known)
    mean = {bigram: sum(early.values()) / len(early) for bigram, early in earliness.items()}
    shared = {bigram: (len(earliness[bigram]) - 1) * mean[bigram] for bigram in mean if len(earliness[bigram]) > 1}
    able = [each for each in _candidates(read, known) if each.words <= words]
    return _without_outdated(able), shared or mean, mean


def _best(able: Sequence[_Sentence], weights: Weights) -> list[_Sentence]:
    """The sentences that an exact search may have time for: those that weigh most a word."""
    worth = [(sum(weights.get(bigram, 0) for bigram in each.bigrams) / each.words, each) for each in able]
    some = sorted((pair for pair in worth if pair[0] > 0), key=lambda pair: (-pair[0], _place(pair[1])))
    return sorted((each for _, each in some[:_CANDIDATES]), key=_place)


def _greedy(
    able: Sequence[_Sentence], weights: Weights, words: int, sentences: int, chosen: Sequence[_Sentence]
) -> list[_Sentence]:
    """Take again and again, to those `chosen`, the sentence that adds most a word and repeats none of them."""
    taken = list(chosen)
    while len(taken) < sentences:
        room = words - sum(each.words for each in taken)
        covered = {bigram for each in taken for bigram in each.bigrams}
        gains = [
            (sum(weights.get(bigram, 0) for bigram in each.bigrams - covered) / each.words, -index)
            for index, each in enumerate(able)
            if each.words <= room and not each.leans and not any(map(each.repeats, taken))
        ]
        gain, index = max(gains, default=(0, 0))
        if gain <= 0:
            break
        taken.append(able[-index])
    return taken


def _place(sentence: _Sentence) -> tuple[int, int]:
    return sentence.article, sentence.at


def _read(article: int, sentences: Sequence[str], language: str) -> list[_Sentence]:
    stops = languages.stop_words(language)
    return [
        _Sentence(
            article,
            at,
            text,
            length(text),
            leans(text, language),
            frozenset(languages.stem(word, language) for word in languages.words(text, language) if word not in stops),
            _bigrams(text, language),
        )
        for at, text in enumerate(sentences)
    ]


def _bigrams(text: str, language: str) -> frozenset[Bigram]:
    stops = languages.stop_words(language)
    found = languages.words(text, language)
    stems = [languages.stem(word, language) for word in found]
    pairs = zip(found, found[1:], stems, stems[1:], strict=False)
    return frozenset((one, two) for first, second, one, two in pairs if not (first in stops and second in stops))


def _earliness(
    read: Sequence[Sequence[_Sentence]], voices: Sequence[int], known: set[Bigram]
) -> dict[Bigram, dict[int, float]]:
    """How early each voice has each bigram that is not known, from 1 down."""
    found: dict[Bigram, dict[int, float]] = defaultdict(dict)
    for article, voice in zip(read, voices, strict=True):
        for sentence in article:
            early = 1 / (1 + log1p(sentence.at))
            for bigram in sentence.bigrams - known:
                found[bigram][voice] = max(early, found[bigram].get(voice, 0))
    return found


def _candidates(read: Sequence[Sequence[_Sentence]], known: set[Bigram]) -> list[_Sentence]:
    """The sentences that can be shown, if the one that they lean on is."""
    found: list[_Sentence] = []
    for sentence in (sentence for article in read for sentence in article):
        fits = _FEWEST <= sentence.words <= _MOST and can_be_quoted(sentence.text)
        new = len(sentence.bigrams & known) <= _REPEATS * len(sentence.bigrams)
        if fits and new and not (sentence.leans and sentence.at == 0):
            found.append(sentence)
    return found


def _without_outdated(able: Sequence[_Sentence]) -> list[_Sentence]:
    """Without those that a newer article says again with other numbers."""
    numbers = {_place(each): frozenset(filter(_NUMBER.fullmatch, each.stems)) for each in able}
    numbered = [(each, numbers[_place(each)]) for each in able if numbers[_place(each)]]
    outdated = {
        _place(old)
        for old, before in numbered
        for new, now in numbered
        if new.article > old.article
        and now != before
        and len((old.stems - before) & (new.stems - now)) >= _SAME * len((old.stems - before) | (new.stems - now))
    }
    return [each for each in able if _place(each) not in outdated]


def _exact(candidates: Sequence[_Sentence], weights: Weights, words: int, sentences: int) -> list[_Sentence] | None:
    """The best choice; None if the solver gives up.

    The variables are the sentences and then the bigrams, each 1 if shown.
    """
    if not candidates:
        return []
    bigrams = sorted({bigram for each in candidates for bigram in each.bigrams & weights.keys()})
    width, height = len(candidates), len(bigrams)
    found = milp(
        np.concatenate([np.zeros(width), [-weights[bigram] for bigram in bigrams]]),
        constraints=_constraints(candidates, bigrams, words, sentences),
        integrality=np.concatenate([np.ones(width), np.zeros(height)]),
        bounds=Bounds(0, 1),
        options={"node_limit": _NODES},
    )
    if found.x is None:
        return None
    return [each for column, each in enumerate(candidates) if found.x[column] > 0.5]


def _constraints(
    candidates: Sequence[_Sentence], bigrams: Sequence[Bigram], words: int, sentences: int
) -> LinearConstraint:
    """A bigram is shown only with a sentence that has it, a sentence that leans only with the one before it."""
    numbers = {bigram: row for row, bigram in enumerate(bigrams)}
    places = {(each.article, each.at): column for column, each in enumerate(candidates)}
    width, height = len(candidates), len(bigrams)
    cells = [(row, width + row, 1.0) for row in range(height)]
    limits = [0.0] * height + [float(words), float(sentences)]
    for column, each in enumerate(candidates):
        cells += [(numbers[bigram], column, -1.0) for bigram in each.bigrams if bigram in numbers]
        cells += [(height, column, float(each.words)), (height + 1, column, 1.0)]
        if each.leans:
            before = places.get((each.article, each.at - 1))
            cells += [(len(limits), column, 1.0)]
            cells += [(len(limits), before, -1.0)] if before is not None else []
            limits.append(0.0)
    rows, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(limits), width + height))
    return LinearConstraint(matrix, -np.inf, limits)
