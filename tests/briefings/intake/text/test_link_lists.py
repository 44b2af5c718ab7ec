"""Lists of other stories and readers' comments below an article are left out of it."""

import pytest

from briefings.intake.text.pasted import read_pasted

TEXT = (
    "The harbour reopened on Sunday, the council said.",
    "Two ferries left at noon.",
    "A third will follow in May, the harbour master said.",
)
TITLES = ("Ferry Prices Rise in Spring", "Council Votes on New Lighthouse")
LINK = "https://harbour.example/lighthouse"


def paragraphs_of(*lines: str) -> tuple[str, ...]:
    result = read_pasted("\n\n".join(("Harbour of Sorra Reopens After Repairs", *lines)), "pasted")
    assert not result.failures and len(result.drafts) == 1
    return result.drafts[0].paragraphs


@pytest.mark.parametrize("label", ["Related stories", "More on this story", "Other news", "Latest headlines:"])
def test_a_list_of_other_stories_at_the_foot_is_left_out_with_its_label(label: str) -> None:
    assert paragraphs_of(*TEXT, label, *TITLES) == TEXT
    assert paragraphs_of(*TEXT, label, TITLES[0], LINK) == TEXT


def test_of_two_lists_at_the_foot_none_stays() -> None:
    assert paragraphs_of(*TEXT, "Other news", TITLES[0], "Latest news", TITLES[1]) == TEXT
    assert paragraphs_of(*TEXT, "Other news", TITLES[0], "2 comments", "Sailor: I like it.") == TEXT


def test_news_in_brief_below_a_label_stays_and_so_does_the_label() -> None:
    brief = ("Other news", *TITLES, "The council votes on Monday.")
    assert paragraphs_of(*TEXT, *brief) == (*TEXT, *brief)


@pytest.mark.parametrize("label", ["2 comments", "Comments (2)", "Readers' comments", "12 user comments"])
def test_readers_comments_below_the_text_are_left_out(label: str) -> None:
    comments = ("Sailor: I like the new pier.", "Ann: It is too long, and I said so in May.")
    assert paragraphs_of(*TEXT, label, *comments) == TEXT
    assert paragraphs_of(label, *TEXT)[-3:] == TEXT


@pytest.mark.parametrize("heading", ["Your comments", "300 responses", "Selected comments", "User comments"])
def test_a_cross_heading_that_seems_a_label_of_comments_ends_nothing(heading: str) -> None:
    assert paragraphs_of(*TEXT, heading, TEXT[1])[-2:] == (heading, TEXT[1])
