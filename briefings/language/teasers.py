"""Tells a sentence that says news from a teaser, which asks, addresses the reader or sets a scene."""

import re

from briefings.language.quotation_marks import outside_quotations

_MIN_WORDS = 5  # of a sentence that says what happened
_MAX_WORDS = 60

_TEASER_OPENINGS = (
    r"at first (?:glance|sight)|imagine|picture (?:this|the)|meet |welcome|once upon|here(?:['’]| i)s |how |why |what ",
    r"when it comes to|if you\b|have you|did you|remember |think of|talk about|forget |call it |let['’]s |sometimes\b",
    r"it(?:['’]s| is| was) (?:not |been |a |an |the |that |hard|easy|like )",
    r"there(?:['’]s| is) (?:no |nothing|something)|for (?:years|decades|most|many)\b",
    r"so (?!far\b)|well,|first\b|not so\b",
    r"auf den ersten blick|stellen sie sich|wer |was |wie |warum |es ist (?:ein|nicht)|imaginez|et si |qui |pourquoi ",
    r"imagine(?:n|se)?\b|¿|a primera vista|a prima vista|immagina(?:te)?\b|à primeira vista|à première vue",
)
_TEASER = re.compile("|".join(_TEASER_OPENINGS), re.IGNORECASE)
_ASKS_OR_GOES_ON = re.compile(r"[?:…؟？：][\"'”’»)\]]*$")
_READER = re.compile(r"\b(?:you|your|yours|tu|vous|votre|vos|usted|você|voi)\b", re.IGNORECASE)


def says_news(sentence: str) -> bool:
    """Whether a sentence could say what happened: no question, no teaser, of a sentence's length, not to the reader.

    In scripts without capitals or without spaces only what asks or goes on is told from news.
    """
    if _ASKS_OR_GOES_ON.search(sentence) or _TEASER.match(sentence):
        return False
    if sentence.lower() == sentence.upper():
        return True
    outside = outside_quotations(sentence)
    return _MIN_WORDS <= len(sentence.split()) <= _MAX_WORDS and not _READER.search(outside)
