"""Which sentences are shown: the point first, whole, word for word, within seventy words."""

import logging
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import SettingsError
from briefings.summaries.algorithms import ALGORITHMS
from briefings.summaries.summarizer import ChosenSentence, Summarizer

HEADLINE = "Harbour Ferry Resumes After Storm Repairs"
PARAGRAPHS = [
    "The ferry between Norhavn and the islands runs again from Thursday, eleven days after a storm tore away its pier.",
    "But nobody knew how long it would last. He had seen worse, said a fisherman on the quay.",
    "Engineers rebuilt the landing stage of the ferry in a week and tested it with lorries on Monday. Was it enough?",
    "“We worked through four nights,” port director Ida Lund said. “The islands need the ferry.”",
    "About 3,000 islanders depend on the ferry for food, fuel and school transport during the winter storms.",
    "The weather was fine. Gulls sat on the pier.",
]  # fmt: skip


def chosen(paragraphs: list[str], algorithm: str = "news", headline: str = HEADLINE, language: str = "en") -> list[str]:
    return [sentence.text for sentence in Summarizer(algorithm).choose(headline, paragraphs, language)]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_algorithm_chooses_sentences_that_stand_in_the_paragraph_it_names(algorithm: str) -> None:
    picked = Summarizer(algorithm).choose(HEADLINE, PARAGRAPHS, "en")
    assert 1 <= len(picked) <= 3
    assert all(sentence.text in PARAGRAPHS[sentence.paragraph - 1] for sentence in picked)
    assert [sentence.paragraph for sentence in picked] == sorted(sentence.paragraph for sentence in picked)


def test_news_leads_with_the_point_and_leaves_the_colour_out() -> None:
    picked = chosen(PARAGRAPHS)
    assert picked[0] == PARAGRAPHS[0]
    assert not any("Gulls" in sentence for sentence in picked)


@pytest.mark.parametrize(
    ("language", "dependent"),
    [
        ("en", "However, the ferry may stop again when the harbour freezes over, the authority said."),
        ("en", "He said the ferry of the harbour was repaired after the storm by engineers."),
        ("es", "Pero el ferry del puerto fue reparado tras la tormenta por los ingenieros."),
        ("fr", "Cependant, le ferry du port a été réparé après la tempête par les ingénieurs."),
        ("de", "Doch die Fähre im Hafen wurde nach dem Sturm von Ingenieuren repariert."),
        ("it", "Tuttavia il traghetto del porto è stato riparato dopo la tempesta."),
        ("pt", "Mas a balsa do porto foi consertada depois da tempestade pelos engenheiros."),
        ("ar", "لكن العبارة في الميناء أصلحت بعد العاصفة من قبل المهندسين."),
    ],
)
def test_a_sentence_that_needs_one_left_out_is_not_chosen(language: str, dependent: str) -> None:
    filler = [f"{word} {word} {word}." for word in ("Alpha", "Beta", "Gamma", "Delta")]
    paragraphs = [PARAGRAPHS[0], *filler, "Zulu zulu zulu.", dependent]
    assert dependent not in chosen(paragraphs, headline=dependent, language=language)


def test_a_sentence_that_needs_context_is_shown_behind_the_one_before_it() -> None:
    first = "Ida Lund is the new director of the harbour ferry company, the council of Norhavn said on Monday."
    second = "She will lead the harbour ferry company for five years, the council of Norhavn said."
    assert chosen([f"{first} {second}"], headline="Lund to Lead Harbour Ferry Company")[:2] == [first, second]


def test_questions_half_quotations_and_photo_credits_are_not_chosen() -> None:
    unfit = [
        "Will the harbour ferry resume after the storm repairs?",
        "“The harbour ferry resumes after storm repairs and that is all.",
        "(Photo: the harbour ferry resumes after storm repairs)",
        'The harbour ferry resumes after storm repairs, he said: "Today.',
    ]
    assert set(chosen([*PARAGRAPHS, *unfit])).isdisjoint(unfit)


def test_what_says_little_and_what_lost_its_quotation_is_left_out() -> None:
    empty = [
        "The ferry company did not immediately respond to a request for comment.",
        "The harbour board declined to comment on the ferry and the storm repairs.",
        "Port director Ida Lund asked.",
        "Another pier, another storm: Two ferries of the harbour sank at Kesta in 2019.",
    ]
    assert not set(empty) & set(chosen([PARAGRAPHS[0], *empty]))


def test_who_he_is_and_who_they_are_must_have_been_shown_just_before() -> None:
    left_out = "Was it Sven Aldin who counted the islanders?"
    leaning = [
        "“The pier of the harbour will hold for years,” he said.",
        "Some 900 of them signed a letter on the ferry.",
        "The harbour board has also denied that the pier of the ferry was old.",
        "When a storm broke the pier of the harbour last year, the ferry stopped for a week.",
    ]
    assert not set(leaning) & set(chosen([PARAGRAPHS[0], left_out, *leaning]))


def test_a_name_or_thing_that_a_left_out_sentence_introduces_is_not_shown_alone() -> None:
    left_out = "Was it the crane that Nora Felt broke, or the gantry?"
    leaning = ["Felt had worked on the pier since May.", "The gantry was built in Kesta."]
    assert not set(leaning) & set(chosen([PARAGRAPHS[0], left_out, *leaning]))


