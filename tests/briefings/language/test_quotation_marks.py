"""What stands inside quotation marks."""

import pytest

from briefings.language.quotation_marks import quotations


def quoted(text: str) -> list[str]:
    return [text[each.start : each.end] for each in sorted(quotations(text).found, key=lambda each: each.start)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" to it.', ['"no"']),
        ('" We go, " she said. " It is late . "', ['" We go, "', '" It is late . "']),
        ("»So«, sagte er, „und so“.", ["»So«", "„und so“"]),
        ("« Oui », dit-il.", ["« Oui »"]),
        ("”Ja”, sade han.", ["”Ja”"]),
        ("市長は「行く」と言った。", ["「行く」"]),
        ("``We go,'' he said.", ["``We go,''"]),
        ("‘We go,’ he said of the players’ bus.", ["‘We go,’"]),
        ("It isn't the players' bus of the '90s.", []),
        ('ראש צה"ל אמר.', []),
    ],
)
def test_a_quotation_goes_from_its_opening_to_its_closing_mark(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_without_its_closing_mark_is_known_as_cut_off_and_shifts_no_other() -> None:
    text = '"We lost. "We were cold," he said.'
    assert quoted(text) == ['"We lost.', '"We were cold,"']
    assert [each.closed for each in quotations(text).found] == [False, True]


def test_a_mark_that_closes_nothing_opens_nothing() -> None:
    assert quoted('We lost," he said. "It was cold."') == ['"It was cold."']
    assert quoted('We lost. " The board met. "It was cold."') == ['"It was cold."']
