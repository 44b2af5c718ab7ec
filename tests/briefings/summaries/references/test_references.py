"""Openings and pronouns that a reader of the headline and what was shown cannot understand."""

import pytest
from briefing_reader import LEDE, MAN, OTHER, missing

OPENS_ON_WHAT_IS_NOT_SHOWN = [
    ("It will have forty rooms.", "It"),
    ("They expect to open in May.", "They"),
    ("This has angered shopkeepers.", "This"),
    ("These include a chapel and a well.", "These"),
    ("Its roof leaks badly.", "Its"),
    ("Their lease ends in June.", "Their"),
    ("But the council has objected.", "But"),
    ("And the price may rise again.", "And"),
    ("However, the council has objected.", "However"),
    ("Meanwhile, the council has objected.", "Meanwhile"),
    ("Therefore the council has objected.", "Therefore"),
    ("Still, the council has objected.", "Still"),
    ("There the council keeps its files.", "There"),
    ("Another was found in the cellar.", "Another"),
    ("Others are expected to follow.", "Others"),
    ("As a result, the council has objected.", "As a result"),
    ("For example, the windows are rotten.", "For example"),
    ("In response, the council has objected.", "In response"),
    ("In addition, the council has objected.", "In addition"),
    ("Despite this, the council has objected.", "Despite this"),
    ("Afterwards the council objected.", "Afterwards"),
    ("Both have been empty for years.", "Both"),
    ("Neither has been used for years.", "Neither"),
    ("Elsewhere, two shops have closed.", "Elsewhere"),
    ("Notably, it was once a prison.", "it"),
    ("Apart from this, little has changed.", "Apart from this"),
    ("A further 40 flats will be built.", "A further"),
]


@pytest.mark.parametrize(("sentence", "words"), OPENS_ON_WHAT_IS_NOT_SHOWN)
def test_an_opening_that_carries_on_dangles(sentence: str, words: str) -> None:
    assert missing(sentence, OTHER) == words


@pytest.mark.parametrize(("sentence", "_"), OPENS_ON_WHAT_IS_NOT_SHOWN)
def test_the_same_opening_is_understood_right_after_the_sentence_it_carries_on_from(sentence: str, _: str) -> None:
    assert missing(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "It is the first time that a hotel has been allowed on the quay.",
        "It emerged on Friday that two rivals had offered more.",
        "It was announced that the quay would be closed in March.",
        "It is not clear whether the council will object.",
        "It is hoped the quay will open by May.",
        "It took three years to agree on a price.",
        "It could cost £2m to mend the quay.",
        "It has become common to see seals in the harbour.",
        "There are four hotels on the quay already.",
        "There's little room for cars on the quay.",
        "This year the harbour expects 300 ships.",
        "This week the council will vote on parking.",
        "These days few ships call at Wexbridge.",
        "Later this month the council will vote on parking.",
        "Earlier on Tuesday the council voted on parking.",
        "Her Majesty will open the new quay in June.",
        "So far no ship has used the new quay.",
        "Both the council and the port oppose a car park.",
        "Neither the council nor the port wants a car park.",
        "Those who live on the quay fear for their view.",
        "In addition to rooms, a pool is planned on the quay.",
        "In response to a petition, Wexbridge council will meet again.",
        "Instead of a car park, Wexbridge will get a tram.",
        "That said, Wexbridge has few visitors in winter.",
        "IT systems at the port failed on Tuesday.",
        "Yet another storm is forecast for Wexbridge.",
        "Shipping is growing again in Wexbridge, the port says.",
        "Such hotels have changed many old harbours.",
    ],
)
def test_an_opening_that_only_looks_like_one_does_not_dangle(sentence: str) -> None:
    assert missing(sentence, OTHER) is None


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("In 2003 he asked for a loan.", "he"),
        ("Police said they had found him dead.", "him"),
        ("On Friday she was taken to hospital.", "she"),
        ("“I am not guilty,” he told reporters.", "he"),
        ("He lived above a bakery.", "He"),
        ("Her lawyers will appeal.", "Her"),
        ("In Paris he opened a bakery.", "he"),
    ],
)
def test_a_pronoun_without_anybody_to_mean_dangles(sentence: str, words: str) -> None:
    assert (
        missing(sentence, "A baker, Paul Dorn, has lost everything.", shown=LEDE.replace("Harbour", "harbour")) == words
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr Smith said he would appeal.",
        "When he arrived, Smith said nothing.",
        "A woman who saw the fire said she had called for help.",
        "Clara Voss told reporters she was glad.",
        "“It was cold,” Clara Voss said, adding that she was glad.",
        "The minister said he was sorry.",
    ],
)
def test_a_pronoun_with_its_person_in_the_sentence_does_not_dangle(sentence: str) -> None:
    assert missing(sentence, OTHER) is None


def test_a_pronoun_means_the_only_person_shown() -> None:
    assert missing("He had denied the charges.", OTHER, shown=MAN) is None
    assert missing("In court he had denied the charges.", OTHER, shown=MAN) is None


def test_a_pronoun_dangles_when_somebody_else_came_in_who_is_not_shown() -> None:
    assert missing("He had kept the books.", "The trust's treasurer is Paul Dorn.", shown=MAN) == "He"
    assert missing("For years he had kept the books.", "The trust's treasurer is Paul Dorn.", shown=MAN) == "he"


def test_a_pronoun_means_the_person_shown_again_once_the_article_comes_back_to_them() -> None:
    came_in = "The trust's treasurer is Paul Dorn."
    assert missing("He had denied the charges.", came_in, "Larkin pleaded guilty to one charge.", shown=MAN) is None


def test_one_newcomer_is_the_man_who_was_shown_without_a_name() -> None:
    lede = "A man was pulled out of the harbour by two anglers on Monday."
    assert missing("He had slipped on the ice.", "Paul Dorn was walking on the quay.", shown=lede) is None


def test_it_means_the_same_as_in_the_sentences_that_open_on_it_before() -> None:
    assert missing("They will sail in May.", "They were built in 1987.", shown="Two ferries have been sold.") is None


def test_it_means_what_the_sentence_before_is_still_about() -> None:
    lede = "Ferries of the Dorn Line will no longer stop in Wexbridge."
    assert missing("They lose £2m a year.", "Ferries are emptier than in 2001.", shown=lede) is None
    assert missing("They lose £2m a year.", "Hotels on the quay are full.", shown=lede) == "They"


def test_a_sentence_about_him_does_not_bring_in_somebody_else() -> None:
    served = "He served under Clara Voss."
    assert missing("He also founded a school.", served, shown=MAN) is None


def test_somebody_else_at_the_side_of_a_sentence_about_the_one_shown_is_not_meant() -> None:
    beside = "Larkin was defended by Clara Voss."
    assert missing("He said little in court.", beside, shown=MAN) is None


def test_an_office_or_a_nationality_is_not_a_person() -> None:
    shown = "The Belgian Fishing Federation opposes new quotas, authorities said."
    injured = "An additional eight boats were sold, he said."
    assert missing(injured, "A spokesman, Paul Dorn, gave no price.", shown=shown, headline="Quotas") == "he"


def test_a_dash_ends_the_clause_in_which_he_may_stand_before_his_name() -> None:
    assert missing("After opening his shop in 1990 - and a second later - Paul Dorn retired.", OTHER) is None
