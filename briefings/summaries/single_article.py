"""Extractive summarization of one news article: sentences by position, centrality, headline words and length."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import log, sqrt

from sumy.models.dom import ObjectDocumentModel, Sentence
from sumy.summarizers._summarizer import AbstractSummarizer

from briefings.language.analysis import stem, stop_words, whole_words
from briefings.language.sentence_ends import ends_as_sentence
from briefings.language.teasers import says_news
from briefings.summaries.article_sentences import ArticleSentences
from briefings.summaries.lede import find_lede
from briefings.summaries.quotability import can_be_quoted, count_words

WORD_BUDGET = 70  # of a briefing; about fifteen seconds' reading

_POSITION_WEIGHT = 0.4
_CENTRALITY_WEIGHT = 0.6
_HEADLINE_WEIGHT = 0.3
_LENGTH_WEIGHT = 0.1
_FULL_LENGTH_WORDS = 40  # a longer sentence gets no more for its length
_LONG_WORDS = 45  # a longer sentence leaves hardly room for another
_LONG_PENALTY = 0.2
_MAX_SENTENCE_WORDS = 120
_MAX_SENTENCES = 10  # at the top, that are chosen among
_MAX_SEARCHED_SENTENCES = 40  # the same in an article without a lede
_FOLLOWING_BONUS = 0.2  # for the sentence behind a chosen one, which it explains
_MAX_SHORT_SENTENCES = 2  # of a text that is shown whole where none of them stands
_MAX_OVERLAP = 0.4  # of the shorter sentence's words
_BEGINNING_LENGTH = 5  # letters of a stem

_SAYS_LITTLE = re.compile(
    r"(?:did not|didn[’']t|has not|could not) (?:immediately |yet )?(?:respond|return|be reached)"
    r"|(?:requests?|calls?|inquir\w+) for comment|declined to comment|not immediately available"
    r"|^[\"“][^\"“”]*\?[\"”] ",
    re.IGNORECASE,
)
_RUN_IN_HEADING = re.compile(r"[^\"“”:]{3,60}: [A-Z]")  # of a part of a list: “A second case: The mayor …”

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

    The lede (`lede.py`) comes first, unless the headline says it word for word. Of the first ten sentences the best are
    taken while the budget lasts, 0.2 better for one that stands right behind one taken already. One is passed over if
    two fifths of its words are in one taken already (Carbonell and Goldstein's maximal marginal relevance, 1998, as a
    threshold), if it says little, if it neither follows one taken already nor has a word of the headline or of those
    taken (it tells of something else), or if a reader could not understand it after those shown before it
    (`references/`).
    They come in the article's order.
    """

    def __init__(self, stem: Callable[[str], str], language: str) -> None:
        super().__init__(stem)
        self._language = language

    def __call__(self, document: ObjectDocumentModel, sentences_count: int) -> tuple[Sentence, ...]:
        """The chosen sentences, at most `sentences_count`; none if no sentence can be quoted."""
        headline = " ".join(map(str, document.headings))
        article = ArticleSentences(headline, [str(sentence) for sentence in document.sentences], self._language)
        return tuple(document.sentences[index] for index in choose_in_article(article, sentences_count))


def choose_in_article(article: ArticleSentences, count: int) -> list[int]:
    """The indexes of at most `count` sentences of an article, as `NewsSummarizer` takes them."""
    texts = article.texts
    lede = find_lede(article)
    said = lede is not None and texts[lede] == article.headline
    above = texts[lede : lede + 1] if said and lede is not None else ()
    if len(texts) <= _MAX_SHORT_SENTENCES and lede == 0 and not said and _fits(range(len(texts)), texts):
        whole = list(range(len(texts)))[:count]
        if article.stand_together(whole, given=lede):
            return whole
    chosen = [] if lede is None or said else [lede]
    stem_counts = [_stem_counts(text, article.language) for text in texts]
    headline_stems = set(_stem_counts(article.headline, article.language))
    scores = _scores(texts, stem_counts, headline_stems)
    start = 0 if lede is None else lede + 1
    stop = _MAX_SENTENCES if lede is not None else _MAX_SEARCHED_SENTENCES
    left = {index for index in range(start, min(len(texts), stop)) if _says_something(texts[index])}
    while len(chosen) < count:
        follows = {index for index in left if index - 1 in chosen or (said and index - 1 == lede)}
        told = _beginnings(headline_stems).union(*(_beginnings(stem_counts[number]) for number in chosen))
        best_first = sorted(left, key=lambda index: (-scores[index] - _FOLLOWING_BONUS * (index in follows), index))
        together = next(
            (
                sorted([*chosen, index])
                for index in best_first
                if (not chosen or index in follows or _beginnings(stem_counts[index]) & told)
                and not _repeats(stem_counts, index, chosen)
                and _fits([*chosen, index], texts)
                and article.stand_together(sorted([*chosen, index]), above, lede)
            ),
            None,
        )
        if together is None:
            break
        chosen = together
        left.difference_update(chosen)
    return chosen or _anything(texts, count)


def _says_something(sentence: str) -> bool:
    return says_news(sentence) and not (_SAYS_LITTLE.search(sentence) or _RUN_IN_HEADING.match(sentence))


def _fits(indexes: Sequence[int], texts: Sequence[str]) -> bool:
    size = count_words(" ".join(texts[index] for index in indexes))
    return size <= (WORD_BUDGET if len(indexes) > 1 else _MAX_SENTENCE_WORDS)


def _anything(texts: Sequence[str], count: int) -> list[int]:
    """For a text of which nothing stands: its first whole sentence, or the first lines of a short text or a post."""
    whole = (index for index, text in enumerate(texts) if can_be_quoted(text) and _fits([index], texts))
    if (first := next(whole, None)) is not None:
        return [first]
    if len(texts) > _MAX_SHORT_SENTENCES and any(map(ends_as_sentence, texts)):
        return []
    lines = list(range(min(count, len(texts))))
    while len(lines) > 1 and not _fits(lines, texts):
        lines.pop()
    return lines


def _stem_counts(text: str, language: str) -> Counter[str]:
    ignored = stop_words(language)
    return Counter(stem(word, language) for word in whole_words(text, language) if word not in ignored)


def _beginnings(stems: Iterable[str]) -> set[str]:
    """The first five letters of each, by which Ukraine and Ukrainian are one."""
    return {word[:_BEGINNING_LENGTH] for word in stems}


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
    """Whether a sentence shares too many of its words, or of a chosen one's, with one that is chosen."""
    stems = stem_counts[index].keys()
    chosen_stems = [stem_counts[number].keys() for number in chosen]
    return any(len(stems & taken) > _MAX_OVERLAP * min(len(stems), len(taken)) for taken in chosen_stems)
