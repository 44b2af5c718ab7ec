"""Parses the query of `/topic`: words, phrases in quotes, words to leave out, and filters such as `since:7d`.

Whatever is none of these is words, so no query is an error. What the words may mean is for `word_variants.py`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

_MAX_CHARACTERS = 1000  # that are read
_MAX_PHRASES, _MAX_EXCLUDED, _MAX_OUTLETS = 4, 6, 8  # that count; each is looked for in every language
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»〝〞＂「」『』", '"'))
_QUERY_PART = re.compile(r'(?P<minus>-)?(?:(?P<filter>[a-z]+):)?(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))', re.IGNORECASE)
_RELATIVE_TIME = re.compile(r"(\d+)([hdw])")
_DATE = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")
_LANGUAGE = re.compile(r"[a-z]{2}")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(slots=True)
class ParsedQuery:
    """What articles a person wants to find.

    Attributes:
        words: the text to look for, that of the phrases too; empty if there are only filters.
        phrases: what an article must have, word for word in that order.
        excluded: words and phrases that it must not have.
        outlets: names of outlets or agencies, of which it must have one.
        excluded_outlets: those it must not have.
        since_time: when it was published at the earliest; aware.
        language: ISO 639-1 code.
    """

    words: str = ""
    phrases: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    excluded_outlets: list[str] = field(default_factory=list)
    since_time: datetime | None = None
    language: str | None = None


def parse_query(text: str, now: datetime) -> ParsedQuery:
    """The query that a text is, dates reckoned from `now`; any text is one.

    Of a text of any length, so much is read that a person would write: its first words, phrases and filters.
    """
    parsed, words = ParsedQuery(), []
    for part in _QUERY_PART.finditer(text[:_MAX_CHARACTERS].translate(_QUOTES)):
        value = part["bare"] if part["quoted"] is None else part["quoted"].strip()
        apply_filter = _FILTERS.get((part["filter"] or "").lower())
        if apply_filter and value and apply_filter(parsed, value, bool(part["minus"]), now):
            continue
        if part["filter"]:  # an unknown filter, or one with a value that cannot be read
            words.append(part[0])
        elif part["minus"] and any(map(str.isalnum, value)):
            _append(parsed.excluded, value, _MAX_EXCLUDED)
        else:
            words.append(value)
            if part["quoted"] and len(value.split()) > 1:
                _append(parsed.phrases, value, _MAX_PHRASES)
    if not words and parsed == ParsedQuery(excluded=parsed.excluded):  # only exclusions: look for these words
        words += parsed.excluded
        parsed.excluded = []
    parsed.words = " ".join(words)
    return parsed


def _add_outlet(parsed: ParsedQuery, value: str, minus: bool, _: datetime) -> bool:
    _append(parsed.excluded_outlets if minus else parsed.outlets, value, _MAX_OUTLETS)
    return True


def _append(values: list[str], value: str, most: int) -> None:
    if len(values) < most:
        values.append(value)


def _set_since_time(parsed: ParsedQuery, value: str, minus: bool, now: datetime) -> bool:
    parsed.since_time = None if minus else _parse_time(value.lower(), now)
    return parsed.since_time is not None


def _set_language(parsed: ParsedQuery, value: str, minus: bool, _: datetime) -> bool:
    if minus or not _LANGUAGE.fullmatch(value.lower()):
        return False
    parsed.language = value.lower()
    return True


_FILTERS: Mapping[str, Callable[[ParsedQuery, str, bool, datetime], bool]] = {
    "outlet": _add_outlet,
    "since": _set_since_time,
    "lang": _set_language,
}


def _parse_time(value: str, now: datetime) -> datetime | None:
    """`7d`, `12h`, `2w`: that long before now; `2026-11-23`, `2026-11`, `2026`: its beginning in UTC; else None.

    What lies before the first year is its beginning.
    """
    try:
        if ago := _RELATIVE_TIME.fullmatch(value):
            return now - int(ago[1]) * _UNITS[ago[2]]
        if day := _DATE.fullmatch(value):
            return datetime(int(day[1]), int(day[2] or 1), int(day[3] or 1), tzinfo=UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)
    except ValueError:  # no such day
        pass
    return None
