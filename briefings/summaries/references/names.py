"""Names in a sentence, told by their capital letters: who is named, in full or by surname alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefings.language import analysis
from briefings.summaries.references.reference_words import REFERENCE_WORDS

_CAPITALISED = r"(?:[A-ZÀ-ÖØ-Þ]\.(?: ?[A-ZÀ-ÖØ-Þ]\.)*|[A-ZÀ-ÖØ-Þ][\w’'-]*)"
_PARTICLE = r"(?:de|van|von|der|den|da|di|del|della|la|le|al|bin|ibn|dos|do|ten|ter|zu)"
_RUN = re.compile(rf"(?<![\w’'&-]){_CAPITALISED}(?:(?: {_PARTICLE}){{0,2}} {_CAPITALISED})*")
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD_BEFORE = re.compile(r"(\w+)\W*$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n])[\W_]*$")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words, without the articles and titles before it.

    Attributes:
        words: its words, without a possessive ending.
        titled: whether a title such as Mr or Dr stands before it.
        at: where it begins in the text, title included.
        after: the word before it, in lower case; empty where the text begins.
        begins: whether it begins a sentence, where any word has a capital letter.
    """

    words: tuple[str, ...]
    titled: bool
    at: int
    after: str
    begins: bool

    @property
    def is_uncertain(self) -> bool:
        """Whether it may be no name but the first word of a sentence."""
        return self.begins and len(self.words) == 1 and not self.titled and self.last[1:].islower()

    @property
    def last(self) -> str:
        return self.words[-1]


@lru_cache(maxsize=1024)
def names(text: str, language: str) -> tuple[Name, ...]:
    """The names in a text, in its order; days, months and words that merely begin a sentence left out."""
    return tuple(_find_names(text, language))


def _find_names(text: str, language: str) -> Iterator[Name]:
    titles = _word_set(REFERENCE_WORDS[language].titles)
    common = _common_words(language)
    for run in _RUN.finditer(text):
        tokens = run[0].split()
        owners = [index + 1 for index, token in enumerate(tokens[:-1]) if token.endswith(("'s", "’s"))]
        tokens = [_POSSESSIVE.sub("", token) for token in tokens]
        start = owners[-1] if owners else 0
        titled = False
        while start < len(tokens) and (bare := tokens[start].rstrip(".").lower()) in common:
            if bare not in titles and len(bare) > 1 and tokens[start].isupper() and start + 1 == len(tokens):
                break  # US is not us
            titled = titled or bare in titles
            start += 1
        words = tuple(token for token in tokens[start:] if token)
        if not words or (len(words) == 1 and len(words[0].rstrip(".")) < 2):
            continue
        begins = start == 0 and _SENTENCE_START.search(text[max(run.start() - 5, 0) : run.start()]) is not None
        yield Name(words, titled, run.start(), _word_before(text, run.start(), tokens[:start]), begins)


def _word_before(text: str, at: int, left_out: list[str]) -> str:
    """The word before a name, lower case: the last of those left out, or of the text before."""
    if left_out:
        return left_out[-1].lower()
    before = _WORD_BEFORE.search(text[max(at - 30, 0) : at])
    return before[1].lower() if before else ""


def full_names(text: str, language: str) -> frozenset[str]:
    """The surnames that a text gives with a first name."""
    if language not in REFERENCE_WORDS:
        return frozenset()
    return frozenset(name.last for name in names(text, language) if _is_full(name, language))


def first_names(text: str, language: str) -> dict[str, str]:
    """For each surname that a text gives with a first name, that name; the last one, if there are several."""
    if language not in REFERENCE_WORDS:
        return {}
    return {name.last: name.words[-2] for name in names(text, language) if _is_full(name, language)}


def persons_with_title(text: str, language: str) -> frozenset[str]:
    """The surnames that a text gives with a title such as Mr or Dr."""
    if language not in REFERENCE_WORDS:
        return frozenset()
    return frozenset(name.last for name in names(text, language) if name.titled)


def certain_names(text: str, language: str) -> frozenset[str]:
    """The last words of its names, without words that may be capitalised only because they begin a sentence."""
    if language not in REFERENCE_WORDS:
        return frozenset()
    return frozenset(name.last for name in names(text, language) if not name.is_uncertain)


def _is_full(name: Name, language: str) -> bool:
    listed = REFERENCE_WORDS[language]
    first, last = name.words[0], name.last
    return (
        1 < len(name.words) < 7
        and len(last) > 2
        and not last.isupper()
        and last.isalpha() | ("-" in last or "'" in last or "’" in last)
        and last.lower() not in _word_set(listed.not_surnames)
        and name.words[-2].lower() not in _word_set(listed.places)
        and first.lower() not in _word_set(listed.places)
        and not name.words[-2].isdigit()
    )


def can_be_person(name: Name, language: str) -> bool:
    """Whether a name may be somebody's: not where it is a place's, an abbreviation, an office or a nationality."""
    listed = REFERENCE_WORDS[language]
    if name.titled:
        return True
    if (len(name.words) == 1 and name.last.isupper()) or name.last.lower() in _word_set(listed.not_surnames):
        return False
    return name.after not in _word_set(f"{listed.before_places} {listed.the}")


@lru_cache(maxsize=16)
def _common_words(language: str) -> frozenset[str]:
    """Words and titles that are no part of a name, though they may stand capitalised before one."""
    words = REFERENCE_WORDS[language]
    listed = _word_set(f"{words.titles} {words.common_starts}")
    return analysis.stop_words(language) | analysis.calendar(language) | listed


@lru_cache(maxsize=256)
def _word_set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())
