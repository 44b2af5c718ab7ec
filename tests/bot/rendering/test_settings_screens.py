"""The screens of `/settings` keep to what Telegram takes, whatever is chosen."""

from datetime import UTC, datetime, time
from importlib.resources import files

from bot.locales import Translator
from bot.preferences.digest_preferences import DigestPreferences
from bot.rendering.callback_data import MAX_BYTES, argument
from bot.rendering.settings_data import read_settings_data, settings_data
from bot.rendering.settings_screens import SettingsScreens
from bot.rendering.shown_settings import ShownChannel, ShownSettings

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NAMES = ("first", "times", "hour:23", "days", "zone", "stories", "pause", "breaking", "done")


def test_every_zone_fits_a_button_of_a_channel_and_is_read_again() -> None:
    for zone in files("tzdata").joinpath("zones").read_text(encoding="ascii").split():
        data = settings_data(f"zone={zone}", -1_009_999_999_999)
        assert len(data.encode()) <= MAX_BYTES
        assert read_settings_data(argument(data)) == (-1_009_999_999_999, f"zone={zone}")


def test_no_row_has_more_buttons_than_telegram_takes_and_each_leads_on() -> None:
    times = tuple(time(23, minute) for minute in (1, 2, 3, 4, 5, 6))
    preferences = DigestPreferences(times=times, zone="America/Argentina/ComodRivadavia", stories=7)
    shown = ShownSettings(preferences=preferences, breaking="on", now=NOON, takes_location=True)
    for name in NAMES:
        rows = SettingsScreens(Translator("en")).screen(name, shown).buttons
        assert all(len(row) <= 8 for row in rows), name
        for _, data in (button for row in rows for button in row):
            assert read_settings_data(argument(data))


def test_a_channels_title_cannot_be_markup() -> None:
    channel = ShownChannel(-1001, "<b>Ferry</b> & Co\udcff", "@ferry")
    shown = ShownSettings(preferences=None, breaking="off", now=NOON, channel=channel)
    html = SettingsScreens(Translator("en")).screen("first", shown).html
    assert html.startswith("For the channel “&lt;b&gt;Ferry&lt;/b&gt; &amp; Co\ufffd”:")


def test_a_button_with_the_other_stories_is_promised_where_posts_have_buttons() -> None:
    preferences = DigestPreferences(times=(time(7, 30),), zone="UTC")
    in_chat, in_channel = (
        SettingsScreens(Translator("en"))
        .screen("stories", ShownSettings(preferences=preferences, breaking="off", now=NOON, channel=channel))
        .html
        for channel in (None, ShownChannel(-1001, "Ferry", "@ferry"))
    )
    assert in_chat.endswith("at most? The others are behind a button.")
    assert in_channel.endswith("have at most?")
