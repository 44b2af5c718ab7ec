"""The report of a push: one message, whatever was pushed, and a button for what it does not name."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running_bot import Clock
from stored_articles import alone

from bot.locales import Translator
from bot.rendering import callback_data
from bot.rendering.html import MAX_MESSAGE_UNITS, units
from bot.rendering.message import Message
from bot.rendering.messages import Messages
from briefings.errors import IntakeError
from briefings.model.article import Article
from briefings.model.briefing import Briefing, Citation, Quote
from briefings.newsroom.pushed_articles import ListedArticle
from briefings.newsroom.report import PushedArticle, Report
from briefings.storage.protocols import PushOutcome

MESSAGES = Messages(Translator("en"), Clock(), "UTC")
LONG: dict[str, object] = {"headline": "😀" * 500}


def article(number: int, **fields: object) -> Article:
    values = {"headline": f"Council vote number {number}", "paragraphs": ("The vote passed on Friday.",)} | fields
    return alone(id=f"261123-{number}", **values)


def briefing(article: Article) -> Briefing:
    quotes, sources = (Quote(article.paragraphs[0], 1, 1),), (Citation(article, (1,)),)
    return Briefing(article.id, article.headline, quotes, sources, (), 1, article.received, article.id)


def pushed(
    outcome: PushOutcome, *numbers: int, joined: Article | None = None, **fields: object
) -> tuple[PushedArticle, ...]:
    articles = [article(number, **fields) for number in numbers]
    return tuple(PushedArticle(outcome, article, briefing(article), 2 if joined else 1, joined) for article in articles)


def failed(count: int, item: str = "page") -> tuple[IntakeError, ...]:
    return tuple(IntakeError("link-gone", item=f"{item}{number}", status=404) for number in range(count))


def text_of(message: Message) -> str:
    """A message as a person sees it, which Telegram takes."""
    text = re.sub("<[^>]*>", "", message.html)
    assert 0 < units(text) <= MAX_MESSAGE_UNITS
    assert all(len(data.encode()) <= callback_data.MAX_BYTES for row in message.buttons for _, data in row)
    return text


def buttons(message: Message) -> list[tuple[str, str]]:
    return [button for row in message.buttons for button in row]


def counted(pattern: str, text: str) -> int:
    return sum(int(number) for number in re.findall(pattern, text))


def test_up_to_three_articles_of_a_push_are_shown_with_their_briefings() -> None:
    message = MESSAGES.report(Report(pushed("stored", 1, 2, 3)))
    assert text_of(message).count("The vote passed on Friday. [1]") == 3
    assert message.buttons == ()


def test_from_four_on_they_are_a_line_each() -> None:
    text = text_of(MESSAGES.report(Report(pushed("stored", 1, 2, 3, 4))))
    assert text.startswith("Stored 4 articles:\nCouncil vote number 1 · 261123-1\nCouncil vote number 2 · 261123-2\n")
    assert "vote passed" not in text


def test_three_that_are_too_long_for_one_message_are_a_line_each() -> None:
    text = text_of(MESSAGES.report(Report(pushed("stored", 1, 2, 3, headline="Long " * 500))))
    assert text.count("… · 261123-") == 3


def test_of_four_hundred_twenty_are_named_and_a_button_shows_the_others() -> None:
    message = MESSAGES.report(Report(pushed("stored", *range(1, 401))))
    text = text_of(message)
    named = text.count("Council vote number")
    assert named == 20
    assert f"… and {400 - named} more" in text
    assert buttons(message) == [("More", f"pushed:261123-{named + 1}~261123-400")]


def test_a_small_group_is_whole_beside_a_large_one_and_the_button_is_for_what_is_new() -> None:
    articles = pushed("already", 3) + pushed("updated", 1, 2) + pushed("stored", *range(4, 401))
    message = MESSAGES.report(Report(articles))
    text = text_of(message)
    for words in ("Stored 397 articles:", "Updated 2 articles,", "Already here:"):
        assert words in text
    for number in (1, 2, 3):
        assert f"Council vote number {number} · 261123-{number}" in text
    ((label, data),) = buttons(message)
    assert label == "More"
    assert data.endswith("~261123-400")


def test_articles_that_were_here_already_are_counted_without_a_button() -> None:
    message = MESSAGES.report(Report(pushed("already", *range(1, 401))))
    assert buttons(message) == []
    assert "/latest" in text_of(message)


@pytest.mark.parametrize("stored", [0, 3, 400])
def test_five_failures_are_named_and_the_others_counted(stored: int) -> None:
    text = text_of(MESSAGES.report(Report(pushed("stored", *range(1, stored + 1)), failed(100))))
    assert "Not stored, 100 items:" in text
    assert text.count("There is no page at") == 5
    assert "– … and 95 more" in text


def test_what_joined_a_story_says_which_and_the_first_eight_have_a_button() -> None:
    joined = pushed("stored", *range(1, 11), joined=article(99, outlet="Harbour Post"))
    message = MESSAGES.report(Report(pushed("stored", 20, 21) + joined))
    text = text_of(message)
    assert text.count("\nin one story with “Council vote number 99” (Harbour Post)") == 10
    assert "/split and an article’s number takes it out" in text
    assert [label for label, _ in buttons(message)] == [f"Split 261123-{number}" for number in range(1, 9)]


def test_an_article_that_was_here_already_is_not_offered_to_be_split() -> None:
    message = MESSAGES.report(Report(pushed("already", *range(1, 6), joined=article(99))))
    assert "in one story" not in text_of(message)
    assert buttons(message) == []


def test_a_page_has_twenty_articles_and_a_button_for_the_next() -> None:
    message = MESSAGES.pushed([ListedArticle(article(number), None) for number in range(81, 102)], "261123-400")
    text = text_of(message)
    assert text.startswith("Articles 261123-81 to 261123-100:\nCouncil vote number 81 · 261123-81\n")
    assert text.count("Council vote") == 20
    assert buttons(message) == [("More", "pushed:261123-101~261123-400")]


def test_the_last_page_has_no_button_and_those_that_joined_a_story_can_be_split() -> None:
    listed = [ListedArticle(article(1), None), ListedArticle(article(2), article(9))]
    message = MESSAGES.pushed(listed, "261123-2")
    assert buttons(message) == [("Split 261123-2", "split:261123-2")]
    assert "/split" in text_of(message)


def test_a_page_of_long_headlines_has_as_many_as_fit_and_the_next_goes_on_there() -> None:
    other = article(999, outlet="😀" * 500, **LONG)
    message = MESSAGES.pushed([ListedArticle(article(number, **LONG), other) for number in range(1, 22)], "261123-99")
    named = text_of(message).count(" · 261123-")
    assert 5 < named < 20
    assert buttons(message)[-1] == ("More", f"pushed:261123-{named + 1}~261123-99")


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 900), min_size=3, max_size=3).filter(lambda counts: sum(counts) > 3),
    st.integers(1, 200), st.integers(0, 60), st.integers(1, 2400), st.booleans(),
)  # fmt: skip
def test_every_report_is_one_message_and_counts_everything_once(
    counts: list[int], headline: int, failures: int, item: int, joins: bool
) -> None:
    stored, updated, already = (range(1, count + 1) for count in counts)
    fields: dict[str, object] = {"headline": "é😀" * headline, "language": "zh"}
    articles = pushed("stored", *stored, joined=article(999, outlet="😀" * 500, **LONG) if joins else None, **fields)
    articles += pushed("updated", *updated, **fields) + pushed("already", *already, **fields)
    message = MESSAGES.report(Report(articles, failed(failures, "😀" * item)))
    shown, _, not_stored = text_of(message).partition("Not stored")
    assert shown.count(" · 261123-") + counted(r"… and (\d+) more", shown) == sum(counts)
    assert len(re.findall("^– (?!…)", not_stored, re.M)) + counted(r"… and (\d+) more", not_stored) == failures
    more = [data for label, data in buttons(message) if label == "More"]
    new = shown.partition("Updated")[0].partition("Already")[0].count(" · 261123-") if counts[0] else 0
    assert more == ([f"pushed:261123-{new + 1}~261123-{counts[0]}"] if counts[0] > new else [])
