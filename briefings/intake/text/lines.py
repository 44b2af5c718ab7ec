"""Raw text → lines: Unicode and white space folded, separators recognised; what a line is, is judged elsewhere."""

import re
import unicodedata
from collections.abc import Sequence

SEPARATOR = "---"

# Soft hyphen, zero-width space, word joiner, byte order mark, and marks that turn the direction of all that follows.
# Joiners stay: Persian words and emoji are spelt with them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SEPARATOR = re.compile(r"(-\s*){3,}|(\*\s*){3,}|(=\s*){3,}")
_LONGEST_SEPARATOR = 200
_SHORTEST_UNDERLINE = 10

_WIDE = re.compile("[\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffef]")


def fold_line(text: str) -> str:
    """One line: composed (NFC), invisible characters gone, all white space a single space. Idempotent."""
    text = _INVISIBLE.sub("", _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))
    return " ".join(unicodedata.normalize("NFC", _CONTROL.sub(" ", text)).split())


def fold_lines(text: str) -> list[str]:
    """The lines of a text, folded; "" for a blank one, `SEPARATOR` for a line or form feed that parts articles.

    A row of the same sign as wide as the one line above it underlines a headline and parts nothing.
    """
    folded: list[str] = []
    for raw in text.replace("\f", f"\n{SEPARATOR}\n").splitlines():
        line = fold_line(raw)
        if len(line) <= _LONGEST_SEPARATOR and _SEPARATOR.fullmatch(line):
            if _underlines(line, folded):
                continue
            line = SEPARATOR
        folded.append(line)
    return folded


def _underlines(line: str, above: Sequence[str]) -> bool:
    if not above or above[-1] == SEPARATOR or " " in line or len(line) < _SHORTEST_UNDERLINE:
        return False
    if abs(len(line) - len(above[-1])) > 1:
        return False
    return len(above) == 1 or above[-2] in ("", SEPARATOR)


def is_wide(character: str) -> bool:
    """Whether a character is one of those written without spaces between words: Chinese and Japanese."""
    return _WIDE.match(character) is not None


def word_count(line: str) -> int:
    """About how many words a line has, also in scripts that put no space between them."""
    words = 0
    for token in line.split():
        words += 1 if token.isascii() else max(1, len(_WIDE.findall(token)) // 2, len(token) // 15)
    return words
