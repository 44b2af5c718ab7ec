"""A sentence as it is compared with others, and what has been said already."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefings.language import analysis
from briefings.summaries.quotability import length, needs_context

Bigram = tuple[str, str]

_REPEATS = 0.5  # of a sentence in another one
_PATCHED = 0.7  # of a sentence's bigrams in what has been said
_SAME = 0.6  # of two sentences' words but numbers, for one to be the other brought up to date
_REWORDED = 0.7  # where no figures tell
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Sentence:
    """A sentence, the index of its article and its index there."""

    text: str
    language: str
    article: int = 0
    at: int = 0

    @property
    def place(self) -> tuple[int, int]:
        return self.article, self.at

    @cached_property
    def words(self) -> int:
        return length(self.text)

    @cached_property
    def needs_context(self) -> bool:
        return needs_context(self.text, self.language)

    @cached_property
    def _stems(self) -> list[tuple[str, bool]]:
        """Each word's stem, and whether it is a stop word."""
        stops = analysis.stop_words(self.language)
        found = analysis.whole_words(self.text, self.language)
        return [(analysis.stem(word, self.language), word in stops) for word in found]

    @cached_property
    def bigrams(self) -> frozenset[Bigram]:
        pairs = zip(self._stems, self._stems[1:], strict=False)
        return frozenset((one, two) for (one, stops), (two, too) in pairs if not (stops and too))

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(stem for stem, _ in self._stems if _NUMBER.fullmatch(stem))

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems that are neither stop words nor numbers."""
        return frozenset(stem for stem, stops in self._stems if not stops) - self.numbers

    def repeats(self, other: "Sentence") -> bool:
        """Whether the shorter of the two says mostly what the other says."""
        return len(self.content & other.content) > _REPEATS * min(len(self.content), len(other.content))

    def updates(self, other: "Sentence") -> bool:
        """Whether it says nearly the same with another number, in figures or in a word."""
        same = len(self.content & other.content) / (len(self.content | other.content) or 1)
        return self.text != other.text and same >= (_SAME if self.numbers != other.numbers else _REWORDED)


class KnownContent:
    """What readers know already."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._numbers = {number for each in sentences for number in each.numbers}
        self.having: dict[Bigram, list[int]] = defaultdict(list)
        for index, each in enumerate(sentences):
            for bigram in each.bigrams:
                self.having[bigram].append(index)

    def has(self, sentence: Sentence) -> bool:
        """Whether the sentence repeats one of them or is patched together from them, without a new number."""
        size = len(sentence.bigrams)
        heard = sentence.bigrams & self.having.keys()
        shares = Counter(index for bigram in heard for index in self.having[bigram])
        if len(heard) <= _PATCHED * size and max(shares.values(), default=0) <= _REPEATS * size:
            return False
        return sentence.numbers <= self._numbers or not any(map(sentence.updates, self._sentences))
