"""Sentences that begin with a word that carries on from the sentence before."""

import re

from briefings.summaries.reader import Reader

_QUOTE_MARKS = frozenset("\"“«„‘'")
_STEM_LENGTH = 5


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
        return None if reader.can_tell_who(sentence) else words
    in_quotation = bool(_QUOTE_MARKS & set(sentence[: opening.start("words")]))
    if in_quotation and reader.shown and words.lower() not in reader.patterns.they:
        return None  # somebody speaks of what the briefing is about
    if reader.goes_on or _all_open_on(words, reader) or _names_what_is_known(sentence, opening.end(), words, reader):
        return None
    return words


def _all_open_on(words: str, reader: Reader) -> bool:
    """Whether what was shown goes on in sentences that all begin with the same word, and so mean the same by it."""
    between = reader.earlier.since_shown(reader.shown)
    sentences = [reader.earlier.article.sentences[index] for index in between]
    return bool(reader.shown and sentences) and all(text.startswith(f"{words} ") for text in sentences)


def _names_what_is_known(sentence: str, at: int, words: str, reader: Reader) -> bool:
    """Whether “such attacks” or “this deal” stands for what was told by the same word."""
    if words.lower() not in reader.patterns.demonstratives or not reader.shown:
        return False
    nouns = [word for word in sentence[at : at + 40].split()[:2] if len(word) > _STEM_LENGTH - 1]
    return any(reader.mentions(re.compile(rf"\b{re.escape(noun[:_STEM_LENGTH])}", re.IGNORECASE)) for noun in nouns)
