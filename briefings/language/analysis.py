"""What is particular to a language: which one a text is in, its sentences, words, stems and stop words.

All of it comes from installed packages' own data: sentencex (sentences), py3langid (detection), sumy (stemmers and
stop words), babel (days and months).
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import sentencex
from babel import Locale, UnknownLocaleError
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from sumy.nlp.stemmers import Stemmer
from sumy.utils import get_stop_words

from briefings.language.text_folding import fold
from briefings.language.word_segmentation import segmenter

DEFAULT = "en"  # for a text that says too little to tell

# What py3langid chooses among: of languages nobody pushes, every short text would look like one.
_KNOWN = (
    *("ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hr", "hu", "id", "it", "ja"),
    *("ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh"),
)
_DETECT_FROM = 4000  # characters are plenty to tell a language
_FEWEST_LETTERS = 12

_SUMY_NAMES = {"el": "greek"}  # which sumy would look for as “modern greek (1453-)”

_THAI_CLAUSES = re.compile(r".{40,}?(?: |$)|.+$")  # of forty characters or more, some ten words
_CASED = ("cs", "sk")

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’\u0640][^\W\d_]+)*")
# Scripts written without spaces: their words overlap, two characters each.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")

# A piece that ends like this goes on in the next one, whatever the splitter says.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(«“„\"])(?:[^\W\d_]\.|(?:M|MM|Mme|Mlle|Dr|Prof|T\.ex|t\.ex|bl\.a|dott|sig|Sig|Sra|Dra|Ing|د|أ|م)\.)$"
)
_CLOCK = re.compile(r"\d\s?[ap]\.m\.$")
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|E[SD]T\b|GMT\b")


def detect(text: str) -> str:
    """The ISO 639-1 code of the language that most of a text is in; `en` for one too short to tell."""
    sample = text[:_DETECT_FROM]
    if sum(character.isalpha() for character in sample) < _FEWEST_LETTERS:
        return DEFAULT
    return str(_identifier().classify(sample)[0])


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a paragraph, each word for word as it stands there, white space folded.

    A quotation of several sentences is one, so that none is ever quoted by half.
    """
    folded = " ".join(text.split())
    spans: list[tuple[int, int]] = []
    for piece in map(str.strip, _pieces(folded, language)):
        start = folded.find(piece, spans[-1][1] if spans else 0)
        if not piece or start < 0:
            continue
        if spans and _goes_on(folded[slice(*spans[-1])], piece):
            spans[-1] = spans[-1][0], start + len(piece)
        else:
            spans.append((start, start + len(piece)))
    return [folded[start:end] for start, end in spans]


def _pieces(folded: str, language: str) -> Iterator[str]:
    for piece in sentencex.segment(language, folded):
        if language == "th":  # which ends sentences, and clauses, with a space and nothing else
            yield from _THAI_CLAUSES.findall(piece)
        else:
            yield piece


def words(text: str, language: str) -> list[str]:
    """The words and numbers of a text, lower case; of scripts without spaces, pairs of characters."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        if _UNSPACED.search(word):
            found += _pairs(word)
        else:
            found.append(word.replace("’", "'"))
    return found


def whole_words(text: str, language: str) -> list[str]:
    """As `words`, but of scripts without spaces the words, where a package can tell them (see `segmenting`)."""
    segment = segmenter(language)
    if segment is None:
        return words(text, language)
    return [word.strip().lower() for word in segment(text) if any(map(str.isalnum, word))]


def stem(word: str, language: str) -> str:
    """The stem of a lower-case word; the word itself where the language has no stemmer."""
    return _stem(word, language)


def stems(text: str, language: str) -> list[str]:
    """The stems of a text's words, accents and case folded; stop words are among them."""
    return [_folded_stem(word, language) for word in words(text, language)]


@lru_cache(maxsize=64)
def stop_words(language: str) -> frozenset[str]:
    """Words too common to mean anything, lower case; none for a language that has no list."""
    try:
        return frozenset(map(str.lower, get_stop_words(_SUMY_NAMES.get(language, language))))
    except LookupError:
        return frozenset()


@lru_cache(maxsize=64)
def calendar(language: str) -> frozenset[str]:
    """The names of days and months, lower case."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return frozenset()
    names = [*locale.days["format"]["wide"].values(), *locale.months["format"]["wide"].values()]
    return frozenset(name.lower() for name in names)


def _goes_on(before: str, after: str) -> bool:
    if after[0].islower() and before[-1] == ".":
        return True
    if _CLOCK.search(before) and _DAY.match(after):
        return True
    return bool(_ABBREVIATED.search(before))


def _pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(len(word) - 1)] or [word]


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_KNOWN)
    return identifier


@lru_cache(maxsize=64)
def _stemmer(language: str) -> Callable[[str], str]:
    try:
        stemmer: Callable[[str], str] = Stemmer(_SUMY_NAMES.get(language, language))
        stemmer("word")  # some say only now that they want another package
    except (LookupError, ValueError):
        return str  # as it is
    return stemmer


@lru_cache(maxsize=200_000)
def _stem(word: str, language: str) -> str:
    if language in _CASED and not word.islower():
        return word  # a number, or another script's: sumy's stemmer would only warn of it
    return _stemmer(language)(word)


@lru_cache(maxsize=200_000)
def _folded_stem(word: str, language: str) -> str:
    return fold(_stem(word, language))
