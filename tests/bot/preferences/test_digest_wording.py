from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locales import Translator
from bot.preferences.digest_preferences import DAILY, UNTIL_RESUMED, WEEKDAYS, DigestPreferences
from bot.preferences.digest_wording import DigestChange, ZoneDoubt, parse_digest_wording
from briefings.errors import UsageError

TRANSLATE = Translator("en")
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
WEEKEND = frozenset((6, 7))


def parse(text: str) -> DigestChange | ZoneDoubt:
    return parse_digest_wording(text, "Europe/Berlin", NOW)


def change(*times: str, days: frozenset[int] | None = None, **chosen: Any) -> DigestChange:
    return DigestChange(times=tuple(time.fromisoformat(each) for each in times) or None, days=days, **chosen)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", change()),
        ("7pm", change("19:00")),
        ("7 pm", change("19:00")),
        ("7 p.m.", change("19:00")),
        ("7PM", change("19:00")),
        ("7:30pm", change("19:30")),
        ("7.30 PM", change("19:30")),
        ("12am", change("00:00")),
        ("12pm", change("12:00")),
        ("12:15 am", change("00:15")),
        ("0730", change("07:30")),
        ("1930", change("19:30")),
        ("7", change("07:00")),
        ("19", change("19:00")),
        ("730", change("07:30")),
        ("930pm", change("21:30")),
        ("730 Berlin", change("07:30", zone="Europe/Berlin")),
        ("7.30 Uhr", change("07:30")),
        ("7 Uhr", change("07:00")),
        ("7:30uhr", change("07:30")),
        ("07.30", change("07:30")),
        ("7:30", change("07:30")),
        ("00:00", change("00:00")),
        ("7 h", change("07:00")),
        ("7h", change("07:00")),
        ("7h30", change("07:30")),
        ("7 o'clock", change("07:00")),
        ("٠٧:٣٠", change("07:30")),
        ("07:30", change("07:30")),
        ("noon", change("12:00")),
        ("midnight", change("00:00")),
        ("midday and midnight", change("00:00", "12:00")),
        ("18:00 07:30", change("07:30", "18:00")),
        ("7:30, 7.30", change("07:30")),
        ("7 and 7pm", change("07:00", "19:00")),
        ("at 8", change("08:00")),
        ("07:30, 18:00 Berlin", change("07:30", "18:00", zone="Europe/Berlin")),
        ("07:30,18:00,Berlin", change("07:30", "18:00", zone="Europe/Berlin")),
        ("Berlin 07:30", change("07:30", zone="Europe/Berlin")),
        ("07:30 in New York", change("07:30", zone="America/New_York")),
        ("new york weekdays 7am", change("07:00", days=WEEKDAYS, zone="America/New_York")),
        ("São Paulo 8", change("08:00", zone="America/Sao_Paulo")),
        ("Europe/London", change(zone="Europe/London")),
        ("london", change(zone="Europe/London")),
        ("7pm weekdays", change("19:00", days=WEEKDAYS)),
        ("weekends noon", change("12:00", days=WEEKEND)),
        ("daily", change(days=DAILY)),
        ("every day 9", change("09:00", days=DAILY)),
        ("mon,wed 8:00", change("08:00", days=frozenset((1, 3)))),
        ("on mondays at 8", change("08:00", days=frozenset((1,)), active=True)),
        ("every friday 17:00", change("17:00", days=frozenset((5,)))),
        ("mon-fri 8", change("08:00", days=WEEKDAYS)),
        ("fri–mon", change(days=frozenset((5, 6, 7, 1)))),
        ("Sat Sun", change(days=WEEKEND)),
        ("weekdays sat", change(days=frozenset(range(1, 7)))),
        ("UTC", change(zone="UTC")),
        ("UTC+2", change(zone="Etc/GMT-2")),
        ("utc +2", change(zone="Etc/GMT-2")),
        ("GMT-3", change(zone="Etc/GMT+3")),
        ("GMT−3", change(zone="Etc/GMT+3")),
        ("+02:00", change(zone="Etc/GMT-2")),
        ("+0200", change(zone="Etc/GMT-2")),
        ("UTC+0", change(zone="UTC")),
        ("UTC+14", change(zone="Etc/GMT-14")),
        ("8 -5", change("08:00", zone="Etc/GMT+5")),
        ("+05:45", change(zone="Asia/Kathmandu")),
        ("JST", change(zone="Asia/Tokyo")),
        ("+03:30 8", change("08:00", zone="Asia/Tehran")),
        ("0730 pm", change("19:30")),
        ("on", change(active=True)),
        ("ON", change(active=True)),
        ("resume", change(active=True)),
        ("off", change(active=False)),
        ("OFF", change(active=False)),
        ("short", change(headlines_only=True)),
        ("headlines only", change(headlines_only=True)),
        ("full", change(headlines_only=False)),
        ("followed", change(followed_only=True)),
        ("everything", change(followed_only=False)),
        ("long", change(headlines_only=False)),
        ("normal", change(headlines_only=False)),
        ("8 normal loud", change("08:00", headlines_only=False, silent=False)),
        ("quiet", change(silent=True)),
        ("sound", change(silent=False)),
        ("10 stories", change(stories=10)),
        ("1 story", change(stories=1)),
        ("10 stories 10", change("10:00", stories=10)),
        (
            "7pm weekdays, Berlin, short quiet 5 stories",
            change("19:00", days=WEEKDAYS, zone="Europe/Berlin", headlines_only=True, silent=True, stories=5),
        ),
    ],
)
def test_what_people_type_is_understood(text: str, wanted: DigestChange) -> None:
    assert parse(text) == wanted


