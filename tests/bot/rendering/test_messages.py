"""Briefings and reports as messages: what is long is shortened, what is much is counted."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running_bot import Clock
from stored_articles import alone

from bot.locales import Translator
from bot.rendering.html import MAX_MESSAGE_UNITS, units
from bot.rendering.messages import Messages
from briefings.errors import IntakeError
from briefings.model.article import Article
from briefings.model.briefing import Briefing, Citation, Quote
from briefings.newsroom.report import PushedArticle, Report
from briefings.storage.protocols import PushOutcome

LINK = "https://harbour.example/news/ferry"


MESSAGES = Messages(Translator("en"), Clock(), "UTC")


def briefing(article: Article) -> Briefing:
    quotes, sources = (Quote(article.paragraphs[0], 1, 1),), (Citation(article, (1,)),)
    return Briefing(article.id, article.headline, quotes, sources, (), 1, article.received, article.id)


def article(number: int = 1, **fields: object) -> Article:
    values = {"headline": f"Council vote number {number}", "paragraphs": ("The vote passed on Friday.",)} | fields
    return alone(id=f"261123-{number}", **values)


def test_an_agency_an_outlet_and_an_author_of_any_length_are_shortened_in_a_source_line() -> None:
    long = article(agency="Agency " * 580, outlet="Outlet " * 580, author="Author " * 580, link=LINK)
    (answer,) = MESSAGES.stories([briefing(long)])
    assert len(answer.html) < 1000
    for name in ("via Agency Agency", "Outlet Outlet", "Author Author"):
        assert name in answer.html


def test_an_article_with_only_an_agency_is_named_by_it_as_it_is_counted() -> None:
    report = article(agency="AP")
    assert "[1] AP · received" in MESSAGES.stories([briefing(report)])[0].html


@pytest.mark.parametrize("outlet", ["Reuters", "REUTERS"])
def test_an_outlet_that_is_the_agency_is_named_once(outlet: str) -> None:
    report = article(outlet=outlet, agency="Reuters")
    assert f"[1] {outlet} · ¶1" in MESSAGES.stories([briefing(report)])[0].html


def test_an_opinion_piece_says_so_in_its_source_line() -> None:
    column = article(outlet="The Post", author="Mia Berg", opinion=True)
    (answer,) = MESSAGES.stories([briefing(column)])
    assert "[1] The Post · Opinion · Mia Berg" in answer.html


def test_a_source_in_full_has_its_dateline() -> None:
    report = article(outlet="The Post", dateline="OSLO, Nov 23")
    assert "OSLO" not in MESSAGES.stories([briefing(report)])[0].html
    assert "[1] The Post · OSLO, Nov 23 · ¶1" in MESSAGES.passages([briefing(report)])[0].html


# The report of a push


def pushed(outcome: PushOutcome, *numbers: int, **fields: object) -> tuple[PushedArticle, ...]:
    articles = [article(number, **fields) for number in numbers]
    return tuple(PushedArticle(outcome, article, briefing(article), 1) for article in articles)


def failed(count: int, item: str = "page") -> tuple[IntakeError, ...]:
    return tuple(IntakeError("link-gone", item=f"{item}{number}", status=404) for number in range(count))


def reported(report: Report) -> str:
    """The whole report, which is three messages at most, as a person sees it."""
    answers = MESSAGES.report(report)
    shown = [re.sub("<[^>]*>", "", answer.html) for answer in answers]
    assert len(shown) <= 3
    assert all(0 < units(text) <= MAX_MESSAGE_UNITS for text in shown)
    return "\n".join(shown)


def counted(pattern: str, text: str) -> int:
    return sum(int(number) for number in re.findall(pattern, text))


def test_up_to_ten_articles_of_a_push_are_shown_with_their_briefings() -> None:
    text = reported(Report(pushed("stored", *range(1, 11))))
    assert text.count("The vote passed on Friday. [1]") == 10


def test_more_articles_are_a_line_each_and_those_left_out_are_counted() -> None:
    text = reported(Report(pushed("stored", *range(1, 401))))
    assert text.startswith("Stored 400 articles:\nCouncil vote number 1 · 261123-1\nCouncil vote number 2 · 261123-2\n")
    named = text.count("Council vote number")
    assert 250 < named < 400
    assert f"… and {400 - named} more" in text
    assert "vote passed" not in text


def test_a_small_group_is_whole_beside_a_large_one() -> None:
    articles = pushed("stored", *range(1, 401)) + pushed("updated", 401, 402) + pushed("already", 403)
    text = reported(Report(articles))
    for words in ("Stored 400 articles:", "Updated 2 articles,", "Already here:"):
        assert words in text
    for number in (401, 402, 403):
        assert f"Council vote number {number} · 261123-{number}" in text


def test_a_headline_of_any_length_is_shortened_in_a_long_report() -> None:
    text = reported(Report(pushed("stored", *range(1, 12), headline="Long " * 800)))
    assert text.count("… · 261123-") == 11


def test_articles_give_way_to_failures() -> None:
    text = reported(Report(pushed("stored", *range(1, 401)), failed(30, "page" * 40)))
    assert text.count("There is no page at") == 30
    assert "more" in text.partition("Not stored")[0]


@pytest.mark.parametrize("stored", [0, 3, 400])
def test_thirty_failures_are_named_and_the_others_counted(stored: int) -> None:
    text = reported(Report(pushed("stored", *range(1, stored + 1)), failed(100)))
    assert "Not stored, 100 items:" in text
    assert text.count("There is no page at") == 30
    assert "– … and 70 more" in text


def test_of_many_that_joined_a_story_as_many_are_named_as_leave_room_for_the_rest() -> None:
    long = {"headline": "😀" * 500}
    other = article(999, outlet="😀" * 500, **long)
    articles = tuple(replace(one, story_size=2, joined=other) for one in pushed("stored", *range(1, 101), **long))
    text = reported(Report(articles, failed(30, "page" * 100)))
    assert "100 of them joined a story:" in text
    named = text.count("with “😀")
    assert 4 <= named <= 20
    assert f"… and {100 - named} more. /split" in text
    assert text.count("There is no page at") + counted(r"– … and (\d+) more", text) == 30


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 900), min_size=3, max_size=3).filter(lambda counts: sum(counts) > 10),
    st.integers(1, 200), st.integers(0, 60), st.integers(1, 2400),
)  # fmt: skip
def test_a_long_report_counts_everything_once(counts: list[int], headline: int, failures: int, item: int) -> None:
    stored, updated, already = (range(1, count + 1) for count in counts)
    fields: dict[str, object] = {"headline": "é😀" * headline}
    articles = pushed("stored", *stored, **fields) + pushed("updated", *updated, **fields)
    text = reported(Report(articles + pushed("already", *already, **fields), failed(failures, "x" * item)))
    shown, _, not_stored = text.partition("Not stored")
    assert shown.count(" · 261123-") + counted(r"… and (\d+) more", shown) == sum(counts)
    assert not_stored.count("There is no page at") + counted(r"… and (\d+) more", not_stored) == failures
