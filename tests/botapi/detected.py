"""Finds in plain text what Telegram marks by itself: commands, links, addresses, mentions, hashtags."""

import re
from typing import Any

from .entities import Formatted, in_order, units

KINDS = (
    ("url", re.compile(r"https?://[^\s<>«»\"]*[^\s<>«»\"'.,;:!?)\]…“”]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,8}\b", re.IGNORECASE)),
    (
        "url",
        re.compile(
            r"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|news|info|eu|uk|de|fr|es|it|me)\b(?:/[^\s<>\"']*[\w/])?",
            re.IGNORECASE,
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z]\w{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#&])#(?!\d+\b)\w{1,256}(?!\w)")),
)
OPAQUE = {"code", "pre", "text_link", "custom_emoji", "date_time"}


def with_detected(formatted: Formatted) -> Formatted:
    """The same text with the entities a server finds added to those its sender set."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in formatted.entities if e["type"] in OPAQUE]
    found: list[dict[str, Any]] = []
    for kind, pattern in KINDS:
        for match in pattern.finditer(formatted.text):
            start = units(formatted.text[: match.start()])
            end = start + units(match[0])
            if all(end <= begin or start >= stop for begin, stop in taken):
                taken.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return Formatted(formatted.text, in_order(formatted.entities + found))
