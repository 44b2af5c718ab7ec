"""Which articles are opinion pieces."""

import pytest

from briefings.intake.text.pasted import read_pasted
from briefings.model.article import Draft

HEADLINE = "Why the Pier Matters to All of Us"
REPORT = (
    "The harbour reopened on Sunday.",
    "“I am glad, and I say so,” said Mia Berg. “I, for my part, think I will go.”",
)
COLUMN = (
    "I was nine when my father first took me to the pier, and I have gone there since.",
    "I know what I would say to the council, if I were asked, and my neighbours agree.",
)


def read_article(*lines: str) -> Draft:
    result = read_pasted("\n\n".join(lines), "pasted")
    assert not result.failures and len(result.drafts) == 1
    return result.drafts[0]


def test_an_author_who_speaks_of_himself_writes_a_column() -> None:
    assert read_article(HEADLINE, *COLUMN).opinion


def test_who_is_quoted_in_the_first_person_does_not_make_a_report_a_column() -> None:
    assert not read_article(HEADLINE, *REPORT).opinion
    opened_anew = '"I came, I saw and I went to my boat. "I then called my wife, and I told her." It rained.'
    assert not read_article(HEADLINE, opened_anew).opinion


def test_one_i_is_not_enough() -> None:
    assert not read_article(HEADLINE, "The council, I am told, met on Sunday.", REPORT[0]).opinion


@pytest.mark.parametrize(
    "line",
    [
        "Opinion",
        "Commentary",
        "Meinung",
        "Opinión",
        "Editor's note: Mia Berg is a sailor. The opinions expressed in this commentary are solely hers.",
    ],
)
def test_a_label_or_a_note_at_the_head_says_so(line: str) -> None:
    draft = read_article(line, HEADLINE, *REPORT)
    assert (draft.headline, draft.paragraphs, draft.opinion) == (HEADLINE, REPORT, True)
    assert read_article(HEADLINE, line, *REPORT).opinion


def test_a_headline_may_say_so() -> None:
    assert read_article(f"Opinion: {HEADLINE}", *REPORT).opinion
    assert read_article(f"{HEADLINE} | Opinion", *REPORT).opinion


def test_a_report_is_none() -> None:
    assert not read_article(HEADLINE, REPORT[0]).opinion
