"""What an article is compared by when its story is looked for: terms and where they stand, names, shingles."""

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zlib import crc32

from briefings.language.analysis import calendar, stem, stop_words, words
from briefings.language.word_frequency import word_frequency
from briefings.model.article import Draft

_MAX_HEADLINE_CHARACTERS = 500
_MAX_CHARACTERS = 3000  # of the text that are read; news says at its top what happened
_LEAD_WORDS = 60  # of the text, that with the headline make the top
_LEAD_CHARACTERS = 500  # in which the names of the lead are looked for
_MAX_RARE_FREQUENCY = 1e-5  # of a word that is rare
_MAX_TERMS = 250
_MAX_COUNT = 255

_WORD = re.compile(r"[^\W\d_]\w+")
_WORD_INSIDE_SENTENCE = re.compile(r"(?<=[\w,;:] )[^\W\d_]\w+")
_SHINGLE_WORDS = 4
_SHINGLE_SAMPLING = 4  # one in so many shingles of the text is used
_LEAD_SHINGLE_WORDS = 24


@dataclass(frozen=True)
class StoryFeatures:
    """What an article is compared by; thousands are held in memory, so terms are 32-bit hashes.

    A few collisions among some hundred thousand terms do no harm.

    Attributes:
        language: ISO 639-1 code; articles of two languages are never in one story.
        moment: when it was published as far as that is known, else when it was received; aware.
        terms: of headline and text, each once.
        frequencies: for each term, how common its word is in the language (0 to 1; 0 where that is not known).
        in_top, in_headline: how often each term stands in the headline and the first 60 words, and in the headline.
        lead_names: terms that are names in the first 500 characters, without days and months; in a script that has no
            capitals, the rare terms of the top.
        shingles: a sample of the runs of four words in the text, sorted.
        lead_shingles: all of its first 24 words, sorted.
    """

    language: str
    moment: datetime
    terms: "array[int]"
    frequencies: "array[float]"
    in_top: bytes
    in_headline: bytes
    lead_names: frozenset[int]
    shingles: "array[int]"
    lead_shingles: "array[int]"


def extract_features(draft: Draft, received: datetime) -> StoryFeatures:
    """The features of an article; one dated later than it was received counts as published when it was received."""
    moment = min(draft.published, received) if draft.published else received
    language = draft.language
    title, paragraphs = top_of(draft)
    text = "\n".join(paragraphs)[:_MAX_CHARACTERS]
    headline = words(title, language)
    text_words = words(text, language)
    counts = Counter(_terms(headline + text_words, language))
    in_headline = Counter(_terms(headline, language))
    in_top = in_headline + Counter(_terms(text_words[:_LEAD_WORDS], language))
    frequencies: dict[int, float] = {}
    for word in {*headline, *text_words}:
        term = _term(word, language)
        frequencies[term] = max(frequencies.get(term, 0.0), word_frequency(word, language))
    terms = sorted(counts, key=lambda term: (-in_top[term], -counts[term], term))[:_MAX_TERMS]
    if _has_capitals(text):
        lead_names = _lead_names(text, language)
    else:
        lead_names = {term for term in in_top if frequencies[term] < _MAX_RARE_FREQUENCY}
    return StoryFeatures(
        language,
        moment,
        array("I", terms),
        array("f", (frequencies[term] for term in terms)),
        bytes(min(in_top[term], _MAX_COUNT) for term in terms),
        bytes(min(in_headline[term], _MAX_COUNT) for term in terms),
        frozenset(lead_names.intersection(terms)),
        _shingles(text_words, _SHINGLE_SAMPLING),
        _shingles(text_words[:_LEAD_SHINGLE_WORDS]),
    )


def top_of(draft: Draft) -> tuple[str, tuple[str, ...]]:
    """As much of an article's headline and paragraphs as it is compared by; of an article of any length a few pages."""
    paragraphs: list[str] = []
    room = _MAX_CHARACTERS
    for paragraph in draft.paragraphs:
        if room <= 0:
            break
        paragraphs.append(paragraph[:room])
        room -= len(paragraph) + 1  # and the line's end
    return draft.headline[:_MAX_HEADLINE_CHARACTERS], tuple(paragraphs)


@lru_cache(maxsize=200_000)
def _term(word: str, language: str) -> int:
    return _hash(stem(word, language))


def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "replace"))


def _terms(text_words: Sequence[str], language: str) -> list[int]:
    ignored = stop_words(language) | calendar(language)
    return [_term(word, language) for word in text_words if word not in ignored and len(word) > 1]


def _lead_names(text: str, language: str) -> set[int]:
    """The words of the lead that have a capital and, somewhere in the text, one without beginning a sentence."""
    names = {word for word in _WORD_INSIDE_SENTENCE.findall(text) if word[0].isupper()}
    lead = {word.lower() for word in _WORD.findall(text[:_LEAD_CHARACTERS]) if word in names}
    return {_term(word, language) for word in lead - stop_words(language) - calendar(language)}


def _has_capitals(text: str) -> bool:
    """Whether most letters at the beginning are of a script that has capitals."""
    letters = [letter for letter in text[:_LEAD_CHARACTERS] if letter.isalpha()]
    return 2 * sum(letter.lower() != letter.upper() for letter in letters) > len(letters)


def _shingles(text_words: list[str], sampling: int = 1) -> "array[int]":
    """Hashes of the shingles (runs of four words), or of a sample: the same shingles are sampled in every text.

    Sampled are the hashes that are 0 modulo `sampling` (Manber, "Finding similar files in a large file system", 1994).
    """
    last_start = max(len(text_words) - _SHINGLE_WORDS, 0)
    shingles = (" ".join(text_words[start : start + _SHINGLE_WORDS]) for start in range(last_start + 1))
    return array("I", sorted({number for number in map(_hash, shingles) if number % sampling == 0}))
