"""Texts made to be slow, as anyone may push them, are read in a time that grows with their length and no faster."""

from collections.abc import Callable
from time import process_time

import pytest
from doubling import MAX_RATIO, cost_ratio

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


GROWING = {
    "markup that was never read": ("<!", "en"),
    "Chinese sentences": ("新闻报道说市长辞职了。", "zh"),
    "brackets": ("(", "en"),
    "quotation marks": ('"a ', "en"),
    "combining marks": ("e\u0301\u0323", "en"),
    "initials": ("A. ", "en"),
}


@pytest.mark.parametrize(("unit", "language"), GROWING.values(), ids=GROWING)
def test_twice_the_paragraph_takes_twice_as_long_to_split(unit: str, language: str) -> None:
    def split(paragraph: str) -> list[str]:
        return sentences(paragraph, language)

    assert cost_ratio(lambda size: unit * (size // len(unit)), split, 48_000) < MAX_RATIO


@pytest.mark.parametrize("language", ["en", "th", "zh"])
def test_a_headline_of_any_length_is_no_more_work_than_a_long_one(summarizer: Summarizer, language: str) -> None:
    def choose(headline: str) -> object:
        return summarizer.choose(headline, [LEDE], language)

    assert cost_ratio(lambda size: "a word " * size, choose, 2000, limit=1.8) < 1.8


def test_what_stands_behind_the_top_of_an_article_is_not_read(summarizer: Summarizer) -> None:
    def choose(paragraphs: list[str]) -> object:
        return summarizer.choose("Customs house sold", paragraphs, "en")

    assert cost_ratio(lambda size: [LEDE] + ["x" * 3000 + "."] * size, choose, 100, limit=1.8) < 1.8


def test_a_long_paragraph_is_split_as_its_sentences_are_one_by_one() -> None:
    told = [f"The harbour master of Wexbridge wrote letter {number} to the council." for number in range(500)]
    assert sentences(" ".join(told), "en") == told


def test_a_sentence_longer_than_is_split_at_once_stays_whole() -> None:
    endless = "The council read out " + ", ".join(f"name {number}" for number in range(1500)) + "."
    assert sentences(f"{LEDE} {endless} It rose at noon.", "en") == [LEDE, endless, "It rose at noon."]


def test_half_a_character_stops_no_sentence() -> None:
    assert sentences("One \ud800 is left. Two came.", "en") == ["One \ud800 is left.", "Two came."]
