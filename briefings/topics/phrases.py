"""Finds names (runs of words with capitals) and terms (runs of up to three words) in one text.

Counting them over several articles is for `mentions.py`.
"""

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefings.language.analysis import stems, stop_words

_MAX_TERM_WORDS = 3
_MAX_REMEMBERED_LENGTH = 100  # characters of a word that is not taken apart again; no word is as long
_CASE_SAMPLE_CHARACTERS = 500  # by which a script is known to have capitals or not

_COMBINING_MARKS = (
    r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0966-\u0dff"  # such as the vowels of Arabic and Hindi
)
_LETTER = rf"(?:[^\W_]|[{_COMBINING_MARKS}])"
_TOKEN = re.compile(rf"{_LETTER}+(?:(?:[-&]|(?<=\d)[.,](?=\d)){_LETTER}+)*")
_JOINING_GAPS = frozenset((" ", "'", "’"))
_GAP_INSIDE_SENTENCE = re.compile(r"[\s'’,-]*")
_PARTICLES = frozenset(
    ("of", "de", "da", "do", "dos", "del", "della", "di", "du", "la", "von", "van", "der", "bin", "al")
)
_ARTICLES = frozenset(("The", "A", "An"))
# In a language where every noun has a capital, a single noun after one of these words is hardly a name.
_GERMAN_ARTICLES = ("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines")
_NOUN_MARKERS = {"de": frozenset(_GERMAN_ARTICLES)}


class _Word(NamedTuple):
    text: str
    key: str  # its stems
    common: bool  # a stop word or a single letter, but no acronym such as US
    capital: bool  # whether it has a capital


class Token(NamedTuple):
    """A word and where it stands: from character `start` to before `end`."""

    word: _Word
    start: int
    end: int
    opens: bool  # whether it is the first word of a sentence, a quotation, a line
    neighbour: bool  # whether there is only a space or an apostrophe between it and the word before


class SurfaceForm(NamedTuple):
    """A name or term as it is written in a text, and its key: the stems, joined by spaces."""

    key: str
    form: str


def tokens_of(text: str, language: str) -> list[Token]:
    """The words of a text that went through `text_folding.tidy`."""
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        neighbour = gap in _JOINING_GAPS and bool(tokens)
        opens = not neighbour and (not tokens or "\n" in gap or not _GAP_INSIDE_SENTENCE.fullmatch(gap))
        word = _remembered_word if len(match[0]) <= _MAX_REMEMBERED_LENGTH else _word
        tokens.append(Token(word(match[0], language), match.start(), match.end(), opens, neighbour))
        end = match.end()
    return tokens


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


_remembered_word = lru_cache(maxsize=50_000)(_word)


def terms_in(text: str, tokens: Sequence[Token], first_keys: Container[str] | None = None) -> Iterator[SurfaceForm]:
    """Each run of up to three words that ends with a word that is not common, and begins with such a word or a capital.

    With `first_keys`, only the runs whose first word has one of these keys: saves time on a long text.
    """
    for first, token in enumerate(tokens):
        word = token.word
        if (word.common and not word.capital) or (first_keys is not None and word.key not in first_keys):
            continue
        for last in range(first, min(first + _MAX_TERM_WORDS, len(tokens))):
            if last > first and not tokens[last].neighbour:
                break
            if not tokens[last].word.common:
                yield _surface_form(text, tokens[first : last + 1])


def names_in(text: str, tokens: Sequence[Token], language: str, openers: frozenset[str]) -> Iterator[SurfaceForm]:
    """The runs of words with capitals, but no single word that may have its capital from a sentence's beginning.

    Of a name of several words the last one is a name too if its key is among `openers`, which begin a sentence.
    """
    markers = _NOUN_MARKERS.get(language, frozenset())
    for word_before, run in _capitalized_runs(tokens):
        if len(run) > 1 or not (run[0].opens or word_before in markers):
            yield _surface_form(text, run)
        if len(run) > 1 and run[-1].word.key in openers:
            yield _surface_form(text, run[-1:])


def _capitalized_runs(tokens: Sequence[Token]) -> Iterator[tuple[str, Sequence[Token]]]:
    """Each run of words with capitals, without common words at its ends, and the word before it in lower case."""
    start = 0
    while start < len(tokens):
        end = start
        while end < len(tokens) and (end == start or tokens[end].neighbour):
            if not (tokens[end].word.capital or (end > start and _is_inner_particle(tokens, end))):
                break
            end += 1
        first, last = start, end
        while first < last and _is_not_in_name(tokens[first]):
            first += 1
        while first < last and tokens[last - 1].word.common:
            last -= 1
        if first < last:
            yield tokens[start - 1].word.text.lower() if start else "", tokens[first:last]
        start = max(end, start + 1)


def _is_not_in_name(token: Token) -> bool:
    """Whether a common word before a name has its capital from the sentence: The, But; not New in New York."""
    return token.word.common and (token.opens or token.word.text in _ARTICLES)


def _is_inner_particle(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word without a capital is inside a name: de in Rio de Janeiro."""
    following = tokens[index + 1 : index + 2]
    is_followed = bool(following) and following[0].neighbour and following[0].word.capital
    return tokens[index].word.text in _PARTICLES and is_followed


def _surface_form(text: str, tokens: Sequence[Token]) -> SurfaceForm:
    return SurfaceForm(" ".join(token.word.key for token in tokens), text[tokens[0].start : tokens[-1].end])


def without_capital(tokens: Sequence[Token], language: str) -> Iterator[Token]:
    """The words without a capital, or with only that of a German noun after an article."""
    markers = _NOUN_MARKERS.get(language, frozenset())
    for index, token in enumerate(tokens):
        if not token.word.capital or (index and tokens[index - 1].word.text.lower() in markers):
            yield token


def is_cased(text: str) -> bool:
    """Whether a text is in a script that has capitals."""
    letters = [character for character in text[:_CASE_SAMPLE_CHARACTERS] if character.isalpha()]
    return sum(character.lower() != character.upper() for character in letters) * 2 > len(letters)


def is_title_case(headline: Sequence[Token]) -> bool:
    """Whether most words of a headline have capitals, so that these say nothing about names."""
    long_words = [token for token in headline[1:] if len(token.word.text) > 3 and not token.word.common]
    return sum(token.word.capital for token in long_words) * 3 > len(long_words) * 2


def stem_key(text: str, language: str) -> str:
    """The stems of a text, joined by spaces: the same for all forms of a name or term."""
    return " ".join(stems(text, language))
