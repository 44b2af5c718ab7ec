"""The picture of the last days, where matplotlib is there to draw it."""

from datetime import date, timedelta

import pytest

from bot.rendering.day_charts import can_draw, draw_days

pytestmark = pytest.mark.skipif(not can_draw(), reason="needs the extra `picture`")
DAYS = [date(2026, 11, 1) + timedelta(days=number) for number in range(30)]


def test_a_picture_has_bars_and_is_a_png() -> None:
    empty, full = ([0] * 30, list(range(30)))
    pictures = [draw_days(DAYS, [("Sent", counts), ("Articles", counts)], "Covered: ferry") for counts in (empty, full)]
    assert all(picture.startswith(b"\x89PNG\r\n") for picture in pictures)
    assert pictures[0] != pictures[1]


def test_what_looks_like_a_formula_in_a_topic_is_plain_text() -> None:
    assert draw_days(DAYS, [("$\\frac", [1] * 30)], "$\\frac{ $x^ 新桥").startswith(b"\x89PNG")
