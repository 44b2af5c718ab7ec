"""The same text whoever typed it: without case, accents, odd characters. Knows no language."""

import re
import unicodedata

_INITIALS = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?")  # U.S. is US
# Trade marks, soft hyphens and kashidas are no letters; hyphens and apostrophes have one form.
_SIGNS = str.maketrans({"™": None, "℠": None, "\u00ad": None, "\u0640": None, "ʼ": "’", "‐": "-", "‑": "-"})


def fold(text: str) -> str:
    """The text without case and accents: what a person who types in a hurry writes."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def tidy(text: str) -> str:
    """The text in its plainest characters, initials without dots (US); still with case and accents."""
    plainest = unicodedata.normalize("NFKC", text.translate(_SIGNS))
    return _INITIALS.sub(lambda found: found[0].replace(".", ""), plainest)
