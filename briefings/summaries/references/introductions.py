"""What a sentence takes as known and another one introduces: a noun behind a definite article, half of a full name."""

import re
from collections.abc import Sequence

from briefings.language.analysis import stem, stop_words, words
from briefings.language.word_frequency import word_frequency

_DEFINITE = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ss]uch) ([^\W\d_][\w’'-]*)")
_NAME = re.compile(r"[A-Z][\w’-]*(?: [A-Z][\w’-]*)*")  # one or several capitalized words in a row
_MAX_COMMON_FREQUENCY = 2e-4  # of a noun; what is commoner (the world, the police) needs no introduction


class Introductions:
    """The nouns and names of an article's sentences. For English; of other languages nothing is known."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self._texts = texts
        self._language = language
        self._words: dict[int, set[str]] = {}  # of the sentences that were asked about
        self._full_names: dict[int, set[str]] = {}

    def is_left_out(self, index: int, told: Sequence[str]) -> bool:
        """Whether a sentence takes as known what stands in one before it, and in none of those that were `told`."""
        left_out = [number for number in range(index) if self._texts[number] not in told]
        if self._language != "en" or not left_out:
            return False
        for number in left_out:
            if number not in self._words:
                self._words[number] = self._stems(self._texts[number])
                self._full_names[number] = self._names(self._texts[number], several=True)
        known = set[str]().union(*map(self._stems, told))
        text = self._texts[index]
        nouns = set[str]().union(*(self._words[number] for number in left_out))
        names = set[str]().union(*(self._full_names[number] for number in left_out))
        return bool(self._definite_nouns(text) & nouns - known or self._names(text, several=False) & names - known)

    def _definite_nouns(self, text: str) -> set[str]:
        found = (noun.lower() for noun in _DEFINITE.findall(text))
        return self._stems(
            " ".join(noun for noun in found if word_frequency(noun, self._language) < _MAX_COMMON_FREQUENCY)
        )

    def _names(self, text: str, *, several: bool) -> set[str]:
        """The words of names of several words, or of one."""
        return self._stems(" ".join(name for name in _NAME.findall(text) if (" " in name) is several))

    def _stems(self, text: str) -> set[str]:
        found = {word.removesuffix("'s") for word in words(text, self._language)}
        return {stem(word, self._language) for word in found - stop_words(self._language)}
