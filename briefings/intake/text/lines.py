"""Splits raw text into lines with Unicode and white space normalised; line_classifier.py decides what each line is."""

import re
import unicodedata
from collections.abc import Sequence

from briefings.intake.text.visibility import is_visible, with_fewer_marks

SEPARATOR = "---"

# Soft hyphen, zero-width space, word joiner, byte order mark and directional formatting characters. Zero-width joiners
# and non-joiners stay: emoji and Persian words are spelt with them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
# Of the second set of control characters those that stand for a quotation mark or dash, where text of Windows was taken
# for Latin-1, are that, as in browsers; the rest are blanks.
_WINDOWS_CHARACTERS = {code: bytes((code,)).decode("cp1252", "ignore") or " " for code in range(0x80, 0xA0)}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SEPARATOR_ROW = re.compile(r"(-\s*){3,}|(\*\s*){3,}|(=\s*){3,}")
_MAX_SEPARATOR_LENGTH = 200  # characters
_MIN_UNDERLINE_LENGTH = 10  # characters

_MAX_BLANK_LINES = 8  # in a row, or separators in a row; nothing looks further, and a file may be nothing else

_CHINESE_OR_JAPANESE = re.compile("[\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffef]")


def fold_line(text: str) -> str:
    """One line in NFC, without invisible characters, every run of white space one space; "" if none can be seen.

    Idempotent.
    """
    text = _INVISIBLE.sub("", _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))
    text = with_fewer_marks(_CONTROL.sub(" ", text))
    text = text if text.isascii() else text.translate(_WINDOWS_CHARACTERS)
    return " ".join(unicodedata.normalize("NFC", text).split()) if is_visible(text) else ""


def fold_lines(text: str) -> list[str]:
    """The folded lines of a text; "" for a blank one, `SEPARATOR` for a rule or form feed that separates articles.

    A row of signs as long as the single line above it underlines a headline and is left out.
    """
    folded: list[str] = []
    repeated = 0
    for raw in text.replace("\f", f"\n{SEPARATOR}\n").splitlines():
        line = fold_line(raw)
        if len(line) <= _MAX_SEPARATOR_LENGTH and _SEPARATOR_ROW.fullmatch(line):
            if _underlines_headline(line, folded):
                continue
            line = SEPARATOR
        repeated = repeated + 1 if line in ("", SEPARATOR) and folded[-1:] == [line] else 0
        if repeated < _MAX_BLANK_LINES:
            folded.append(line)
    return folded


def _underlines_headline(line: str, lines_above: Sequence[str]) -> bool:
    if not lines_above or lines_above[-1] == SEPARATOR or " " in line or len(line) < _MIN_UNDERLINE_LENGTH:
        return False
    if abs(len(line) - len(lines_above[-1])) > 1:
        return False
    return len(lines_above) == 1 or lines_above[-2] in ("", SEPARATOR)


def is_chinese_or_japanese(character: str) -> bool:
    """Whether a character is Chinese or Japanese, which are written without spaces between words."""
    return _CHINESE_OR_JAPANESE.match(character) is not None


def word_count(line: str) -> int:
    """Roughly how many words a line has, also in scripts without spaces between words."""
    words = 0
    for token in line.split():
        words += 1 if token.isascii() else max(1, len(_CHINESE_OR_JAPANESE.findall(token)) // 2, len(token) // 15)
    return words
