"""What each line of a text is by itself: text, caption, furniture of the page. Its place is judged elsewhere."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

import httpx

from briefings.intake.text.boilerplate import is_furniture, is_network, is_ornament
from briefings.intake.text.lines import word_count
from briefings.intake.text.photo_credits import Credit, photo_credit

_LONGEST_HEADLINE = 250  # characters
_FULL_STOP = re.compile(r"""[.,;:。،؛۔…、，；：]["'”’»)\]]*$""")
_OPENING_QUOTE = tuple('"“„«‘「『')
_CLOSING_QUOTE = re.compile(r"""["”»’」』][.,]?$""")
_LIST_ITEM = re.compile(r"([-–—•*·‣◦]|\d{1,3}[.)])\s")
_LETTER = re.compile(r"[^\W\d_]")


class Kind(Enum):
    """What a line is by itself."""

    BLANK = auto()
    TEXT = auto()
    CAPTION = auto()  # carries a credit that only photos carry
    SIGNED = auto()  # "… (AFP)": a caption, or a text that ends
    CREDIT = auto()  # an agency's name and nothing else
    NETWORK = auto()  # a network's name: a button beside other buttons
    LINK = auto()  # a web address and nothing else
    FURNITURE = auto()


class Line(NamedTuple):
    """One folded line and what it is."""

    text: str
    kind: Kind


def mark(lines: Sequence[str]) -> list[Line]:
    """Each line with its kind."""
    return [Line(line, kind_of(line)) for line in lines]


def kind_of(line: str) -> Kind:
    """What a folded line is by itself."""
    if not line:
        return Kind.BLANK
    if is_ornament(line) or is_furniture(line):
        return Kind.FURNITURE
    if is_network(line):
        return Kind.NETWORK
    if line.startswith("http") and is_web_link(line):
        return Kind.LINK
    match photo_credit(line):
        case Credit.ALONE:
            return Kind.CREDIT
        case Credit.PHOTO:
            return Kind.CAPTION
        case Credit.AGENCY:
            return Kind.SIGNED
        case Credit.NONE:
            return Kind.TEXT


def is_web_link(line: str) -> bool:
    """Whether a line is an http(s) address and nothing else."""
    if " " in line:
        return False
    try:
        url = httpx.URL(line)
        return url.scheme in ("http", "https") and bool(url.host)
    except (httpx.InvalidURL, ValueError):  # ValueError: a host that is no international name
        return False


def is_headline_like(line: str) -> bool:
    """Whether a line could be a headline: short, with letters, no full stop, no item of a list."""
    return (
        len(line) <= _LONGEST_HEADLINE
        and _LETTER.search(line) is not None
        and not _FULL_STOP.search(line)
        and not _LIST_ITEM.match(line)
    )


def is_quote(line: str) -> bool:
    """Whether the whole line is quoted, or quoted and attributed: a pull quote."""
    return line.startswith(_OPENING_QUOTE) and (
        _CLOSING_QUOTE.search(line) is not None or re.search(r"""["”»’」』],? ?[-–—]""", line) is not None
    )


def is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return re.search(r"""[.!?…。！？؟۔]["'”’»)\]]*$""", line) is not None


def is_caption_length(line: str) -> bool:
    """Whether a line printed twice can be a caption: a name, or some words; "No." twice is an interview."""
    return word_count(line) >= 4 or not is_sentence(line)


def same(line: str, other: str) -> bool:
    """Whether two lines say the same, case and quotation marks aside."""
    return line == other or _key(line) == _key(other)


def _key(line: str) -> str:
    return line.casefold().strip(" …\"'“”‘’«»").replace("’", "'").replace("‘", "'")
