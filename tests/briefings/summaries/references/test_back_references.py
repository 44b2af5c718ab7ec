"""“The pair”, “the attack”, “that day”: what is understood by a reader who has read only what was shown."""

import pytest
from briefing_reader import LEDE, MAN, OTHER, PEOPLE, missing

from briefings.summaries.references import missing_reference

GROUPS = [
    ("The pair met at school.", "The pair"),
    ("Police say the duo fled in a van.", "the duo"),
    ("Both men deny it.", "Both men"),
    ("The two are expected to meet in May.", "The two"),
    ("The couple live in Wexbridge.", "The couple"),
]


@pytest.mark.parametrize(("sentence", "words"), GROUPS)
def test_a_group_that_was_not_named_dangles(sentence: str, words: str) -> None:
    assert missing(sentence, OTHER, shown="Rain has fallen on the coast for nine days.", headline="Rain") == words


@pytest.mark.parametrize(("sentence", "_"), GROUPS)
def test_a_group_of_those_named_before_does_not_dangle(sentence: str, _: str) -> None:
    assert missing(sentence, OTHER, shown=PEOPLE) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The two biggest hotels are full.",
        "The two Koreas will meet in May.",
        "The two-day fair opens in May.",
        "The pair of swans has come back to the quay.",
        "Anna Hale and Tom Larkin said the pair met at school.",
        "The younger of the two brothers in charge has left.",
    ],
)
def test_a_group_that_the_sentence_explains_does_not_dangle(sentence: str) -> None:
    assert missing(sentence, OTHER) is None


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The incident was reported to the coast guard.", "The incident"),
        ("Witnesses to the attack were questioned.", "the attack"),
        ("Ministers defended the decision.", "the decision"),
        ("The move surprised shopkeepers.", "The move"),
        ("The film cost £2m to make.", "The film"),
        ("A verdict in that case is due in May.", "that case"),
        ("Members of that inquiry met on Friday.", "that inquiry"),
        ("Ministers back such a move.", "such a move"),
        ("Cost is another reason.", "another reason"),
        ("The striker scored twice.", "The striker"),
        ("The 25-year-old was born in Leeds.", "The 25-year-old"),
        ("The 41-year-old said nothing.", "The 41-year-old"),
        ("The Frenchman was born in Lyon.", "The Frenchman"),
        ("The world number one was born in Lyon.", "The world number one"),
        ("Police have named the suspect.", "the suspect"),
        ("Police have not named the victim.", "the victim"),
        ("Shares in the company fell by a tenth.", "the company"),
        ("The firm employs 300 people.", "The firm"),
        ("The ferry was built in 1987.", "The ferry"),
        ("The petition was signed by 900 people.", "The petition"),
    ],
)
def test_a_definite_reference_to_what_is_not_shown_dangles(sentence: str, words: str) -> None:
    unshown = [
        "A bomb exploded on a ferry, and a film of it was shown to mourners in 2001.",
        "There was a petition by Paul Dorn, Marta Ruiz and the Dorn Line.",
    ]
    assert missing(sentence, *unshown, shown="Rain has fallen on the coast for nine days.", headline="Rain") == words


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("The incident was reported to the coast guard.", "Two ships collided in an accident off Wexbridge."),
        ("The attack was the third in a week.", "A bomb exploded in Wexbridge on Friday."),
        ("The deal is worth £4m.", LEDE),
        ("The game was the third in a week.", "Wexbridge beat Leeds 3-1 on Friday."),
        ("The film cost £2m to make.", "A movie about a lost ship has won the main award at Wexbridge."),
        ("The striker scored twice.", "Paul Dorn led Wexbridge to a 3-1 win on Friday."),
        ("The 25-year-old was born in Leeds.", MAN),
        ("The company employs 300 people.", "Dorn Line will cut 40 jobs, its owner said."),
        ("The decision to sell was taken in May.", OTHER),
        ("The attack on a ferry shocked Wexbridge.", OTHER),
        ("The man who lit the fire has been found.", OTHER),
        ("The singer Marta Ruiz will open the fair.", OTHER),
        ("The film industry is growing fast.", OTHER),
        ("Marta Ruiz said the striker was fit.", OTHER),
        ("Dorn Line said the company was sorry.", OTHER),
    ],
)
def test_a_definite_reference_that_is_explained_does_not_dangle(sentence: str, shown: str) -> None:
    assert missing(sentence, OTHER, shown=shown) is None


def test_what_a_first_sentence_says_definitely_it_is_about() -> None:
    lede = "The film that nobody wanted to make has won the main award at Wexbridge."
    assert missing_reference(lede, shown=[], headline="", earlier=[], language="en") is None


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("That day 300 people were arrested.", "That day"),
        ("The following day 300 people were arrested.", "The following day"),
        ("The same day 300 people were arrested.", "The same day"),
        ("A day earlier 300 people were arrested.", "A day earlier"),
        ("Two days later 300 people were arrested.", "Two days later"),
        ("Hours later 300 people were arrested.", "Hours later"),
    ],
)
def test_a_day_counted_from_one_that_is_not_shown_dangles(sentence: str, words: str) -> None:
    assert missing(sentence, "On 3 May crowds filled the quay.") == words


def test_a_day_counted_from_one_in_the_same_sentence_does_not_dangle() -> None:
    assert missing("Yan Bo sang on Friday and, the following day, flew home.", OTHER) is None


def test_an_organisation_is_known_by_one_word_that_begins_a_sentence() -> None:
    lede = "Dornline saw its profits fall by a tenth."
    assert missing("The firm will sell two ships.", "Shares in Dornline fell.", shown=lede, headline="") is None


@pytest.mark.parametrize(
    ("sentence", "unshown", "subject"),
    [
        ("The vessel was sold.", "They had bought an old wooden vessel.", "The vessel"),
        ("The vessel was sold.", f"{'In a long list, ' * 9}they had a vessel.", "The vessel"),
        ("The site was closed.", "They had a website.", "The site"),
        ("The jury was sworn in.", "They came back for the twelve-member jury.", None),
    ],
)
def test_a_subject_dangles_if_a_sentence_not_shown_introduces_it(
    sentence: str, unshown: str, subject: str | None
) -> None:
    assert missing(sentence, unshown) == subject
