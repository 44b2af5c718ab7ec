"""Tells which words are links to read, and what is wrong with those that are only meant as one."""

import re

from briefings.errors import IntakeError
from briefings.intake.formats.accepted import ENDINGS
from briefings.intake.text.field_limits import shortened
from briefings.model.printable import printable

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,20}):/?/", re.IGNORECASE)
_HOST = re.compile(r"[\w.-]{1,253}(?::\d{1,5})?", re.IGNORECASE)
_MAX_NAME_LENGTH = 200  # characters of a word that an error names


def is_link(word: str) -> bool:
    """Whether a word is an http(s) link; whether it leads anywhere, the fetcher finds out."""
    return _LINK.fullmatch(word) is not None


def mistaken_link(word: str) -> IntakeError | None:
    """What is wrong with a word that is meant as a link and is none: `link-scheme`, `link-malformed`, `link-no-scheme`.

    None for a link, and for what is no link at all, such as a path.
    """
    if is_link(word) or not word or any(map(str.isspace, word)):
        return None
    name = shortened(printable(word), _MAX_NAME_LENGTH)
    if scheme := _SCHEME.match(word):
        is_http = scheme[1].lower() in ("http", "https")
        return IntakeError("link-malformed" if is_http else "link-scheme", item=name)
    return IntakeError("link-no-scheme", item=name) if _names_host(word) else None


def _names_host(word: str) -> bool:
    """Whether a word begins with the name of a site: `example.org/a`, not `harbour.txt`, `2.5` or `a@example.org`."""
    host, slash, _ = word.partition("/")
    if not _HOST.fullmatch(host) or (not slash and word.lower().endswith(ENDINGS)):
        return False
    labels = host.partition(":")[0].split(".")
    return len(labels) > 1 and all(labels) and len(labels[-1]) > 1 and labels[-1].isalpha()
