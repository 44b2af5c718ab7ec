"""Dates as people and pages write them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.intake.text.dates import parse_date


@pytest.mark.parametrize(
    "value",
    [
        "2023-09-28", "28 Sep 2023", "28 September 2023", "September 28, 2023", "Sept. 28, 2023",
        "Thursday, 28 September 2023",
        "28.09.2023", "28/09/2023", "09/28/2023", "28 de septiembre de 2023", "28 septembre 2023", "28. September 2023",
        "28 settembre 2023", "28 de setembro de 2023", "28 سبتمبر 2023", "2023年9月28日", " 28  Sep 2023 ",
    ],
)  # fmt: skip
def test_a_day_is_its_midnight_in_utc(value: str) -> None:
    assert parse_date(value) == datetime(2023, 9, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ("2023-09-28T10:15:00+07:00", 7),
        ("Thu, 28 Sep 2023 10:15:00 +0700", 7),
        ("2023-09-28T10:15:00Z", 0),
        ("2023-09-28 10:15", 0),
        ("28 Sep 2023 10:15", 0),
    ],
)
def test_a_moment_keeps_its_time_zone(value: str, hours: int) -> None:
    moment = parse_date(value)
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=hours)
    assert (moment.day, moment.hour, moment.minute) == (28, 10, 15)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "Monday",
        "10:15",
        "2023",
        "Sep 2023",
        "28 Sep",
        "31 Feb 2023",
        "10/09/2023",
        "soon, in 2023",
        "9" * 50,
        "2023-13-45",
    ],
)
def test_what_is_not_one_whole_date_is_none(value: str) -> None:
    assert parse_date(value) is None


def test_the_same_number_twice_is_one_date() -> None:
    assert parse_date("09/09/2023") == datetime(2023, 9, 9, tzinfo=UTC)


def test_a_dotted_date_has_the_day_first() -> None:
    assert parse_date("10.09.2023") == datetime(2023, 9, 10, tzinfo=UTC)


@settings(max_examples=100, deadline=None)
@given(st.datetimes(timezones=st.just(UTC)))
def test_what_iso_format_writes_is_read_back(moment: datetime) -> None:
    assert parse_date(moment.isoformat()) == moment


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=30).map(lambda text: f"{text} 2023")
    | st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,4}[-/. ][0-9]{4}", fullmatch=True)
)
def test_any_text_is_a_moment_with_time_zone_or_none(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or moment.utcoffset() is not None
