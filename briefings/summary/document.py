"""An article as sumy's document model, with sentences, words and stems from `languages` (no download)."""

from collections.abc import Sequence

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

from briefings import languages

_MOST_SENTENCES = 200  # the stock algorithms compare each with each; news does not put its point on page ten


class Tokenizer:
    """What sumy asks a language for, in place of its own tokenizer, which wants NLTK's models downloaded."""

    def __init__(self, language: str) -> None:
        self.language = language

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """The sentences of a paragraph, word for word."""
        return tuple(languages.sentences(paragraph, self.language))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence, lower case."""
        return tuple(languages.words(sentence, self.language))

    def stem(self, word: str) -> str:
        """The stem of a word."""
        return languages.stem(word.lower(), self.language)


def read_document(
    headline: str, paragraphs: Sequence[str], tokenizer: Tokenizer, most: int = _MOST_SENTENCES
) -> tuple[ObjectDocumentModel, list[int]]:
    """The document of an article's first `most` sentences, and for each of them the number of its paragraph, from 1."""
    parts = [Paragraph([Sentence(headline, tokenizer, is_heading=True)])]
    numbers: list[int] = []
    for number, paragraph in enumerate(paragraphs, 1):
        sentences = tokenizer.to_sentences(paragraph)[: most - len(numbers)]
        parts.append(Paragraph([Sentence(text, tokenizer) for text in sentences]))
        numbers += [number] * len(sentences)
        if len(numbers) == most:
            break
    return ObjectDocumentModel(parts), numbers
