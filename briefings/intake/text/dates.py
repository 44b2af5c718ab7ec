"""Parses dates as people and web pages write them; only complete ones (day, month, year), as no clock is consulted."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_DATE_LENGTH = 60  # characters
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")  # without which the slow parser need not be asked
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d{4}\b")
_DAY_FIRST_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b")


def parse_date(value: str) -> datetime | None:
    """The aware datetime a text names, in UTC if it names no time zone; a day without a time is its midnight.

    Takes ISO 8601, RFC 2822 and written-out dates in the languages of dateparser ("28 Sep 2023", "28 de septiembre de
    2023", "28.09.2023"). None for anything else: a relative date ("yesterday"), one without day or year, or an
    ambiguous one ("10/09/2023", which is two dates in two countries).
    """
    text = " ".join(value.split())
    if len(text) > _MAX_DATE_LENGTH or not _YEAR.search(text):
        return None
    moment = _parse_standard_date(text) or _parse_written_date(text)
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _parse_standard_date(text: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
            moment.timestamp()  # fails for times in the first and last year that other time zones cannot express
            return moment
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _parse_written_date(text: str) -> datetime | None:
    if not _DAY.search(text):
        return None
    numeric = _NUMERIC_DATE.match(text)
    if numeric and max(int(numeric[1]), int(numeric[2])) <= 12 and numeric[1] != numeric[2]:
        return None
    import dateparser  # only with the first date that the standard library cannot read: it takes a tenth of a second

    try:
        moment: datetime | None = dateparser.parse(
            text,
            settings={
                "PARSERS": ["absolute-time"],
                "REQUIRE_PARTS": ["day", "month", "year"],
                "DATE_ORDER": "DMY" if _DAY_FIRST_DATE.match(text) else "MDY",
                "RETURN_AS_TIMEZONE_AWARE": True,
                "TIMEZONE": "UTC",
            },
        )
        return moment
    except (ValueError, OverflowError):
        return None
