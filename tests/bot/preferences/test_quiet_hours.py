from datetime import UTC, datetime, time, timedelta

import pytest

from bot.preferences.quiet_hours import QuietHours, is_quiet, may_break

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("hours", "quiet"),
    [
        (QuietHours(time(22), time(7)), [False, True, True, False]),
        (QuietHours(time(13), time(22)), [False, False, False, False]),
        (QuietHours(time(0), time(7)), [False, False, True, False]),
        (QuietHours(time(22), time(22)), [False, False, False, False]),
    ],
)
def test_quiet_hours_have_their_beginning_and_not_their_end(hours: QuietHours, quiet: list[bool]) -> None:
    walls = ["2026-11-25 12:59", "2026-11-25 22:00", "2026-11-26 06:59", "2026-11-26 07:00"]
    assert [is_quiet(hours, "UTC", datetime.fromisoformat(wall).replace(tzinfo=UTC)) for wall in walls] == quiet


def test_quiet_hours_are_those_of_the_chats_zone() -> None:
    hours = QuietHours(time(22), time(7))
    assert is_quiet(hours, "Asia/Tokyo", datetime(2026, 11, 25, 13, 0, tzinfo=UTC))
    assert not is_quiet(hours, "America/New_York", datetime(2026, 11, 25, 13, 0, tzinfo=UTC))
    assert not is_quiet(hours, "Europe/Atlantis", NOON)


def test_breaking_news_is_capped_within_any_day() -> None:
    sent = [NOON - 25 * HOUR, NOON - 23 * HOUR, NOON - HOUR]
    assert may_break(sent, 3, NOON)
    assert not may_break(sent, 2, NOON)
    assert not may_break([], 0, NOON)


def test_breaking_news_sent_while_the_clock_was_far_ahead_stops_none() -> None:
    assert may_break([NOON + 24 * HOUR, NOON + 9000 * HOUR], 1, NOON)
