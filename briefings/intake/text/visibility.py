"""Tells text that can be seen from characters that take no ink, and cuts heaps of combining marks down to size."""

import re
import unicodedata

_LETTER_OR_DIGIT = re.compile("[^\\W_\u115f\u1160\u3164\uffa0]")
# Of other categories, but they take no ink: fillers of Korean syllables, the Braille cell without dots, and the sign
# that stands for what was pasted with a text.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\ufffc")
_INKLESS = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"))  # a mark is seen on a letter only

# The most marks in a row that Unicode's Stream-Safe Text Format (UAX 15) knows; no language needs so many. To put more
# into order takes `normalize` a time that grows with their square.
_MAX_MARKS = 30
_HEAP_OF_SIGNS = re.compile(rf"[^\w\s\x00-\u02ff]{{{_MAX_MARKS + 1},}}")


def is_visible(text: str) -> bool:
    """Whether a reader sees anything of a text: not of one of white space, joiners, fillers and marks alone."""
    if _LETTER_OR_DIGIT.search(text):
        return True
    return any(character not in _BLANKS and unicodedata.category(character) not in _INKLESS for character in set(text))


def with_fewer_marks(text: str) -> str:
    """The text with at most thirty combining marks on a letter."""
    return text if text.isascii() else _HEAP_OF_SIGNS.sub(_fewer_marks, text)


def _fewer_marks(heap: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in heap[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)
