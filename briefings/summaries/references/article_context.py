"""What an article says before each of its sentences: who is introduced by full name, and which abbreviations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefings.summaries.references.names import certain_names, first_names, persons_with_title

_ABBREVIATION = re.compile(r"\(([A-Z][A-Za-z]{0,2}[A-Z]{1,5}s?)\)")


class ArticleContext:
    """The sentences of one article, read once, so that each of its sentences can be asked about cheaply.

    Attributes:
        sentences: the article's sentences, in its order.
        persons: for each sentence the surnames that it gives with a first name or a title.
        surnames: for each surname that is given with a first name, where it is so first.
        bearers: for each of these, where it is given with which first name, in the article's order.
        all_persons: all of these.
        certain_names: words that end a name and are capitalised where no sentence begins.
        abbreviations: for each abbreviation put in brackets after its long form, where that is, and
            the last word of the long form.
    """

    def __init__(self, sentences: Sequence[str], language: str) -> None:
        self.sentences = tuple(sentences)
        self.persons: list[frozenset[str]] = []
        self.surnames: dict[str, int] = {}
        self.bearers: dict[str, list[tuple[int, str]]] = {}
        self.abbreviations: dict[str, tuple[int, str]] = {}
        for index, sentence in enumerate(self.sentences):
            introduced = first_names(sentence, language)
            self.persons.append(frozenset(introduced) | persons_with_title(sentence, language))
            for surname, first_name in introduced.items():
                self.surnames.setdefault(surname, index)
                self.bearers.setdefault(surname, []).append((index, first_name))
            for found in _ABBREVIATION.finditer(sentence):
                last_word = sentence[: found.start()].split()[-1:]
                self.abbreviations.setdefault(found[1], (index, "".join(last_word)))
        self.all_persons = frozenset[str]().union(*self.persons)
        self.certain_names = frozenset[str]().union(*(certain_names(text, language) for text in self.sentences))

    def before(self, index: int) -> "Earlier":
        """What stands before the sentence of this index, counted from 0."""
        return Earlier(self, index)


@dataclass(frozen=True)
class Earlier:
    """What stands in an article before one of its sentences: all that comes before `index`."""

    article: ArticleContext
    index: int

    @classmethod
    def of(cls, sentences: Sequence[str], language: str) -> "Earlier":
        """The same from the sentences before it."""
        return cls(_context(tuple(sentences), language), len(sentences))

    @property
    def sentences(self) -> tuple[str, ...]:
        return self.article.sentences[: self.index]

    def unshown(self, shown: Sequence[str]) -> list[int]:
        """The indexes of its sentences that are not shown."""
        return [index for index, sentence in enumerate(self.sentences) if sentence not in shown]

    def since_shown(self, shown: Sequence[str]) -> range:
        """The indexes of the sentences between the last one shown and this one."""
        start = self.index
        while start > 0 and self.article.sentences[start - 1] not in shown:
            start -= 1
        return range(start, self.index)

    def introduces(self, surname: str) -> bool:
        return self.article.surnames.get(surname, self.index) < self.index

    def last_bearer(self, surname: str) -> str | None:
        """The first name of who was last named so, if several have the surname; None if only one has."""
        first_names = [name for index, name in self.article.bearers.get(surname, ()) if index < self.index]
        return first_names[-1] if len({name for name in first_names if len(name) > 2}) > 1 else None

    def long_form_end(self, abbreviation: str) -> str | None:
        """The last word of what an abbreviation was introduced as; None if it was not."""
        index, last_word = self.article.abbreviations.get(abbreviation, (self.index, ""))
        return last_word if index < self.index else None


@lru_cache(maxsize=64)
def _context(sentences: tuple[str, ...], language: str) -> ArticleContext:
    return ArticleContext(sentences, language)
