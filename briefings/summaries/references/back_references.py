"""References to what was told before: “the pair”, “that inquiry”, “the following day”, “the striker”, “the attack”."""

import re
from collections.abc import Iterable

from briefings.language import analysis
from briefings.language.quotation_marks import outside_quotations
from briefings.summaries.references.names import Name, names
from briefings.summaries.references.reader import SUBJECT_LENGTH, Reader, names_person
from briefings.summaries.references.reference_words import REFERENCE_WORDS

_OWN_ANTECEDENT_WORDS = 10  # before a reference; in so many words a sentence may have told what it refers to
_NOT_A_GROUP = re.compile(
    r"['’]s\b|[-\w]| (?:of|\w+est|main|most|[A-ZÀ-Þ]\w+|de|des|del|di|da|do)\b"
    r"| (?:\w+s )?(?:who|whose|of|in|at|from|on|behind)\b"
)


def missing_group(sentence: str, reader: Reader) -> str | None:
    """“the pair”, “both men”, where not two were named."""
    for found in reader.patterns.groups.find(sentence):
        before = sentence[: found.start()]
        if _NOT_A_GROUP.match(sentence, found.end()) or reader.patterns.several.are_in(before):
            continue
        if len(_distinct(names(before, reader.language), reader.language)) > 1 or _noun_known(
            found[0], before + reader.told
        ):
            continue
        if len(_distinct(reader.names, reader.language)) > 1 and not reader.newcomers and reader.shown:
            continue
        if reader.shown and len(reader.newcomers) < 3 and reader.patterns.several.are_in(reader.told):
            continue
        return found[0]
    return None


def missing_phrase(sentence: str, reader: Reader) -> str | None:
    """“that inquiry”, “another reason”, “such a move”, where nothing of the kind was told."""
    if reader.goes_on:
        return None
    for found in reader.patterns.phrases.find(sentence):
        before = sentence[: found.start()]
        if len(before.split()) < _OWN_ANTECEDENT_WORDS and not _noun_known(found[0], before + reader.told):
            return found[0]
    return None


def missing_day(sentence: str, reader: Reader) -> str | None:
    """“the following day”, where no day was told from which to count."""
    if reader.goes_on:
        return None
    for found in reader.patterns.days.find(outside_quotations(sentence)):
        before = sentence[: found.start()]
        has_date = reader.patterns.dates.search(before) or _has_calendar_word(before, reader)
        if not has_date and len(before.split()) < _OWN_ANTECEDENT_WORDS:
            return found[0]
    return None


def missing_noun(sentence: str, reader: Reader) -> str | None:
    """“the striker”, “the company”, “the attack”, where nothing shown can be meant by it."""
    if reader.is_first:
        return None  # what a first sentence says definitely, it is about
    for found in reader.patterns.definite.finditer(outside_quotations(sentence)):
        if _explains_itself(found, reader):
            continue
        before = sentence[: found.start()]
        if found["people"]:
            understood = _is_known_person(found["people"], sentence, before, reader)
        elif found["organisation"]:
            understood = _is_known_organisation(found["organisation"], before, reader)
        else:
            understood = _is_known_event(found["event"], before, reader)
        if not understood:
            return sentence[found.start() : found.start("next")]
    return None


def _is_known_person(noun: str, sentence: str, before: str, reader: Reader) -> bool:
    return names_person(before, reader) or _word_known(noun, reader.told) or reader.can_tell_who(sentence)


def _is_known_organisation(noun: str, before: str, reader: Reader) -> bool:
    if names(before, reader.language) or _word_known(noun, reader.told) or reader.goes_on:
        return True
    if not reader.names:
        return False
    between = reader.earlier.since_shown(reader.shown)
    sentence = reader.earlier.article.sentences[between[-1]] if between else ""
    subject = sentence[:SUBJECT_LENGTH]
    previous = [name for name in names(subject, reader.language) if not name.is_uncertain]
    return not previous or any(reader.knows(name.last) for name in previous)


def _is_known_event(noun: str, before: str, reader: Reader) -> bool:
    kin = reader.patterns.kin[noun]
    if reader.goes_on or kin.search(before) or reader.mentions(kin):
        return True
    if noun in reader.patterns.pointers:
        return len(before.split()) >= _OWN_ANTECEDENT_WORDS
    return not reader.missed(kin)


def _explains_itself(found: re.Match[str], reader: Reader) -> bool:
    """Whether what comes after or between says which one is meant."""
    between = found["between"].split()
    stop_words = analysis.stop_words(reader.language)
    if any(word.lower() in stop_words for word in between):
        return True  # not one phrase
    following = found["next"].strip()
    if found["people"] is None and any(word[0].isupper() for word in between) and reader.language != "de":
        return True  # the Hutton inquiry
    if following.startswith(","):
        return following[1:].strip()[:1].isupper() and reader.language != "de"
    if not following or following in {"'s", "’s"}:
        return False
    if following[0].isupper() or following in reader.patterns.compounds:
        return True
    return following in (
        reader.patterns.people_explained_by if found["event"] is None else reader.patterns.explained_by
    )


def _distinct(found: Iterable[Name], language: str) -> set[str]:
    """The last words of names, without those of offices and the like, and without abbreviations."""
    nobodys = REFERENCE_WORDS[language].not_surnames.split()
    return {name.last for name in found if name.last.lower() not in nobodys and not name.last.isupper()}


def _noun_known(phrase: str, text: str) -> bool:
    """Whether the noun that ends a phrase was told, in the singular or plural."""
    words = phrase.split()
    noun = words[-1].rstrip("s")
    return len(words) > 1 and len(noun) > 3 and _word_known(noun, text)


def _word_known(word: str, text: str) -> bool:
    return word.lower() in text.lower() and re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE) is not None


def _has_calendar_word(text: str, reader: Reader) -> bool:
    return any(word in analysis.calendar(reader.language) for word in text.lower().split())
