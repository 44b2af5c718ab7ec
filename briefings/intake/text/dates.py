"""A date as a person or a page writes it → a moment; knows no clock, so a date it takes is a whole one."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import dateparser

_LONGEST = 60  # characters
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d{4}\b")
_DAY_FIRST = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b")


def parse_date(value: str) -> datetime | None:
    """The moment a text names: aware, in its own time zone if it names one, else UTC; a day alone is its midnight.

    Takes ISO 8601, RFC 2822 and written-out dates in the languages of dateparser ("28 Sep 2023", "28 de septiembre de
    2023", "28.09.2023"). None if it is anything else: relative ("yesterday"), without day or year, or "10/09/2023",
    which is two dates in two countries.
    """
    text = " ".join(value.split())
    if len(text) > _LONGEST or not _YEAR.search(text):
        return None
    moment = _standard(text) or _written(text)
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _standard(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
            moment.timestamp()  # the first and last years have moments that other time zones cannot express
            return moment
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _written(text: str) -> datetime | None:
    numeric = _NUMERIC.match(text)
    if numeric and max(int(numeric[1]), int(numeric[2])) <= 12 and numeric[1] != numeric[2]:
        return None
    try:
        found: datetime | None = dateparser.parse(
            text,
            settings={
                "PARSERS": ["absolute-time"],
                "REQUIRE_PARTS": ["day", "month", "year"],
                "DATE_ORDER": "DMY" if _DAY_FIRST.match(text) else "MDY",
                "RETURN_AS_TIMEZONE_AWARE": True,
                "TIMEZONE": "UTC",
            },
        )
        return found
    except (ValueError, OverflowError):
        return None