@pytest.mark.parametrize(
    ("text", "key", "named"),
    [
        ("24:00", "bad-time", "24:00"),
        ("7:60", "bad-time", "7:60"),
        ("760", "bad-time", "760"),
        ("13pm", "bad-time", "13pm"),
        ("0 am", "bad-time", "0 am"),
        ("99", "bad-time", "99"),
        ("8-9", "bad-time", "8-9"),
        ("8:00:00", "bad-time", "8:00:00"),
        ("lunchtime", "digest-word", "lunchtime"),
        ("7pm lunchtime", "digest-word", "lunchtime"),
        ("7pm GMT+25", "digest-word", "gmt+25"),
        ("+05:75", "digest-word", "+05:75"),
        ("mon - fri", "digest-word", "-"),
        ("q" * 4000, "digest-word", "qqq"),
        ("Berln", "unknown-zone", "berln"),
        ("Eastern", "unknown-zone", "eastern"),
        ("Berlin 7 London", "digest-twice", "london"),
        ("short full", "digest-twice", "full"),
        ("on off", "digest-twice", "off"),
        ("off 7pm", "digest-twice", "off"),
        ("0 stories", "digest-stories", "0"),
        ("99 stories", "digest-stories", "99"),
        ("1 2 3 4 5 6 7", "digest-times", "6"),
        ("normally", "digest-word", "normally"),
    ],
)
def test_what_is_not_understood_is_named(text: str, key: str, named: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert caught.value.key == key
    assert named in TRANSLATE.error(caught.value)


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("7pm EST", "America/New_York"),
        ("7pm EST", "America/Panama"),
        ("7pm CET", "Europe/Paris"),
        ("7pm ist", "Asia/Kolkata"),
        ("7pm +05:30", "Asia/Kolkata"),
    ],
)
def test_a_zone_that_may_be_one_of_several_is_asked_about(text: str, candidate: str) -> None:
    doubt = parse(text)
    assert isinstance(doubt, ZoneDoubt)
    assert candidate in doubt.candidates
    assert doubt.change == change("19:00")


def test_what_is_not_named_stays_as_it_was() -> None:
    before = DigestPreferences(times=(time(7, 30),), zone="Europe/Berlin", silent=True, paused_until=date(2026, 12, 1))
    assert change("19:00").apply(before) == DigestPreferences(
        times=(time(19, 0),), zone="Europe/Berlin", silent=True, paused_until=date(2026, 12, 1)
    )
    assert change(zone="Asia/Tokyo", silent=False).apply(before).times == before.times


def test_on_ends_a_pause() -> None:
    before = DigestPreferences(times=(time(7, 30),), zone="UTC", paused_until=date(2026, 12, 1))
    assert change(active=True).apply(before).paused_until is None
    assert change(active=True).apply(replace(before, paused_until=UNTIL_RESUMED)).paused_until is None
    assert change(active=True, paused_until=date(2026, 12, 2)).apply(before).paused_until == date(2026, 12, 2)


@pytest.mark.parametrize(("text", "nearest"), [("8 Berln", "Europe/Berlin"), ("Tokio", "Asia/Tokyo")])
def test_a_mistyped_city_is_answered_by_the_one_that_is_spelled_nearly_so(text: str, nearest: str) -> None:
    with pytest.raises(UsageError, match="unknown-zone") as caught:
        parse(text)
    assert nearest in TRANSLATE.error(caught.value)


@pytest.mark.parametrize("word", ["formal", "morning", "breakfast", "none", "begin"])
def test_a_word_that_is_no_city_is_not_answered_by_one_far_from_it(word: str) -> None:
    with pytest.raises(UsageError, match="digest-word") as caught:
        parse(f"8 {word}")
    assert "time zone" not in TRANSLATE.error(caught.value)


WORDS = [
    "7",
    "pm",
    "mon",
    "pause",
    "until",
    "for",
    "a",
    "days",
    "months",
    "12",
    "dec",
    "berlin",
    "utc",
    "+2",
    "off",
    ",",
    "0730",
    "10",
    "stories",
    "every",
]


@given(st.text(max_size=40) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_words_are_understood_or_explained(text: str) -> None:
    try:
        parse(text)
    except UsageError as error:
        assert TRANSLATE.error(error)
