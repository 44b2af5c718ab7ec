"""One digest for each set time and local day, none twice, none lost within the grace, whatever clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.preferences.digest_preferences import DAILY, UNTIL_RESUMED, WEEKDAYS, DigestPreferences
from bot.preferences.digest_slots import Progress, Slot, next_due, pending_slot

GRACE, DAY, MINUTE = timedelta(hours=6), timedelta(days=1), timedelta(minutes=1)
ZONES = [
    *("UTC", "Europe/Berlin", "America/New_York", "America/Adak", "Australia/Lord_Howe", "Pacific/Apia"),
    *(
        "Pacific/Kiritimati",
        "Asia/Kathmandu",
        "Africa/Casablanca",
        "America/St_Johns",
        "Asia/Tehran",
        "Pacific/Chatham",
    ),
]


def wish(
    *times: time, zone: str = "Europe/Berlin", days: frozenset[int] = DAILY, paused: date | None = None
) -> DigestPreferences:
    return DigestPreferences(times=times or (time(7, 30),), zone=zone, days=days, paused_until=paused)


def sent(
    preferences: DigestPreferences, begin: datetime, end: datetime, downtime: tuple[datetime, datetime] | None = None
) -> list[tuple[datetime, Slot]]:
    """What goes out between two moments, when, if it is looked at when it is said to be due."""
    progress, now, out = Progress(), begin, []
    while now < end:
        pending = pending_slot(preferences, progress, begin, now, GRACE)
        progress = pending.progress
        if pending.slot:
            out.append((now, pending.slot))
        assert pending.next_due > now
        now = pending.next_due
        if downtime and downtime[0] <= now < downtime[1]:
            now = downtime[1]
    return out


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", [2011, 2026])
def test_a_year_has_a_digest_for_each_set_time_of_each_day(zone: str, year: int) -> None:
    times = (time(0, 0), time(2, 15), time(7, 30), time(23, 45))
    begin = datetime(year, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    end = datetime(year + 1, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    slots = [slot for _, slot in sent(wish(*times, zone=zone), begin, end)]
    local_days = {(begin + hours * timedelta(hours=1)).astimezone(ZoneInfo(zone)).date() for hours in range(366 * 24)}
    days = sorted(day for day in local_days if day.year == year)
    assert [(slot.day, slot.index) for slot in slots] == [(day, index) for day in days for index in range(4)]
    for slot in slots:
        before, then = (
            moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for moment in (slot.due - MINUTE, slot.due)
        )
        assert before < datetime.combine(slot.day, times[slot.index]) <= then
        assert then.date() == slot.day


@pytest.mark.parametrize("zone", ZONES)
def test_a_pause_that_has_no_end_has_no_digest_in_a_lifetime(zone: str) -> None:
    begin = datetime(2026, 11, 25, 12, tzinfo=UTC)
    paused = wish(zone=zone, days=frozenset((1,)), paused=UNTIL_RESUMED)
    assert sent(paused, begin, begin + 36_500 * DAY) == []


def test_a_time_that_the_clocks_skip_is_due_when_they_jump_and_one_that_comes_twice_the_first_time() -> None:
    before_spring, before_autumn = (datetime(2026, *day, 12, tzinfo=UTC) for day in ((3, 28), (10, 24)))
    night = wish(time(2, 30))
    assert next_due(night, Progress(), before_spring, before_spring) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert next_due(night, Progress(), before_autumn, before_autumn) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_half_an_hour_skipped_on_lord_howe() -> None:
    chosen = datetime(2026, 10, 3, 0, tzinfo=UTC)
    due = next_due(wish(time(2, 10), zone="Australia/Lord_Howe"), Progress(), chosen, chosen)
    assert due == datetime(2026, 10, 3, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("up_again", "is_sent", "next_day"),
    [
        ("2026-11-25 23:46", True, 25),  # a minute late
        ("2026-11-26 00:30", True, 26),  # past midnight
        ("2026-11-26 05:44", True, 26),  # just within the grace
        ("2026-11-26 05:46", False, 26),  # too late: its stories come tonight
    ],
)
def test_a_digest_that_was_missed_goes_out_within_the_grace_also_past_midnight(
    up_again: str, is_sent: bool, next_day: int
) -> None:
    begin = datetime(2026, 11, 25, 12, tzinfo=UTC)
    up = datetime.fromisoformat(f"{up_again}+00:00")
    out = sent(wish(time(23, 45), zone="UTC"), begin, begin + 2 * DAY, (begin, up))
    assert [slot.day.day for _, slot in out] == [*([25] if is_sent else []), 26]


def test_of_several_that_were_missed_only_the_newest_goes_out() -> None:
    begin = datetime(2026, 11, 25, 5, tzinfo=UTC)
    out = sent(
        wish(time(6), time(8), time(9), zone="UTC"),
        begin,
        begin + timedelta(hours=12),
        (begin, begin + timedelta(hours=5)),
    )
    assert [slot.index for _, slot in out] == [2]


def test_a_digest_of_today_that_was_chosen_after_its_time_begins_tomorrow() -> None:
    chosen = datetime(2026, 11, 25, 7, 30, 1, tzinfo=UTC)
    assert next_due(wish(zone="UTC"), Progress(), chosen, chosen) == datetime(2026, 11, 26, 7, 30, tzinfo=UTC)
    assert next_due(wish(time(7, 31), zone="UTC"), Progress(), chosen, chosen) == datetime(
        2026, 11, 25, 7, 31, tzinfo=UTC
    )


def test_only_on_chosen_days_and_not_in_a_pause() -> None:
    begin = datetime(2026, 11, 23, tzinfo=UTC)  # a Monday
    out = sent(wish(zone="UTC", days=WEEKDAYS, paused=date(2026, 12, 3)), begin, begin + 21 * DAY)
    assert [slot.day.day for _, slot in out] == [3, 4, 7, 8, 9, 10, 11]


def test_changed_times_make_no_second_digest_for_a_slot() -> None:
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    done = Progress(date(2026, 11, 25), 1, noon)
    assert next_due(wish(time(18), zone="UTC"), done, noon, noon).day == 26
    assert next_due(wish(time(6), time(18), zone="UTC"), done, noon, noon) == datetime(2026, 11, 25, 18, tzinfo=UTC)


def test_one_who_crosses_the_date_line_gets_no_day_twice() -> None:
    done = Progress(date(2026, 11, 25), 1, datetime(2026, 11, 25, 7, 30, tzinfo=ZoneInfo("Pacific/Kiritimati")))
    now = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # still the 24th in Honolulu
    assert next_due(wish(zone="Pacific/Honolulu"), done, now, now) == datetime(2026, 11, 26, 17, 30, tzinfo=UTC)


def test_a_clock_that_was_far_ahead_costs_a_day_at_most() -> None:
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    ahead = now + 400 * DAY
    assert next_due(wish(zone="UTC"), Progress(ahead.date(), 1, ahead), ahead, now) <= now + DAY


def test_a_zone_that_is_no_longer_known_is_utc() -> None:
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    for zone in ("Europe/Atlantis", "../../etc/passwd", "", "Europe"):
        assert next_due(wish(zone=zone), Progress(), now, now) == datetime(2026, 11, 26, 7, 30, tzinfo=UTC)


STEPS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 30 * 60)),
    st.tuples(st.just("down"), st.integers(1, 50 * 60)),
    st.tuples(
        st.just("set"),
        st.lists(st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=1, max_size=3, unique=True),
        st.sampled_from(ZONES),
        st.sets(st.integers(1, 7), min_size=1),
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 365 * 24), st.lists(STEPS, min_size=3, max_size=25))
def test_slots_only_ever_grow_and_none_is_lost_whatever_happens(start: int, steps: list[tuple]) -> None:
    now = chosen = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=start)
    preferences, progress = wish(), Progress()
    out: list[tuple[DigestPreferences, Slot]] = []
    due = next_due(preferences, progress, chosen, now)
    for step in steps:
        match step:
            case "set", times, zone, days:
                preferences, chosen = wish(*sorted(times), zone=zone, days=frozenset(days)), now
                due = next_due(preferences, progress, chosen, now)
                continue
            case "down", minutes:
                now = end = now + timedelta(minutes=minutes)
            case _, minutes:
                end = now + timedelta(minutes=minutes)
        while due <= end:
            now = max(now, due)
            pending = pending_slot(preferences, progress, chosen, now, GRACE)
            if pending.slot:
                assert now - GRACE < pending.slot.due <= now
                out.append((preferences, pending.slot))
            assert pending.next_due > now
            progress, due = pending.progress, pending.next_due
        now = end
    for (_, earlier), (_, later) in pairwise(out):
        assert (earlier.day, earlier.index) < (later.day, later.index)
        assert earlier.due < later.due
    for (preferences, earlier), (same, later) in pairwise(out):
        if preferences == same == wish():
            assert later.due - earlier.due >= timedelta(hours=23)
