from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chats.digest_schedule import Subscription, is_due, next_day
from bot.chats.time_zones import find_zone
from bot.handlers.digest_arguments import DailyAt, parse_digest_arguments
from bot.locales import Translator
from briefings.errors import UsageError

MORNING = time(7, 30)
TRANSLATE = Translator("en")
ZONES = files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
MOMENTS = st.integers(0, 730 * 24 * 60).map(lambda n: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=n))


def at(moment: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def subscribed(at_time: time = MORNING, zone: str = "Europe/Berlin", chosen: str = "2026-01-01 12:00") -> Subscription:
    moment = at(chosen, zone)
    return Subscription(chat_id=7, time=at_time, zone=zone, chosen=moment, since_time=moment)


def sent(subscription: Subscription, now: datetime) -> Subscription:
    return replace(subscription, last=now.astimezone(ZoneInfo(subscription.zone)))


def digests(subscription: Subscription, begin: datetime, end: datetime, step: timedelta) -> list[datetime]:
    """The moments at which a bot that ticks every `step` sends a digest, in the chat's wall time."""
    moments, now = [], begin
    while now < end:
        if is_due(subscription, now):
            subscription = sent(subscription, now)
            moments.append(now.astimezone(ZoneInfo(subscription.zone)))
        now += step
    return moments


MINUTE, QUARTER, DAY = (timedelta(minutes=n) for n in (1, 15, 1440))


def test_digest_is_due_from_its_minute_on() -> None:
    chat = subscribed()
    assert not is_due(chat, at("2026-06-10 07:29:59", "Europe/Berlin"))
    assert is_due(chat, at("2026-06-10 07:30:00", "Europe/Berlin"))


def test_digest_sent_today_is_not_due_again_until_tomorrow() -> None:
    chat = sent(subscribed(), at("2026-06-10 07:30:04", "Europe/Berlin"))
    assert not is_due(chat, at("2026-06-10 07:30:19", "Europe/Berlin"))
    assert not is_due(chat, at("2026-06-10 23:59:59", "Europe/Berlin"))
    assert not is_due(chat, at("2026-06-11 07:29:59", "Europe/Berlin"))
    assert is_due(chat, at("2026-06-11 07:30:00", "Europe/Berlin"))


def test_bot_that_was_off_at_the_time_delivers_late_on_the_same_day_and_once() -> None:
    begin, end = at("2026-06-10 09:00", "Europe/Berlin"), at("2026-06-11 07:00", "Europe/Berlin")
    assert [f"{each:%d %H:%M}" for each in digests(subscribed(), begin, end, MINUTE)] == ["10 09:00"]


def test_digest_missed_all_day_is_not_sent_the_next_morning_before_its_time() -> None:
    chat = sent(subscribed(), at("2026-06-09 07:30", "Europe/Berlin"))
    begin, end = at("2026-06-11 00:05", "Europe/Berlin"), at("2026-06-12 00:00", "Europe/Berlin")
    assert [f"{each:%d %H:%M}" for each in digests(chat, begin, end, MINUTE)] == ["11 07:30"]


def test_subscribing_after_the_time_brings_the_first_digest_tomorrow() -> None:
    chat = subscribed(chosen="2026-06-10 10:00")
    assert not is_due(chat, at("2026-06-10 10:01", "Europe/Berlin"))
    assert next_day(chat, at("2026-06-10 10:01", "Europe/Berlin")) == date(2026, 6, 11)
    assert is_due(chat, at("2026-06-11 07:30", "Europe/Berlin"))


def test_subscribing_before_the_time_brings_the_first_digest_today() -> None:
    chat = subscribed(chosen="2026-06-10 07:29:58")
    assert next_day(chat, at("2026-06-10 07:29:59", "Europe/Berlin")) == date(2026, 6, 10)
    assert is_due(chat, at("2026-06-10 07:30", "Europe/Berlin"))


def test_chat_that_turned_the_digest_off_is_never_due() -> None:
    assert not is_due(replace(subscribed(), active=False), at("2026-06-10 08:00", "Europe/Berlin"))


def test_time_that_the_clocks_skip_is_delivered_on_that_day_once() -> None:
    chat = subscribed(time(2, 30), chosen="2026-03-28 12:00")
    sends = digests(chat, chat.chosen, at("2026-03-31 00:00", "Europe/Berlin"), MINUTE)
    assert [f"{each:%d %H:%M}" for each in sends] == ["29 03:00", "30 02:30"]


def test_time_that_comes_twice_is_delivered_the_first_time_only() -> None:
    chat = subscribed(time(2, 30), chosen="2026-10-24 12:00")
    sends = digests(chat, chat.chosen, at("2026-10-27 00:00", "Europe/Berlin"), MINUTE)
    assert [f"{each:%d %H:%M %z}" for each in sends] == ["25 02:30 +0200", "26 02:30 +0100"]


def test_midnight_that_the_clocks_skip_is_delivered_at_one() -> None:
    chat = subscribed(time(0, 0), "Asia/Beirut", chosen="2026-03-28 12:00")
    sends = digests(chat, chat.chosen, at("2026-03-30 12:00", "Asia/Beirut"), MINUTE)
    assert [f"{each:%d %H:%M}" for each in sends] == ["29 01:00", "30 00:00"]


def test_leap_day_has_its_digest() -> None:
    chat = subscribed()
    sends = digests(chat, at("2028-02-28 00:00", "Europe/Berlin"), at("2028-03-02 00:00", "Europe/Berlin"), QUARTER)
    assert [each.date().isoformat() for each in sends] == ["2028-02-28", "2028-02-29", "2028-03-01"]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Adak", "Asia/Kathmandu", "Pacific/Chatham", "UTC"])
def test_digest_comes_at_the_wall_time_of_far_zones(zone: str) -> None:
    chat = subscribed(zone=zone)
    sends = digests(chat, at("2026-06-01 00:00", zone), at("2026-06-04 00:00", zone), QUARTER)
    assert [f"{each:%d %H:%M}" for each in sends] == ["01 07:30", "02 07:30", "03 07:30"]


def test_later_time_chosen_after_todays_digest_holds_from_tomorrow() -> None:
    chat = sent(subscribed(), at("2026-06-10 07:30", "Europe/Berlin"))
    chat = replace(chat, time=time(9, 0), chosen=at("2026-06-10 08:00", "Europe/Berlin"))
    sends = digests(chat, chat.chosen, at("2026-06-12 00:00", "Europe/Berlin"), MINUTE)
    assert [f"{each:%d %H:%M}" for each in sends] == ["11 09:00"]


def test_zone_chosen_after_todays_digest_brings_no_second_one_today() -> None:
    chat = sent(subscribed(), at("2026-06-10 07:30", "Europe/Berlin"))
    chat = replace(chat, zone="America/Los_Angeles", chosen=at("2026-06-10 10:00", "Europe/Berlin"))
    # It is one o'clock at night in Los Angeles, and 10 June still.
    sends = digests(chat, chat.chosen, at("2026-06-12 00:00", "America/Los_Angeles"), MINUTE)
    assert [f"{each:%d %H:%M}" for each in sends] == ["11 07:30"]


def test_reader_who_crosses_the_date_line_westward_over_a_day_gets_one_digest_a_date() -> None:
    chat = sent(subscribed(zone="Pacific/Kiritimati"), at("2026-06-10 07:30", "Pacific/Kiritimati"))
    chat = replace(chat, zone="Pacific/Honolulu", chosen=at("2026-06-10 10:00", "Pacific/Kiritimati"))
    # It is 9 June again in Honolulu.
    sends = digests(chat, chat.chosen, at("2026-06-13 00:00", "Pacific/Honolulu"), MINUTE)
    assert [f"{each:%d %H:%M}" for each in sends] == ["11 07:30", "12 07:30"]


def test_reader_who_skips_a_date_gets_no_digest_twice_on_the_new_one() -> None:
    chat = sent(subscribed(time(23, 0), "Pacific/Honolulu"), at("2026-06-09 23:00", "Pacific/Honolulu"))
    chat = replace(chat, zone="Pacific/Kiritimati", time=time(23, 30), chosen=chat.last or chat.chosen)
    # The digest just sent was sent at 23:00 on 10 June in Kiritimati.
    sends = digests(chat, chat.chosen, at("2026-06-12 00:00", "Pacific/Kiritimati"), MINUTE)
    assert [f"{each:%d %H:%M}" for each in sends] == ["11 23:30"]


@given(st.sampled_from(ZONES), st.times(max_value=time(23, 44)), MOMENTS)
def test_a_chat_gets_exactly_one_digest_on_each_local_day(zone: str, wanted: time, start: datetime) -> None:
    chat = Subscription(chat_id=7, time=wanted.replace(second=0), zone=zone, chosen=start, since_time=start)
    sends = [each.date() for each in digests(chat, start, start + 5 * DAY, QUARTER)]
    assert sends == [sends[0] + n * DAY for n in range(len(sends))]
    first, last = (moment.astimezone(ZoneInfo(zone)).date() for moment in (start, start + 5 * DAY))
    assert first <= sends[0] <= first + DAY
    assert last - DAY <= sends[-1] <= last


CHANGE = st.tuples(st.times(), st.sampled_from(ZONES))


@given(
    MOMENTS,
    CHANGE,
    st.lists(st.tuples(st.integers(0, 40 * 60), st.none() | CHANGE), max_size=40),
)
def test_no_local_day_gets_two_digests_whatever_the_reader_chooses(
    now: datetime, first: tuple[time, str], steps: list[tuple[int, tuple[time, str] | None]]
) -> None:
    chat = Subscription(chat_id=7, time=first[0], zone=first[1], chosen=now, since_time=now)
    sends: list[datetime] = []
    for minutes, change in steps:
        now += timedelta(minutes=minutes)
        if change:
            chat = replace(chat, time=change[0], zone=change[1], chosen=now)
        if is_due(chat, now):
            chat = sent(chat, now)
            sends.append(now.astimezone(ZoneInfo(chat.zone)))
    dates = [each.date() for each in sends]
    assert dates == sorted(set(dates))
    for earlier, later in pairwise(sends):
        assert earlier.astimezone(later.tzinfo).date() < later.date()


# What stands after /digest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "now"),
        ("off", "off"),
        ("OFF", "off"),
        ("07:30", DailyAt(MORNING, "Asia/Tokyo")),
        ("7:30", DailyAt(MORNING, "Asia/Tokyo")),
        ("7.30", DailyAt(MORNING, "Asia/Tokyo")),
        ("00:00", DailyAt(time(0, 0), "Asia/Tokyo")),
        ("٠٧:٣٠", DailyAt(MORNING, "Asia/Tokyo")),
        ("07:30 Europe/Berlin", DailyAt(MORNING, "Europe/Berlin")),
        ("07:30 europe/berlin", DailyAt(MORNING, "Europe/Berlin")),
        ("07:30 Berlin", DailyAt(MORNING, "Europe/Berlin")),
        ("07:30 New York", DailyAt(MORNING, "America/New_York")),
        ("07:30 São Paulo", DailyAt(MORNING, "America/Sao_Paulo")),
        ("07:30 Istanbul", DailyAt(MORNING, "Europe/Istanbul")),
        ("07:30 Calcutta", DailyAt(MORNING, "Asia/Calcutta")),
        ("07:30 UTC", DailyAt(MORNING, "UTC")),
    ],
)
def test_digest_arguments_are_read(text: str, wanted: object) -> None:
    assert parse_digest_arguments(text.split(), "Asia/Tokyo") == wanted


