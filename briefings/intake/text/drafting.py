"""A cleaned article and what is known of it from outside → a `Draft`."""

from collections.abc import Sequence

from briefings.errors import IntakeError
from briefings.intake.text.agency_credit import credited_agency
from briefings.intake.text.cleaning import Cleaned
from briefings.intake.text.header_block import Header
from briefings.intake.text.line_classifier import is_sentence
from briefings.language import analysis
from briefings.model.article import Draft

_LONGEST_HEADLINE = 120  # characters, of one made from a sentence
_MANY_WORDS = 20
_ENOUGH = 1200  # characters to tell a language by
_LONGEST_SENTENCE = 4000  # characters


def draft(cleaned: Cleaned, header: Header, item: str) -> Draft:
    """The draft. What the header says is taken before what the text says.

    A text without a headline gets its first sentence, at most 120 characters of it. Raises IntakeError `no-text`.
    """
    head = cleaned.head
    headline = header.title or head.headline
    paragraphs = cleaned.paragraphs
    if not paragraphs and headline and not header.title and _is_text(headline):
        paragraphs, headline = (headline,), None
    if not paragraphs:
        raise IntakeError("no-text", item=item)
    language = header.language or analysis.detect(_sample(paragraphs))
    agency = header.agency or credited_agency(paragraphs, cleaned.signatures, cleaned.captions)
    return Draft(
        headline=headline or _first_sentence(paragraphs[0], language),
        paragraphs=paragraphs,
        captions=cleaned.captions,
        outlet=header.outlet,
        agency=None if agency == header.outlet else agency,
        author=header.author or head.author,
        link=header.link or head.link,
        published=header.published or head.published,
        language=language,
        topics=header.topics,
    )


def _is_text(line: str) -> bool:
    """Whether a line that stands alone is an article in itself, not a headline that lost its text."""
    return len(line.split()) > _MANY_WORDS or any(is_sentence(word) for word in line.split()[:-1] if len(word) > 3)


def _sample(paragraphs: Sequence[str]) -> str:
    """As much of a text as tells its language."""
    sample = ""
    for paragraph in paragraphs:
        sample += paragraph[:_ENOUGH] + "\n"
        if len(sample) > _ENOUGH:
            break
    return sample


def _first_sentence(paragraph: str, language: str) -> str:
    sentence = analysis.sentences(paragraph[:_LONGEST_SENTENCE], language)[0]
    if len(sentence) <= _LONGEST_HEADLINE:
        return sentence
    start = sentence[: _LONGEST_HEADLINE - 1]
    whole_words = start.rpartition(" ")[0]
    return (whole_words or start).rstrip(" ,;:–—-") + "…"
