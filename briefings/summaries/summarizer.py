"""The front of this package: an article in, its chosen sentences out, by whichever algorithm is set."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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
from briefings.language.analysis import stop_words
from briefings.language.word_segmentation import lacks_package
from briefings.model.article import Article
from briefings.summaries.multi_article import cover
from briefings.summaries.single_article import NewsSummarizer
from briefings.summaries.sumy_document import Tokenizer, numbered_sentences, read_document

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
class ChosenSentence:
    """A sentence to show, word for word, the number of its paragraph, from 1, and the index of its article."""

    text: str
    paragraph: int
    article: int = 0


class Summarizer:
    """Chooses sentences with one of `ALGORITHMS`."""

    def __init__(self, algorithm: str = "news") -> None:
        """Raises SettingsError for an unknown name."""
        if algorithm not in ALGORITHMS:
            raise SettingsError("unknown-summarizer", value=algorithm, available=", ".join(ALGORITHMS))
        self.algorithm = algorithm

    def choose(self, headline: str, paragraphs: Sequence[str], language: str) -> list[ChosenSentence]:
        """At most three sentences in the article's order; none if there is none that can be quoted.

        An algorithm that fails on an article is logged, and the first sentences are taken instead; so they are where
        the language needs a package that is not installed.
        """
        tokenizer = Tokenizer(language)
        document, numbers = read_document(headline, paragraphs, tokenizer)
        if not document.sentences:
            return []
        try:
            chosen = _lead(document) if lacks_package(language) else self._run(document, tokenizer)
        except Exception:
            log.warning("Summarizer %s failed on “%s”; took its lead", self.algorithm, headline, exc_info=True)
            chosen = _lead(document)
        wanted = {id(sentence) for sentence in chosen}
        pairs = zip(document.sentences, numbers, strict=True)
        return [ChosenSentence(str(sentence), number) for sentence, number in pairs if id(sentence) in wanted]

    def choose_from(self, articles: Sequence[Article], already_shown: Sequence[Article] = ()) -> list[ChosenSentence]:
        """At most three sentences of several articles of one story, oldest first; none that repeats articles `told`.

        `news` covers what the articles agree on (see `cover.py`); a stock algorithm reads them as one long article.
        """
        if not articles:
            return []
        voices = [article.copy_of for article in articles]
        if not already_shown and len(set(voices)) == 1:  # copies: the first of them says it all
            first = articles[0]
            return self.choose(first.headline, first.paragraphs, first.language)
        if self.algorithm == "news" and not lacks_package(articles[-1].language):
            newest = articles[-1]
            chosen = _cover(articles, [voices.index(copy_of) for copy_of in voices], already_shown)
            if chosen or already_shown:
                return chosen
            chosen = self.choose(newest.headline, newest.paragraphs, newest.language)
            return [replace(each, article=len(articles) - 1) for each in chosen]
        places = [
            (index, number) for index, each in enumerate(articles) for number in range(1, len(each.paragraphs) + 1)
        ]
        paragraphs = [paragraph for article in articles for paragraph in article.paragraphs]
        chosen = self.choose(articles[-1].headline, paragraphs, articles[-1].language)
        return [
            ChosenSentence(each.text, places[each.paragraph - 1][1], places[each.paragraph - 1][0]) for each in chosen
        ]

    def _run(self, document: ObjectDocumentModel, tokenizer: Tokenizer) -> Sequence[Sentence]:
        if self.algorithm == "lead":
            return _lead(document)
        stops = stop_words(tokenizer.language)
        if self.algorithm == "news":
            return NewsSummarizer(tokenizer.stem, stops, tokenizer.language)(document, SENTENCES)
        summarizer = STOCK[self.algorithm](tokenizer.stem)
        if self.algorithm == "edmundson":
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


def _cover(
    articles: Sequence[Article], voices: Sequence[int], already_shown: Sequence[Article]
) -> list[ChosenSentence]:
    language = articles[-1].language
    numbered = [numbered_sentences(article.paragraphs, language) for article in articles]
    said = [text for article in already_shown for text, _ in numbered_sentences(article.paragraphs, language)]
    texts = [[text for text, _ in sentences] for sentences in numbered]
    return [ChosenSentence(*numbered[one][at], one) for one, at in cover(texts, voices, language, said=said)]
