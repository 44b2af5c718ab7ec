"""Where a sentence ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.language.sentences import sentences


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Dr. Smith of the U.S. Army arrived at 5 p.m. Friday with Lt. Col. Brown."),
        ("en", "“Who did it? I want to know,” he asked."),
        ("es", "El Sr. López llegó a las 5 p.m. a Madrid con la Sra. Ruiz."),
        ("fr", "M. Dupont et Mme. Durand sont arrivés le 1er mai."),
        ("de", "Am 5. Mai kam Dr. Müller z. B. nach Berlin."),
        ("it", "Il dott. Rossi è arrivato."),
        ("sv", "T.ex. kom herr Nilsson."),
        ("ar", "نعم، قال د. أحمد."),
    ],
)
def test_an_abbreviation_or_a_quotation_does_not_end_a_sentence(language: str, text: str) -> None:
    assert sentences(text, language) == [text]


@given(st.text(max_size=300), st.sampled_from(["en", "de", "ar", "zh", "ja", "th", "pl", "xx"]))
def test_sentences_are_the_text_word_for_word_whatever_it_is(text: str, language: str) -> None:
    folded = " ".join(text.split())
    pieces = sentences(text, language)
    assert all(sentence in folded for sentence in pieces)
    assert "".join("".join(pieces).split()) == "".join(folded.split())
