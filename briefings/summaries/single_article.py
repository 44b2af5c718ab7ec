"""Extractive summarization of one news article: sentences by position, centrality, headline words and length."""

from collections import Counter
from collections.abc import Callable, Sequence
from math import log, sqrt

from sumy.models.dom import ObjectDocumentModel, Sentence
from sumy.summarizers._summarizer import AbstractSummarizer

from briefings.summaries.quotability import can_be_quoted, count_words, needs_context

WORD_BUDGET = 70  # of a briefing; about fifteen seconds' reading

_POSITION_WEIGHT = 0.4
_CENTRALITY_WEIGHT = 0.6
_HEADLINE_WEIGHT = 0.3
_LENGTH_WEIGHT = 0.1
_FULL_LENGTH_WORDS = 40  # a longer sentence gets no more for its length
_LONG_WORDS = 45  # a longer sentence leaves hardly room for another
_LONG_PENALTY = 0.2
_MAX_SENTENCE_WORDS = 120
_MAX_OVERLAP = 0.5  # of the shorter sentence's words

Vector = dict[str, float]


class NewsSummarizer(AbstractSummarizer):  # type: ignore[misc]  # sumy is not typed
    """Takes sentences that carry the point of a news article, word for word, within a budget of words.

    A sentence's score is the sum of

    - position: 0.4 / n for the article's n-th sentence. News puts the point first (the inverted pyramid), and the
      first sentences alone are a hard baseline to beat (Nenkova, "Automatic text summarization of newswire", 2005).
    - centrality: 0.6 × the cosine between the sentence and the whole text, words weighted by tf × isf (the centroid of
      Radev et al., "Centroid-based summarization of multiple documents", 2004): what the text keeps coming back to.
    - headline: 0.3 × the share of the headline's words that the sentence has (Edmundson, "New methods in automatic
      extracting", 1969).
    - length: up to 0.1 for 40 words, since very short sentences say little; −0.2 above 45 words, so that no long
      sentence takes the whole budget.

    The weights of position, centrality and length are rounded from a least-squares fit of the sentences' ROUGE on
    half of the development data (see docs/benchmarks.md); the headline's is of the size Edmundson gave it, since that
    data has no headlines.

    Sentences are taken best first while the budget lasts. One is passed over if half its words are in one taken
    already (Carbonell and Goldstein's maximal marginal relevance, 1998, as a threshold), if it is half a quotation, a
    question or a photo credit, or if it opens on a word that refers to a sentence not shown. They come back in
    the article's order.
    """

    def __init__(self, stem: Callable[[str], str], stop_words: frozenset[str], language: str) -> None:
        super().__init__(stem)
        self._stop_words = stop_words
        self._language = language

    def __call__(self, document: ObjectDocumentModel, sentences_count: int) -> tuple[Sentence, ...]:
        """The chosen sentences, at most `sentences_count`; none if no sentence can be quoted."""
        sentences = document.sentences
        if len(sentences) <= 2 and sum(count_words(str(sentence)) for sentence in sentences) <= _MAX_SENTENCE_WORDS:
            return tuple(sentences)
        stem_counts = [self._stem_counts(sentence) for sentence in sentences]
        headline = {word for heading in document.headings for word in self._stem_counts(heading)}
        scores = _scores([str(sentence) for sentence in sentences], stem_counts, headline)
        return tuple(sentences[index] for index in self._choose(sentences, stem_counts, scores, sentences_count))

    def _stem_counts(self, sentence: Sentence) -> Counter[str]:
        stop_words = self._stop_words
        return Counter(self.stem_word(word) for word in sentence.words if word not in stop_words)

    def _choose(
        self, sentences: Sequence[Sentence], stem_counts: Sequence[Counter[str]], scores: Sequence[float], count: int
    ) -> list[int]:
        texts = [str(sentence) for sentence in sentences]
        best_first = sorted(range(len(texts)), key=lambda index: (-scores[index], index))
        quotable = [
            index
            for index in best_first
            if count_words(texts[index]) <= _MAX_SENTENCE_WORDS and can_be_quoted(texts[index])
        ]
        chosen: list[int] = []
        room = WORD_BUDGET
        for index in [*quotable, *quotable]:  # again, for those whose context was chosen meanwhile
            has_context = index == 0 or index - 1 in chosen or not needs_context(texts[index], self._language)
            fits = not chosen or count_words(texts[index]) <= room
            if len(chosen) == count:
                break
            if index not in chosen and has_context and fits and not _repeats(stem_counts, index, chosen):
                chosen.append(index)
                room -= count_words(texts[index])
        return sorted(chosen)


def _scores(texts: Sequence[str], stem_counts: Sequence[Counter[str]], headline: set[str]) -> list[float]:
    """The score of each sentence, from its text, the counts of its stems and the headline's stems."""
    vectors = _vectors(stem_counts)
    centroid: Vector = {}
    for vector in vectors:
        for word, weight in vector.items():
            centroid[word] = centroid.get(word, 0) + weight
    norm = sqrt(sum(weight * weight for weight in centroid.values())) or 1
    scores = []
    for index, vector in enumerate(vectors):
        size = count_words(texts[index])
        score = _POSITION_WEIGHT / (index + 1)
        score += _CENTRALITY_WEIGHT * sum(weight * centroid[word] for word, weight in vector.items()) / norm
        score += _HEADLINE_WEIGHT * len(headline & stem_counts[index].keys()) / (len(headline) or 1)
        score += _LENGTH_WEIGHT * min(size, _FULL_LENGTH_WORDS) / _FULL_LENGTH_WORDS
        scores.append(score - _LONG_PENALTY if size > _LONG_WORDS else score)
    return scores


def _vectors(stem_counts: Sequence[Counter[str]]) -> list[Vector]:
    """The sentences as unit vectors, each word weighted by tf × isf (inverse sentence frequency)."""
    sentence_frequency = Counter(word for counts in stem_counts for word in counts)
    isf = {word: log((len(stem_counts) + 1) / (number + 0.5)) for word, number in sentence_frequency.items()}
    vectors = []
    for counts in stem_counts:
        vector = {word: count * isf[word] for word, count in counts.items()}
        norm = sqrt(sum(weight * weight for weight in vector.values())) or 1
        vectors.append({word: weight / norm for word, weight in vector.items()})
    return vectors


def _repeats(stem_counts: Sequence[Counter[str]], index: int, chosen: Sequence[int]) -> bool:
    """Whether a sentence shares more than half its words, or half of a chosen one's, with one that is chosen."""
    stems = stem_counts[index].keys()
    chosen_stems = [stem_counts[number].keys() for number in chosen]
    return any(len(stems & taken) > _MAX_OVERLAP * min(len(stems), len(taken)) for taken in chosen_stems)
