"""What a press under `/settings` changes."""

from datetime import UTC, date, datetime, time

import pytest

from bot.preferences.digest_preferences import UNTIL_RESUMED, DigestPreferences
from bot.preferences.setting_changes import apply_change, pause_end
from briefings.errors import UsageError

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
_TIMES = ("time=+07:30:15", "time=+07:30+02:00", "time=07:30", "time=+0730", "time=+24:00", "times=+07:30")
MORNING = DigestPreferences(times=(time(7, 30),), zone="Europe/Berlin")


def test_a_pause_of_a_month_ends_on_the_same_day_or_after_the_months_end() -> None:
    assert apply_change(MORNING, "pause=month", NOON).paused_until == date(2026, 3, 1)
    assert apply_change(MORNING, "pause=month", NOON.replace(month=12)).paused_until == date(2027, 1, 31)
    assert apply_change(MORNING, "pause=open", NOON).paused_until == UNTIL_RESUMED
    assert apply_change(MORNING, "pause=2weeks", NOON).paused_until == date(2026, 2, 14)


def test_a_pause_is_reckoned_by_the_chats_own_calendar() -> None:
    tokyo = apply_change(MORNING, "zone=Asia/Tokyo", NOON)
    late = NOON.replace(day=20, hour=18)
    assert apply_change(tokyo, "pause=week", late).paused_until == date(2026, 1, 28)
    paused = apply_change(tokyo, "pause=week", late.replace(day=13))
    assert pause_end(paused, late.replace(hour=14)) == date(2026, 1, 21)
    assert pause_end(paused, late) is None


def test_what_is_chosen_already_may_be_chosen_again() -> None:
    assert apply_change(MORNING, "time=+07:30", NOON) == MORNING
    assert apply_change(MORNING, "time=-08:00", NOON) == MORNING
    assert apply_change(MORNING, "day=+3", NOON) == MORNING


@pytest.mark.parametrize("change", ["", "time", "time=x", "day=+0", "zone=UTC/..", "stories=0", *_TIMES])
def test_what_is_no_change_is_an_old_button(change: str) -> None:
    with pytest.raises(UsageError, match="button-old"):
        apply_change(MORNING, change, NOON)
