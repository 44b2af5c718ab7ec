"""The buttons that follow and mute: within what Telegram takes, and read as they were written."""

import pytest

from bot.locales import Translator
from bot.rendering.callback_data import MAX_BYTES
from bot.rendering.story_toggles import TOGGLES, Marks, Toggle, read_number, read_toggle, toggle_button, toggle_row
from briefings.errors import UsageError

TRANSLATE = Translator("en")


@pytest.mark.parametrize("action", TOGGLES)
@pytest.mark.parametrize("place", [0, 1, 99])
def test_a_button_says_what_it_does_and_is_read_back(action: str, place: int) -> None:
    toggle = Toggle(action, "261123-999999999", place)
    label, data = toggle_button(TRANSLATE, toggle)
    assert label == (f"{action.capitalize()} {place}" if place else action.capitalize())
    assert len(data.encode()) <= MAX_BYTES
    assert read_toggle(data) == toggle


def test_the_two_buttons_take_back_what_holds() -> None:
    marks = Marks(frozenset(["261123-1"]), frozenset(["261123-2"]))
    labels = [[label for label, _ in toggle_row(TRANSLATE, f"261123-{number}", marks)] for number in (1, 2, 3)]
    assert labels == [["Unfollow", "Mute"], ["Follow", "Unmute"], ["Follow", "Mute"]]


@pytest.mark.parametrize("data", ["", "follow", "follow:", "follow:x", "sources:261123-1|261123-1", "love:261123-1"])
def test_other_buttons_are_none_of_them(data: str) -> None:
    assert read_toggle(data) is None


@pytest.mark.parametrize("number", ["", "-1", "x", "¹", "9" * 19])
def test_what_is_no_number_is_an_old_button(number: str) -> None:
    with pytest.raises(UsageError, match="button-old"):
        read_number(number)
