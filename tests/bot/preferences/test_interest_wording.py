"""What people type after `/follow` and `/mute`."""

import pytest

from bot.preferences.interest_wording import MAX_LENGTH, AtOnce, What, read_interest
from briefings.errors import UsageError


@pytest.mark.parametrize(
    ("text", "what", "value", "title"),
    [
        ("ferry", "words", "ferry", "ferry"),
        ("  Café   Norhavn ", "words", "cafe norhavn", "Café Norhavn"),
        ('"harbour ferry"', "words", "harbour ferry", "harbour ferry"),
        ("“harbour ferry”", "words", "harbour ferry", "harbour ferry"),
        ("now", "words", "now", "now"),
        ("what next", "words", "what next", "what next"),
        ("since:7d -soap lang:en", "words", "since:7d -soap lang:en", "since:7d -soap lang:en"),
        ("outlet:Harbour Post", "outlet", "harbour post", "Harbour Post"),
        ('OUTLET: "Reuters"', "outlet", "reuters", "Reuters"),
        ("the outlet:Reuters", "words", "the outlet:reuters", "the outlet:Reuters"),
        ("261123-1 and more", "words", "261123-1 and more", "261123-1 and more"),
        ("2026", "words", "2026", "2026"),
        ("東京", "words", "東京", "東京"),
    ],
)
def test_words_are_taken_as_they_stand_and_outlets_by_name(text: str, what: What, value: str, title: str) -> None:
    typed = read_interest(text)
    assert (typed.what, typed.value, typed.title, typed.at_once) == (what, value, title, None)


@pytest.mark.parametrize(
    ("text", "at_once"), [("261123-1", None), ("261123-1 NOW", "now"), ("261123-1 always", "always")]
)
def test_a_story_is_named_by_the_number_of_an_article(text: str, at_once: AtOnce | None) -> None:
    typed = read_interest(text)
    assert (typed.what, typed.value, typed.at_once) == ("story", "261123-1", at_once)


@pytest.mark.parametrize("text", ["", " ", "?!", "outlet:", 'outlet:""', "“”"])
def test_where_there_is_no_word_it_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="interest-no-words"):
        read_interest(text)


def test_words_have_a_length_at_most_and_no_signs_that_turn_a_line() -> None:
    assert read_interest("a" * MAX_LENGTH).title == "a" * MAX_LENGTH
    with pytest.raises(UsageError, match="interest-long"):
        read_interest("a" * (MAX_LENGTH + 1))
    assert "\u202e" not in read_interest("ferry\u202etxt").title


def test_now_goes_with_a_number_only_but_may_stand_in_quotation_marks() -> None:
    with pytest.raises(UsageError, match="interest-now"):
        read_interest("ferry now")
    assert read_interest("“apocalypse now”").value == "apocalypse now"


def test_what_looks_like_a_number_is_one() -> None:
    assert read_interest("999999-9").what == "story"
