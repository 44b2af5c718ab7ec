"""Reads the author and the agency from a byline: "By Jane Doe, Reuters"."""

import re

from briefings.intake.text.credits.agency_credit import bare_agency

_BYLINE = re.compile(r"(?:(?i:by|por|par|von|text)|Di|De|بقلم|كتب|作者|文)(?:\s?[:：]\s?|\s+)(?P<names>\S.*)")
_NAME_PARTICLES = frozenset(
    (
        "and",
        "&",
        "y",
        "e",
        "et",
        "und",
        "de",
        "del",
        "da",
        "das",
        "do",
        "dos",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "zu",
        "bin",
        "ibn",
        "al",
        "el",
    )
)
_MAX_BYLINE_LENGTH = 100  # characters
_MAX_NAME_WORDS = 9


def read_byline(line: str) -> tuple[str | None, str | None] | None:
    """The author's name without "By", and the agency named with it; None if the line is no byline."""
    match = _BYLINE.fullmatch(line) if len(line) <= _MAX_BYLINE_LENGTH else None
    if match is None:
        return None
    names = re.split(r"\s?[,|/]\s?", match["names"].rstrip("."))
    agencies = [agency for name in names if (agency := bare_agency(name))]
    authors = [name for name in names if not bare_agency(name)]
    if not all(map(_is_name, authors)):
        return None
    return ", ".join(authors) or None, agencies[0] if agencies else None


def _is_name(text: str) -> bool:
    words = text.split()
    return 1 < len(words) <= _MAX_NAME_WORDS and all(
        word in _NAME_PARTICLES or (word[0].isalpha() and not word[0].islower()) for word in words
    )
