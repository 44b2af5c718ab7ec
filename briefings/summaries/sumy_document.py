"""An article as sumy's document model, with sentences, words and stems from `language/` (no download)."""

from collections.abc import Sequence
from itertools import groupby, islice

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

from briefings.language import analysis
from briefings.language.sentences import sentences
from briefings.summaries.top_of_text import (
    MAX_PARAGRAPH_CHARACTERS,
    MAX_SENTENCE_CHARACTERS,
    MAX_SENTENCES,
    top,
)


class Tokenizer:
    """The tokenizer that sumy's documents are built with, in place of its own, which needs NLTK's models downloaded."""

    def __init__(self, language: str) -> None:
        self.language = language

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """The sentences of a paragraph, word for word."""
        return tuple(sentences(paragraph, self.language))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence, lower case."""
        return tuple(analysis.whole_words(sentence, self.language))

    def stem(self, word: str) -> str:
        """The stem of a word."""
        return analysis.stem(word.lower(), self.language)


def read_document(
    headline: str, paragraphs: Sequence[str], tokenizer: Tokenizer, most: int = MAX_SENTENCES
) -> tuple[ObjectDocumentModel, list[int]]:
    """The document of an article's first `most` sentences, and for each of them the number of its paragraph, from 1."""
    document_paragraphs = [Paragraph([Sentence(headline[:MAX_SENTENCE_CHARACTERS], tokenizer, is_heading=True)])]
    numbers: list[int] = []
    numbered = numbered_sentences(paragraphs, tokenizer.language, most)
    for number, pairs in groupby(numbered, key=lambda pair: pair[1]):
        dom_sentences = [Sentence(text, tokenizer) for text, _ in pairs]
        document_paragraphs.append(Paragraph(dom_sentences))
        numbers += [number] * len(dom_sentences)
    return ObjectDocumentModel(document_paragraphs), numbers


def numbered_sentences(paragraphs: Sequence[str], language: str, most: int = MAX_SENTENCES) -> list[tuple[str, int]]:
    """The first `most` sentences of its top, each with the number of its paragraph, from 1; without overlong ones."""
    every_sentence = (
        (sentence, number)
        for number, paragraph in enumerate(top(paragraphs), 1)
        for sentence in _split_sentences(paragraph, language)
        if len(sentence) <= MAX_SENTENCE_CHARACTERS
    )
    return list(islice(every_sentence, most))


def _split_sentences(paragraph: str, language: str) -> list[str]:
    if len(paragraph) <= MAX_PARAGRAPH_CHARACTERS:
        return sentences(paragraph, language)
    return sentences(paragraph[:MAX_PARAGRAPH_CHARACTERS], language)[:-1]  # the last one is cut off
