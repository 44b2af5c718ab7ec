"""An article as sumy's document model, with sentences, words and stems from `languages` (no download)."""

from collections.abc import Sequence
from itertools import groupby, islice

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

from briefings.language import analysis

# News does not put its point on page ten, and some stock algorithms compare each sentence with each.
_MOST_SENTENCES = 100
_LONGEST_PARAGRAPH = 20_000  # characters of a paragraph that are read
_LONGEST_SENTENCE = 2000  # characters; nobody can mean one that is longer


class Tokenizer:
    """What sumy asks a language for, in place of its own tokenizer, which wants NLTK's models downloaded."""

    def __init__(self, language: str) -> None:
        self.language = language

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """The sentences of a paragraph, word for word."""
        return tuple(analysis.sentences(paragraph, self.language))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence, lower case."""
        return tuple(analysis.whole_words(sentence, self.language))

    def stem(self, word: str) -> str:
        """The stem of a word."""
        return analysis.stem(word.lower(), self.language)


def read_document(
    headline: str, paragraphs: Sequence[str], tokenizer: Tokenizer, most: int = _MOST_SENTENCES
) -> tuple[ObjectDocumentModel, list[int]]:
    """The document of an article's first `most` sentences, and for each of them the number of its paragraph, from 1."""
    parts = [Paragraph([Sentence(headline, tokenizer, is_heading=True)])]
    numbers: list[int] = []
    found = numbered_sentences(paragraphs, tokenizer.language, most)
    for number, together in groupby(found, key=lambda pair: pair[1]):
        sentences = [Sentence(text, tokenizer) for text, _ in together]
        parts.append(Paragraph(sentences))
        numbers += [number] * len(sentences)
    return ObjectDocumentModel(parts), numbers


def numbered_sentences(paragraphs: Sequence[str], language: str, most: int = _MOST_SENTENCES) -> list[tuple[str, int]]:
    """The first `most` sentences, each with the number of its paragraph, from 1; without those nobody can mean."""
    every = (
        (sentence, number)
        for number, paragraph in enumerate(paragraphs, 1)
        for sentence in _sentences(paragraph, language)
        if len(sentence) <= _LONGEST_SENTENCE
    )
    return list(islice(every, most))


def _sentences(paragraph: str, language: str) -> list[str]:
    if len(paragraph) <= _LONGEST_PARAGRAPH:
        return analysis.sentences(paragraph, language)
    return analysis.sentences(paragraph[:_LONGEST_PARAGRAPH], language)[:-1]  # the last is cut
