"""Features of an article for clustering: weighted terms and names, which tell its event, and shingles of its text."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from math import log
from sys import intern
from zlib import crc32

from briefings.language.analysis import calendar, stem, stop_words, words
from briefings.model.article import Draft

_MAX_CHARACTERS = 3000  # of the text that are read; news says at its top what happened
_MAX_TERMS = 120  # those of the greatest weight
_NAME_FACTOR = 1.5  # for a word that has a capital without beginning a sentence
_TOP_FACTOR = 1.5  # for a word of the headline or the first two paragraphs
_TOP_PARAGRAPHS = 2

_WORD_INSIDE_SENTENCE = re.compile(r"(?<=[\w,;:] )[^\W\d_]\w+")
_SHINGLE_WORDS = 4
_SHINGLE_SAMPLING = 4  # one in so many shingles is used


@dataclass(frozen=True, slots=True)
class StoryFeatures:
    """What an article is compared by; thousands are held in memory, so equal terms are one object.

    Attributes:
        language: ISO 639-1 code; articles of two languages are never in one story.
        moment: when it was published as far as that is known, else when it was received; aware.
        terms: stems, those of the greatest weight first.
        weights: of the terms: log-scaled term frequency times factors for names and for the top, without idf.
        names: stems of names, without days and months; few or none in a script that has no capitals.
        shingles: hashes, 32 bits, of a sample of its runs of four words, sorted.
    """

    language: str
    moment: datetime
    terms: tuple[str, ...]
    weights: tuple[float, ...]
    names: frozenset[str]
    shingles: "array[int]"

    def weighted(self) -> Iterator[tuple[str, float]]:
        """Each term with its weight."""
        return zip(self.terms, self.weights, strict=True)


def extract_features(draft: Draft, received: datetime) -> StoryFeatures:
    """The features of an article; one dated later than it was received counts as published when it was received."""
    moment = min(draft.published, received) if draft.published else received
    text = "\n".join(draft.paragraphs)[:_MAX_CHARACTERS]
    names = _names(text, draft.language)
    shingles = _shingles(words(text, draft.language))
    terms = _terms(draft, text, names)
    return StoryFeatures(
        draft.language,
        moment,
        tuple(intern(term) for term, _ in terms),
        tuple(weight for _, weight in terms),
        frozenset(map(intern, names)),
        shingles,
    )


def _names(text: str, language: str) -> frozenset[str]:
    """The stems of words that have a capital without beginning a sentence."""
    capitalized = {word.lower() for word in _WORD_INSIDE_SENTENCE.findall(text) if word[0].isupper()}
    return frozenset(stem(word, language) for word in capitalized - stop_words(language) - calendar(language))


def _terms(draft: Draft, text: str, names: frozenset[str]) -> tuple[tuple[str, float], ...]:
    """The terms with the greatest weight, and their weights, the greatest first."""
    language = draft.language
    ignored = stop_words(language)
    top = "\n".join((draft.headline, *draft.paragraphs[:_TOP_PARAGRAPHS]))[:_MAX_CHARACTERS]
    top_terms = {stem(word, language) for word in words(top, language)}
    all_words = words(f"{draft.headline}\n{text}", language)
    counts = Counter(stem(word, language) for word in all_words if word not in ignored and len(word) > 1)
    weights = {term: _weight(count, term in names, term in top_terms) for term, count in counts.items()}
    return tuple(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:_MAX_TERMS])


@cache
def _weight(count: int, is_name: bool, is_at_top: bool) -> float:
    return (1 + log(count)) * (_NAME_FACTOR if is_name else 1) * (_TOP_FACTOR if is_at_top else 1)


def _shingles(text_words: list[str]) -> "array[int]":
    """Hashes of a sample of the shingles (runs of four words): the same shingles are sampled in every text.

    Sampled are the hashes that are 0 modulo 4 (Manber, "Finding similar files in a large file system", 1994).
    """
    last_start = max(len(text_words) - _SHINGLE_WORDS, 0)
    shingles = (" ".join(text_words[start : start + _SHINGLE_WORDS]) for start in range(last_start + 1))
    hashes = (crc32(shingle.encode("utf-8", "replace")) for shingle in shingles)
    return array("I", sorted({number for number in hashes if number % _SHINGLE_SAMPLING == 0}))
