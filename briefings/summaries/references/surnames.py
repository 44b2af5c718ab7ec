"""Surnames and abbreviations that were introduced in a sentence that is not shown."""

import re

from briefings.summaries.references.names import names
from briefings.summaries.references.reader import Reader
from briefings.summaries.references.reference_words import REFERENCE_WORDS

_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,2}[A-Z]{1,5}s?(?![\w-])")
_WELL_KNOWN_LISTED = (
    "AFP AIDS AP BBC BSE CDU CEO CIA CNN CO2 CSU DNA DVD EU FBI FDP FIFA GDP GMT GP GPS HIV IAEA IBM IMF IRA"
    " IT ITV MP MPs NASA NATO NBA NFL NHS OECD OPEC PC PCs PM PP PSOE SPD TV UEFA UK UN UNESCO UNICEF USA US"
    " USD VAT VIP WHO WTO ONU UE OTAN EEUU SNCF RAI"
)
_WELL_KNOWN = frozenset(_WELL_KNOWN_LISTED.split())


def missing_surname(sentence: str, reader: Reader) -> str | None:
    """A surname alone whose first name stands in a sentence that is not shown, of two who share it the last one's."""
    before_places = REFERENCE_WORDS[reader.language].before_places.split()
    full: set[str] = set()
    for name in names(sentence, reader.language):
        if len(name.words) > 1:
            full.add(name.last)
            continue
        surname = name.last
        is_number = sentence[name.at + len(surname) :].lstrip()[:1].isdigit()  # the Hot 100
        is_place = not name.titled and name.after in before_places
        if surname in full or is_place or is_number or not reader.earlier.introduces(surname):
            continue
        bearer = reader.earlier.last_bearer(surname)  # a mother and her daughter
        if reader.knows(surname) and (bearer is None or reader.goes_on or reader.knows(bearer)):
            continue
        return sentence[name.at :].split(surname, maxsplit=1)[0] + surname
    return None


def missing_long_form(sentence: str, reader: Reader) -> str | None:
    """An abbreviation that few know, whose long form stands in a sentence that is not shown."""
    for found in _ABBREVIATION.finditer(sentence):
        short_form = found[0]
        last_word = reader.earlier.long_form_end(short_form)
        if last_word is None or short_form in _WELL_KNOWN or reader.knows(short_form):
            continue
        if last_word not in reader.told:
            return short_form
    return None
