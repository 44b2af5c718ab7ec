"""Lines that were run together are parted where each ended; a sentence with a slip is not."""

import time

import pytest

from briefings.intake.text.pasted import read_pasted
from briefings.intake.text.run_together import split_run_together


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("A long wait . The ferry came.", ["A long wait .", "The ferry came."]),
        ("It rained. A long wait . The ferry came.", ["It rained.", "A long wait .", "The ferry came."]),
        ("A long wait . A short trip . It rained.", ["A long wait .", "A short trip .", "It rained."]),
        ('Plan approved . "We won . " she said.', ["Plan approved .", '"We won . " she said.']),
        ("Plan approved . “We won . ” she said.", ["Plan approved .", "“We won . ” she said."]),
    ],
)
def test_a_line_ends_at_its_stray_stop(line: str, lines: list[str]) -> None:
    assert split_run_together(line) == lines


@pytest.mark.parametrize(
    "line",
    [
        "Police shot the man . then fled the scene . Nobody died.",
        '"We won . " she said.',
        "The crew left . über Nacht kam der Regen.",
    ],
)
def test_a_sentence_that_goes_on_after_its_stop_is_not_parted(line: str) -> None:
    assert split_run_together(line) == [line]


def test_no_paragraph_begins_with_a_space() -> None:
    result = read_pasted("Prices\n\nThe council met. Bread costs 3 . The milk costs 4 . Nobody paid more.", "pasted")
    assert result.drafts[0].paragraphs == ("The council met.", "Bread costs 3", "The milk costs 4", "Nobody paid more.")


@pytest.mark.parametrize("words", ["word . ", "Word . ", "Mr. Word . ", 'A. "B . '])
def test_many_stray_stops_take_no_time(words: str) -> None:
    began = time.perf_counter()
    split_run_together(words * 40_000)
    assert time.perf_counter() - began < 2.5
