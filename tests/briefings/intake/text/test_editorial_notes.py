"""Notes beside an article's own text, which are left out of it, and what only seems to be one."""

import pytest

from briefings.intake.text.pasted import read_pasted
from briefings.model.article import Draft

HEADLINE = "Harbour of Sorra Reopens After Repairs"
TEXT = (
    "The harbour reopened on Sunday, the council said.",
    "Two ferries left at noon.",
    "A third will follow in May, the harbour master said.",
)


def read_article(*lines: str) -> Draft:
    result = read_pasted("\n\n".join((HEADLINE, *lines)), "pasted")
    assert not result.failures and len(result.drafts) == 1
    return result.drafts[0]


@pytest.mark.parametrize(
    "note",
    [
        "Mia Berg contributed to this report.",
        "The Post's Mia Berg and Jo Lund contributed to this report from Dorn.",
        "CNN's Mia K. Berg contributed to this report .",
        "Mia Berg reported from Dorn.",
        "Mia Berg reported from Dorn, and CNN's Jo Lund reported and wrote from Kest.",
        "Journalist Jo Lund wrote this story from Kest.",
        "CNN's Jo Lund in Kest also contributed.",
        "Editor's note: This article was first printed in the morning paper.",
        "(Reporting by Mia Berg in Dorn; Editing by Jo Lund)",
        "READ: How the pier was built",
        "READ MORE: Five questions about the pier .",
        "More from Harbour Voices .",
        "Watch: Who are the people who sail to Sorra?",
        "Watch The Harbour Hour with Mia Berg weekdays at 4pm ET.",
        "Click here for more harbour news",
        "Follow @harbourpost on Twitter",
        "Like us on Facebook .",
        "Share your thoughts with Mia Berg on Twitter or below.",
        "©2026 The Harbour Post. All rights reserved.",
        "See the original story at harbour.example.",
        "This article was updated to correct the name of the pier.",
        "This story was first published on May 3, 2026.",
        "Tell us what you think in the comments below.",
        "CNN's Mia Berg reported in Dorn, and Jo al-Kest reported in Kest.",
        "CNN's Mia Berg contributed to this report, as did CNN's Jo Lund from Kest.",
        "Journalist Jo Lund and the Associated Press contributed to this story.",
        "Mia Berg is a writer in Dorn. The views expressed in this column are her own.",
        "Mia Berg, a sailor, is the author of two books on ports. Follow her on Twitter @mia.",
    ],
)
def test_a_note_at_the_foot_is_left_out(note: str) -> None:
    assert read_article(*TEXT, note).paragraphs == TEXT
    assert read_article(*TEXT[:2], f"{TEXT[2]} {note}").paragraphs == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "Published 3 hours ago",
        "Listen to the full interview on Harbour Radio and on our site from 1900 GMT.",
        "Updated: 12 minutes ago",
        "2 days ago",
        "vor 3 Stunden",
        "hace 2 horas",
        "il y a 3 heures",
        "منذ 3 ساعات",
        "3小时前",
        "Editor's note: Mia Berg is a sailor. The opinions expressed in this commentary are solely hers.",
    ],
)
def test_a_line_above_the_text_that_is_not_of_it_is_left_out(line: str) -> None:
    assert read_article(line, *TEXT).paragraphs == TEXT


@pytest.mark.parametrize(
    "sentence",
    [
        "The fall in prices contributed to this week's losses.",
        "Mia Berg reported from Dorn during the war and was hurt twice.",
        "The views expressed by both ministers were not shared by the council.",
        "Watch the harbour at night and you will see the ferries leave.",
        "Follow the coast for a mile to reach the pier.",
        "More on that will be known by Friday.",
        "More from Jo Lund will be heard by Friday.",
        "Jo Lund is a writer who lives beside the pier.",
        "He said three hours ago that the ferries would leave.",
        "The council's report, printed in 2026, says that all rights are reserved to the port.",
        "Rain, wind and a broken sail contributed to the report of a ship in distress off Dorn.",
        "Three women contributed to this story of courage.",
        "Mia Berg and Jo Lund contributed to this report of the lost ship.",
        "Tell us the truth about the comments.",
        "Share your catch, the crew wrote on Facebook.",
        "This article was updated in 1998 to ban mines.",
        "This story was first published in 1923, and it is read to this day.",
        "Analysis: the vote was close because many stayed at home.",
        "Video: a term that nobody had heard of.",
        "See the comet in the west sky after dark on most Sundays.",
        "Watch the ferries leave at 9 p.m. on Sundays.",
        "Mia Berg and Jo Lund wrote the story of Anna Karenina.",
        "Mia Berg and Jo Lund wrote in Latin.",
    ],
)
def test_a_sentence_that_begins_like_a_note_stays(sentence: str) -> None:
    assert read_article(*TEXT[:2], sentence).paragraphs == (*TEXT[:2], sentence)
    assert read_article(f"{TEXT[0]} {sentence}", TEXT[1]).paragraphs == (f"{TEXT[0]} {sentence}", TEXT[1])


def test_a_biography_in_front_of_a_column_is_left_out() -> None:
    note = "Mia Berg is professor of history. The views expressed in this commentary are solely those of the writer."
    assert read_article(f"{note} {TEXT[0]}", *TEXT[1:]).paragraphs == TEXT


def test_another_story_run_into_the_text_is_left_out_and_parts_it() -> None:
    draft = read_article(f"{TEXT[0]} READ MORE: Five questions about the pier . {TEXT[1]}", TEXT[2])
    assert draft.paragraphs == TEXT


@pytest.mark.parametrize(
    "teaser",
    ["6 questions about the pier .", "How the pier was built .", "The pier: Who's who .", "The pier: What we know ."],
)
def test_another_storys_headline_run_into_the_text_is_told_by_its_form(teaser: str) -> None:
    assert read_article(f"{TEXT[0]} {teaser} {TEXT[1]}", TEXT[2]).paragraphs == TEXT


def test_a_quotation_with_a_slip_is_no_other_storys_headline() -> None:
    text = f'{TEXT[0]} The master said: "We are done" . {TEXT[1]}'
    assert read_article(text).paragraphs == (text,)


def test_a_headline_that_lost_its_line_break_is_a_line_without_its_stray_stop() -> None:
    assert read_article(f"{TEXT[0]} A long wait . {TEXT[1]}").paragraphs == (TEXT[0], "A long wait", TEXT[1])
    assert read_article(f"The master wrote: . “{TEXT[1]}”").paragraphs == ("The master wrote:", f"“{TEXT[1]}”")
    assert read_pasted(f"{HEADLINE} .\n\n{TEXT[0]}", "pasted").drafts[0].headline == HEADLINE


def test_an_ellipsis_and_a_slip_in_a_long_sentence_part_nothing() -> None:
    for text in (
        "“We waited . . . and then it came,” she said.",
        f"{'The council of Dorn and Kest ' * 4}agreed . It rained.",
    ):
        assert read_article(text).paragraphs == (text,)


def test_what_a_school_programme_says_of_its_page_is_left_out() -> None:
    notes = "On this page you will find today's show Transcript and a place for you to request a mention. TRANSCRIPT ."
    result = read_pasted(f"March 10, 2026 . {TEXT[0]} {TEXT[1]} {notes} You must be a teacher.", "pasted")
    assert (result.drafts[0].headline, result.drafts[0].paragraphs) == (TEXT[0], (f"{TEXT[0]} {TEXT[1]}",))


def test_an_article_that_is_nothing_but_notes_is_kept_as_it_is() -> None:
    line = "Mia Berg reported from Dorn."
    assert read_article(line).paragraphs == (line,)
