"""Turns the words of queries and articles into stems that match whatever the case, accents, endings and hyphens.

Decides what is a word and how it may be spelt; knows nothing of the index (`index.py`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from briefings.language.analysis import UNSPACED_RANGES, stems, stop_words
from briefings.language.text_folding import fold, tidy
from briefings.language.text_pieces import pieces

Spelling = tuple[str, ...]  # one way to write a word: stems that follow one another

_MAX_QUERY_CHARACTERS = 1000  # that are read
_MAX_QUERY_PARTS = 24  # words, parts of hyphenated words, and characters of scripts without spaces that are read
_MAX_QUERY_WORDS = 12  # that count, of those
_MAX_STEMMED = 96  # words of a question times languages in which each is stemmed
_FUZZY_MIN_LETTERS = 5, 8  # of a word in which one letter may be wrong, in which two may
_FUZZY_MAX_LETTERS = 30  # of a word that may be misspelt

_POSSESSIVE = re.compile(r"['’]s\b")
_APOSTROPHE = re.compile(r"['’`]")
# Letters that Unicode does not decompose, but people write without the mark.
_LETTER_REPLACEMENTS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe"})

# Possessive (++), since a word without a hyphen would be gone through once for each of its letters.
_WORD = re.compile(r"[^\W_]++(?:(?:-|(?<=\d)[.,](?=\d))[^\W_]++)*")
_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:-[^\W_]++)+")
_PART = re.compile(rf"[{UNSPACED_RANGES}]|[^\W_{UNSPACED_RANGES}]+")
_LONE_LETTER = re.compile(r"(?<![\w-])([^\W\d_]) (?=[^\W\d_]{3})")
_UPPER_CASE_WORD = re.compile(r"\b[^\W\d_]{2,}\b")

_VOWELS = "aeiouy"  # in many languages a vowel alone is a word
_ONE_LETTER_WORDS = {"en": "ai", "de": "", "nl": "u"}


class Wording(NamedTuple):
    """The words of a query as articles in some language would have them.

    Attributes:
        surface_words: the words that count, as they are written but for case and accents.
        words: for each of them the ways it may be spelt.
        stem_sequence: the stems of all the words, in their order.
        as_written: whether they were not stemmed, so that articles are asked for the words as they are written.
    """

    surface_words: tuple[str, ...]
    words: tuple[tuple[Spelling, ...], ...]
    stem_sequence: Spelling
    as_written: bool


@dataclass(frozen=True, slots=True)
class QueryVariant:
    """What to look for in articles of some languages; None: of any."""

    languages: tuple[str, ...] | None
    wording: Wording


class Stemming(NamedTuple):
    """A language as whose words a query is stemmed, and the languages of the articles that are compared with it."""

    language: str
    languages: tuple[str, ...]


def stemmings(languages: Sequence[str], texts: Iterable[str]) -> list[Stemming]:
    """How to stem the texts of a question for articles in these languages, those of most articles first.

    The longer the question, the fewer: for articles in the others, words are taken as they stand.
    """
    parts = sum(len(_PART.findall(_beginning(text))) for text in texts)
    count = max(_MAX_STEMMED // max(parts, 1), 1)
    others = [Stemming("", tuple(languages[count:]))] if languages[count:] else []
    return [*(Stemming(language, (language,)) for language in languages[:count]), *others]


def index_terms(text: str, language: str) -> Iterator[list[str]]:
    """The stems of a text in their order, and then those of its hyphenated words as if written in one."""
    in_order, joined = list[str](), list[str]()
    for piece in map(_normalize, pieces(text)):
        in_order += stems(piece, language)
        joined += stems(" ".join(_joined_compounds(_COMPOUND.findall(piece))), language)
    return filter(None, (in_order, joined))


def surface_words(text: str) -> Iterator[str]:
    """The words of a text as they are written, but for case and accents."""
    for piece in pieces(text):
        yield from _WORD.findall(_normalize(piece))


def stem_sequence(text: str, language: str) -> Spelling:
    """The stems of the first words of a text, in their order."""
    return tuple(stems(_beginning(text), language))


def max_edits(word: str) -> int:
    """How many letters of a word, 0 to 2, may be wrong (edit distance): the more, the longer the word is."""
    return sum(len(word) >= letters for letters in _FUZZY_MIN_LETTERS) if len(word) <= _FUZZY_MAX_LETTERS else 0


def is_correction(word: str) -> bool:
    """Whether misspelt words are compared with this one: all letters, and of a length that is not out of reach."""
    return word.isalpha() and _FUZZY_MIN_LETTERS[0] - 1 <= len(word) <= _FUZZY_MAX_LETTERS + 2


def query_variants(query: str, stemmings: Sequence[Stemming]) -> Iterator[list[QueryVariant]]:
    """The query in each language that has words for it: first with hyphenated words whole, then taken apart."""
    text = query[:_MAX_QUERY_CHARACTERS]
    acronyms = frozenset[str]() if text.isupper() else frozenset(_normalize(" ".join(_acronyms(text))).split())
    beginning = _beginning(text)
    whole = [_hyphenate_lone_letters(beginning, stemming.language) for stemming in stemmings]
    yield _variants(whole, stemmings, acronyms)
    apart = [beginning.replace("-", " ")] * len(whole)
    if apart != whole:
        yield _variants(apart, stemmings, acronyms)


def _variants(texts: Sequence[str], stemmings: Sequence[Stemming], acronyms: frozenset[str]) -> list[QueryVariant]:
    """One variant for all languages whose words are the same."""
    languages: dict[Wording, list[str]] = {}
    for text, stemming in zip(texts, stemmings, strict=True):
        languages.setdefault(_wording(text, stemming.language, acronyms), []).extend(stemming.languages)
    return [QueryVariant(tuple(codes), wording) for wording, codes in languages.items() if wording.words]


def in_any_language(variants: Sequence[QueryVariant]) -> QueryVariant:
    """One for articles of any language, in which each word may be spelt as in one of them: costs less to look for."""
    shortest = min((variant.wording for variant in variants), key=lambda wording: len(wording.words))
    spellings = {word: dict.fromkeys(ways) for word, ways in zip(shortest.surface_words, shortest.words, strict=True)}
    for variant in variants:
        for word, ways in zip(variant.wording.surface_words, variant.wording.words, strict=True):
            if word in spellings:
                spellings[word].update(dict.fromkeys(ways))
    return QueryVariant(None, shortest._replace(words=tuple(map(tuple, spellings.values()))))


def _wording(text: str, language: str, acronyms: frozenset[str]) -> Wording:
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
    return Wording(tuple(spellings), tuple(spellings.values()), tuple(stems(text, language)), not language)


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


def _beginning(text: str) -> str:
    """The first words of a text, normalized."""
    normalized = _normalize(text[:_MAX_QUERY_CHARACTERS])[:_MAX_QUERY_CHARACTERS]  # some signs stand for many letters
    cut = next(islice(_PART.finditer(normalized), _MAX_QUERY_PARTS, None), None)
    return normalized[: cut.start()] if cut else normalized


def _normalize(text: str) -> str:
    """The text without case, accents and apostrophes."""
    folded = fold(tidy(text)).translate(_LETTER_REPLACEMENTS)
    return _APOSTROPHE.sub(" ", _POSSESSIVE.sub("", folded))


@lru_cache(maxsize=64)
def _folded_stop_words(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in stop_words(language))
