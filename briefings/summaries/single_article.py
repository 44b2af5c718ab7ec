"""A summariser that knows how news is written."""

from collections import Counter
from collections.abc import Callable, Sequence
from math import log, sqrt

from sumy.models.dom import ObjectDocumentModel, Sentence
from sumy.summarizers._summarizer import AbstractSummarizer

from briefings.summaries.quotability import can_be_quoted, length, needs_context

BUDGET = 70  # words of a briefing, about fifteen seconds' reading

_POSITION = 0.4
_CENTRALITY = 0.6
_HEADLINE = 0.3
_LENGTH = 0.1
_FULL_LENGTH = 40  # words from which on a sentence is not fuller for being longer
_MONSTER = 45  # words; with one of these there is hardly room for another
_MONSTER_COST = 0.2
_LONGEST = 120  # words; nobody reads more in one sentence
_SAME = 0.5  # of the shorter sentence's words

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
    - length: up to 0.1 for 40 words, since very short sentences say little; −0.2 above 45 words, so that no monster
      eats the budget.

    The weights of position, centrality and length are rounded from a least-squares fit of the sentences' ROUGE on
    half of the development data (see docs/benchmarks.md); the headline's is of the size Edmundson gave it, since that
    data has no headlines.

    Sentences are taken best first while the budget lasts. One is passed over if half its words are in one taken
    already (Carbonell and Goldstein's maximal marginal relevance, 1998, as a threshold), if it is half a quotation, a
    question or a photo credit, or if it opens on a word that leans on a sentence that is not shown. They come back in
    the article's order.
    """

    def __init__(self, stem: Callable[[str], str], stop_words: frozenset[str], language: str) -> None:
        super().__init__(stem)
        self._stop_words = stop_words
        self._language = language

    def __call__(self, document: ObjectDocumentModel, sentences_count: int) -> tuple[Sentence, ...]:
        """The chosen sentences, at most `sentences_count`; none if no sentence can be quoted."""
        sentences = document.sentences
        if len(sentences) <= 2 and sum(length(str(sentence)) for sentence in sentences) <= _LONGEST:
            return tuple(sentences)
        words = [self._content(sentence) for sentence in sentences]
        headline = {word for heading in document.headings for word in self._content(heading)}
        scores = _scores([str(sentence) for sentence in sentences], words, headline)
        return tuple(sentences[index] for index in self._choose(sentences, words, scores, sentences_count))

    def _content(self, sentence: Sentence) -> Counter[str]:
        stop_words = self._stop_words
        return Counter(self.stem_word(word) for word in sentence.words if word not in stop_words)

    def _choose(
        self, sentences: Sequence[Sentence], words: Sequence[Counter[str]], scores: Sequence[float], count: int
    ) -> list[int]:
        texts = [str(sentence) for sentence in sentences]
        best_first = sorted(range(len(texts)), key=lambda index: (-scores[index], index))
        able = [index for index in best_first if length(texts[index]) <= _LONGEST and can_be_quoted(texts[index])]
        chosen: list[int] = []
        room = BUDGET
        for index in [*able, *able]:  # a second time for those that lean on a sentence taken meanwhile
            stands = index == 0 or index - 1 in chosen or not needs_context(texts[index], self._language)
            fits = not chosen or length(texts[index]) <= room
            if len(chosen) == count:
                break
            if index not in chosen and stands and fits and not _repeats(words, index, chosen):
                chosen.append(index)
                room -= length(texts[index])
        return sorted(chosen)


def _scores(texts: Sequence[str], words: Sequence[Counter[str]], headline: set[str]) -> list[float]:
    vectors = _vectors(words)
    centre: Vector = {}
    for vector in vectors:
        for word, weight in vector.items():
            centre[word] = centre.get(word, 0) + weight
    norm = sqrt(sum(weight * weight for weight in centre.values())) or 1
    scores = []
    for index, vector in enumerate(vectors):
        size = length(texts[index])
        score = _POSITION / (index + 1)
        score += _CENTRALITY * sum(weight * centre[word] for word, weight in vector.items()) / norm
        score += _HEADLINE * len(headline & words[index].keys()) / (len(headline) or 1)
        score += _LENGTH * min(size, _FULL_LENGTH) / _FULL_LENGTH
        scores.append(score - _MONSTER_COST if size > _MONSTER else score)
    return scores


def _vectors(words: Sequence[Counter[str]]) -> list[Vector]:
    """The sentences as vectors of length 1, a word's weight its count times the log of how few sentences have it."""
    having = Counter(word for counts in words for word in counts)
    rarity = {word: log((len(words) + 1) / (number + 0.5)) for word, number in having.items()}
    vectors = []
    for counts in words:
        vector = {word: count * rarity[word] for word, count in counts.items()}
        norm = sqrt(sum(weight * weight for weight in vector.values())) or 1
        vectors.append({word: weight / norm for word, weight in vector.items()})
    return vectors


def _repeats(words: Sequence[Counter[str]], index: int, chosen: Sequence[int]) -> bool:
    own = words[index].keys()
    return any(len(own & words[other].keys()) > _SAME * min(len(own), len(words[other])) for other in chosen)
