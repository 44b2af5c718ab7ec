"""Who signs an article: "By Jane Doe, Reuters" under the headline → the author and the agency."""

import re

from briefings.intake.text.agency_credit import bare_agency

_BY = re.compile(r"(?:(?i:by|por|par|von|text)|Di|De|بقلم|كتب|作者|文)(?:\s?[:：]\s?|\s+)(?P<names>\S.*)")
_PARTICLES = frozenset(
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
_LONGEST = 100  # characters
_MOST_WORDS = 9


def read_byline(line: str) -> tuple[str | None, str | None] | None:
    """The author's name without "By", and the agency named with it; None if the line is no byline."""
    found = _BY.fullmatch(line) if len(line) <= _LONGEST else None
    if found is None:
        return None
    names = re.split(r"\s?[,|/]\s?", found["names"].rstrip("."))
    agencies = [agency for name in names if (agency := bare_agency(name))]
    people = [name for name in names if not bare_agency(name)]
    if not all(map(_is_name, people)):
        return None
    return ", ".join(people) or None, agencies[0] if agencies else None


def _is_name(text: str) -> bool:
    words = text.split()
    return 1 < len(words) <= _MOST_WORDS and all(
        word in _PARTICLES or (word[0].isalpha() and not word[0].islower()) for word in words
    )
