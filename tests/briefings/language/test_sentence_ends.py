"""How a line ends."""

import pytest

from briefings.language.sentence_ends import ends_as_sentence, ends_in_colon, ends_in_question


@pytest.mark.parametrize(
    "line",
    [
        "The ferry sails again.",
        "“The ferry sails again.”",
        "„Die Fähre fährt wieder.“",
        "« Le bac repart. »",
        "(The ferry sails again!)",
        "The ferry sails again . ",
        "Does it sail again?",
        "The ferry sails…",
        "渡船复航。",
        "「船が出る。」",
        "هل عادت العبارة؟",
        "नाव फिर चली।",
    ],
)
def test_a_line_ends_as_a_sentence_whatever_closes_after_its_mark(line: str) -> None:
    assert ends_as_sentence(line)


@pytest.mark.parametrize("line", ["", "”", "The ferry sails", "The ferry, again,", "The ferry sails:", "Lund (Skåne)"])
def test_a_line_without_a_mark_does_not_end_as_a_sentence(line: str) -> None:
    assert not ends_as_sentence(line)


def test_a_question_and_a_colon_are_told_through_the_marks_behind_them() -> None:
    assert ends_in_question('She asked: "Why? "')
    assert not ends_in_question("Why? Because.")
    assert ends_in_colon("They said:")
    assert ends_in_colon("市长说：")
    assert not ends_in_colon("They said: no.")
