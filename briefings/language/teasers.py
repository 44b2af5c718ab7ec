"""Tells a sentence that says news from a teaser, which asks, addresses the reader or sets a scene."""

import re

from briefings.language.analysis import is_unspaced
from briefings.language.quotation_marks import outside_quotations

_MIN_WORDS = 5  # of a sentence that says what happened
_MAX_WORDS = 60

_TEASER_OPENINGS = (
    r"at first (?:glance|sight)|imagine\b|picture (?:this|the)\b|meet (?:the|a|an|[A-Z])|welcome to|once upon",
    r"here(?:['’]| i)s |when it comes to|if you\b|have you|did you|remember (?:the|when)|think of|talk about",
    r"forget (?:the|about)|call it |let['’]s |sometimes\b|so (?!far\b)|well,|first,|not so\b",
    r"it(?:['’]s| is| was) (?:not |been |a |an |the |that |hard|easy|like )|for (?:years|decades|most|many)\b",
    r"(?:listen to|watch|hear|see) (?:the|our) (?:full |extended )?(?:interview|program(?:me)?|show|video|report)\b",
    r"there(?:['’]s| is) (?:no |nothing|something)|auf den ersten blick|stellen sie sich|es ist (?:ein|nicht)",
    r"imaginez|et si |imagine(?:n|se)\b|a primera vista|a prima vista|immagina(?:te)?\b|à primeira vista",
)
_TEASER = re.compile("|".join(_TEASER_OPENINGS), re.IGNORECASE)
_ASKS_OR_GOES_ON = re.compile(r"[?:…؟？：][\"'”’»)\]]*$")
_READER = re.compile(
    r"\b(?:you|your|yours|vous|votre|vos|usted|você|voi)\b|^(?:You|Your|Vous|Usted|Você)(?:['’]\w+)? [a-z]"
)


def says_news(sentence: str) -> bool:
    """Whether a sentence could say what happened: no question, no teaser, of a sentence's length, not to the reader.

    In scripts without capitals or without spaces only what asks or goes on is told from news.
    """
    if _ASKS_OR_GOES_ON.search(sentence) or _TEASER.match(sentence):
        return False
    if sentence.lower() == sentence.upper() or is_unspaced(sentence):
        return True
    outside = outside_quotations(sentence)
    return _MIN_WORDS <= len(sentence.split()) <= _MAX_WORDS and not _READER.search(outside)
