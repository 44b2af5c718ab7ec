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
    "I know what I would say to the council, if I were asked: the pier must stay. My neighbours agree.",
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


def test_who_tells_what_befell_him_writes_no_column() -> None:
    account = (
        "I was asleep when the wave came, and I heard my son call from the yard.",
        "I ran out and I took my coat with me. My house was gone when I looked back.",
    )
    assert not read_article(HEADLINE, *account).opinion


def test_a_column_that_reports_at_first_is_told_by_more_of_its_text() -> None:
    report = "The council closed the pier in autumn, and the boats of the town lie in the mud of the inner harbour. "
    views = "I think that the council should open it again. I believe that my town needs it, and I hope it knows."
    assert read_article(HEADLINE, report + "It caught my eye.", report * 8, report * 8, views, views).opinion


@pytest.mark.parametrize("labels", [("Q: ", "A: "), ("The Post: ", "Mia Berg: "), ("Q. ", "A. ")])
def test_an_interview_is_no_column(labels: tuple[str, str]) -> None:
    asked, answered = labels
    answers = (f"{answered}{COLUMN[0]}", f"{asked}Will it reopen?", f"{answered}{COLUMN[1]}", COLUMN[1])
    assert not read_article(HEADLINE, f"{asked}I hear that I may ask?", *answers).opinion


@pytest.mark.parametrize("name", ["Tribune", "Column", "Chronique", "Columna"])
def test_a_word_that_names_other_things_too_is_no_label(name: str) -> None:
    assert not read_article(HEADLINE, name, *REPORT).opinion


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
