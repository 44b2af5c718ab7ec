"""What buttons carry may be forged: a number or an id in it leads no further than the bot's own buttons do."""

import pytest

from bot.rendering import callback_data
from briefings.errors import UsageError

MOST = 1000  # stories that *More* goes through


def test_more_ends_after_a_thousand_stories() -> None:
    assert callback_data.more_latest(10, MOST, "261123-4") == "latest:10 1000 261123-4"
    assert callback_data.more_topic(MOST, "harbour") == "more:1000 harbour"
    assert callback_data.more_latest(10, MOST + 1, "261123-4") is None
    assert callback_data.more_topic(MOST + 1, "harbour") is None


def test_an_offset_is_read_as_it_was_written() -> None:
    data = callback_data.more_topic(MOST, "harbour ferry")
    assert data
    assert callback_data.read_offset(callback_data.argument(data)) == (MOST, "harbour ferry")


@pytest.mark.parametrize(
    "to", ["1001 harbour", f"{'9' * 60} x", "-1 harbour", "٣ harbour", "²  harbour", "3", "3 ", "", "harbour", "1_0 x"]
)
def test_an_offset_that_no_button_offers_is_refused(to: str) -> None:
    with pytest.raises(UsageError, match="button-old"):
        callback_data.read_offset(to)


@pytest.mark.parametrize("words", [1, 20, 200])
def test_words_too_many_for_a_button_have_none(words: int) -> None:
    query = " ".join(["höhe"] * words)
    for data in (callback_data.more_topic(3, query), callback_data.topic(query)):
        assert (data is None) == (words > 1)


@pytest.mark.parametrize("to", ["261123-4", "261123-4 ", "261123-4 -7", "261123-4 ٣", "", "261123-4 7 8"])
def test_a_confirmation_that_names_no_editor_is_refused(to: str) -> None:
    with pytest.raises(UsageError, match="button-old"):
        callback_data.read_confirmation(to)
