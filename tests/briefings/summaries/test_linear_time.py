"""Texts made to be slow, as anyone may push them, are read in a time that grows with their length and no faster."""

from collections.abc import Callable
from time import process_time

import pytest

from briefings.language.sentences import sentences
from briefings.summaries.references import missing_reference
from briefings.summaries.summarizer import Summarizer

ENOUGH = 2.0  # seconds of the processor; each text needs a tenth of it
LEDE = "The Harbour Trust has sold the old customs house in Wexbridge to a hotel group for £4m."
VESSELS = [f"{letter * 3}vessel" for letter in "abcdefghijklmnopq"]
HOSTILE = {
    "no space": ["x" * 200_000],
    "quotation marks": ['"' * 20_000],
    "opening quotation marks": ["“" * 20_000],
    "capitals": ["A" * 20_000],
    "capital letters": ["A " * 20_000],
    "one word a paragraph": ["Word."] * 5000,
    "full stops after spaces": ["word . " * 20_000],
    "definite nouns after long words": [
        LEDE,
        *("W" * 1990 + "." for _ in VESSELS),
        *(f"He had a {vessel} in town." for vessel in VESSELS),
        *(f"The {vessel} was sold to a town on Monday." for vessel in VESSELS),
    ],
}


@pytest.fixture(scope="module")
def summarizer() -> Summarizer:
    """One that has imported what it needs."""
    summarizer = Summarizer()
    summarizer.choose("Customs house sold", [LEDE], "en")
    return summarizer


def seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


@pytest.mark.slow
@pytest.mark.parametrize("paragraphs", HOSTILE.values(), ids=HOSTILE)
def test_no_text_takes_long_to_split_or_to_choose_from(summarizer: Summarizer, paragraphs: list[str]) -> None:
    assert seconds(lambda: sentences(" ".join(paragraphs), "en")) < ENOUGH
    assert seconds(lambda: summarizer.choose("Customs house sold", paragraphs, "en")) < ENOUGH


def test_a_noun_is_looked_for_behind_a_long_word_in_no_time() -> None:
    def search() -> None:
        earlier = [LEDE, "W" * 40_000 + " a vessel."]
        missing_reference("The vessel was sold.", shown=[LEDE], headline="Sale", earlier=earlier, language="en")

    assert seconds(search) < ENOUGH
