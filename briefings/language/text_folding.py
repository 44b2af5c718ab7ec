"""Normalises text so that different spellings of the same words compare equal; the same for every language."""

import re
import unicodedata

_DOTTED_INITIALS = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?")  # U.S. is US
# Drops trade marks, soft hyphens and kashidas; gives hyphens and apostrophes one form.
_SIGN_REPLACEMENTS = str.maketrans({"™": None, "℠": None, "\u00ad": None, "\u0640": None, "ʼ": "’", "‐": "-", "‑": "-"})


def fold(text: str) -> str:
    """The text without case and accents, as somebody in a hurry would type it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def tidy(text: str) -> str:
    """The text in compatibility-normalised characters, initials without dots (US), case and accents kept."""
    plainest = unicodedata.normalize("NFKC", text.translate(_SIGN_REPLACEMENTS))
    return _DOTTED_INITIALS.sub(lambda match: match[0].replace(".", ""), plainest)
