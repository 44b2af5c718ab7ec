"""Who speaks in a sentence: quotations whose speaker is not in it, and writers who speak of themselves."""

import re

from briefings.language import analysis
from briefings.language.quotation_marks import is_half_quotation, outside_quotations, quoted_share
from briefings.summaries.references.names import names
from briefings.summaries.references.reader import Reader

_MOSTLY_QUOTED = 0.6  # of the words; with fewer in quotation marks the sentence speaks for itself
_TITLE_GOES_ON = re.compile(r", [A-Z]")
_FEW_WORDS = 5  # beside a quotation; they say nothing by themselves


def missing_speaker(sentence: str, reader: Reader) -> str | None:
    """The first words of a quotation that nobody in the sentence says, or half of which is elsewhere."""
    if is_half_quotation(sentence):
        return _first_words(sentence)
    if quoted_share(sentence) < _MOSTLY_QUOTED:
        return None
    outside = outside_quotations(sentence)
    if reader.patterns.says.are_in(outside):
        return None
    if names(outside, reader.language) and len(outside.split()) >= _FEW_WORDS:
        return None
    last = reader.shown[-1] if reader.shown else ""
    if reader.goes_on and reader.patterns.says.are_in(outside_quotations(last)):
        return None  # the one quoted in the sentence before speaks on
    return _first_words(sentence)


def first_person_outside_quotations(sentence: str, reader: Reader) -> str | None:
    """The word by which a writer speaks of themselves, or begins an answer, a list item or a call to do something."""
    answer = reader.patterns.answers.match(sentence)
    if answer and not reader.goes_on:
        return answer[0].strip()
    outside = outside_quotations(sentence)
    for word in reader.patterns.first_person.find(outside):
        text = word[0]
        begins = not outside[: word.start()].strip()
        if text.isupper() and len(text) > 1:
            continue  # US is not us
        if text == "I" and _is_number_one(outside, word.start(), word.end(), reader.language):
            continue
        capitalised_next = outside[word.end() :].lstrip()[:1].isupper()
        if text[0].isupper() and (capitalised_next or not (begins or text[:2] in {"I", "I'", "I’"})):
            continue  # a title: Our Mutual Friend
        return text
    return None


def _is_number_one(text: str, start: int, end: int, language: str) -> bool:
    """Whether an “I” is a numeral or an initial, or begins a title: Henry I, I. M. Pei, I, Robot."""
    if (
        language != "en"
        or text[end : end + 1] in {".", "-", "/"}
        or _TITLE_GOES_ON.match(text, end)
        or text[start - 1 : start] in {"-", "/"}
    ):
        return True
    before = text[:start].split()
    if not before or not text[start - 1].isspace():
        return False
    word = before[-1]
    if word.lower() in {"phase", "type", "class", "stage", "part", "level", "grade", "group", "division", "category"}:
        return True
    return word[0].isupper() and word.isalpha() and word.lower() not in analysis.stop_words(language)


def _first_words(sentence: str) -> str:
    return " ".join(sentence.split()[:4])
