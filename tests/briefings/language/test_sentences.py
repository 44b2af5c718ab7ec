"""Where a sentence ends."""

from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.language.sentences import sentences

CASES = Path(__file__).parent / "sentence_ends"  # a file for each language, a paragraph a line, | where a sentence ends


def hard_cases() -> Iterator[tuple[str, str]]:
    for file in sorted(CASES.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield file.stem, line


@pytest.mark.parametrize(("language", "paragraph"), [*hard_cases()])
def test_a_sentence_ends_where_a_reader_would_end_it(language: str, paragraph: str) -> None:
    expected = [sentence.strip(" •") for sentence in paragraph.split("|")]
    between = "" if language in {"ja", "zh"} else " "
    assert sentences(between.join(expected), language) == expected


LANGUAGES = ["en", "de", "fr", "ar", "zh", "ja", "th", "pl", "sv", "xx"]
SCRAPS = [*"\"'“”„«»‘’「」()[] .?!…。—-,", "We", "left", "he said", "U.S.", "Smith", "1.", "``", "''", "市長", "نعم"]


@given(st.text(max_size=300) | st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join), st.sampled_from(LANGUAGES))
def test_sentences_are_the_text_word_for_word_and_in_order_whatever_it_is(text: str, language: str) -> None:
    folded = " ".join(text.split())
    position = 0
    for sentence in sentences(text, language):
        start = folded.index(sentence, position)
        assert not folded[position:start].strip()
        position = start + len(sentence)
        assert sentence.strip() == sentence != ""
    assert not folded[position:].strip()


def test_a_long_quotation_whose_end_is_missing_does_not_take_the_paragraph_with_it() -> None:
    narrative = ["The bridge was built by the town in 1931 and is used by nine thousand people a day."] * 8
    pieces = sentences(" ".join(['He called it "a good day for the town.', *narrative, '"It is ours," he said.']), "en")
    assert pieces == ['He called it "a good day for the town.', *narrative, '"It is ours," he said.']


@pytest.mark.parametrize("scrap", ['" ', '"a. ', "'a. ", "(a. ", "“「", "1. ", "。", "a.A", 'he said, "', ".)"])
def test_a_text_made_to_be_slow_is_split_in_time(scrap: str) -> None:
    started = process_time()
    sentences(scrap * (40_000 // len(scrap)), "en")
    assert process_time() - started < 5


def test_bullets_alone_are_no_sentence() -> None:
    assert sentences("• • •", "en") == []
