"""The words by which a sentence points back, a file for each language; `references.py` says what is made of them.

A language without a file has its openings in `openings_alone.py` and nothing more.
"""

from briefings.summaries.references.reference_words.english import ENGLISH
from briefings.summaries.references.reference_words.french import FRENCH
from briefings.summaries.references.reference_words.german import GERMAN
from briefings.summaries.references.reference_words.italian import ITALIAN
from briefings.summaries.references.reference_words.kinds import ReferenceWords
from briefings.summaries.references.reference_words.portuguese import PORTUGUESE
from briefings.summaries.references.reference_words.spanish import SPANISH

REFERENCE_WORDS: dict[str, ReferenceWords] = {
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "de": GERMAN,
    "it": ITALIAN,
    "pt": PORTUGUESE,
}
