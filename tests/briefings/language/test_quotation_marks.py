"""What stands inside quotation marks."""

import pytest

from briefings.language.quotation_marks import is_half_quotation, outside_quotations, quotations, quoted_share


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
        ('(Harbour News)"Come in," he said.', ['"Come in,"']),
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


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ('He said "no" to it.', "He said      to it."),
        ("„So“, sagte er, »und so«.", "    , sagte er,         ."),
        ("He called it 'a mess' in “the players’ ‘big’ bus”.", "He called it          in                         ."),
        ("It isn't the players' bus.", "It isn't the players' bus."),
        ("He said: “We lost.", "He said:          "),
        ("", ""),
    ],
)
def test_what_is_outside_quotations_stays_in_its_place(text: str, outside: str) -> None:
    assert outside_quotations(text) == outside


def test_the_quoted_share_counts_words() -> None:
    assert quoted_share("“We lost,” he said.") == 0.5
    assert quoted_share("") == quoted_share("…") == quoted_share("He said no.") == 0


@pytest.mark.parametrize(
    "text",
    [
        "“We lost.",
        'We lost," he said.',
        '"We lost. "We were cold," he said.',
        "Wir haben verloren“, sagte er.",
        "« On a perdu.",
        "「行く」と言った。「帰る。",
    ],
)
def test_a_quotation_that_begins_or_ends_elsewhere_is_half_a_quotation(text: str) -> None:
    assert is_half_quotation(text)


@pytest.mark.parametrize(
    "text",
    [
        "“We lost,” he said.",
        "»Wir gehen«, sagte er, „und bleiben weg“.",
        "”Ja”, sade han.",
        "He is 6' 2\" tall and the players' best.",
        "“He said “no” to it,” she said.",
        "It was 'a mess.",
        'ראש צה"ל אמר.',
    ],
)
def test_whole_quotations_apostrophes_and_inches_are_no_half_quotations(text: str) -> None:
    assert not is_half_quotation(text)
