"""Sentences that begin with a word that carries on from the sentence before."""

import re
from collections.abc import Iterator

from briefings.language import analysis
from briefings.summaries.references.reader import Reader

_IT = frozenset({"it", "its"})
_QUOTE_MARKS = frozenset("\"“«„‘'")
_ADVERB = re.compile(r"[^\W\d_]+(?:ly|mente|ment), ")
_SUBJECT_WORDS = 6  # of a sentence, at its beginning
_STEM_LENGTH = 5


def missing_before_opening(sentence: str, reader: Reader) -> str | None:
    """The opening word that carries on from a sentence that was not shown."""
    adverb = _ADVERB.match(sentence)
    start = adverb.end() if adverb else 0
    opening = reader.patterns.openings.match(sentence, start)
    if opening is None:
        return None
    if any(found.start() <= opening.start("words") for found in _first_of_each(sentence, reader)):
        return None  # “both men”, “that day”: back_references.py judges these
    words = opening["words"]
    is_person = words.lower() in reader.patterns.he_words
    if is_person:
        return None if reader.can_tell_who(sentence) else words
    in_quotation = bool(_QUOTE_MARKS & set(sentence[: opening.start("words")]))
    if in_quotation and reader.shown and words.lower() not in reader.patterns.they:
        return None  # somebody speaks of what the briefing is about
    if reader.goes_on or _all_open_on(words, reader) or _names_what_is_known(sentence, opening.end(), words, reader):
        return None
    return None if words.lower() in reader.patterns.they | _IT and _is_still_the_subject(reader) else words


def _first_of_each(sentence: str, reader: Reader) -> Iterator[re.Match[str]]:
    for phrases in (reader.patterns.groups, reader.patterns.days):
        found = phrases.first(sentence)
        if found is not None:
            yield found


def _all_open_on(words: str, reader: Reader) -> bool:
    """Whether what was shown goes on in sentences that all begin with the same word, and so mean the same by it."""
    between = reader.earlier.since_shown(reader.shown)
    sentences = [reader.earlier.article.sentences[index] for index in between]
    return between.start > 0 and bool(sentences) and all(text.startswith(f"{words} ") for text in sentences)


def _is_still_the_subject(reader: Reader) -> bool:
    """Whether the sentence before, though it is not shown, is about what the last one shown is about."""
    if not reader.shown or reader.is_first:
        return False
    stop_words = analysis.stop_words(reader.language)
    before = reader.earlier.article.sentences[reader.earlier.index - 1].split()[:3]
    subjects = [word for word in before if len(word) > 2 and word.lower() not in stop_words]
    shown = [word.lower() for word in reader.shown[-1].split()[:_SUBJECT_WORDS]]
    return any(word.startswith(subject[:_STEM_LENGTH].lower()) for subject in subjects for word in shown)


def _names_what_is_known(sentence: str, at: int, words: str, reader: Reader) -> bool:
    """Whether “such attacks” or “this deal” stands for what was told by the same word."""
    if words.lower() not in reader.patterns.demonstratives or not reader.shown:
        return False
    nouns = [word for word in sentence[at : at + 40].split()[:2] if len(word) > _STEM_LENGTH - 1]
    return any(reader.mentions(re.compile(rf"\b{re.escape(noun[:_STEM_LENGTH])}", re.IGNORECASE)) for noun in nouns)
