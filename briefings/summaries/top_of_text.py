"""What of an article is read to brief it: its top, since news does not put its point on page ten.

So the work on an article of any length has a bound, and so has each call on a piece of it.
"""

from collections.abc import Iterator, Sequence

MAX_SENTENCES = 100  # of an article; some stock algorithms compare each sentence with each
MAX_SENTENCE_CHARACTERS = 2000  # a longer one is no sentence of a news article, nor a headline
MAX_PARAGRAPH_CHARACTERS = 20_000
_MAX_CHARACTERS = 40_000  # of an article; its first hundred sentences have half of that


def top(paragraphs: Sequence[str]) -> Iterator[str]:
    """The first paragraphs, up to the one in which 40,000 characters are reached; of a longer one its beginning.

    Of a paragraph of more than `MAX_PARAGRAPH_CHARACTERS` one character more is given, by which it is told.
    """
    length = 0
    for paragraph in paragraphs:
        if length >= _MAX_CHARACTERS:
            return
        yield paragraph[: MAX_PARAGRAPH_CHARACTERS + 1]
        length += len(paragraph)
