"""Sentences that begin with a word that carries on from the sentence before."""

from briefings.summaries.reader import Reader

_QUOTE_MARKS = frozenset("\"“«„‘'")
_FOR_PEOPLE = frozenset("he she him his her they them their sie er il elle lui lei ele ela él ella".split())


def missing_before_opening(sentence: str, reader: Reader) -> str | None:
    """The opening word that carries on from a sentence that was not shown."""
    opening = reader.patterns.openings.match(sentence)
    if opening is None or reader.patterns.not_openings.match(sentence):
        return None
    words = opening["words"]
    if words.isupper() and len(words) > 1:
        return None  # IT is not it
    is_person = words.lower() in reader.patterns.he_words
    if is_person:
        understood = reader.can_tell_who if (reader.goes_on or reader.shown or reader.is_first) else False
        return None if understood else words
    in_quotation = bool(_QUOTE_MARKS & set(sentence[: opening.start("words")]))
    if in_quotation and reader.shown and words.lower() not in _FOR_PEOPLE:
        return None  # somebody speaks of what the briefing is about
    return None if reader.goes_on else words
