"""“He” and “she” later in a sentence."""

import re

from briefings.language.quotation_marks import outside_quotations
from briefings.summaries.references.reader import SUBJECT_PRONOUNS, Reader, names_person

_CLAUSE_END = re.compile(r",| [-–—]{1,2} ")


def missing_person(sentence: str, reader: Reader) -> str | None:
    """A pronoun for a person of whom neither the sentence nor what was shown tells."""
    outside = outside_quotations(sentence)
    pronoun = reader.patterns.he.first(outside)
    if pronoun is None or _opens(sentence, pronoun.start()):
        return None
    if reader.is_first and pronoun[0].lower() not in SUBJECT_PRONOUNS:
        return None  # a dog in his kennel; what a first sentence is about, it says
    before = outside[: pronoun.start()]
    if names_person(before, reader):
        return None
    clause_end = _CLAUSE_END.search(outside, pronoun.end())
    if clause_end and not _CLAUSE_END.search(before) and names_person(outside[clause_end.end() :], reader):
        return None  # When he arrived, Smith said …
    return None if reader.can_tell_who(sentence) else pronoun[0]


def _opens(sentence: str, start: int) -> bool:
    return not any(character.isalnum() for character in sentence[:start])