def test_a_round_up_does_not_pass_to_another_matter() -> None:
    paragraphs = [
        "The harbour ferry resumed its trips to the islands on Thursday after a storm tore away its landing stage.",
        "Was that all? It was not.",
        "Veronika Stahl, who led the opera for a decade, has been dismissed as its director, two singers say.",
    ]
    assert chosen(paragraphs) == paragraphs[:1]


def test_a_column_of_which_nothing_stands_is_shown_by_its_first_whole_sentence() -> None:
    column = [
        "Me?",
        "I never liked the ferry to Orsa.",
        "I said so to my wife, and she agreed with me.",
        "We stayed home.",
    ]
    assert chosen(column, headline="My Ferry") == [column[1]]


def test_a_post_without_full_stops_is_shown_by_its_first_lines() -> None:
    lines = ["Ferry runs again Thursday", "Pier rebuilt in a week", "Tickets at the kiosk", "More soon"]
    assert chosen(lines, headline="Ferry") == lines[:3]


def test_a_briefing_is_at_most_about_seventy_words() -> None:
    long = [f"{PARAGRAPHS[0][:-1]} and then {'on and on ' * 8}to the end of number {n}." for n in range(8)]
    assert sum(len(sentence.split()) for sentence in chosen([*long, *PARAGRAPHS])) <= 70


def test_an_overlong_sentence_does_not_take_the_whole_briefing() -> None:
    overlong = f"The harbour ferry resumes after storm repairs {'and more and more repairs of the pier ' * 8}."
    picked = chosen([PARAGRAPHS[0], overlong, *PARAGRAPHS[1:]])
    assert overlong not in picked
    assert len(picked) >= 2


def test_an_article_of_two_sentences_is_shown_whole() -> None:
    assert chosen(["He came.", "But why?"]) == ["He came.", "But why?"]


def test_a_short_article_is_held_to_the_same_rules() -> None:
    assert chosen(["(Photo: a ferry)", "The ferry to Orsa runs again, the port said."]) == [
        "The ferry to Orsa runs again, the port said."
    ]


def test_a_lede_that_leans_on_the_headline_is_followed_like_any_other() -> None:
    lede = "Another three insurers of Marlow have pleaded guilty to fraud."
    picked = chosen([lede, PARAGRAPHS[0], PARAGRAPHS[4]], headline="Insurers of Marlow plead guilty")
    assert picked[0] == lede
    assert len(picked) > 1


def test_what_is_said_twice_is_shown_once() -> None:
    again = PARAGRAPHS[0].replace("runs again", "is running again")
    picked = chosen([PARAGRAPHS[0], again, *PARAGRAPHS[1:]])
    assert (PARAGRAPHS[0] in picked) + (again in picked) == 1


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Word"],
        ["no end no end no end"],
        ["“Only.” “Quotes.” “Here.” “All.”"],
        ["• one", "• two", "• three", "• four"],
        ["12 | 34 | 56", "78 | 90 | 12", "1 | 2 | 3"],
        ["\N{GRINNING FACE} \N{GRINNING FACE}", "\u200b\u200b", "…", "?!"],
        ["The mayor spoke. Le maire a parlé. 市长讲话了。 قال رئيس البلدية."],
    ],
)
def test_odd_texts_give_a_briefing_or_none_but_no_error(
    algorithm: str, paragraphs: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):
        picked = Summarizer(algorithm).choose("Odd", paragraphs, "en")
    assert all(sentence.text in paragraphs[sentence.paragraph - 1] for sentence in picked)


@given(
    st.lists(st.text(max_size=120).filter(str.strip), max_size=12),
    st.text(max_size=60),
    st.sampled_from(["en", "ar", "zh", "de", "th", "pl"]),
)
def test_whatever_the_text_every_sentence_is_in_its_article(
    paragraphs: list[str], headline: str, language: str
) -> None:
    folded = [" ".join(paragraph.split()) for paragraph in paragraphs]
    picked = Summarizer().choose(headline, folded, language)
    assert all(sentence.text in folded[sentence.paragraph - 1] for sentence in picked)
    assert len(picked) <= 3


def test_an_algorithm_that_fails_gives_way_to_the_lead_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    class Failing(Summarizer):
        def _run(self, *_: object) -> list[object]:
            raise KeyError("word")

    picked = Failing().choose(HEADLINE, PARAGRAPHS, "en")
    assert picked[0] == ChosenSentence(PARAGRAPHS[0], 1)
    assert "took its lead" in caplog.text


def test_an_unknown_algorithm_is_named_with_those_there_are() -> None:
    with pytest.raises(SettingsError) as caught:
        Summarizer("magic")
    assert "lex-rank" in str(caught.value)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_hundred_thousand_words_take_no_more_than_moments(algorithm: str) -> None:
    paragraphs = [
        f"Sentence number {n} of the report says that item {n % 97} was discussed at length." for n in range(7000)
    ]
    began = time.process_time()
    assert chosen(paragraphs, algorithm)
    assert time.process_time() - began < (2 if algorithm == "news" else 20)
