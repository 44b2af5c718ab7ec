"""Briefings of several articles: what they agree on, each thing once, in order of time."""

from collections.abc import Callable
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import OptimizeResult

from briefings.summaries import multi_article
from briefings.summaries.multi_article import cover, cover_greedily
from briefings.summaries.quotability import count_words, needs_context

GAZETTE = [
    "A fire closed the Old Mill in Dunmore on Monday and twelve people were taken to hospital, the fire brigade said.",
    "The Old Mill holds forty flats and a theatre that opened in 1923.",
    "Neighbours brought blankets and tea to the market square.",
]
RADIO = [
    "Twelve people were taken to hospital after a fire at the Old Mill in Dunmore on Monday, the fire brigade said.",
    "Trains through Dunmore were stopped for three hours, the railway company said.",
    "The weather stays dry until the weekend, according to the forecast.",
]
WIRE = [
    "The fire at the Old Mill in Dunmore began in the theatre's workshop, the police said on Tuesday.",
    "Trains through Dunmore were stopped for three hours on Monday evening, the railway company confirmed.",
    "He spoke to reporters in front of the burnt building.",
]
STORY = [GAZETTE, RADIO, WIRE]
LANGUAGES = {
    "es": (
        "Un incendio destruyó el viejo molino de Valdemora y doce vecinos fueron llevados al hospital.",
        "Doce vecinos fueron llevados al hospital tras un incendio en el viejo molino de Valdemora.",
        "El equipo de balonmano entrena los jueves en el polideportivo nuevo.",
    ),
    "fr": (
        "Un incendie a détruit le vieux moulin de Valdemore et douze habitants ont été conduits à l'hôpital.",
        "Douze habitants ont été conduits à l'hôpital après un incendie dans le vieux moulin de Valdemore.",
        "Le club de handball s'entraîne le jeudi dans le gymnase neuf du quartier.",
    ),
    "de": (
        "Ein Brand hat die alte Mühle von Waldmoor zerstört, zwölf Bewohner wurden ins Krankenhaus gebracht.",
        "Zwölf Bewohner wurden ins Krankenhaus gebracht, nachdem ein Brand die alte Mühle von Waldmoor zerstörte.",
        "Handball wird donnerstags in der neuen Turnhalle am Stadtrand gespielt.",
    ),
    "ar": (
        "دمر حريق الطاحونة القديمة في بلدة النخيل ونقل اثنا عشر من السكان إلى المستشفى.",
        "نقل اثنا عشر من السكان إلى المستشفى بعد حريق في الطاحونة القديمة في بلدة النخيل.",
        "يتدرب فريق كرة اليد يوم الخميس في الصالة الجديدة قرب الميناء.",
    ),
    "zh": (
        "星期一柳河镇的旧磨坊发生火灾，十二名居民被送往医院。",
        "柳河镇旧磨坊星期一发生火灾，十二名居民被送往医院治疗。",
        "手球队每星期四在新体育馆训练，欢迎大家参加。",
    ),
}


def shown(
    articles: list[list[str]],
    text_ids: list[int] | None = None,
    *,
    words: int = 70,
    sentences: int = 3,
    already_shown: list[str] | None = None,
) -> list[str]:
    numbers = text_ids or list(range(len(articles)))
    pairs = cover(articles, numbers, "en", words=words, sentences=sentences, already_shown=already_shown or [])
    return [articles[article][index] for article, index in pairs]


def test_what_most_articles_say_comes_before_what_one_says() -> None:
    assert shown(STORY, sentences=1)[0] in {GAZETTE[0], RADIO[0]}
    assert not any("weather" in sentence or "blankets" in sentence for sentence in shown(STORY))


def test_what_two_articles_say_is_told_once() -> None:
    told = shown(STORY)
    assert sum("taken to hospital" in sentence for sentence in told) == 1
    assert sum("Trains through Dunmore" in sentence for sentence in told) == 1


def test_sentences_come_in_the_order_of_time() -> None:
    pairs = cover(STORY, [0, 1, 2], "en")
    assert len(pairs) > 1
    assert pairs == sorted(pairs)


@pytest.mark.parametrize("words", [20, 40, 70])
def test_the_budget_is_kept(words: int) -> None:
    assert sum(len(sentence.split()) for sentence in shown(STORY, words=words)) <= words
    assert len(shown(STORY, words=words, sentences=1)) <= 1


def test_a_copy_adds_no_weight_to_what_its_original_says() -> None:
    aside = "The mayor of Dunmore promised a new roof for the school."
    copied = [[aside], [aside], [aside], RADIO, WIRE]
    assert shown(copied, [0, 1, 2, 3, 4], sentences=1) == [aside]
    assert shown(copied, [0, 0, 0, 3, 4], sentences=1) != [aside]


@pytest.mark.parametrize(("before", "now"), [("12", "15"), ("1,200", "1,500"), ("four", "nine"), ("twelve", "fifteen")])
def test_of_two_sentences_with_other_numbers_the_newer_is_told(before: str, now: str) -> None:
    report = "At least {} people were injured in the fire at the mill, the hospital said."
    told = shown([[report.format(before), GAZETTE[1]], [report.format(now), RADIO[1]]])
    assert report.format(now) in told
    assert report.format(before) not in told


