"""The sentences of one article, and which of them stand on their own after what a reader has been shown."""

import re
from collections.abc import Sequence
from functools import cached_property

from briefings.language.analysis import stem, stop_words, words
from briefings.summaries.article_context import ArticleContext
from briefings.summaries.quotability import can_be_quoted, needs_context
from briefings.summaries.references import missing_reference


# A name inside a sentence or at its beginning, or the one to three words after a definite article.
_POINTERS = re.compile(
    r"\b(?:the|this|that|these|those|such|its|their|his|her) (?P<noun>[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){0,2})"
    r"|(?P<name>\b[A-Z][\w’'-]+)"
)


class ArticleSentences:
    """An article's sentences, in its order, under its headline."""

    def __init__(self, headline: str, texts: Sequence[str], language: str) -> None:
        self.headline = headline
        self.texts = tuple(texts)
        self.language = language

    @cached_property
    def _context(self) -> ArticleContext:
        return ArticleContext(self.texts, self.language)

    def stands(self, index: int, shown: Sequence[str] = (), headline: str | None = None) -> bool:
        """Whether a sentence can be quoted, and nothing in it is unclear after the sentences `shown`, in reading order.

        `headline`: the one above them, where it is not the article's own.
        """
        text = self.texts[index]
        if not can_be_quoted(text) or self._leans_on_what_is_left_out(index, shown):
            return False
        above = self.headline if headline is None else headline
        if self._is_introduced_elsewhere(index, [above, *shown]):
            return False
        earlier = self._context.before(index)
        return missing_reference(text, shown=shown, headline=above, earlier=earlier, language=self.language) is None

    def _leans_on_what_is_left_out(self, index: int, shown: Sequence[str]) -> bool:
        """Whether it begins with a word that refers to the sentence before it, and that is not the last one shown."""
        if not index or not needs_context(self.texts[index], self.language):
            return False
        return not shown or shown[-1] != self.texts[index - 1]

    def _is_introduced_elsewhere(self, index: int, told: Sequence[str]) -> bool:
        """Whether a name or a definite noun was introduced by a sentence before it that is not among those `told`."""
        untold = [number for number in range(index) if self.texts[number] not in told]
        if not untold:
            return False
        known = {word for text in told for word in self._words(text)}
        introduced = frozenset[str]().union(*(self._introduced[number] for number in untold))
        return any(word in introduced and word not in known for word in self._pointed_at(self.texts[index]))

    @cached_property
    def _introduced(self) -> list[frozenset[str]]:
        """The content words of each sentence."""
        return [frozenset(self._words(text)) for text in self.texts]

    def _words(self, text: str) -> set[str]:
        found = {word.removesuffix("'s") for word in words(text, self.language)}
        return {stem(word, self.language) for word in found - stop_words(self.language)}

    def _pointed_at(self, text: str) -> set[str]:
        """The stems of what a sentence takes as known: its names, and the nouns that a definite article stands before."""
        found = [match["name"] or match["noun"] for match in _POINTERS.finditer(text)]
        return self._words(" ".join(found))

    def stand_together(self, indexes: Sequence[int], already: Sequence[str] = (), headline: str | None = None) -> bool:
        """Whether these sentences, shown in this order after `already`, all stand."""
        shown = list(already)
        for index in indexes:
            if not self.stands(index, shown, headline):
                return False
            shown.append(self.texts[index])
        return True
