"""Multi-document summarization by maximum coverage: the sentences that say most of what several articles share."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import fsum, log1p

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from briefings.summaries.quotability import can_be_quoted
from briefings.summaries.sentence import Bigram, KnownContent, Sentence
from briefings.summaries.single_article import WORD_BUDGET

Weights = dict[Bigram, float]

_MAX_SENTENCES_PER_ARTICLE = 40  # that are read
_MAX_SENTENCES = 1000  # that are read of all articles together
_MAX_CANDIDATES = 100  # sentences that are chosen among
# Of what the solver is given, and of its search tree (a limit on time would not always give the same choice). Stories
# of newspapers have 320 rows at most; those of many sentences out of few words have thousands, and take seconds.
_MAX_SOLVER_ROWS = 500
_MAX_SOLVER_NODES = 200
_MIN_WORDS = 5  # of a sentence; one with fewer says too little
_MAX_BUDGET_SHARE = 0.6  # of the word budget that one sentence takes; more leaves no room for another
_POSITION_EXPONENT = 0.75  # how much it counts that a sentence stands early; 0: not at all
_SHOWN_FACTOR = 0.25  # on the weight of a bigram that readers have been shown


def cover(
    articles: Sequence[Sequence[str]],
    text_ids: Sequence[int],
    language: str,
    *,
    words: int = WORD_BUDGET,
    sentences: int = 3,
    already_shown: Sequence[str] = (),
    first: tuple[int, int] | None = None,
) -> list[tuple[int, int]]:
    """Choose sentences of the articles of one story: (article, sentence) index pairs in the order they are to be read.

    That is `first`, if it is given, which is chosen whatever else is, and the others in the order of the articles.

    `articles`: the sentences of each, the oldest article first; `text_ids`: a number for each article, the same for
    copies of one text; `words` and `sentences`: the most to choose; `already_shown`: sentences that the reader knows.

    Maximum coverage: the chosen sentences cover as much as possible of the bigrams that the articles share, found
    exactly as an integer programme under the budget (Gillick and Favre, "A scalable global model for summarization",
    2009). A bigram is two stems in a row, not both stop words. Its document frequency n is the number of different
    texts that have it; it is shared if n is at least a third of all texts, but at least two and at most three of them.
    It weighs n - 1 times how early the texts have it: (1 + ln(1 + i))^-0.75 for sentence i, counted from 0, on the
    average; a quarter of that if it was shown before. Where the texts share nothing, earliness alone counts, as it
    does for filling the room that is left.

    Left out are sentences that cannot stand on their own (`quotability.py`), those that repeat what was shown before
    or what a chosen one says, and of two that say nearly the same, as with newer numbers, the older one. A sentence
    too long to leave room for another is taken only where all are. The same input gives the same choice.
    """
    candidates, weights, earliness = _coverage_problem(articles, text_ids, language, already_shown, words)
    fixed = [Sentence(articles[first[0]][first[1]], language, *first)] if first else []
    candidates = [*fixed, *(each for each in candidates if each.position != first and not _is_said(each, fixed))]
    chosen = _solve_exactly(candidates, weights, words, sentences, len(fixed))
    if chosen is None:
        chosen = _extend_greedily(fixed, candidates, weights, words, sentences)
    positions = _fill_room(chosen, candidates, weights, earliness, words, sentences)
    return sorted(positions, key=lambda position: (position != first, position))


def _is_said(sentence: Sentence, fixed: Sequence[Sentence]) -> bool:
    return any(sentence.repeats(each) or each.updates(sentence) for each in fixed)


def cover_greedily(
    articles: Sequence[Sequence[str]], text_ids: Sequence[int], language: str, *, words: int, sentences: int
) -> list[tuple[int, int]]:
    """As `cover`, but takes again and again the sentence that adds most weight per word; for comparison."""
    candidates, weights, earliness = _coverage_problem(articles, text_ids, language, (), words)
    chosen = _extend_greedily([], candidates, weights, words, sentences)
    return _fill_room(chosen, candidates, weights, earliness, words, sentences)


def _coverage_problem(
    articles: Sequence[Sequence[str]],
    text_ids: Sequence[int],
    language: str,
    already_shown: Sequence[str],
    words: int,
) -> tuple[list[Sentence], Weights, Weights]:
    """The candidate sentences, the weight of each bigram to cover, and how early each bigram stands (from 1 down)."""
    limit = min(_MAX_SENTENCES_PER_ARTICLE, max(_MAX_SENTENCES // max(len(articles), 1), 1))
    parsed = [
        [Sentence(text, language, article, index) for index, text in enumerate(texts[:limit])]
        for article, texts in enumerate(articles)
    ]
    known = KnownContent([Sentence(text, language) for text in already_shown])
    texts_having = _texts_having(parsed, text_ids)
    earliness = {
        bigram: sum(by_text.values()) / len(by_text) * (_SHOWN_FACTOR if bigram in known.postings else 1)
        for bigram, by_text in texts_having.items()
    }
    min_texts = min(3, max(2, len(set(text_ids)) // 3))
    shared = {
        bigram: (len(by_text) - 1) * earliness[bigram]
        for bigram, by_text in texts_having.items()
        if len(by_text) >= min_texts
    }
    weights = shared or earliness
    return _candidates(_by_weight(_quotable(parsed, words), weights, earliness), known), weights, earliness


def _texts_having(articles: Sequence[Sequence[Sentence]], text_ids: Sequence[int]) -> dict[Bigram, dict[int, float]]:
    """For each bigram the texts that have it, and how early each has it first: from 1 down."""
    texts_having: dict[Bigram, dict[int, float]] = defaultdict(dict)
    for article, text_id in zip(articles, text_ids, strict=True):
        for sentence in article:
            earliness = (1 + log1p(sentence.index)) ** -_POSITION_EXPONENT
            for bigram in sentence.bigrams:
                texts_having[bigram][text_id] = max(earliness, texts_having[bigram].get(text_id, 0))
    return texts_having


def _quotable(articles: Sequence[Sequence[Sentence]], words: int) -> list[Sentence]:
    """The sentences that can be shown, those of a good length if there are any."""
    quotable = [
        sentence
        for article in articles
        for sentence in article
        if 0 < sentence.word_count <= words
        and can_be_quoted(sentence.text)
        and not (sentence.needs_context and sentence.index == 0)
    ]
    max_words = _MAX_BUDGET_SHARE * words
    return [sentence for sentence in quotable if _MIN_WORDS <= sentence.word_count <= max_words] or quotable


def _by_weight(sentences: Sequence[Sentence], weights: Weights, earliness: Weights) -> list[Sentence]:
    """The sentences with the greatest weight for each of their words first; of equals the earlier ones."""

    def weight_per_word(sentence: Sentence) -> tuple[float, float]:
        weight, early = (fsum(by.get(bigram, 0) for bigram in sentence.bigrams) for by in (weights, earliness))
        return weight / sentence.word_count, early / sentence.word_count

    return sorted(sentences, key=weight_per_word, reverse=True)


def _candidates(sentences: Iterable[Sentence], known: KnownContent) -> list[Sentence]:
    """The first of them that are not known, and of those that say nearly the same in several articles the newest."""
    candidates: list[Sentence] = []
    for sentence in sentences:
        if len(candidates) == _MAX_CANDIDATES:
            break
        if known.covers(sentence):
            continue
        versions = [
            candidate
            for candidate in candidates
            if candidate.article != sentence.article and candidate.updates(sentence)
        ]
        if all(version.article < sentence.article for version in versions):
            candidates = [candidate for candidate in candidates if candidate not in versions] + [sentence]
    return sorted(candidates, key=lambda candidate: candidate.position)


def _extend_greedily(
    chosen: Sequence[Sentence], candidates: Sequence[Sentence], weights: Weights, words: int, sentences: int
) -> list[Sentence]:
    """`chosen`, and again and again the candidate that adds most weight a word and repeats none of them."""
    extended = list(chosen)
    while len(extended) < sentences:
        room = words - sum(sentence.word_count for sentence in extended)
        covered = {bigram for sentence in extended for bigram in sentence.bigrams}
        gains = [
            (fsum(weights.get(bigram, 0) for bigram in sentence.bigrams - covered) / sentence.word_count, -index)
            for index, sentence in enumerate(candidates)
            if sentence.word_count <= room and not sentence.needs_context and not any(map(sentence.repeats, extended))
        ]
        gain, negative_index = max(gains, default=(0, 0))
        if gain <= 0:
            break
        extended.append(candidates[-negative_index])
    return extended


def _fill_room(
    chosen: Sequence[Sentence],
    candidates: Sequence[Sentence],
    weights: Weights,
    earliness: Weights,
    words: int,
    sentences: int,
) -> list[tuple[int, int]]:
    """The positions of the chosen, in order, and of what else has a weighted bigram and fits in the room left."""
    related = [candidate for candidate in candidates if not candidate.bigrams.isdisjoint(weights)]
    return sorted(sentence.position for sentence in _extend_greedily(chosen, related, earliness, words, sentences))


def _solve_exactly(
    candidates: Sequence[Sentence], weights: Weights, words: int, sentences: int, fixed: int
) -> list[Sentence] | None:
    """The sentences that cover the greatest weight, the first `fixed` ones among them; None if that is not found.

    A binary variable for each sentence, then one for each set of several sentences that have bigrams in common (the
    sum of these bigrams' weights); the bigrams of a single sentence are part of that sentence's own weight.
    """
    if not candidates:
        return []
    columns: dict[Bigram, list[int]] = defaultdict(list)
    for column, candidate in enumerate(candidates):
        for bigram in candidate.bigrams & weights.keys():
            columns[bigram].append(column)
    shared: dict[tuple[int, ...], float] = defaultdict(float)
    for bigram in sorted(columns):
        shared[tuple(columns[bigram])] += weights[bigram]
    own = [shared.pop((column,), 0.0) for column in range(len(candidates))]
    rows, limits = _constraints(candidates, list(shared), words, sentences)
    if len(rows) > _MAX_SOLVER_ROWS:
        return None
    solution = milp(
        -np.array([*own, *shared.values()]),
        constraints=LinearConstraint(_matrix(rows, len(own) + len(shared)), -np.inf, limits),
        integrality=1,  # of all: with fractions among them, the solver may print a line of its own
        bounds=Bounds([1.0] * fixed + [0.0] * (len(own) + len(shared) - fixed), 1),
        options={"node_limit": _MAX_SOLVER_NODES},
    )
    if solution.x is None:
        return None
    return [candidate for column, candidate in enumerate(candidates) if solution.x[column] > 0.5]


def _constraints(
    candidates: Sequence[Sentence], shared: Sequence[tuple[int, ...]], words: int, sentences: int
) -> tuple[list[dict[int, float]], list[float]]:
    """Rows of coefficients by column, and their upper limits.

    Shared bigrams count only with one of their sentences; the words and the number of sentences stay in the budget; a
    sentence that needs context comes only with the one before it; of two that repeat each other only one is chosen.
    """
    columns = {candidate.position: column for column, candidate in enumerate(candidates)}
    width = len(candidates)
    rows = [{width + row: 1.0} | dict.fromkeys(having, -1.0) for row, having in enumerate(shared)]
    limits = [0.0] * len(shared) + [float(words), float(sentences)]
    rows.append({column: float(candidate.word_count) for column, candidate in enumerate(candidates)})
    rows.append(dict.fromkeys(range(width), 1.0))
    for column, candidate in enumerate(candidates):
        if candidate.needs_context:
            previous = columns.get((candidate.article, candidate.index - 1))
            rows.append({column: 1.0} | ({} if previous is None else {previous: -1.0}))
            limits.append(0.0)
    for (left, left_sentence), (right, right_sentence) in combinations(enumerate(candidates), 2):
        if left_sentence.repeats(right_sentence):
            rows.append({left: 1.0, right: 1.0})
            limits.append(1.0)
    return rows, limits


def _matrix(rows: Sequence[dict[int, float]], width: int) -> csr_matrix:
    cells = [(row, column, value) for row, values in enumerate(rows) for column, value in values.items()]
    cell_rows, cell_columns, values = zip(*cells, strict=True)
    return csr_matrix((values, (cell_rows, cell_columns)), shape=(len(rows), width))
