"""What in an English sentence a reader cannot understand who has read only the headline and what was shown."""

import pytest

from briefings.summaries.article_context import ArticleContext
from briefings.summaries.references import missing_reference

LEDE = "The Harbour Trust has sold the old customs house in Wexbridge to a hotel group for £4m."
MAN = "A former mayor of Wexbridge, Tom Larkin, was jailed on Monday for stealing from a charity."
PEOPLE = "Anna Hale and Tom Larkin won the mixed doubles at the Wexbridge Open on Sunday."


def missing(sentence: str, *unshown: str, shown: str = LEDE, headline: str = "Customs house sold") -> str | None:
    """What dangles in a sentence that stands after a lede that is shown and sentences that are not."""
    earlier = [shown, *unshown]
    return missing_reference(sentence, shown=[shown], headline=headline, earlier=earlier, language="en")


OTHER = "Builders will start on the roof in spring."

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


def test_a_surname_that_was_introduced_in_a_sentence_not_shown_dangles() -> None:
    assert missing("Dorn has lived on the quay since 1990.", "A baker, Paul Dorn, objected.") == "Dorn"
    assert missing("Mr Dorn has lived on the quay since 1990.", "A baker, Paul Dorn, objected.") == "Mr Dorn"
    assert missing("Rooms are too dear, said Dorn.", "A baker, Paul Dorn, objected.") == "Dorn"


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
