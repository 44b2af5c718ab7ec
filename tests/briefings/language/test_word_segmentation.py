"""Every language with stop words can be summarised; one whose package is missing falls back to first sentences."""

import marshal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from child_process import program

from briefings.language import word_segmentation
from briefings.language.analysis import stop_words, whole_words
from briefings.summaries.algorithms import ALGORITHMS
from briefings.summaries.summarizer import Summarizer

ARTICLES = {
    "ar": (
        "افتتح رئيس البلدية الجسر الجديد يوم الاثنين.",
        "بلغت كلفة الجسر مليوني دينار دفعتها المدينة.",
        "عبره آلاف الأشخاص خلال ساعة واحدة.",
    ),
    "cs": (
        "Starosta města otevřel v pondělí nový most přes řeku.",
        "Most stál dva miliony korun, které zaplatilo město.",
        "Tisíce lidí jej přešly během hodiny.",
    ),
    "de": (
        "Der Bürgermeister hat am Montag die neue Brücke eröffnet.",
        "Die Brücke kostete zwei Millionen Kronen, die Stadt zahlte.",
        "Tausende Menschen gingen in einer Stunde hinüber.",
    ),
    "el": (
        "Ο δήμαρχος εγκαινίασε τη νέα γέφυρα τη Δευτέρα.",
        "Η γέφυρα κόστισε δύο εκατομμύρια, που πλήρωσε ο δήμος.",
        "Χιλιάδες άνθρωποι την πέρασαν σε μία ώρα.",
    ),
    "en": (
        "The mayor opened the new bridge on Monday.",
        "The bridge cost two million crowns, which the city paid.",
        "Thousands of people crossed it within an hour.",
    ),
    "es": (
        "El alcalde inauguró el nuevo puente el lunes.",
        "El puente costó dos millones de coronas, que pagó la ciudad.",
        "Miles de personas lo cruzaron en una hora.",
    ),
    "fr": (
        "Le maire a inauguré le nouveau pont lundi.",
        "Le pont a coûté deux millions de couronnes, payés par la ville.",
        "Des milliers de personnes l’ont traversé en une heure.",
    ),
    "he": (
        "ראש העיר חנך את הגשר החדש ביום שני.",
        "הגשר עלה שני מיליון כתרים ששילמה העירייה.",
        "אלפי אנשים חצו אותו תוך שעה.",
    ),
    "it": (
        "Il sindaco ha inaugurato lunedì il nuovo ponte.",
        "Il ponte è costato due milioni di corone, pagati dalla città.",
        "Migliaia di persone lo hanno attraversato in un’ora.",
    ),
    "ja": (
        "市長は月曜日に新しい橋を開通させた。",
        "橋の費用は二百億円で、市が支払った。",
        "数千人が一時間で橋を渡った。",
    ),
    "ko": (
        "시장은 월요일에 새 다리를 개통했다.",
        "다리 공사비 이백만 크로나는 시가 냈다.",
        "수천 명이 한 시간 안에 다리를 건넜다.",
    ),
    "pt": (
        "O prefeito inaugurou a nova ponte na segunda-feira.",
        "A ponte custou dois milhões de coroas, pagos pela cidade.",
        "Milhares de pessoas a cruzaram em uma hora.",
    ),
    "sk": (
        "Starosta mesta otvoril v pondelok nový most cez rieku.",
        "Most stál dva milióny korún, ktoré zaplatilo mesto.",
        "Tisíce ľudí ho prešli za hodinu.",
    ),
    "sv": (
        "Borgmästaren invigde den nya bron i måndags.",
        "Bron kostade två miljoner kronor, som staden betalade.",
        "Tusentals människor gick över den på en timme.",
    ),
    "th": (
        "นายกเทศมนตรีเปิดสะพานใหม่เมื่อวันจันทร์ที่ผ่านมาในเมือง",
        "สะพานมีค่าใช้จ่ายสองล้านซึ่งทางเทศบาลเป็นผู้จ่ายทั้งหมด",
        "ผู้คนหลายพันคนข้ามสะพานภายในหนึ่งชั่วโมง",
    ),
    "uk": (
        "Мер міста відкрив новий міст у понеділок.",
        "Міст коштував два мільйони крон, які заплатило місто.",
        "Тисячі людей перейшли його за годину, але не всі.",
    ),
    "zh": (
        "市长星期一为新桥揭幕。",
        "这座桥耗资两亿元，由市政府出资。",
        "数千人在一小时内过了桥。",
    ),
}


@pytest.fixture
def no_jieba(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine where the package for Chinese is not installed."""
    monkeypatch.setitem(sys.modules, "jieba", None)
    monkeypatch.setattr(word_segmentation, "find_spec", lambda name: None)
    word_segmentation.segmenter.cache_clear()
    yield
    word_segmentation.segmenter.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize("language", ARTICLES)
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_language_is_briefed_by_every_algorithm(language: str, algorithm: str) -> None:
    paragraphs = ARTICLES[language]
    chosen = Summarizer(algorithm).choose(paragraphs[0], paragraphs, language)
    assert chosen
    assert all(sentence.text in paragraphs[sentence.paragraph - 1] for sentence in chosen)


@pytest.mark.slow
@pytest.mark.parametrize("language", ARTICLES)
def test_every_language_has_stop_words_among_its_words(language: str) -> None:
    assert stop_words(language)
    article_words = {word for paragraph in ARTICLES[language] for word in whole_words(paragraph, language)}
    assert len(article_words) > 10
    if language not in ("he", "ko"):  # they write common words as part of other words
        assert article_words & stop_words(language)


def test_without_its_package_a_language_is_briefed_by_its_first_sentences(no_jieba: None) -> None:
    paragraphs = (*ARTICLES["zh"], "附近的学校当天放假一天。")
    assert [sentence.text for sentence in Summarizer().choose("", paragraphs, "zh")] == list(ARTICLES["zh"])
    assert whole_words(paragraphs[0], "zh")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["th", "zh"])
def test_garbage_collection_does_not_go_through_a_dictionary_of_words_again_and_again(language: str) -> None:
    command = program("collected_after_segmenting", language)
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=50)
    assert int(ran.stdout) < 10_000


def test_the_dictionary_of_chinese_words_is_not_read_from_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jieba.cache").write_bytes(marshal.dumps(({"柳河镇的": 10**9}, 10**9)))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    segment = word_segmentation.segmenter.__wrapped__("zh")
    assert segment
    assert segment("柳河镇的旧磨坊") == ["柳河", "镇", "的", "旧", "磨坊"]
