"""Names and terms in a text: which words belong together, and which have a capital for a reason.

Knows one text at a time; what a number of articles make of it is for `mentions.py`.
"""

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefings.language.analysis import stems, stop_words

_LONGEST_TERM = 3  # words
_CASE_READ = 500  # characters tell whether a script has capitals

_MARKS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0966-\u0dff"  # vowels that stand at their consonant
_LETTER = rf"(?:[^\W_]|[{_MARKS}])"
_TOKEN = re.compile(rf"{_LETTER}+(?:(?:[-&]|(?<=\d)[.,](?=\d)){_LETTER}+)*")
_NEIGHBOURS = frozenset((" ", "'", "’"))
_GOES_ON = re.compile(r"[\s'’,-]*")  # between two words of a sentence
_PARTICLES = frozenset(
    ("of", "de", "da", "do", "dos", "del", "della", "di", "du", "la", "von", "van", "der", "bin", "al")
)
_ARTICLES = frozenset(("The", "A", "An"))
# Where every noun has a capital, one after these is hardly a name.
_GERMAN_ARTICLES = ("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines")
_NOUN_MARKERS = {"de": frozenset(_GERMAN_ARTICLES)}


class _Word(NamedTuple):
    text: str
    key: str
    common: bool  # a stop word, unless it is an acronym: US
    capital: bool  # has one


class Token(NamedTuple):
    """A word where it stands."""

    word: _Word
    start: int
    end: int
    opens: bool  # first of a sentence, a quotation, a line
    neighbour: bool  # nothing but a space between it and the word before


class SurfaceForm(NamedTuple):
    """A name or term as it stands in a text."""

    key: str
    form: str


def tokens_of(text: str, language: str) -> list[Token]:
    """The words of a text that went through `query.tidy`."""
    tokens: list[Token] = []
    end = 0
    for found in _TOKEN.finditer(text):
        gap = text[end : found.start()]
        neighbour = gap in _NEIGHBOURS and bool(tokens)
        opens = not neighbour and (not tokens or "\n" in gap or not _GOES_ON.fullmatch(gap))
        tokens.append(Token(_word(found[0], language), found.start(), found.end(), opens, neighbour))
        end = found.end()
    return tokens


@lru_cache(maxsize=50_000)
def _word(text: str, language: str) -> _Word:
    lower = text.lower()
    is_stop_word = lower in stop_words(language)
    acronym = len(text) > 1 and text.isupper()
    return _Word(
        text,
        key=text if acronym and is_stop_word else stem_key(text, language),
        common=len(text) == 1 or (is_stop_word and not acronym),
        capital=text != lower,
    )


def terms_in(text: str, tokens: Sequence[Token], among: Container[str] | None = None) -> Iterator[SurfaceForm]:
    """Each run of up to three words that ends with one that is not common, and begins so or with a capital.

    Of the runs of a long text, only those that begin with one of the keys `among` are put together.
    """
    for at, first in enumerate(tokens):
        word = first.word
        if (word.common and not word.capital) or (among is not None and word.key not in among):
            continue
        for last in range(at, min(at + _LONGEST_TERM, len(tokens))):
            if last > at and not tokens[last].neighbour:
                break
            if not tokens[last].word.common:
                yield _written(text, tokens[at : last + 1])


def names_in(text: str, tokens: Sequence[Token], language: str, openers: frozenset[str]) -> Iterator[SurfaceForm]:
    """The runs of words with capitals that these do not owe to the beginning of a sentence.

    Of a person's full name the last word is one too if a sentence opens on it.
    """
    markers = _NOUN_MARKERS.get(language, frozenset())
    for marker, run in _runs(tokens):
        if len(run) > 1 or not (run[0].opens or marker in markers):
            yield _written(text, run)
        if len(run) > 1 and run[-1].word.key in openers:
            yield _written(text, run[-1:])


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[str, Sequence[Token]]]:
    """Each run of words with capitals, without common words at its ends, and the word before it in lower case."""
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and (end == at or tokens[end].neighbour):
            if not (tokens[end].word.capital or (end > at and _links(tokens, end))):
                break
            end += 1
        first, last = at, end
        while first < last and _is_no_part(tokens[first]):
            first += 1
        while first < last and tokens[last - 1].word.common:
            last -= 1
        if first < last:
            yield tokens[at - 1].word.text.lower() if at else "", tokens[first:last]
        at = max(end, at + 1)


def _is_no_part(token: Token) -> bool:
    """Whether a common word before a name has its capital from the sentence: The, But; not New in New York."""
    return token.word.common and (token.opens or token.word.text in _ARTICLES)


def _links(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word without a capital is inside a name: Rio de Janeiro."""
    after = tokens[at + 1 : at + 2]
    return tokens[at].word.text in _PARTICLES and bool(after) and after[0].neighbour and after[0].word.capital


def _written(text: str, tokens: Sequence[Token]) -> SurfaceForm:
    return SurfaceForm(" ".join(token.word.key for token in tokens), text[tokens[0].start : tokens[-1].end])


def without_capital(tokens: Sequence[Token], language: str) -> Iterator[Token]:
    """The words that are common words here: no capital, or only that of a German noun."""
    markers = _NOUN_MARKERS.get(language, frozenset())
    for at, token in enumerate(tokens):
        if not token.word.capital or (at and tokens[at - 1].word.text.lower() in markers):
            yield token


def is_cased(text: str) -> bool:
    """Whether a text is in a script that has capitals."""
    letters = [character for character in text[:_CASE_READ] if character.isalpha()]
    return sum(character.lower() != character.upper() for character in letters) * 2 > len(letters)


def is_title_case(headline: Sequence[Token]) -> bool:
    """Whether a headline has capitals as a matter of style, so that they say nothing about names."""
    telling = [token for token in headline[1:] if len(token.word.text) > 3 and not token.word.common]
    return sum(token.word.capital for token in telling) * 3 > len(telling) * 2


def stem_key(text: str, language: str) -> str:
    """The stems of a text, by which its forms are known to be one."""
    return " ".join(stems(text, language))