@pytest.mark.parametrize(
    "text", ["24:00", "7:60", "730", "7", "breakfast", "7:30pm", "7:30 pm", "-7:30", "Berlin 07:30"]
)
def test_a_time_that_is_none_is_answered_with_how_it_goes(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_digest_arguments(text.split(), "UTC")
    assert caught.value.key == "bad-time"
    assert "/digest 07:30" in TRANSLATE.error(caught.value)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Berln", "Europe/Berlin"),
        ("Europe/Berlim", "Europe/Berlin"),
        ("Eastern", "Canada/Eastern, US/Eastern"),
        ("Lisbn", "Europe/Lisbon"),
    ],
)
def test_an_unknown_zone_is_answered_with_the_nearest_names(name: str, nearest: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_zone(name)
    sentence = TRANSLATE.error(caught.value)
    assert name in sentence
    assert nearest in sentence


@pytest.mark.parametrize("name", ["GMT+2", "UTC+2", "../../../etc/hostname", "Europe/", "q" * 4000])
def test_a_name_that_resembles_no_zone_is_answered_with_an_example(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_zone(name)
    sentence = TRANSLATE.error(caught.value)
    assert "Europe/Berlin" in sentence
    assert len(sentence) < 300


@given(st.lists(st.text(min_size=1), max_size=4))
def test_any_arguments_are_understood_or_explained(args: list[str]) -> None:
    try:
        parse_digest_arguments(args, "UTC")
    except UsageError as error:
        assert TRANSLATE.error(error)


@given(st.sampled_from(ZONES))
def test_every_zone_is_found_by_its_own_name(zone: str) -> None:
    assert find_zone(zone) == zone
    assert ZoneInfo(zone)


def test_a_digest_sent_while_the_clock_was_a_year_ahead_stops_no_later_one() -> None:
    now = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    ahead = now + timedelta(days=365)
    subscription = Subscription(
        chat_id=1, time=time(7, 30), zone="UTC", chosen=ahead, since_time=ahead, last=ahead + timedelta(days=1)
    )
    assert is_due(subscription, now)
