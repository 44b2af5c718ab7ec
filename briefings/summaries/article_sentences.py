"""The sentences of one article, and which of them stand on their own after what a reader has been shown."""

from collections.abc import Sequence
from functools import cached_property

from briefings.summaries.quotability import can_be_quoted
from briefings.summaries.references import ArticleContext, missing_reference
from briefings.summaries.references.introductions import Introductions
from briefings.summaries.references.reference_patterns import leans_on_previous
from briefings.summaries.top_of_text import MAX_SENTENCE_CHARACTERS


class ArticleSentences:
    """An article's sentences, in its order, under its headline."""

    def __init__(self, headline: str, texts: Sequence[str], language: str) -> None:
        self.headline = headline[:MAX_SENTENCE_CHARACTERS]
        self.texts = tuple(texts)
        self.language = language

    @cached_property
    def _context(self) -> ArticleContext:
        return ArticleContext(self.texts, self.language)

    @cached_property
    def _introductions(self) -> Introductions:
        return Introductions(self.texts, self.language)

    def stands(self, index: int, shown: Sequence[str] = (), headline: str | None = None) -> bool:
        """Whether a sentence can be quoted, and nothing in it is unclear after the sentences `shown`, in reading order.

        `headline`: the one above them, where it is not the article's own.
        """
        text = self.texts[index]
        if not can_be_quoted(text) or self._leans_on_what_is_left_out(index, shown):
            return False
        above = self.headline if headline is None else headline
        if shown and self._introductions.is_left_out(index, [above, *shown]):
            return False
        earlier = self._context.before(index)
        return missing_reference(text, shown=shown, headline=above, earlier=earlier, language=self.language) is None

    def _leans_on_what_is_left_out(self, index: int, shown: Sequence[str]) -> bool:
        """Whether it points at the sentence before it, by how it begins or who speaks, and that was not shown last."""
        if not index or not leans_on_previous(self.texts[index], self.language):
            return False
        return not shown or shown[-1] != self.texts[index - 1]

    def stand_together(self, indexes: Sequence[int], already: Sequence[str] = (), given: int | None = None) -> bool:
        """Whether these sentences, shown in this order after `already`, all stand; the one that is `given` need not."""
        shown = list(already)
        for index in indexes:
            if index != given and not self.stands(index, shown):
                return False
            shown.append(self.texts[index])
        return True
