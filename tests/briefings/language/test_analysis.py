"""Languages, words and stems of the languages that newsrooms write in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.language import analysis
from briefings.language.analysis import detect, stems, stop_words, words
from briefings.language.sentences import sentences

PARAGRAPHS = {
    "en": "The mayor of Westbrook opened the new bridge on Monday. Thousands of people crossed it within an hour.",
    "es": "El alcalde de la ciudad inauguró el nuevo puente el lunes. Miles de personas lo cruzaron en una hora.",
    "fr": "Le maire de la ville a inauguré le nouveau pont lundi. Des milliers de personnes l’ont traversé.",
    "de": "Der Bürgermeister der Stadt hat am Montag die neue Brücke eröffnet. Tausende Menschen gingen hinüber.",
    "it": "Il sindaco della città ha inaugurato lunedì il nuovo ponte. Migliaia di persone lo hanno attraversato.",
    "pt": "O prefeito da cidade inaugurou a nova ponte na segunda-feira. Milhares de pessoas não quiseram esperar.",
    "ar": "افتتح رئيس البلدية الجسر الجديد يوم الاثنين. عبره آلاف الأشخاص خلال ساعة واحدة.",
    "uk": "Мер міста відкрив новий міст у понеділок. Тисячі людей перейшли його за годину.",
    "el": "Ο δήμαρχος της πόλης εγκαινίασε τη νέα γέφυρα τη Δευτέρα. Χιλιάδες άνθρωποι την πέρασαν.",
    "he": "ראש העיר חנך את הגשר החדש ביום שני. אלפי אנשים חצו אותו תוך שעה.",
    "cs": "Starosta města otevřel v pondělí nový most. Tisíce lidí jej přešly během hodiny.",
    "sv": "Stadens borgmästare invigde den nya bron i måndags. Tusentals människor gick över den på en timme.",
    "ja": "市長は月曜日に新しい橋を開通させた。数千人が一時間で渡った。",
    "zh": "市长星期一为新桥揭幕。数千人在一小时内过了桥。",
    "ko": "시장은 월요일에 새 다리를 개통했다. 수천 명이 한 시간 안에 건넜다.",
}


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_a_paragraph_is_recognised_and_split_into_its_two_sentences(language: str) -> None:
    paragraph = PARAGRAPHS[language]
    assert detect(paragraph) == language
    pieces = sentences(paragraph, language)
    assert len(pieces) == 2
    assert all(sentence in paragraph for sentence in pieces)


@pytest.mark.parametrize("text", ["", "12.5 %", "OK", "\N{GRINNING FACE} \N{GRINNING FACE}"])
def test_a_text_too_short_to_tell_counts_as_english(text: str) -> None:
    assert detect(text) == "en"


@given(st.text(max_size=200), st.sampled_from([*PARAGRAPHS, "pl", "th", "sk", "xx"]))
def test_every_text_has_words_and_stems_without_an_error(text: str, language: str) -> None:
    assert len(stems(text, language)) == len(words(text, language))


def test_words_that_a_reader_takes_for_the_same_have_the_same_stem() -> None:
    assert stems("Ferries", "en") == stems("ferry", "en")
    assert stems("Économies", "fr") == stems("economie", "fr")
    assert stems("STRASSE", "de") == stems("Straße", "de")


def test_numbers_and_apostrophes_stay_in_one_word() -> None:
    assert words("It rose 3.5% to 1,200; Lund’s ferry", "en") == ["it", "rose", "3.5", "to", "1,200", "lund's", "ferry"]


def test_scripts_without_spaces_are_read_in_pairs_of_characters() -> None:
    assert words("新桥开通", "zh") == ["新桥", "桥开", "开通"]


def test_stop_words_are_there_for_the_languages_that_sumy_knows() -> None:
    assert "the" in stop_words("en")
    assert all(stop_words(language) for language in PARAGRAPHS)
    assert stop_words("xx") == frozenset()


@pytest.mark.parametrize("language", ["\ud800", "en\ud800", "\x00", "../en", "", "e" * 5000, "xx"])
def test_what_is_no_code_of_a_language_has_no_stop_words_and_leaves_words_as_they_are(language: str) -> None:
    assert analysis.stop_words(language) == frozenset()
    assert analysis.calendar(language) == frozenset()
    assert analysis.stem("ferries", language) == "ferries"


@pytest.mark.parametrize("language", analysis._DETECTABLE_LANGUAGES)
@pytest.mark.parametrize("word", ["\ud800", "ferri\ud800s", "", "\x00", "\u0301", "٢", "'"])
def test_any_word_has_a_stem_in_any_language(word: str, language: str) -> None:
    assert isinstance(analysis.stem(word, language), str)


def test_no_word_of_more_than_a_hundred_characters_is_remembered() -> None:
    assert len(analysis.stem("ferrys" * 1000, "xx")) == 100
    known = analysis._stem.cache_info().currsize
    for length in (101, 500, 5000):
        analysis.stem("ferry" * 20 + "x" * length, "xx")
    assert analysis._stem.cache_info().currsize <= known + 1
