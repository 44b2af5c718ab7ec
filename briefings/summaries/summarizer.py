"""Chooses sentences of one article or several with the algorithm that is set: our own, the lead, or one of sumy's.

sumy and scipy take seconds to import, so they are imported when sentences are chosen, not when the bot starts.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any

from briefings.language.analysis import stop_words
from briefings.language.word_segmentation import lacks_package
from briefings.model.article import Article
from briefings.summaries.algorithms import STOCK, check_algorithm

if TYPE_CHECKING:
    from sumy.models.dom import ObjectDocumentModel, Sentence

    from briefings.summaries.sumy_document import Tokenizer

log = logging.getLogger(__name__)

MAX_SENTENCES = 3  # of a briefing
_MAX_ARTICLES = 100  # of a story, the newest, that are chosen from
_MAX_SHOWN_SENTENCES = 2000  # of the articles that readers have seen, the newest, that are not said again


@dataclass(frozen=True, slots=True)
class ChosenSentence:
    """A sentence to show, word for word, the number of its paragraph, from 1, and the index of its article, from 0."""

    text: str
    paragraph: int
    article: int = 0


class Summarizer:
    """Chooses sentences with one of `ALGORITHMS`: `news` (our own), `lead` (the first sentences), or one of sumy's."""

    def __init__(self, algorithm: str = "news") -> None:
        """Raises SettingsError for an unknown name."""
        self.algorithm = check_algorithm(algorithm)

    def choose(self, headline: str, paragraphs: Sequence[str], language: str) -> list[ChosenSentence]:
        """At most three sentences in the article's order; none if there is none that can be quoted.

        An algorithm that fails on an article is logged, and the first sentences are taken instead; so they are where
        the language needs a package that is not installed.
        """
        from briefings.summaries.sumy_document import Tokenizer, read_document

        tokenizer = Tokenizer(language)
        document, numbers = read_document(headline, paragraphs, tokenizer)
        if not document.sentences:
            return []
        try:
            chosen = _lead(document) if lacks_package(language) else self._run(document, tokenizer)
        except Exception:
            log.warning("Summarizer %s failed on an article; took its lead", self.algorithm, exc_info=True)
            chosen = _lead(document)
        chosen_ids = {id(sentence) for sentence in chosen}
        pairs = zip(document.sentences, numbers, strict=True)
        return [ChosenSentence(str(sentence), number) for sentence, number in pairs if id(sentence) in chosen_ids]

    def choose_from(self, articles: Sequence[Article], already_shown: Sequence[Article] = ()) -> list[ChosenSentence]:
        """At most three sentences of several articles of one story, in the order they are to be read.

        `articles`: those received first come first; none of what `already_shown` says is repeated. `news` leads with
        the newest lede (`story_sentences.py`); the others read them as one long article.
        """
        if not articles:
            return []
        originals = [article.copy_of for article in articles]
        if not already_shown and len(set(originals)) == 1:  # all are copies of one text: the first will do
            first = articles[0]
            return self.choose(first.headline, first.paragraphs, first.language)
        if self.algorithm == "news" and not lacks_package(articles[-1].language):
            return _choose_in_story(articles, already_shown)
        return self._choose_as_one_article(articles)

    def _choose_as_one_article(self, articles: Sequence[Article]) -> list[ChosenSentence]:
        positions = [
            (number, index)
            for index, article in enumerate(articles)
            for number in range(1, len(article.paragraphs) + 1)
        ]
        paragraphs = [paragraph for article in articles for paragraph in article.paragraphs]
        chosen = self.choose(articles[-1].headline, paragraphs, articles[-1].language)
        return [ChosenSentence(sentence.text, *positions[sentence.paragraph - 1]) for sentence in chosen]

    def _run(self, document: "ObjectDocumentModel", tokenizer: "Tokenizer") -> Sequence["Sentence"]:
        if self.algorithm == "lead":
            return _lead(document)
        if self.algorithm == "news":
            from briefings.summaries.single_article import NewsSummarizer

            return NewsSummarizer(tokenizer.stem, tokenizer.language)(document, MAX_SENTENCES)
        stopwords = stop_words(tokenizer.language)
        summarizer = _stock_class(self.algorithm)(tokenizer.stem)
        if self.algorithm == "edmundson":
            # it needs each list: bonus words are the headline's, stigma words we have none
            empty = frozenset({""})
            headline = {word for heading in document.headings for word in heading.words} - stopwords
            summarizer.bonus_words = headline or empty
            summarizer.stigma_words = empty
            summarizer.null_words = stopwords or empty
        elif hasattr(summarizer, "stop_words"):
            summarizer.stop_words = stopwords
        return tuple(summarizer(document, MAX_SENTENCES))


def _stock_class(algorithm: str) -> Callable[..., Any]:
    module = import_module(f"sumy.summarizers.{algorithm.replace('-', '_')}")
    stock: Callable[..., Any] = getattr(module, STOCK[algorithm])
    return stock


def _lead(document: "ObjectDocumentModel") -> Sequence["Sentence"]:
    return tuple(document.sentences[:MAX_SENTENCES])


def _choose_in_story(articles: Sequence[Article], already_shown: Sequence[Article]) -> list[ChosenSentence]:
    from briefings.summaries.article_sentences import ArticleSentences
    from briefings.summaries.story_sentences import StoryText, choose_in_story
    from briefings.summaries.sumy_document import numbered_sentences

    order = newest_first(articles)
    language = articles[order[0]].language
    order = [index for index in order if articles[index].language == language]  # an editor may have merged two
    order = order[:_MAX_ARTICLES]
    numbered = [numbered_sentences(articles[index].paragraphs, language) for index in order]
    story = StoryText(
        [articles[index] for index in order],
        [
            ArticleSentences(articles[index].headline, [text for text, _ in sentences], language)
            for index, sentences in zip(order, numbered, strict=True)
        ],
    )
    shown = (
        text
        for article in reversed(already_shown)
        for text, _ in numbered_sentences(article.paragraphs, article.language)
    )
    chosen = choose_in_story(story, list(islice(shown, _MAX_SHOWN_SENTENCES)))
    return [ChosenSentence(*numbered[article][index], order[article]) for article, index in chosen]


def newest_first(articles: Sequence[Article]) -> list[int]:
    """The indexes of articles by when they were published, if that is known of all, else received; of equals, the
    fullest first.
    """
    dated = all(article.published for article in articles)

    def newness(index: int) -> tuple[datetime, int, int]:
        article = articles[index]
        moment = article.published if dated and article.published else article.received
        return min(moment, article.received), sum(map(len, article.paragraphs)), index

    return sorted(range(len(articles)), key=newness, reverse=True)
