"""The bot is well while Telegram answers its requests for updates; with a webhook, silence is nothing bad."""

from datetime import UTC, datetime, timedelta

from bot.monitoring.health import Moments, judge

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
A_WHILE = timedelta(minutes=3)
A_MOMENT = timedelta(seconds=1)


def test_a_bot_that_has_just_started_is_well() -> None:
    assert judge(Moments(START), START + A_WHILE, polls=True).up


def test_a_bot_that_never_reached_telegram_is_not_well_after_minutes() -> None:
    assert not judge(Moments(START), START + A_WHILE + A_MOMENT, polls=True).up


def test_each_answer_of_telegram_makes_it_well_for_minutes_more() -> None:
    moments = Moments(START).with_poll(START + A_WHILE * 5)
    assert judge(moments, START + A_WHILE * 6, polls=True).up
    assert not judge(moments, START + A_WHILE * 6 + A_MOMENT, polls=True).up


def test_updates_are_no_answer_to_a_poll() -> None:
    moments = Moments(START).with_update(START + A_WHILE * 2).with_digest(START + A_WHILE * 2)
    assert not judge(moments, START + A_WHILE * 2, polls=True).up


def test_with_a_webhook_silence_means_that_nobody_wrote() -> None:
    assert judge(Moments(START), START + A_WHILE * 1000, polls=False).up


def test_what_it_says_are_moments_in_utc_and_nothing_for_what_never_was() -> None:
    moments = Moments(START).with_poll(START).with_digest(START + A_MOMENT)
    assert judge(moments, START, polls=True).says == {
        "up": True,
        "last_poll": "2026-11-23T12:00:00+00:00",
        "last_update": None,
        "last_digest": "2026-11-23T12:00:01+00:00",
    }