def test_what_was_shown_is_not_shown_again() -> None:
    assert shown([WIRE], already_shown=[*GAZETTE, *RADIO]) == [WIRE[0]]
    assert shown(STORY, already_shown=[*GAZETTE, *RADIO, *WIRE]) == []


def test_what_was_shown_is_shown_again_with_new_figures() -> None:
    report = "At least {} people were injured in the fire at the mill, the hospital said."
    assert shown([[report.format(15)]], already_shown=[report.format(12)]) == [report.format(15)]


def test_a_sentence_patched_together_from_what_was_shown_is_not_news() -> None:
    already_shown = [
        "The mayor opened the new bridge on Monday.",
        "The ferry to Orsa will stop in June, the company said.",
    ]
    assert (
        shown([["The mayor opened the new bridge; the ferry to Orsa will stop in June."]], already_shown=already_shown)
        == []
    )


def test_a_sentence_that_needs_context_comes_only_with_the_one_before_it() -> None:
    introduced = "Rhea Costas leads the fire brigade of Dunmore."
    dependent = "She called the fire at the Old Mill the worst since the harbour burnt in 1987."
    assert shown([[introduced, dependent], [introduced, dependent]], sentences=2) == [introduced, dependent]
    assert shown([[introduced, dependent], [introduced, dependent]], sentences=1) == [introduced]
    assert shown([[dependent], [dependent]]) == []


def test_questions_half_quotations_credits_and_announcements_are_not_told() -> None:
    odd = [
        "Who set fire to the Old Mill in Dunmore on Monday?",
        "“The fire at the Old Mill in Dunmore on Monday was a shock for us.",
        "(Photo: the Old Mill in Dunmore after the fire on Monday)",
        "The fire brigade said of the fire at the Old Mill in Dunmore on Monday:",
    ]
    assert not set(shown([odd, odd, GAZETTE])) & set(odd)


def test_an_overlong_sentence_is_told_only_where_nothing_else_is() -> None:
    overlong = " ".join([*GAZETTE, *RADIO[:1]]).replace(".", ",").removesuffix(",") + "."
    assert 42 < len(overlong.split()) <= 70
    assert overlong not in shown([[overlong, *GAZETTE], [overlong, *RADIO]])
    assert shown([[overlong], [overlong]]) == [overlong]


def test_room_that_is_left_is_filled_with_what_one_article_says_first() -> None:
    told = shown([GAZETTE[:2], ["Nothing here is shared with any other paper of the region at all."]])
    assert len(told) == 3


def test_one_article_is_enough() -> None:
    assert GAZETTE[0] in shown([GAZETTE])


def test_no_articles_and_empty_ones_give_nothing() -> None:
    assert cover([], [], "en") == []
    assert cover([[], []], [0, 1], "en") == []
    assert cover([[""], ["  "]], [0, 1], "en") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_articles_agree_on_is_told_in_any_language(language: str) -> None:
    first, second, aside = LANGUAGES[language]
    articles = [[aside, first], [second]]
    pairs = cover(articles, [0, 1], language, sentences=1)
    assert [articles[article][index] for article, index in pairs] in ([first], [second])
    assert count_words(articles[pairs[0][0]][pairs[0][1]]) <= 70


def test_a_story_of_very_many_articles_is_told_all_the_same() -> None:
    articles = [[sentence.replace("twelve", str(number)) for sentence in GAZETTE] for number in range(300)]
    told = shown(articles)
    assert [sentence for sentence in told if "hospital" in sentence] == [articles[299][0]]


def test_a_solver_that_gives_up_costs_no_briefing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multi_article, "milp", lambda *_, **__: OptimizeResult(x=None))
    told = shown(STORY)
    assert sum("taken to hospital" in sentence for sentence in told) == 1
    assert sum(len(sentence.split()) for sentence in told) <= 70


def test_sentences_out_of_few_words_cost_little_more_than_a_greedy_choice() -> None:
    words = [f"w{number}x" for number in range(21)]
    chosen_by = Random(3)
    articles = [
        [f"The {' '.join(chosen_by.choices(words, k=chosen_by.randint(12, 28)))}." for _ in range(40)] for _ in range(6)
    ]

    def seconds(choose: Callable[..., list[tuple[int, int]]]) -> float:
        start = process_time()
        assert choose(articles, range(6), "en", words=70, sentences=3)
        return process_time() - start

    assert seconds(cover) < 20 * min(seconds(cover_greedily) for _ in range(3))


SENTENCES = st.lists(
    st.sampled_from([*GAZETTE, *RADIO, *WIRE, "But no.", "?", "", "He left.", "1 2 3 4 5 6"]), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(articles=st.lists(SENTENCES, max_size=5), words=st.integers(1, 90), sentences=st.integers(1, 4))
def test_whatever_comes_the_choice_is_within_limits_and_stands(
    articles: list[list[str]], words: int, sentences: int
) -> None:
    pairs = cover(articles, list(range(len(articles))), "en", words=words, sentences=sentences)
    assert pairs == cover(articles, list(range(len(articles))), "en", words=words, sentences=sentences)
    assert len(pairs) == len(set(pairs)) <= sentences
    assert sum(len(articles[article][index].split()) for article, index in pairs) <= words
    for article, index in pairs:
        assert not needs_context(articles[article][index], "en") or (article, index - 1) in pairs
