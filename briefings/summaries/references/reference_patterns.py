"""The word lists of a language as patterns, compiled once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefings.summaries.references.reference_words import REFERENCE_WORDS
from briefings.summaries.references.reference_words.kinds import ReferenceWords
from briefings.summaries.references.reference_words.openings_alone import OPENINGS_ALONE, UNSPACED_LANGUAGES

_NOTHING = r"(?!)"
_WORD = re.compile(r"[^\W_]+")


class Phrases:
    """A list of words and phrases to find in a text, whole and in any case.

    Few sentences have one, so the text's words are looked at before the slower pattern is tried.
    """

    def __init__(self, listed: str) -> None:
        self._last_words = frozenset(_WORD.findall(phrase.lower())[-1] for phrase in listed.split())
        self._pattern = re.compile(rf"(?<![\w’'-])(?:{_any(listed)})(?![\w-])", re.IGNORECASE)

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Where the text has one of them, in its order."""
        if self._last_words.isdisjoint(_lower_words(text)):
            return iter(())
        return self._pattern.finditer(text)

    def first(self, text: str) -> re.Match[str] | None:
        """The first of them in the text."""
        return next(self.find(text), None)

    def are_in(self, text: str) -> bool:
        """Whether the text has one of them."""
        return self.first(text) is not None


class Openings:
    """The words with which a sentence carries on from the one before, of a language."""

    def __init__(self, listed: str, exceptions: str = "", *, is_spaced: bool = True) -> None:
        end = r"(?:(?<=['’])|(?![\w-]))" if is_spaced else ""
        self._pattern = re.compile(rf"[\W_]*(?P<words>{_any(listed)}){end}", re.IGNORECASE)
        self._exceptions = re.compile(rf"[\W_]*(?:{exceptions or _NOTHING})", re.IGNORECASE)

    def match(self, sentence: str, start: int = 0) -> re.Match[str] | None:
        """The opening at this place, as the group `words`; None for what only looks like one."""
        found = self._pattern.match(sentence, start)
        if found is None or self._exceptions.match(sentence, start):
            return None
        words = found["words"].rstrip("'’")
        return None if words.isupper() and len(words) > 1 else found  # IT is not it


@dataclass(frozen=True)
class ReferencePatterns:
    """A language's word lists, ready to search with; each attribute is named as in `ReferenceWords`.

    Attributes:
        definite: an article with a noun of people, organisations or events, as groups of these names, and the rest of
            the sentence's next word as `next`.
        kin: for each noun of events, a pattern of the words that tell of it.
    """

    openings: Openings
    leaning: re.Pattern[str]
    demonstratives: frozenset[str]
    they: frozenset[str]
    he: Phrases
    person_nouns: Phrases
    definite: re.Pattern[str]
    several: Phrases
    groups: Phrases
    days: Phrases
    phrases: Phrases
    says: Phrases
    first_person: Phrases
    answers: re.Pattern[str]
    dates: re.Pattern[str]
    kin: dict[str, re.Pattern[str]]
    pointers: frozenset[str]
    explained_by: frozenset[str]
    people_explained_by: frozenset[str]
    compounds: frozenset[str]
    he_words: frozenset[str]
    articles: frozenset[str]


@lru_cache(maxsize=32)
def opening_words(language: str) -> Openings | None:
    """The openings of a language; None for one that has no list."""
    if language in REFERENCE_WORDS:
        return reference_patterns(language).openings
    listed = OPENINGS_ALONE.get(language)
    return Openings(listed, is_spaced=language not in UNSPACED_LANGUAGES) if listed else None


def leans_on_previous(sentence: str, language: str) -> bool:
    """Whether a sentence is understood only behind the one before it, by how it begins or by who speaks in it."""
    openings = opening_words(language)
    if openings is not None and openings.match(sentence) is not None:
        return True
    return language in REFERENCE_WORDS and reference_patterns(language).leaning.search(sentence) is not None


@lru_cache(maxsize=16)
def reference_patterns(language: str) -> ReferencePatterns:
    """The patterns of a language that has word lists."""
    words = REFERENCE_WORDS[language]
    return ReferencePatterns(
        openings=Openings(words.openings, words.not_openings),
        leaning=re.compile(words.leaning or _NOTHING),
        demonstratives=frozenset(words.demonstratives.split()),
        they=frozenset(words.they.split()),
        he=Phrases(words.he),
        person_nouns=Phrases(words.person_nouns),
        definite=_definite(words),
        several=Phrases(words.several),
        groups=Phrases(words.groups),
        days=Phrases(words.days),
        phrases=Phrases(words.phrases),
        says=Phrases(words.says),
        first_person=Phrases(words.first_person),
        answers=re.compile(rf"[\W_]*(?:{words.answers or _NOTHING})", re.IGNORECASE),
        dates=re.compile(rf"\b(?:{_any(words.dates)}|\d{{4}}|\w+day)\b", re.IGNORECASE),
        kin={noun: _beginnings(f"{noun} {kin}") for noun, kin in words.events.items()},
        pointers=frozenset(words.pointers.split()),
        explained_by=frozenset(words.explained_by.split()),
        people_explained_by=frozenset(words.people_explained_by.split()),
        compounds=frozenset(words.compounds.split()),
        articles=frozenset(words.the.split()),
        he_words=frozenset(words.he.split()),
    )


def _definite(words: ReferenceWords) -> re.Pattern[str]:
    """“the”, at most two words more, and a noun; adjectives of Romance languages come after and do not matter."""
    nouns = (
        rf"(?P<people>{_any(words.people)})|(?P<organisation>{_any(words.organisations)})"
        rf"|(?P<event>{_any(' '.join(words.events))})"
    )
    return re.compile(
        rf"\b(?P<the>(?i:{_any(words.the)}))(?:(?<=['’])|\s)(?P<between>(?:[\w’'-]{{1,40}}\s){{0,2}}?)(?:{nouns})(?![\w-])"
        r"(?P<next>['’]s\b|,? [\w’'-]+|)"
    )


def _any(listed: str) -> str:
    """Alternatives of the words of a list, longest first, or a pattern that nothing matches."""
    alternatives = sorted(listed.split(), key=len, reverse=True)
    return "|".join(alternatives).replace("_", " ") or _NOTHING


@lru_cache(maxsize=1024)
def _lower_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _beginnings(listed: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(listed)})", re.IGNORECASE)
