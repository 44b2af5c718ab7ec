"""Until when a digest pauses, as people type it."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.locales import Translator
from bot.preferences.digest_preferences import UNTIL_RESUMED
from bot.preferences.digest_wording import DigestChange, parse_digest_wording
from briefings.errors import UsageError

TRANSLATE = Translator("en")
WEDNESDAY = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def change(*times: str, **chosen: Any) -> DigestChange:
    return DigestChange(times=tuple(time.fromisoformat(each) for each in times) or None, **chosen)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("pause", change(paused_until=UNTIL_RESUMED)),
        ("pause now", change(paused_until=UNTIL_RESUMED)),
        ("pause until resumed", change(paused_until=UNTIL_RESUMED)),
        ("pause, short", change(headlines_only=True, paused_until=UNTIL_RESUMED)),
        ("until tomorrow", change(paused_until=date(2026, 11, 26))),
        ("pause until tomorrow", change(paused_until=date(2026, 11, 26))),
        ("pause until Monday", change(paused_until=date(2026, 11, 30))),
        ("until thu 8:00", change("08:00", paused_until=date(2026, 11, 26))),
        ("until Wednesday", change(paused_until=date(2026, 12, 2))),
        ("pause 3 days", change(paused_until=date(2026, 11, 28))),
        ("pause for a week", change(paused_until=date(2026, 12, 2))),
        ("paused for two weeks, quiet", change(silent=True, paused_until=date(2026, 12, 9))),
        ("pause 3 months", change(paused_until=date(2027, 2, 25))),
        ("pause 12 months", change(paused_until=date(2027, 11, 25))),
        ("until 12 Dec", change(paused_until=date(2026, 12, 12))),
        ("until Dec 12th", change(paused_until=date(2026, 12, 12))),
        ("pause until 3 march", change(paused_until=date(2027, 3, 3))),
        ("paused until 3 March 2027", change(paused_until=date(2027, 3, 3))),
        ("pause 2026-12-24", change(paused_until=date(2026, 12, 24))),
        ("pause 24.12.", change(paused_until=date(2026, 12, 24))),
        ("pause 24.12.2026", change(paused_until=date(2026, 12, 24))),
        ("until 12 dec 8:00", change("08:00", paused_until=date(2026, 12, 12))),
    ],
)
def test_a_pause_lasts_as_long_as_was_said(text: str, wanted: DigestChange) -> None:
    assert parse_digest_wording(text, "Europe/Berlin", WEDNESDAY) == wanted


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("until", "until"),
        ("pause until", "pause until"),
        ("pause for", "pause for"),
        ("pause 7pm", "pause 7pm"),
        ("pause weekends", "pause weekends"),
        ("pause every friday", "pause every friday"),
        ("pause 0 days", "pause 0 days"),
        ("pause for 13 months", "pause for 13 months"),
        ("pause 400 days", "pause 400 days"),
        ("pause 99999999999 weeks", "pause 99999999999 weeks"),
        ("until breakfast", "breakfast"),
        ("until 25 Nov 2026", "25 nov 2026"),
        ("until 31 feb", "31 feb"),
        ("until 2030-01-01", "2030-01-01"),
        ("until 12/24", "12/24"),
    ],
)
def test_what_is_no_pause_is_named_with_a_form_that_is_one(text: str, named: str) -> None:
    with pytest.raises(UsageError, match="digest-pause") as caught:
        parse_digest_wording(text, "Europe/Berlin", WEDNESDAY)
    answer = TRANSLATE.error(caught.value)
    assert named in answer
    assert "/digest pause until 12 Dec" in answer
