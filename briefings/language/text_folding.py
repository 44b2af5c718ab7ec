"""Normalises text so that different spellings of the same words compare equal; the same for every language."""

import re
import unicodedata

_DOTTED_INITIALS = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?")  # U.S. is US
# Drops trade marks, soft hyphens and kashidas; gives hyphens and apostrophes one form.
_SIGN_REPLACEMENTS = str.maketrans({"™": None, "℠": None, "\u00ad": None, "\u0640": None, "ʼ": "’", "‐": "-", "‑": "-"})

_MAX_MARKS = 30  # on one letter, as in Unicode's stream-safe format; no language has as many
_SIGNS_IN_A_ROW = re.compile(rf"[^\w\s!-~]{{{_MAX_MARKS + 1},}}")  # among which all combining marks are


def fold(text: str) -> str:
    """The text without case and accents, as somebody in a hurry would type it."""
    decomposed = unicodedata.normalize("NFKD", _without_heaps_of_marks(text.casefold()))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def tidy(text: str) -> str:
    """The text in compatibility-normalised characters, initials without dots (US), case and accents kept."""
    plainest = unicodedata.normalize("NFKC", _without_heaps_of_marks(text.translate(_SIGN_REPLACEMENTS)))
    return _DOTTED_INITIALS.sub(lambda match: match[0].replace(".", ""), plainest)


def _without_heaps_of_marks(text: str) -> str:
    """The text with at most 30 combining marks on a letter: normalising sorts them, in the square of their number."""
    return text if text.isascii() else _SIGNS_IN_A_ROW.sub(lambda match: _first_marks(match[0]), text)


def _first_marks(signs: str) -> str:
    kept = []
    marks = 0
    for sign in signs:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MAX_MARKS:
            kept.append(sign)
    return "".join(kept)
