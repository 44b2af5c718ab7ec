"""A sentence's bigrams, numbers and content words, and by these whether sentences repeat or update one another."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefings.language import analysis
from briefings.summaries.quotability import count_words, needs_context

Bigram = tuple[str, str]

_MAX_SHARED_CONTENT = 0.5  # of the shorter sentence's content words (for known content: of a sentence's bigrams)
_MAX_KNOWN_BIGRAMS = 0.7  # of a sentence's bigrams, spread over several known sentences
_UPDATE_OVERLAP = 0.6  # Jaccard similarity of content words from which one sentence updates another's numbers
_REWORDING_OVERLAP = 0.7  # the same where the numbers do not differ
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Sentence:
    """A sentence.

    Attributes:
        article: the index of its article.
        index: its own index in that article.
    """

    text: str
    language: str
    article: int = 0
    index: int = 0

    @property
    def position(self) -> tuple[int, int]:
        return self.article, self.index

    @cached_property
    def word_count(self) -> int:
        return count_words(self.text)

    @cached_property
    def needs_context(self) -> bool:
        return needs_context(self.text, self.language)

    @cached_property
    def _stems(self) -> list[tuple[str, bool]]:
        """Each word's stem, and whether the word is a stop word."""
        stop_words = analysis.stop_words(self.language)
        words = analysis.whole_words(self.text, self.language)
        return [(analysis.stem(word, self.language), word in stop_words) for word in words]

    @cached_property
    def bigrams(self) -> frozenset[Bigram]:
        """Pairs of neighbouring stems, without those of two stop words."""
        pairs = zip(self._stems, self._stems[1:], strict=False)
        return frozenset(
            (left, right) for (left, left_stop), (right, right_stop) in pairs if not (left_stop and right_stop)
        )

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(stem for stem, _ in self._stems if _NUMBER.fullmatch(stem))

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems that are neither stop words nor numbers."""
        return frozenset(stem for stem, is_stop_word in self._stems if not is_stop_word) - self.numbers

    def repeats(self, other: "Sentence") -> bool:
        """Whether the two share more than half the content words of the shorter one."""
        shared = len(self.content & other.content)
        return shared > _MAX_SHARED_CONTENT * min(len(self.content), len(other.content))

    def updates(self, other: "Sentence") -> bool:
        """Whether it says nearly the same with another number, in figures or in a word."""
        overlap = len(self.content & other.content) / (len(self.content | other.content) or 1)
        enough = _UPDATE_OVERLAP if self.numbers != other.numbers else _REWORDING_OVERLAP
        return self.text != other.text and overlap >= enough


class KnownContent:
    """The sentences that readers were shown before, indexed by bigram.

    Attributes:
        postings: for each bigram the indexes of the sentences that have it.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._numbers = {number for sentence in sentences for number in sentence.numbers}
        self.postings: dict[Bigram, list[int]] = defaultdict(list)
        for index, sentence in enumerate(sentences):
            for bigram in sentence.bigrams:
                self.postings[bigram].append(index)

    def covers(self, sentence: Sentence) -> bool:
        """Whether the sentence repeats one of them or is patched together from several, without a new number."""
        size = len(sentence.bigrams)
        known_bigrams = sentence.bigrams & self.postings.keys()
        shared = Counter(index for bigram in known_bigrams for index in self.postings[bigram])
        repeats_one = max(shared.values(), default=0) > _MAX_SHARED_CONTENT * size
        if not repeats_one and len(known_bigrams) <= _MAX_KNOWN_BIGRAMS * size:
            return False
        return sentence.numbers <= self._numbers or not any(map(sentence.updates, self._sentences))
