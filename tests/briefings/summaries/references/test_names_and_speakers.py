"""Surnames, quotations, writers and abbreviations that a reader of what was shown cannot place."""

import pytest
from briefing_reader import LEDE, MAN, OTHER, PEOPLE, missing

from briefings.summaries.references import ArticleContext, missing_reference


def test_a_surname_that_was_introduced_in_a_sentence_not_shown_dangles() -> None:
    assert missing("Dorn has lived on the quay since 1990.", "A baker, Paul Dorn, objected.") == "Dorn"
    assert missing("Mr Dorn has lived on the quay since 1990.", "A baker, Paul Dorn, objected.") == "Mr Dorn"
    assert missing("Rooms are too dear, said Dorn.", "A baker, Paul Dorn, objected.") == "Dorn"


def test_a_surname_that_two_share_is_the_one_named_last() -> None:
    earlier = ["A singer, Paula Dorn, was at the quay.", "Her mother, Ida Dorn, called the police."]
    told = {"shown": earlier[:1], "headline": "Fire at the quay", "language": "en"}
    context = ArticleContext([*earlier, "Rain fell.", "Dorn said that it burned."], "en").before(3)
    assert missing_reference("Dorn said that it burned.", earlier=context, **told) == "Dorn"
    alone = ArticleContext([*earlier[:1], "Paula Dorn lives there.", "Dorn said that it burned."], "en").before(2)
    assert missing_reference("Dorn said that it burned.", earlier=alone, **told) is None


@pytest.mark.parametrize(
    ("sentence", "headline", "unshown"),
    [
        ("Dorn has lived on the quay since 1990.", "Dorn fights hotel", "A baker, Paul Dorn, objected."),
        ("Paul Dorn has lived on the quay since 1990.", "Hotel", "A baker, Paul Dorn, objected."),
        ("Paul Dorn said Dorn Line was his.", "Hotel", "A baker, Paul Dorn, objected."),
        ("Jaguar has opened a hotel in Leeds.", "Hotel", "Jaguar was founded in 1922."),
        ("Lufthansa flies to Leeds.", "Hotel", "Planes of Lufthansa are late."),
        ("Ships from York are rare.", "Hotel", "Others sail from New York."),
        ("Ronaldinho has opened a hotel in Leeds.", "Hotel", "Few have seen Ronaldinho here."),
        ("United have a new ground.", "Hotel", "Fans of Wexbridge United objected."),
    ],
)
def test_a_name_that_is_known_or_never_was_a_surname_does_not_dangle(
    sentence: str, headline: str, unshown: str
) -> None:
    assert missing(sentence, unshown, headline=headline) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "“We are very happy with the price and will build at once.”",
        '"We are very happy with the price and will build at once."',
        '"We are very happy with the price. We will build at once.',
        'will build at once," the owner said.',
        "“Let them come.”",
    ],
)
def test_a_quotation_without_its_speaker_dangles(sentence: str) -> None:
    words = missing(sentence, OTHER)
    assert words is not None
    assert sentence.startswith(words)


@pytest.mark.parametrize(
    "sentence",
    [
        '"We are very happy with the price," the owner, Marta Ruiz, said.',
        "Marta Ruiz called the price “a disgrace to everyone who lives in Wexbridge”.",
        "“We will build at once,” according to Marta Ruiz.",
        "The musical “Ships of the Quay” will close in May.",
        "Marta Ruiz: “We will build at once, whatever it takes,” she said.",
    ],
)
def test_a_quotation_with_its_speaker_does_not_dangle(sentence: str) -> None:
    assert missing(sentence, OTHER) is None


