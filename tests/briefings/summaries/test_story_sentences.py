"""What is shown of a story of several articles: the newest lede, then what is new, clear and still true."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefings.model.article import Article
from briefings.model.story import Story
from briefings.summaries.briefing_builder import brief
from briefings.summaries.summarizer import Summarizer, newest_first

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def article(
    number: int,
    headline: str,
    *paragraphs: str,
    published: datetime | None = None,
    copy_of: int = 0,
    opinion: bool = False,
) -> Article:
    return Article(
        headline=headline,
        paragraphs=paragraphs,
        published=published,
        opinion=opinion,
        id=f"261123-{number}",
        received=NOON + timedelta(hours=number),
        story="261123-1",
        copy_of=f"261123-{copy_of or number}",
    )


COUNTING = article(
    1,
    "Harbour Party Ahead as Norhavn Counts",
    "The Harbour Party is in the lead as votes are counted in Norhavn.",
    "Polling stations closed at eight after a queue of two hours at the school in Weyburn.",
    "Mayor Ida Lund voted at the fish market before dawn.",
)
RESULT = article(
    2,
    "Island League Wins Norhavn Election",
    "The Island League won the election in Norhavn with 43% of the vote, the council said on Monday.",
    "Its leader, Sven Aldin, promised a second ferry and cheaper bread.",
    "Snow had kept many away from the polling stations.",
)


def shown(*articles: Article, already: tuple[Article, ...] = ()) -> list[str]:
    return [sentence.text for sentence in Summarizer().choose_from(articles, already)]


def test_the_newest_lede_comes_first_and_gives_the_headline() -> None:
    chosen = Summarizer().choose_from([COUNTING, RESULT])
    assert chosen[0].text == RESULT.paragraphs[0]
    assert brief(Story((COUNTING, RESULT)), chosen).headline == RESULT.headline


def test_what_the_newer_article_replaced_is_not_shown() -> None:
    assert COUNTING.paragraphs[0] not in shown(COUNTING, RESULT)


def test_the_newest_is_the_one_published_last_not_the_one_pushed_last() -> None:
    late = article(3, COUNTING.headline, *COUNTING.paragraphs, published=NOON - timedelta(days=1))
    first = article(4, RESULT.headline, *RESULT.paragraphs, published=NOON)
    assert newest_first([first, late]) == [0, 1]
    assert shown(first, late)[0] == RESULT.paragraphs[0]


def test_of_equals_the_fullest_leads() -> None:
    short = article(5, "Election in Norhavn", RESULT.paragraphs[0], published=NOON)
    full = article(4, RESULT.headline, *RESULT.paragraphs, published=NOON)
    assert newest_first([full, short]) == [0, 1]


PUT_OUT = article(
    2,
    "Orlane Plant Fire in Weyburn Put Out",
    "The fire at the Orlane chemical plant in Weyburn was put out on Tuesday morning, the fire brigade said.",
    "Nobody was hurt, said the brigade.",
    published=NOON,
)


def broke_out(*paragraphs: str, published: datetime | None = NOON - timedelta(hours=9)) -> Article:
    return article(1, "Fire at Orlane Plant in Weyburn", *paragraphs, published=published)


def test_another_article_of_the_day_adds_what_stands_by_itself_and_is_new() -> None:
    fire = "A fire broke out at the Orlane chemical plant in Weyburn on Monday night."
    paint = "The Orlane plant in Weyburn made paint for ships and employed 140 people."
    assert shown(broke_out(fire, paint), PUT_OUT) == [*PUT_OUT.paragraphs, paint]
    assert paint not in shown(broke_out(fire, paint, published=NOON - timedelta(days=3)), PUT_OUT)
    assert paint not in shown(broke_out(fire, paint, published=None), PUT_OUT)


@pytest.mark.parametrize(
    "stale",
    [
        "The Orlane plant in Weyburn will burn until Thursday, the fire brigade said.",
        "Smoke from the Orlane plant in Weyburn is drifting towards the school.",
        "At least 3 people of the Orlane plant in Weyburn were missing.",
        "He said the Orlane plant in Weyburn was old.",
        "Fire crews from Kesta reached the Orlane plant in Weyburn on Sunday.",
        "The weather was mild.",
        "But the Orlane plant in Weyburn had been inspected in May.",
    ],
)
def test_another_article_adds_nothing_that_went_out_of_date_dangles_or_is_beside_the_point(stale: str) -> None:
    assert stale not in shown(broke_out("Orlane burned.", stale), PUT_OUT)


def test_a_copy_counts_as_the_text_it_copies() -> None:
    copied = article(3, RESULT.headline, *RESULT.paragraphs, copy_of=2)
    assert shown(RESULT, copied) == shown(RESULT)


def test_four_texts_lead_with_the_newest_lede_and_then_say_what_most_of_them_say() -> None:
    trains = "Trains through Dunmore were stopped for three hours after the fire, the railway company said."
    earlier = [
        article(
            number, f"Fire in Dunmore {number}", f"A fire closed the Old Mill in Dunmore, paper {number} said.", trains
        )
        for number in range(1, 4)
    ]
    newest = article(
        4, "Dunmore Fire Was Arson", "The fire at the Old Mill in Dunmore was laid, the police said on Tuesday."
    )
    assert shown(*earlier, newest)[:2] == [newest.paragraphs[0], trains]


def test_a_reader_who_knows_the_rest_is_told_only_what_is_new() -> None:
    assert RESULT.paragraphs[0] in shown(RESULT, already=(COUNTING,))
    assert shown(article(3, RESULT.headline, *RESULT.paragraphs), already=(RESULT,)) == []


def test_a_headline_that_is_the_lede_is_not_said_again() -> None:
    made = article(2, RESULT.paragraphs[0], *RESULT.paragraphs)
    assert shown(COUNTING, made)[0] == RESULT.paragraphs[1]
    assert shown(made)[0] == RESULT.paragraphs[1]


def test_a_column_or_a_feature_does_not_lead_where_another_article_begins_with_the_news() -> None:
    column = article(3, "Bread and Ferries", "The election in Norhavn was won by bread, and I saw it.", opinion=True)
    feature = article(4, "A Night in Norhavn", "Imagine a queue in the snow.", "Votes were counted until dawn.")
    assert shown(RESULT, column)[0] == RESULT.paragraphs[0]
    assert shown(RESULT, feature)[0] == RESULT.paragraphs[0]
    assert shown(column, feature)


SCENE = article(
    3,
    "Lamps in the Snow",
    "Two boys in red caps carried lamps across a yard white with snow at dusk.",
    "The Island League had won the election in Norhavn, the council of the town had said.",
)


def test_a_scene_of_which_no_other_article_tells_does_not_lead() -> None:
    assert shown(RESULT, SCENE)[0] == RESULT.paragraphs[0]


def test_a_preview_does_not_go_before_a_newer_scene() -> None:
    preview = article(
        1, "Norhavn to Vote", "Norhavn will hold an election of its council, which the Island League may win."
    )
    assert shown(preview, SCENE)[0] == SCENE.paragraphs[0]


def test_a_feature_of_another_day_leads_when_it_is_the_newest() -> None:
    toll = "The number of dead in the Norhavn storm has risen to 12, the council said."
    feature = article(4, "Toll Rises to 12", "Imagine a street of glass.", toll, published=NOON)
    before = article(
        3, "Storm in Norhavn", "Six people died in a storm in Norhavn, police said.", published=NOON - timedelta(days=3)
    )
    assert shown(before, feature)[0] == toll


def test_of_four_texts_too_nothing_stale_is_shown() -> None:
    missing = "Eighty passengers of the ferry Miranda are still missing and crews will search on."
    lede = "The ferry Miranda burned, paper {} said."
    before = [article(number, f"Ferry Burns {number}", lede.format(number), missing) for number in (1, 2, 3)]
    found = "All passengers of the burned ferry Miranda were found alive on Tuesday, the coast guard said."
    assert shown(*before, article(4, "Ferry Passengers Found Alive", found)) == [found]


def test_what_leaned_on_a_sentence_that_the_reader_knows_is_left_out() -> None:
    known = "Treasurer Nora Lund presented a budget with a harbour tax to the council of Norhavn on Monday."
    newer = article(
        3, "Norhavn Budget Fails", known, "She said that the harbour tax had been a mistake.", "Ten voted no."
    )
    already = article(1, "Budget in Norhavn", known)
    assert not any(sentence.startswith("She") for sentence in shown(newer, already=(already,)))


def test_a_story_is_told_in_three_sentences_at_most_and_in_one_language() -> None:
    halls = (f"Paper {number} of Dunmore said that hall {number} burned down." for number in "ABCDE")
    long = article(3, "Mill Burns in Dunmore", *halls, published=NOON)
    added = article(2, "Fire", "Nothing was said.", "The mill in Dunmore made flour for forty bakers.", published=NOON)
    assert len(shown(added, long)) <= 3
    german = replace(RESULT, language="de", id="261123-9", copy_of="261123-9", received=NOON)
    assert set(shown(german, COUNTING)) <= set(COUNTING.paragraphs)
