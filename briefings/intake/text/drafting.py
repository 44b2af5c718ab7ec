"""Makes a `Draft` of a cleaned article and its header block."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from briefings.errors import IntakeError
from briefings.intake.text.cleaning import CleanedArticle
from briefings.intake.text.credits.agency_credit import credited_agency
from briefings.intake.text.credits.dateline_places import day_of
from briefings.intake.text.credits.datelines import Dateline, read_bracketed_dateline, without_datelines
from briefings.intake.text.credits.opinion import is_opinion
from briefings.intake.text.dates import parse_date
from briefings.intake.text.header_block import Header
from briefings.intake.text.run_together import without_stray_stop
from briefings.language import analysis
from briefings.language.sentence_ends import ends_as_sentence
from briefings.language.sentences import sentences
from briefings.language.teasers import says_news
from briefings.model.article import Draft

_MAX_LENGTH = 500_000  # characters of an article: what follows reading is done in the bot's own process
_MAX_HEADLINE_LENGTH = 120  # characters, of a headline made from the first sentence
_MAX_HEADLINE_WORDS = 20  # a lone line with more is an article's text
_LANGUAGE_SAMPLE_LENGTH = 1200  # characters
_SENTENCE_SEARCH_LENGTH = 4000  # characters at the start of a text in which its lede is looked for
_MAX_LEDE_SENTENCES = 5  # news is not begun later
_LEANS = re.compile(  # on the sentence before, in its first words
    r"(?:and|but|or|so|not|at times|however|because|also|instead|then|both|each|according|alas)\b"
    r"|(?:[\w'’]+ ){0,4}(?:he|she|they|it|his|her|their|its|this|that|these|those|there)\b",
    re.IGNORECASE,
)


def make_draft(cleaned: CleanedArticle, header: Header, item: str) -> Draft:
    """The draft; what the header block says outranks what the text says, its dateline too.

    The headline of a text without one is its first sentence that says news, cut to 120 characters. Raises IntakeError
    `too-long` or `no-text`.
    """
    if sum(map(len, (*cleaned.paragraphs, *cleaned.captions, header.title or ""))) > _MAX_LENGTH:
        raise IntakeError("too-long", item=item, limit=_MAX_LENGTH)
    head = cleaned.head
    headline = header.title or head.headline
    paragraphs = cleaned.paragraphs
    if not paragraphs and headline and not header.title and _is_body_text(headline):
        paragraphs, headline = (headline,), None
    paragraphs, datelines = without_datelines(paragraphs, deck_length=len(head.deck))
    if headline and (dateline := read_bracketed_dateline(headline)):
        headline = headline[dateline.length :] or headline
        datelines += (dateline,)
    if not paragraphs:
        raise IntakeError("no-text", item=item)
    language = header.language or analysis.detect(_language_sample(paragraphs))
    headline = without_stray_stop(headline) if headline else _headline_from(paragraphs, language)
    outlet = header.outlet or next((dateline.outlet for dateline in datelines if dateline.outlet), None)
    agency = header.agency or _agency(cleaned, paragraphs, datelines, None if header.is_site else outlet)
    place_and_day = next((dateline.place_and_day for dateline in datelines if dateline.place_and_day), None)
    return Draft(
        headline=headline,
        paragraphs=paragraphs,
        captions=cleaned.captions,
        outlet=outlet,
        agency=None if agency == outlet else agency,
        author=header.author or head.author,
        link=header.link or head.link,
        published=header.published or head.published or _day(place_and_day),
        language=language,
        topics=header.topics,
        dateline=place_and_day,
        opinion=is_opinion(headline, paragraphs, cleaned.notes, language),
    )


def _agency(
    cleaned: CleanedArticle, paragraphs: Sequence[str], datelines: Sequence[Dateline], outlet: str | None
) -> str | None:
    """The agency credited; among signatures the dateline's comes after that of a byline or credit line."""
    signatures = [*cleaned.signatures, *(dateline.agency for dateline in datelines if dateline.agency)]
    return credited_agency(paragraphs, signatures, cleaned.captions, cleaned.notes, outlet)


def _day(place_and_day: str | None) -> datetime | None:
    """The day of a dateline that names its year too."""
    day = day_of(place_and_day) if place_and_day else None
    return parse_date(day) if day else None


def _is_body_text(line: str) -> bool:
    """Whether the only line of an article is its text, not a headline whose text is missing."""
    return len(line.split()) > _MAX_HEADLINE_WORDS or any(
        ends_as_sentence(word) for word in line.split()[:-1] if len(word) > 3
    )


def _language_sample(paragraphs: Sequence[str]) -> str:
    """The beginning of a text, long enough to detect its language."""
    sample = ""
    for paragraph in paragraphs:
        sample += paragraph[:_LANGUAGE_SAMPLE_LENGTH] + "\n"
        if len(sample) > _LANGUAGE_SAMPLE_LENGTH:
            break
    return sample


def _headline_from(paragraphs: Sequence[str], language: str) -> str:
    """The first sentence that says news, of the first five, cut to a headline's length; else the first of all."""
    starts = (paragraph[:_SENTENCE_SEARCH_LENGTH] for paragraph in paragraphs[:_MAX_LEDE_SENTENCES])
    all_sentences = (sentence for start in starts for sentence in sentences(start, language))
    first = list(islice(all_sentences, _MAX_LEDE_SENTENCES))
    telling = (each for each in first if says_news(each) and (each == first[0] or not _LEANS.match(each)))
    sentence = next(telling, first[0] if first else paragraphs[0])
    if len(sentence) <= _MAX_HEADLINE_LENGTH:
        return sentence
    start = sentence[: _MAX_HEADLINE_LENGTH - 1]
    whole_words = start.rpartition(" ")[0]
    return (whole_words or start).rstrip(" ,;:–—-") + "…"
