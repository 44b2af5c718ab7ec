"""Read a person's words, and an article's, so that one finds the other whatever the case, accents, endings, hyphens.

Decides what is a word and how it may be spelt; knows nothing of the index (`search.py`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from briefings.language.analysis import stems, stop_words
from briefings.language.text_folding import fold, tidy

Spelling = tuple[str, ...]  # stems that follow one another

_LONGEST = 1000  # characters of a query that are read
_MOST_WORDS = 16

_POSSESSIVE = re.compile(r"['’]s\b")
_APOSTROPHE = re.compile(r"['’`]")
# Letters that Unicode does not take apart, but people do.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe"})

_PIECE = re.compile(r"[^\W_]+(?:(?:-|(?<=\d)[.,](?=\d))[^\W_]+)*")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_LONE_LETTER = re.compile(r"(?<![\w-])([^\W\d_]) (?=[^\W\d_]{3})")
_CAPITALS = re.compile(r"\b[^\W\d_]{2,}\b")

_VOWELS = "aeiouy"  # in many languages a vowel alone is a word
_ONE_LETTER_WORDS = {"en": "ai", "de": "", "nl": "u"}


@dataclass(frozen=True, slots=True)
class QueryVariant:
    """A person's words as an article in one language would have them.

    Attributes:
        language: ISO 639-1 code.
        pieces: the words that count, as they are written.
        words: for each of them the ways it may be spelt; each way is stems that follow one another.
        run: the stems of all the words, as they follow one another.
    """

    language: str
    pieces: tuple[str, ...]
    words: tuple[tuple[Spelling, ...], ...]
    run: tuple[str, ...]


def index_terms(text: str, language: str) -> Iterator[list[str]]:
    """The stems of a text in their order, and then its hyphenated words as if written in one."""
    simple = _plain(text)
    for found in (stems(simple, language), stems(" ".join(_joined(_COMPOUND.findall(simple))), language)):
        if found:
            yield found


def written(text: str) -> set[str]:
    """The words of a text as they are written, but for case and accents."""
    return set(_PIECE.findall(_plain(text)))


def run(text: str, language: str) -> Spelling:
    """The stems of a person's words as they follow one another."""
    return tuple(stems(_plain(text), language))


def readings(query: str, languages: Sequence[str]) -> Iterator[list[QueryVariant]]:
    """What the words may mean in each language: first with the hyphenated words whole, then taken apart."""
    text = query[:_LONGEST]
    shouted = frozenset[str]() if text.isupper() else frozenset(_plain(" ".join(_capitals(text))).split())
    simple = _plain(text)
    whole = [_read(_lone_letters_joined(simple, each), each, shouted) for each in languages]
    yield [reading for reading in whole if reading.words]
    apart = [_read(simple.replace("-", " "), each, shouted) for each in languages]
    if apart != whole:
        yield [reading for reading in apart if reading.words]


def _read(text: str, language: str, shouted: frozenset[str]) -> QueryVariant:
    pieces = list(dict.fromkeys(_PIECE.findall(text)))
    common = _common(language) - shouted
    kept = ([piece for piece in pieces if piece not in common] or pieces)[:_MOST_WORDS]
    words = {piece: _spellings(piece, language) for piece in kept}
    for one, other in pairwise(kept):
        if one.isalpha() and other.isalpha():  # cease fire: ceasefire
            joined = tuple(stems(one + other, language))
            words[one] += (joined,)
            words[other] += (joined,)
    return QueryVariant(language, tuple(words), tuple(words.values()), tuple(stems(text, language)))


def _spellings(piece: str, language: str) -> tuple[Spelling, ...]:
    """A word as it stands; hyphenated also in one word; in one word also with a first letter apart (ecommerce)."""
    spellings = [stems(piece, language), *(stems(joined, language) for joined in _joined([piece]))]
    if piece.isalpha() and len(piece) > 4 and not _is_word(piece[0], language):
        spellings.append(stems(f"{piece[0]} {piece[1:]}", language))
    return tuple(tuple(spelling) for spelling in spellings if spelling)


def _joined(pieces: Iterable[str]) -> list[str]:
    return [piece.replace("-", "") for piece in pieces if "-" in piece]


def _lone_letters_joined(text: str, language: str) -> str:
    """`e commerce` as `e-commerce`, unless the letter is a word of its own."""
    return _LONE_LETTER.sub(lambda found: found[0] if _is_word(found[1], language) else f"{found[1]}-", text)


def _is_word(letter: str, language: str) -> bool:
    return letter in _ONE_LETTER_WORDS.get(language, _VOWELS)


def _capitals(text: str) -> list[str]:
    """Words in capitals, which are names even where they look like a common word: US, WHO."""
    return [word for word in _CAPITALS.findall(tidy(text)) if word.isupper()]


def _plain(text: str) -> str:
    """The text without case, accents and apostrophes."""
    folded = fold(tidy(text)).translate(_LETTERS)
    return _APOSTROPHE.sub(" ", _POSSESSIVE.sub("", folded))


@lru_cache(maxsize=64)
def _common(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in stop_words(language))
