"""The front of this package: an article in, its chosen sentences out, by whichever algorithm is set."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sumy.models.dom import ObjectDocumentModel, Sentence
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from briefings.errors import SettingsError
from briefings.languages import stop_words
from briefings.summary.document import Tokenizer, read_document
from briefings.summary.news import NewsSummarizer

log = logging.getLogger(__name__)

SENTENCES = 3  # in a briefing, at most

STOCK: dict[str, Callable[..., Any]] = {
    "lex-rank": LexRankSummarizer,
    "text-rank": TextRankSummarizer,
    "lsa": LsaSummarizer,
    "luhn": LuhnSummarizer,
    "sum-basic": SumBasicSummarizer,
    "kl": KLSummarizer,
    "reduction": ReductionSummarizer,
    "edmundson": EdmundsonSummarizer,
}
ALGORITHMS = ("news", "lead", *STOCK)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence to show, word for word, and the number of its paragraph, from 1."""

    text: str
    paragraph: int


class Summarizer:
    """Chooses sentences with one of `ALGORITHMS`."""

    def __init__(self, algorithm: str = "news") -> None:
        """Raises SettingsError for an unknown name."""
        if algorithm not in ALGORITHMS:
            raise SettingsError("unknown-summarizer", value=algorithm, available=", ".join(ALGORITHMS))
        self._algorithm = algorithm

    def choose(self, headline: str, paragraphs: Sequence[str], language: str) -> list[Chosen]:
        """At most three sentences in the article's order; none if there is none that can be quoted.

        An algorithm that fails on an article is logged, and the first sentences are taken instead.
        """
        tokenizer = Tokenizer(language)
        document, numbers = read_document(headline, paragraphs, tokenizer)
        if not document.sentences:
            return []
        try:
            chosen = self._run(document, tokenizer)
        except Exception:
            log.warning("Summarizer %s failed on “%s”; took its lead", self._algorithm, headline, exc_info=True)
            chosen = _lead(document)
        wanted = {id(sentence) for sentence in chosen}
        pairs = zip(document.sentences, numbers, strict=True)
        return [Chosen(str(sentence), number) for sentence, number in pairs if id(sentence) in wanted]

    def _run(self, document: ObjectDocumentModel, tokenizer: Tokenizer) -> Sequence[Sentence]:
        if self._algorithm == "lead":
            return _lead(document)
        stops = stop_words(tokenizer.language)
        if self._algorithm == "news":
            return NewsSummarizer(tokenizer.stem, stops, tokenizer.language)(document, SENTENCES)
        summarizer = STOCK[self._algorithm](tokenizer.stem)
        if self._algorithm == "edmundson":
            # it insists on each list: bonus words are the headline's; of stigma words we know none
            none = frozenset({""})
            headline = {word for heading in document.headings for word in heading.words} - stops
            summarizer.bonus_words = headline or none
            summarizer.stigma_words = none
            summarizer.null_words = stops or none
        elif hasattr(summarizer, "stop_words"):
            summarizer.stop_words = stops
        return tuple(summarizer(document, SENTENCES))


def _lead(document: ObjectDocumentModel) -> Sequence[Sentence]:
    return tuple(document.sentences[:SENTENCES])