def test_a_speaker_who_was_just_shown_speaks_on() -> None:
    said = "Marta Ruiz, who owns six hotels, said she was glad."
    assert missing("“We will build at once, whatever it takes.”", shown=said) is None


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("When I was a boy, ships filled the quay.", "I"),
        ("We must not let ships fill the quay.", "We"),
        ("Ships fill our quays every summer.", "our"),
        ("My father sailed from Wexbridge.", "My"),
        ("Nobody has told us why ships come.", "us"),
        ("“Come in,” said Marta Ruiz, and I followed.", "I"),
    ],
)
def test_a_writer_who_speaks_of_themselves_is_found(sentence: str, words: str) -> None:
    assert missing(sentence, OTHER) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Wexbridge was shelled in World War I and rebuilt.",
        "Elizabeth I sailed from Wexbridge.",
        "Ships were built under Henry I and sold.",
        "Phase I of building ends in May.",
        "Traffic on I-95 is heavy in May.",
        "US ships will visit Wexbridge in May.",
        "Marta Ruiz said: “I am happy with our price.”",
        "Marta Ruiz stars in I, Robot.",
        "Marta Ruiz stars in My Fair Lady.",
    ],
)
def test_a_numeral_a_quotation_or_a_title_is_not_the_writer(sentence: str) -> None:
    assert missing(sentence, OTHER) is None


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("No.", "No."),
        ("Yes, says Marta Ruiz.", "Yes,"),
        ("The answer is money.", "The answer is"),
        ("Second, rooms are too dear.", "Second,"),
        ("Finally, rooms are too dear.", "Finally,"),
        ("Click through pictures of Wexbridge.", "Click"),
        ("Find out what rooms cost in Wexbridge.", "Find out"),
    ],
)
def test_an_answer_a_list_item_or_a_teaser_dangles(sentence: str, words: str) -> None:
    assert missing(sentence, OTHER) == words


def test_an_abbreviation_whose_long_form_is_not_shown_dangles() -> None:
    introduced = "The Quay Residents' Assembly (QRA) objected."
    assert missing("Members of QRA will march in May.", introduced) == "QRA"
    assert missing("Members of QRA will march in May.", introduced, headline="QRA objects to hotel") is None
    assert missing("Members of the QRA will march.", OTHER) is None


def test_an_abbreviation_that_everybody_knows_does_not_dangle() -> None:
    assert missing("NATO ships will visit in May.", "Ships of the North Atlantic alliance (NATO) are due.") is None


def test_nothing_is_missing_where_all_that_came_before_was_shown() -> None:
    earlier = [MAN, "A baker, Paul Dorn, had told the police."]
    for sentence in ("He said the incident had upset him.", "But Dorn kept the money.", "The pair met that day."):
        assert missing_reference(sentence, shown=earlier, headline="", earlier=earlier, language="en") is None


def test_a_sentence_after_one_of_another_article_does_not_carry_on_from_it() -> None:
    earlier = [LEDE]
    sentence = "But the council has objected."
    assert missing_reference(sentence, shown=[LEDE, PEOPLE], headline="", earlier=earlier, language="en") == "But"


def test_a_first_sentence_that_opens_on_a_pronoun_does_not_mean_what_another_article_told() -> None:
    for sentence, words in (("It was built in 1702.", "It"), ("They were built in 1702.", "They")):
        assert missing_reference(sentence, shown=[LEDE], headline="", earlier=[], language="en") == words


def test_an_article_read_once_gives_the_same_answers() -> None:
    sentences = [LEDE, "A baker, Paul Dorn, objected.", "Dorn has lived on the quay since 1990."]
    context = ArticleContext(sentences, "en")
    for index, sentence in enumerate(sentences):
        answers = {
            missing_reference(sentence, shown=[LEDE], headline="", earlier=earlier, language="en")
            for earlier in (sentences[:index], context.before(index))
        }
        assert len(answers) == 1


def test_a_language_without_word_lists_has_its_openings_looked_at() -> None:
    earlier = ["Slottet såldes i maj.", "Taket läcker."]
    assert missing_reference("Han bor i Lund.", shown=earlier[:1], headline="", earlier=earlier, language="sv") == "Han"
    assert missing_reference("Lund är litet.", shown=earlier[:1], headline="", earlier=earlier, language="sv") is None
    assert missing_reference("Han bor i Lund.", shown=earlier, headline="", earlier=earlier, language="sv") is None
    assert missing_reference("", shown=[], headline="", earlier=[], language="sv") is None


def test_a_name_behind_its_owner_is_nobodys_first_name() -> None:
    assert missing("Hot songs fill the quay.", "Few know Billboard's Hot chart.") is None
