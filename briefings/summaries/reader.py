"""What a reader of a briefing knows who has read its headline and the sentences shown so far."""

import re
from collections.abc import Sequence
from functools import cached_property

from briefings.summaries.article_context import Earlier
from briefings.summaries.names import Name, can_be_person, names
from briefings.summaries.quotation_marks import outside_quotations
from briefings.summaries.reference_patterns import ReferencePatterns, reference_patterns


class Reader:
    """A reader of a headline and some sentences who is about to read a sentence of an article.

    Attributes:
        told: all that was read.
        goes_on: whether the sentence before it in its article is the last one read.
        knows_all: whether all that comes before it in its article was read; then nothing can be missing.
        is_first: whether nothing comes before it in its article.
    """

    def __init__(self, headline: str, shown: Sequence[str], earlier: Earlier, language: str) -> None:
        self.language = language
        self.patterns: ReferencePatterns = reference_patterns(language)
        self.headline = headline
        self.shown = tuple(shown)
        self.earlier = earlier
        self.told = "\n".join([headline, *shown])
        self.is_first = earlier.index == 0
        self.goes_on = bool(shown) and not self.is_first and earlier.article.sentences[earlier.index - 1] == shown[-1]
        self.knows_all = self.goes_on and not earlier.unshown(shown)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names in the headline and in what was shown."""
        texts = [self.headline, *self.shown]
        return tuple(name for text in texts for name in names(text, self.language))

    @cached_property
    def others_came_in(self) -> bool:
        """Whether the article, since the last sentence shown, names somebody whom the reader does not know."""
        persons = self.earlier.article.persons
        return any(
            not self.knows(surname)
            for index in self.earlier.since_shown(self.shown)
            for surname in persons[index]
        )

    @cached_property
    def knows_person(self) -> bool:
        """Whether somebody was told of."""
        return any(can_be_person(name, self.language) for name in self.names) or self.mentions(
            self.patterns.person_nouns
        )

    @property
    def can_tell_who(self) -> bool:
        """Whether “he” or “the striker” can be understood: somebody was told of, and nobody else came in since."""
        return self.knows_person and not self.others_came_in

    def knows(self, word: str) -> bool:
        """Whether a word was read."""
        return word in self.told and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", self.told) is not None

    def mentions(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self.told) is not None

    def missed(self, pattern: re.Pattern[str]) -> bool:
        """Whether a sentence of the article that stands before and was not shown has what the pattern means."""
        sentences = self.earlier.article.sentences
        return any(pattern.search(sentences[index]) for index in self.earlier.unshown(self.shown))


def names_person(text: str, reader: Reader) -> bool:
    """Whether a piece of the sentence, quotations left out, names somebody or has a noun for a person."""
    outside = outside_quotations(text)
    return reader.patterns.person_nouns.search(outside) is not None or any(
        can_be_person(name, reader.language) for name in names(outside, reader.language)
    )
