"""Read what a person asks `/topic`: words, phrases in quotes, words to leave out, and filters such as `since:7d`.

Whatever is none of these is words, so no question is wrong. What words mean, `query.py` says.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

_LONGEST = 1000  # characters that are read
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»〝〞＂「」『』", '"'))
_PART = re.compile(r'(?P<minus>-)?(?:(?P<filter>[a-z]+):)?(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))', re.IGNORECASE)
_AGO = re.compile(r"(\d{1,4})([hdw])")
_DAY = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")
_LANGUAGE = re.compile(r"[a-z]{2}")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(slots=True)
class ParsedQuery:
    """What a person wants to find.

    Attributes:
        words: the text to look for, that of the phrases too; empty if there are only filters.
        phrases: what must stand there in that order.
        without: words and phrases that must not.
        outlets: names of outlets or agencies, of which it must have one.
        not_outlets: those it must not have.
        since: when it was published at the earliest.
        language: ISO 639-1 code.
    """

    words: str = ""
    phrases: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    not_outlets: list[str] = field(default_factory=list)
    since_time: datetime | None = None
    language: str | None = None


def parse_query(text: str, now: datetime) -> ParsedQuery:
    """What a text asks for; never fails."""
    parsed, words = ParsedQuery(), []
    for part in _PART.finditer(text[:_LONGEST].translate(_QUOTES)):
        value = part["bare"] if part["quoted"] is None else part["quoted"].strip()
        take = _FILTERS.get((part["filter"] or "").lower())
        if take and value and take(parsed, value, bool(part["minus"]), now):
            continue
        if part["filter"]:  # none that is known, or one that cannot be read
            words.append(part[0])
        elif part["minus"] and any(map(str.isalnum, value)):
            parsed.without.append(value)
        else:
            words.append(value)
            if part["quoted"] and len(value.split()) > 1:
                parsed.phrases.append(value)
    if not words and parsed == ParsedQuery(without=parsed.without):  # nothing to leave them out of
        words += parsed.without
        parsed.without = []
    parsed.words = " ".join(words)
    return parsed


def _outlet(parsed: ParsedQuery, value: str, minus: bool, _: datetime) -> bool:
    (parsed.not_outlets if minus else parsed.outlets).append(value)
    return True


def _since_time(parsed: ParsedQuery, value: str, minus: bool, now: datetime) -> bool:
    parsed.since_time = None if minus else _moment(value.lower(), now)
    return parsed.since_time is not None


def _language(parsed: ParsedQuery, value: str, minus: bool, _: datetime) -> bool:
    if minus or not _LANGUAGE.fullmatch(value.lower()):
        return False
    parsed.language = value.lower()
    return True


_FILTERS: Mapping[str, Callable[[ParsedQuery, str, bool, datetime], bool]] = {
    "outlet": _outlet,
    "since": _since_time,
    "lang": _language,
}


def _moment(value: str, now: datetime) -> datetime | None:
    """7d, 12h, 2w before now; or the beginning of a day, month or year in UTC."""
    try:
        if ago := _AGO.fullmatch(value):
            return now - int(ago[1]) * _UNITS[ago[2]]
        if day := _DAY.fullmatch(value):
            return datetime(int(day[1]), int(day[2] or 1), int(day[3] or 1), tzinfo=UTC)
    except (ValueError, OverflowError):  # no such day
        pass
    return None
