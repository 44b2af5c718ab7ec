"""Classifies one line of text by itself (body text, caption, boilerplate …).

Its position in the article is judged in article_head.py and cleaning.py.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

import httpx

from briefings.intake.text.boilerplate import is_boilerplate, is_ornament, is_social_network
from briefings.intake.text.credits.opinion import is_opinion_label
from briefings.intake.text.credits.photo_credits import PhotoCredit, photo_credit
from briefings.intake.text.editorial_notes import is_editorial_note
from briefings.intake.text.lines import word_count
from briefings.intake.text.run_together import split_run_together, without_stray_stop
from briefings.language.sentence_ends import ends_as_sentence

_MAX_HEADLINE_LENGTH = 250  # characters
_MAX_COMPARED_LENGTH = 1000  # characters; longer lines have the same wording only if they are the same
_FULL_STOP = re.compile(r"""[.,;:。،؛۔…、，；：]["'”’»)\]]*$""")
_OPENING_QUOTE = tuple('"“„«‘「『')
_CLOSING_QUOTE = re.compile(r"""["”»’」』][.,]?$""")
_LIST_ITEM = re.compile(r"([-–—•*·‣◦]|\d{1,3}[.)])\s")
_LETTER = re.compile(r"[^\W\d_]")


class LineKind(Enum):
    """What a line is, judged without its neighbours."""

    BLANK = auto()
    TEXT = auto()
    CAPTION = auto()  # carries a photo credit
    SIGNED = auto()  # ends in an agency's name, "… (AFP)": a caption, or the last line of an article
    CREDIT = auto()  # a credit line: an agency's name and nothing else
    SOCIAL_NETWORK = auto()  # a social network's name: boilerplate if beside other boilerplate
    LINK = auto()  # a web address and nothing else
    BOILERPLATE = auto()
    NOTE = auto()  # an editorial note: "Editor's note: …", "… contributed to this report.", or a label: "Opinion"


class Line(NamedTuple):
    """One folded line and its kind."""

    text: str
    kind: LineKind


def classify_lines(lines: Sequence[str]) -> list[Line]:
    """Each folded line with its kind; what was run together into one line counts as several."""
    return [Line(line, classify_line(line)) for joined in lines for line in split_run_together(joined)]


def classify_line(line: str) -> LineKind:
    """The kind of a folded line."""
    if not line:
        return LineKind.BLANK
    if is_ornament(line) or is_boilerplate(line):
        return LineKind.BOILERPLATE
    if is_editorial_note(line) or is_opinion_label(line):
        return LineKind.NOTE
    if is_social_network(line):
        return LineKind.SOCIAL_NETWORK
    if line.startswith("http") and is_web_link(line):
        return LineKind.LINK
    match photo_credit(line):
        case PhotoCredit.ALONE:
            return LineKind.CREDIT
        case PhotoCredit.PHOTO:
            return LineKind.CAPTION
        case PhotoCredit.AGENCY:
            return LineKind.SIGNED
        case PhotoCredit.NONE:
            return LineKind.TEXT


def is_web_link(line: str) -> bool:
    """Whether a line is an http(s) address and nothing else."""
    if " " in line:
        return False
    try:
        url = httpx.URL(line)
        return url.scheme in ("http", "https") and bool(url.host)
    except (httpx.InvalidURL, ValueError):  # ValueError: a malformed international host name
        return False


def is_headline_like(line: str) -> bool:
    """Whether a line could be a headline: short, with letters, no full stop, not a list item."""
    return (
        len(line) <= _MAX_HEADLINE_LENGTH
        and _LETTER.search(line) is not None
        and not _FULL_STOP.search(without_stray_stop(line))
        and not is_list_item(line)
    )


def is_list_item(line: str) -> bool:
    """Whether a line begins with a bullet or a number."""
    return _LIST_ITEM.match(line) is not None


def is_quote(line: str) -> bool:
    """Whether the whole line is quoted, or quoted and attributed: a pull quote."""
    return line.startswith(_OPENING_QUOTE) and (
        _CLOSING_QUOTE.search(line) is not None or re.search(r"""["”»’」』],? ?[-–—]""", line) is not None
    )


def could_be_caption(line: str) -> bool:
    """Whether a line printed twice could be a caption: a name or several words, not a short sentence ("No.")."""
    return word_count(line) >= 4 or not ends_as_sentence(line)


def same_wording(line: str, other_line: str) -> bool:
    """Whether two lines have the same words, case and quotation marks aside."""
    if line == other_line:
        return True
    if max(len(line), len(other_line)) > _MAX_COMPARED_LENGTH:  # a headline is compared with many lines
        return False
    return _wording_key(line) == _wording_key(other_line)


def _wording_key(line: str) -> str:
    return line.casefold().strip(" …\"'“”‘’«»").replace("’", "'").replace("‘", "'")
