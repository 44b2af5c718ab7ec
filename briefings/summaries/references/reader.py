"""What a reader of a briefing knows who has read its headline and the sentences shown so far."""

import re
from collections.abc import Sequence
from functools import cached_property

from briefings.language.quotation_marks import outside_quotations
from briefings.summaries.references.article_context import Earlier
from briefings.summaries.references.names import Name, can_be_person, full_names, names, persons_with_title
from briefings.summaries.references.reference_patterns import ReferencePatterns, reference_patterns

SUBJECT_LENGTH = 20  # characters at the beginning of a sentence; who is named there, it is about

SUBJECT_PRONOUNS = frozenset({"he", "she", "él", "ella", "il", "elle", "er", "sie", "lui", "lei", "ele", "ela"})


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
        found = [name for text in texts for name in names(text, self.language)]
        certain = self.earlier.article.certain_names | self.earlier.article.all_persons
        return tuple(name for name in found if not name.is_uncertain or name.last in certain)

    @cached_property
    def newcomers(self) -> frozenset[str]:
        """The surnames of people whom the reader does not know and whom the article may now speak of.

        They are given since the last sentence shown and since the last one that is about those the reader knows.
        """
        newcomers: set[str] = set()
        for index in reversed(self.earlier.since_shown(self.shown)):
            new = {surname for surname in self.earlier.article.persons[index] if not self.knows(surname)}
            about = self._where_known(self.earlier.article.sentences[index])
            if about == 0 or (about is not None and not new):
                break
            if not self._carries_on(self.earlier.article.sentences[index]):
                newcomers |= new
        return frozenset(newcomers)

    def _where_known(self, sentence: str) -> int | None:
        """Where a sentence names somebody whom the reader knows, if it is about them: if that is near its beginning."""
        return next(
            (
                name.at
                for name in names(sentence[: 2 * SUBJECT_LENGTH], self.language)
                if name.at < SUBJECT_LENGTH and name.last in self.earlier.article.all_persons and self.knows(name.last)
            ),
            None,
        )

    def _carries_on(self, sentence: str) -> bool:
        """Whether a sentence is about “he” or “the striker”: about the same as those before it."""
        beginning = outside_quotations(sentence)[:SUBJECT_LENGTH]
        pronoun = self.patterns.he.first(beginning)
        if pronoun is not None and pronoun[0].lower() in SUBJECT_PRONOUNS:
            return True
        definite = self.patterns.definite.match(sentence[: 2 * SUBJECT_LENGTH])
        return definite is not None and definite["people"] is not None

    @cached_property
    def knows_person(self) -> bool:
        """Whether somebody was told of."""
        return any(can_be_person(name, self.language) for name in self.names) or self.patterns.person_nouns.are_in(
            self.told
        )

    def can_tell_who(self, sentence: str = "") -> bool:
        """Whether “he” or “the striker” in a sentence can be understood: one was told of, nobody else came in since.

        Who is named in the sentence itself did not come in before it. One newcomer, where a man or woman was told of
        without a name, is taken for that man or woman.
        """
        if not self.knows_person:
            return False
        others = {surname for surname in self.newcomers if surname not in sentence}
        return not others or (len(others) == 1 and self._knows_nobody_by_name)

    @cached_property
    def _knows_nobody_by_name(self) -> bool:
        known = full_names(self.told, self.language) | persons_with_title(self.told, self.language)
        return not known and self.patterns.person_nouns.are_in(self.told)

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
    return reader.patterns.person_nouns.are_in(outside) or any(
        can_be_person(name, reader.language) for name in names(outside, reader.language)
    )
