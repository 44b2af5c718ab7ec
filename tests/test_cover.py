"""Briefings of several articles: what they agree on, each thing once, in order of time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.summary.cover import cover
from briefings.summary.standing import leans

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


def shown(articles: list[list[str]], voices: list[int] | None = None, **limits: object) -> list[str]:
    pairs = cover(articles, voices or list(range(len(articles))), "en", **limits)  # type: ignore[arg-type]
    return [articles[article][at] for article, at in pairs]


def test_what_the_articles_agree_on_is_told_and_told_once() -> None:
    told = shown(STORY)
    assert sum("taken to hospital" in sentence for sentence in told) == 1
    assert sum("Trains through Dunmore" in sentence for sentence in told) == 1
    assert not any("weather" in sentence for sentence in told)


def test_sentences_come_in_the_order_of_the_articles() -> None:
    pairs = cover(STORY, [0, 1, 2], "en")
    assert pairs == sorted(pairs)


@pytest.mark.parametrize("words", [20, 40, 70])
def test_the_budget_is_kept(words: int) -> None:
    assert sum(len(sentence.split()) for sentence in shown(STORY, words=words)) <= words
    assert len(shown(STORY, words=words, sentences=1)) <= 1


def test_a_copy_adds_no_weight_to_what_its_original_says() -> None:
    aside = "The mayor of Dunmore promised a new roof for the school."
    copied = [[aside, *GAZETTE[1:]], [aside, *GAZETTE[1:]], [aside, *GAZETTE[1:]], RADIO, WIRE]
    assert shown(copied, [0, 1, 2, 3, 4], sentences=1) == [aside]
    assert shown(copied, [0, 0, 0, 3, 4], sentences=1) != [aside]


def test_of_two_sentences_with_other_numbers_the_newer_is_told() -> None:
    told = shown(
        [
            ["At least 12 people were injured in the fire at the mill, the hospital said.", GAZETTE[1]],
            ["At least 15 people were injured in the fire at the mill, the hospital said.", RADIO[1]],
        ]
    )
    assert not any("12 people" in sentence for sentence in told)
    assert any("15 people" in sentence for sentence in told)


def test_what_has_been_said_is_not_said_again() -> None:
    told = shown([WIRE], said=[*GAZETTE, *RADIO])
    assert told == [WIRE[0]]


def test_a_sentence_that_leans_comes_only_with_the_one_before_it() -> None:
    leaning = [
        "Rhea Costas leads the fire brigade of Dunmore.",
        "She called the fire at the Old Mill the worst so far.",
    ]
    other = ["She called the fire at the Old Mill the worst so far, the paper wrote."]
    told = shown([leaning, other, WIRE], sentences=3)
    if leaning[1] in told:
        assert leaning[0] in told
    assert other[0] not in told


def test_questions_half_quotations_and_credits_are_not_told() -> None:
    odd = [
        "Who set fire to the Old Mill in Dunmore on Monday?",
        "“The fire at the Old Mill in Dunmore on Monday was a shock for us.",
        "(Photo: the Old Mill in Dunmore after the fire on Monday)",
    ]
    assert not set(shown([odd, odd, GAZETTE])) & set(odd)


def test_room_that_is_left_is_filled_with_what_one_article_says_first() -> None:
    told = shown([GAZETTE[:2], ["Nothing here is shared with any other paper of the region at all."]])
    assert len(told) >= 2


def test_no_articles_and_empty_ones_give_nothing() -> None:
    assert cover([], [], "en") == []
    assert cover([[], []], [0, 1], "en") == []


def test_a_story_of_very_many_articles_is_told_all_the_same() -> None:
    articles = [[sentence.replace("twelve", str(number)) for sentence in GAZETTE] for number in range(300)]
    assert shown(articles)


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
    assert sum(len(articles[article][at].split()) for article, at in pairs) <= words
    for article, at in pairs:
        assert not leans(articles[article][at], "en") or (article, at - 1) in pairs
