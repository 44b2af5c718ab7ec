"""Turns the words of queries and articles into stems that match whatever the case, accents, endings and hyphens.

Decides what is a word and how it may be spelt; knows nothing of the index (`index.py`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from briefings.language.analysis import stems, stop_words
from briefings.language.text_folding import fold, tidy

Spelling = tuple[str, ...]  # one way to write a word: stems that follow one another

_MAX_QUERY_CHARACTERS = 1000  # that are read
_MAX_QUERY_WORDS = 16
_FUZZY_MIN_LETTERS = 5, 8  # of a word in which one letter may be wrong, in which two may

_POSSESSIVE = re.compile(r"['’]s\b")
_APOSTROPHE = re.compile(r"['’`]")
# Letters that Unicode does not decompose, but people write without the mark.
_LETTER_REPLACEMENTS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe"})

_WORD = re.compile(r"[^\W_]+(?:(?:-|(?<=\d)[.,](?=\d))[^\W_]+)*")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_LONE_LETTER = re.compile(r"(?<![\w-])([^\W\d_]) (?=[^\W\d_]{3})")
_UPPER_CASE_WORD = re.compile(r"\b[^\W\d_]{2,}\b")

_VOWELS = "aeiouy"  # in many languages a vowel alone is a word
_ONE_LETTER_WORDS = {"en": "ai", "de": "", "nl": "u"}


@dataclass(frozen=True, slots=True)
class QueryVariant:
    """The words of a query as an article in one language would have them.

    Attributes:
        language: ISO 639-1 code.
        surface_words: the words that count, as they are written but for case and accents.
        words: for each of them the ways it may be spelt.
        stem_sequence: the stems of all the words, in their order.
    """

    language: str
    surface_words: tuple[str, ...]
    words: tuple[tuple[Spelling, ...], ...]
    stem_sequence: Spelling


def index_terms(text: str, language: str) -> Iterator[list[str]]:
    """The stems of a text in their order, and then those of its hyphenated words as if written in one."""
    normalized = _normalize(text)
    joined = " ".join(_joined_compounds(_COMPOUND.findall(normalized)))
    for terms in (stems(normalized, language), stems(joined, language)):
        if terms:
            yield terms


def surface_words(text: str) -> set[str]:
    """The words of a text as they are written, but for case and accents."""
    return set(_WORD.findall(_normalize(text)))


def stem_sequence(text: str, language: str) -> Spelling:
    """The stems of a text in their order."""
    return tuple(stems(_normalize(text), language))


def max_edits(word: str) -> int:
    """How many letters of a word, 0 to 2, may be wrong (edit distance): the more, the longer the word is."""
    return sum(len(word) >= letters for letters in _FUZZY_MIN_LETTERS)


def is_correction(word: str) -> bool:
    """Whether misspelt words are compared with this one: all letters, and no shorter than they are by more than one."""
    return word.isalpha() and len(word) >= _FUZZY_MIN_LETTERS[0] - 1


def query_variants(query: str, languages: Sequence[str]) -> Iterator[list[QueryVariant]]:
    """The query in each language that has words for it: first with hyphenated words whole, then taken apart."""
    text = query[:_MAX_QUERY_CHARACTERS]
    acronyms = frozenset[str]() if text.isupper() else frozenset(_normalize(" ".join(_acronyms(text))).split())
    normalized = _normalize(text)
    whole = [_variant(_hyphenate_lone_letters(normalized, language), language, acronyms) for language in languages]
    yield [variant for variant in whole if variant.words]
    apart = [_variant(normalized.replace("-", " "), language, acronyms) for language in languages]
    if apart != whole:
        yield [variant for variant in apart if variant.words]


def _variant(text: str, language: str, acronyms: frozenset[str]) -> QueryVariant:
    """The words of a normalized text, without stop words unless they are acronyms or there are no others."""
    all_words = list(dict.fromkeys(_WORD.findall(text)))
    ignored = _folded_stop_words(language) - acronyms
    words = ([word for word in all_words if word not in ignored] or all_words)[:_MAX_QUERY_WORDS]
    spellings = {word: _spellings(word, language) for word in words}
    for left, right in pairwise(words):
        if left.isalpha() and right.isalpha():  # cease fire: ceasefire
            joined = tuple(stems(left + right, language))
            spellings[left] += (joined,)
            spellings[right] += (joined,)
    return QueryVariant(language, tuple(spellings), tuple(spellings.values()), tuple(stems(text, language)))


def _spellings(word: str, language: str) -> tuple[Spelling, ...]:
    """A word as it stands; hyphenated also in one word; in one word also with a first letter apart (ecommerce)."""
    spellings = [stems(word, language), *(stems(joined, language) for joined in _joined_compounds([word]))]
    if word.isalpha() and len(word) > 4 and not _is_one_letter_word(word[0], language):
        spellings.append(stems(f"{word[0]} {word[1:]}", language))
    return tuple(tuple(spelling) for spelling in spellings if spelling)


def _joined_compounds(words: Iterable[str]) -> list[str]:
    """The hyphenated ones of the words, without their hyphens."""
    return [word.replace("-", "") for word in words if "-" in word]


def _hyphenate_lone_letters(text: str, language: str) -> str:
    """`e commerce` as `e-commerce`, unless the letter is a word of its own."""
    return _LONE_LETTER.sub(lambda match: match[0] if _is_one_letter_word(match[1], language) else f"{match[1]}-", text)


def _is_one_letter_word(letter: str, language: str) -> bool:
    return letter in _ONE_LETTER_WORDS.get(language, _VOWELS)


def _acronyms(text: str) -> list[str]:
    """Words in capitals, which are names even where they look like a stop word: US, WHO."""
    return [word for word in _UPPER_CASE_WORD.findall(tidy(text)) if word.isupper()]


def _normalize(text: str) -> str:
    """The text without case, accents and apostrophes."""
    folded = fold(tidy(text)).translate(_LETTER_REPLACEMENTS)
    return _APOSTROPHE.sub(" ", _POSSESSIVE.sub("", folded))


@lru_cache(maxsize=64)
def _folded_stop_words(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in stop_words(language))
