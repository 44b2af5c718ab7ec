"""Language detection, word splitting, stems, stop words and calendar names.

The language data comes with installed packages: py3langid (detection), sumy (stemmers and
stop words), babel (days and months). Each is imported on first use: sumy alone takes more than a second.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from briefings.language.text_folding import fold
from briefings.language.text_pieces import pieces
from briefings.language.word_segmentation import segmenter

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

DEFAULT = "en"  # for a text too short to detect its language

# py3langid chooses among these only; with all its languages it would mistake short texts for rare ones.
_DETECTABLE_LANGUAGES = (
    *("ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hr", "hu", "id", "it", "ja"),
    *("ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh"),
)
_DETECTION_SAMPLE_LENGTH = 4000  # characters
_MIN_LETTERS = 12  # in a text whose language can be detected

_SUMY_LANGUAGE_NAMES = {"el": "greek"}  # sumy would look for “modern greek (1453-)”

_STEMMED_ONLY_IN_LOWER_CASE = ("cs", "sk")

_MAX_WORD_LENGTH = 100  # characters; no word is as long, and stemmers take the square of a word's length
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’\u0640][^\W\d_]+)*")
# Scripts written without spaces; their "words" are overlapping pairs of characters.
UNSPACED_RANGES = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED = re.compile(rf"[{UNSPACED_RANGES}]+")


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language; `en` if it is too short to tell."""
    sample = text[:_DETECTION_SAMPLE_LENGTH]
    if sum(character.isalpha() for character in sample) < _MIN_LETTERS:
        return DEFAULT
    return str(_language_identifier().classify(sample)[0])


def words(text: str, language: str) -> list[str]:
    """The words and numbers of a text, lower case; in scripts without spaces, overlapping pairs of characters.

    Of what is longer than a hundred characters, the first hundred.
    """
    tokens: list[str] = []
    for piece in pieces(text):
        for word in _WORD.findall(piece.lower()):
            if _UNSPACED.search(word):
                tokens += _character_pairs(word)
            else:
                tokens.append(word[:_MAX_WORD_LENGTH].replace("’", "'"))
    return tokens


def is_unspaced(text: str) -> bool:
    """Whether a text has words in a script that is written without spaces."""
    return _UNSPACED.search(text) is not None


def whole_words(text: str, language: str) -> list[str]:
    """As `words`, but whole words in scripts without spaces, if word_segmentation.py has the package for it."""
    segment = segmenter(language)
    if segment is None:
        return words(text, language)
    segments = (word for piece in pieces(text) for word in segment(piece))
    return [word[:_MAX_WORD_LENGTH].strip().lower() for word in segments if any(map(str.isalnum, word))]


def stem(word: str, language: str) -> str:
    """The stem of a lower-case word; the word itself where the language has no stemmer.

    Of what is longer than a hundred characters, that of the first hundred.
    """
    return _stem(word[:_MAX_WORD_LENGTH], language)


@lru_cache(maxsize=200_000)
def _stem(word: str, language: str) -> str:
    if language in _STEMMED_ONLY_IN_LOWER_CASE and not word.islower():
        return word  # a number or a word in another script, of which sumy's stemmer would only warn
    return _stemmer(language)(word)


def stems(text: str, language: str) -> list[str]:
    """The stems of a text's words, stop words included, with accents and case folded."""
    return [_folded_stem(word, language) for word in words(text, language)]


@lru_cache(maxsize=64)
def stop_words(language: str) -> frozenset[str]:
    """Words too common to carry meaning, lower case; empty for a language without a list."""
    from sumy.utils import get_stop_words

    try:
        return frozenset(map(str.lower, get_stop_words(_SUMY_LANGUAGE_NAMES.get(language, language))))
    except (LookupError, ValueError):  # ValueError: no code of a language, but a sign that no file's name has
        return frozenset()


@lru_cache(maxsize=64)
def calendar(language: str) -> frozenset[str]:
    """The names of days and months, lower case."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return frozenset()
    names = [*locale.days["format"]["wide"].values(), *locale.months["format"]["wide"].values()]
    return frozenset(name.lower() for name in names)


def _character_pairs(word: str) -> list[str]:
    return [word[start : start + 2] for start in range(len(word) - 1)] or [word]


@lru_cache(maxsize=1)
def _language_identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_DETECTABLE_LANGUAGES)
    return identifier


@lru_cache(maxsize=64)
def _stemmer(language: str) -> Callable[[str], str]:
    from briefings.language.sumy_stemmers import Stemmer

    try:
        stemmer: Callable[[str], str] = Stemmer(_SUMY_LANGUAGE_NAMES.get(language, language))
        stemmer("word")  # some stemmers fail only now, for want of another package
    except (LookupError, ValueError):
        return str  # leaves the word as it is
    return stemmer


@lru_cache(maxsize=200_000)
def _folded_stem(word: str, language: str) -> str:
    return fold(_stem(word, language))
