"""What an article's event is told by: its names, numbers and rarer words; and what its text is recognised by."""

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

_READ = 3000  # characters; what an event is stands at the top
_TERMS = 120  # the weightiest ones
_NAME = 1.5  # times, for a word that has a capital without beginning a sentence
_TOP = 1.5  # times, for a word of the headline or the first two paragraphs
_TOP_PARAGRAPHS = 2

_INSIDE = re.compile(r"(?<=[\w,;:] )[^\W\d_]\w+")  # a word that does not begin a sentence
_SHINGLE = 4  # words
_SAMPLED = 4  # of so many shingles one is kept


@dataclass(frozen=True, slots=True)
class StoryFeatures:
    """What an article is compared by; thousands are kept in memory, so equal parts are one object.

    Attributes:
        language: articles of two languages are never one story.
        moment: when it was published as far as that is known, else received.
        terms: stems, the weightiest first.
        weights: theirs, before it is known how rare they are.
        names: stems of names, without days and months; few or none in a script that has no capitals.
        shingles: a sample of its runs of four words, hashed.
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
    """The signature of an article. A date of publication after its reception is not believed."""
    moment = min(draft.published, received) if draft.published else received
    text = "\n".join(draft.paragraphs)[:_READ]
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
    found = {word.lower() for word in _INSIDE.findall(text) if word[0].isupper()}
    return frozenset(stem(word, language) for word in found - stop_words(language) - calendar(language))


def _terms(draft: Draft, text: str, names: frozenset[str]) -> tuple[tuple[str, float], ...]:
    language = draft.language
    stops = stop_words(language)
    top = "\n".join((draft.headline, *draft.paragraphs[:_TOP_PARAGRAPHS]))[:_READ]
    leading = {stem(word, language) for word in words(top, language)}
    everything = words(f"{draft.headline}\n{text}", language)
    counted = Counter(stem(word, language) for word in everything if word not in stops and len(word) > 1)
    weights = {term: _weight(count, term in names, term in leading) for term, count in counted.items()}
    return tuple(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:_TERMS])


@cache
def _weight(count: int, is_name: bool, leads: bool) -> float:
    return (1 + log(count)) * (_NAME if is_name else 1) * (_TOP if leads else 1)


def _shingles(found: list[str]) -> "array[int]":
    """A sample of the runs of four words that two texts with a run in common have in common, each once.

    Kept are the hashes that are 0 modulo 4 (Manber, "Finding similar files in a large file system", 1994).
    """
    runs = (" ".join(found[at : at + _SHINGLE]) for at in range(max(len(found) - _SHINGLE + 1, 1)))
    numbers = {number for run in runs if (number := crc32(run.encode("utf-8", "replace"))) % _SAMPLED == 0}
    return array("I", sorted(numbers))
