"""How common words are in their language."""

import pytest

from briefings.language.word_frequency import word_frequency


@pytest.mark.parametrize(
    ("common", "rare", "language"),
    [
        ("people", "velmora", "en"),
        ("gente", "pirámide", "es"),
        ("leute", "schlüsselbein", "de"),
        ("люди", "кратер", "ru"),
    ],
)
def test_common_words_are_more_frequent_than_rare_ones(common: str, rare: str, language: str) -> None:
    assert word_frequency(common, language) > 1e-4 > word_frequency(rare, language)


def test_a_year_is_common_and_a_long_number_is_not() -> None:
    assert word_frequency("2024", "en") > 1e-5 > word_frequency("48713", "en")


def test_an_endless_number_or_word_is_unknown() -> None:
    assert word_frequency("7" * 400, "en") == word_frequency("٧" * 400, "ar") == word_frequency("a" * 400, "en") == 0


def test_the_longer_part_of_an_elided_word_counts() -> None:
    assert word_frequency("l'homme", "fr") == word_frequency("homme", "fr")
    assert word_frequency("people's", "en") == word_frequency("people", "en")


def test_of_a_language_without_a_list_no_word_is_known() -> None:
    assert word_frequency("คน", "th") == 0
    assert word_frequency("anything", "xx") == 0
