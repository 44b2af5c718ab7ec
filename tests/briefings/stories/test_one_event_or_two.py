"""Pairs of articles that tempt to be joined and must not be, and pairs that tell one event and must."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from briefings.model.article import Draft
from briefings.stories.clustering import Entry, StoryIndex
from briefings.stories.features import extract_features

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def draft(headline: str, *paragraphs: str, published: datetime | None = None) -> Draft:
    return Draft(headline=headline, paragraphs=paragraphs, published=published)


TWO_EVENTS = {
    "two companies' results": (
        draft(
            "Brenlow Airways profit jumps 40%",
            "Brenlow Airways said its annual profit rose 40% to 310m crowns as more people flew to the islands.",
            "Sales rose to 2.1bn crowns, chief executive Tomas Iversen said, and six new aircraft are on order.",
            "Shares in Brenlow closed 3% higher in Norhavn.",
        ),
        draft(
            "Profit at soap maker Castell falls",
            "Soap maker Castell said its annual profit fell 12% to 95m crowns as the price of palm oil rose.",
            "Sales rose to 1.4bn crowns, chief executive Paula Drummer said, and the plant in Weyburn will close.",
            "Shares in Castell closed 5% lower in Norhavn.",
        ),
    ),
    "two shootings": (
        draft(
            "Man shot dead outside Harrow Street bar",
            "A 29-year-old man was shot dead outside a bar on Harrow Street in Westbrook early on Sunday, police said.",
            "Witnesses saw a dark car drive away. Detective Lena Marsh asked anyone who was near to call police.",
        ),
        draft(
            "Two hurt in shooting at Kesta petrol station",
            "Two men were shot and hurt at a petrol station in Kesta on Sunday night, police said.",
            "Detective Omar Field said the gunman ran towards the railway. The men, aged 31 and 40, are in hospital.",
        ),
    ),
    "two matches of one cup": (
        draft(
            "Norhavn Rovers reach Harbour Cup final",
            "Norhavn Rovers beat Ostrand United 2-1 on Saturday to reach the final of the Harbour Cup.",
            "Mikkel Dahl scored twice before half-time, and goalkeeper Jon Reese saved a late penalty.",
        ),
        draft(
            "Weyburn Town win shoot-out to reach Harbour Cup final",
            "Weyburn Town beat Lindenau Athletic 5-4 on penalties on Saturday to reach the final of the Harbour Cup.",
            "Captain Ravi Sole scored the winning penalty after a goalless draw in the rain.",
        ),
    ),
    "two bills": (
        draft(
            "Parliament passes bill to ban plastic cups",
            "Parliament passed a bill on Tuesday that bans plastic cups in cafés from 2028, by 101 votes to 62.",
            "Environment minister Greta Holm said the law would cut litter in harbours. Brewers asked for more time.",
        ),
        draft(
            "Parliament passes bill on night trains",
            "Parliament passed a bill on Tuesday that pays for night trains to the north, by 97 votes to 70.",
            "Transport minister Axel Brandt said the first train would leave for Kesta in June. The right voted no.",
        ),
    ),
    "a name that is also a place": (
        draft(
            "Lincoln Marsh wins mayor's race in Dunmore",
            "Lincoln Marsh was elected mayor of Dunmore on Sunday with 54% of the vote.",
            "Marsh, a former teacher, promised a new school and cheaper buses.",
        ),
        draft(
            "Walkers rescued from Lincoln Marsh after storm",
            "Three walkers were rescued from Lincoln Marsh, a nature reserve near Ostrand, after Sunday's storm.",
            "A helicopter found them on a bird hide. The reserve stays closed, its warden, Ida Voss, said.",
        ),
    ),
    "two months' figures": (
        draft(
            "Retail sales fall in October",
            "Retail sales fell 0.4% in October as people bought fewer coats in mild weather, the statistics body said.",
            "Sales of food were flat. Economists had expected a rise of 0.2%.",
            published=NOON - timedelta(days=30),
        ),
        draft(
            "Retail sales up 1.1% in November",
            "Retail sales rose 1.1% in November as shops cut prices early, the statistics office said.",
            "Sales of toys rose most. Economists had expected a rise of 0.5%.",
            published=NOON,
        ),
    ),
}
ONE_EVENT = {
    "two outlets": (
        draft(
            "Chemical plant fire forces 2,000 from homes in Weyburn",
            "A fire at the Orlane chemical plant in Weyburn forced 2,000 people from their homes on Monday night.",
            "Fire chief Dora Lind said the smoke was not poisonous. Nobody was hurt at the plant, which makes paint.",
        ),
        draft(
            "Weyburn residents flee as Orlane plant burns",
            "Some 2,000 residents of Weyburn left their homes when the Orlane paint plant caught fire on Monday.",
            "The smoke held no poison, said fire chief Dora Lind, and people may go back on Tuesday.",
        ),
    ),
    "a correction": (
        draft(
            "Museum buys lost Halvorsen painting for 9 million",
            "The Norhavn Museum bought a lost painting by Ella Halvorsen at auction in Marlow for 9m crowns on Friday.",
            "The picture, Boats at Kesta, had hung in a dentist's waiting room for sixty years.",
        ),
        draft(
            "Correction: museum paid 6 million for Halvorsen painting",
            "The Norhavn Museum paid 6m crowns, not 9m, for a lost painting by Ella Halvorsen on Friday, it said.",
            "Boats at Kesta was sold at auction in Marlow after sixty years in a dentist's waiting room.",
        ),
    ),
    "a toll that rises": (
        draft(
            "Ferry sinks off Port Salis, 12 dead",
            "At least 12 people drowned when the ferry Miranda sank off Port Salis in the Tarquin Islands on Sunday.",
            "Governor Amaru Quispe said divers were looking for 40 who were missing.",
        ),
        draft(
            "Toll in Port Salis ferry sinking rises to 31",
            "The number of dead in the sinking of the ferry Miranda off Port Salis has risen to 31, the governor said.",
            "Amaru Quispe said divers found 19 bodies on Monday. The Tarquin Islands began three days of mourning.",
        ),
    ),
    "a preview and its result": (
        draft(
            "Ostrand United host Lindenau in title decider",
            "Ostrand United need a draw against Lindenau Athletic on Saturday to win the league for the first time.",
            "Coach Beata Roth has striker Emil Kask back from injury. Lindenau lost 3-0 in Ostrand last year.",
        ),
        draft(
            "Kask's late goal gives Ostrand United the league title",
            "Ostrand United won the league for the first time when Emil Kask scored late against Lindenau.",
            "Lindenau Athletic had led through Paul Orban. Coach Beata Roth called the 1-1 draw the day of her life.",
        ),
    ),
}


def is_joined(first: Draft, second: Draft) -> bool:
    """Whether the second is joined with the first, in an archive that holds all the other articles as well."""
    index = StoryIndex()
    others = [each for pair in (*TWO_EVENTS.values(), *ONE_EVENT.values()) for each in pair if each is not second]
    for article in others:
        index.add(Entry(article.headline, article.headline, article.headline, extract_features(article, NOON)))
    return index.place(extract_features(second, NOON)).story == first.headline


@pytest.mark.parametrize("pair", TWO_EVENTS.values(), ids=TWO_EVENTS)
def test_two_events_of_one_kind_are_two_stories(pair: tuple[Draft, Draft]) -> None:
    for first, second in permutations(pair):
        assert not is_joined(first, second)


@pytest.mark.parametrize("pair", ONE_EVENT.values(), ids=ONE_EVENT)
def test_two_reports_of_one_event_are_one_story(pair: tuple[Draft, Draft]) -> None:
    for first, second in permutations(pair):
        assert is_joined(first, second)


def test_two_articles_alone_in_an_empty_archive_are_told_apart_as_well() -> None:
    for pairs, joined in ((TWO_EVENTS, False), (ONE_EVENT, True)):
        for first, second in pairs.values():
            index = StoryIndex()
            index.add(Entry("1", "1", "1", extract_features(first, NOON)))
            assert (index.place(extract_features(second, NOON)).story == "1") is joined, second.headline


def test_another_day_of_a_trial_is_related_and_not_joined() -> None:
    opening = draft(
        "Banker Hollis denies fraud as trial opens",
        "The former banker Edwin Hollis denied cheating savers of Cardinal Trust as his trial opened in Marrow Bay.",
        "Judge Renata Falk read out forty charges. Hollis, 61, said he had trusted his accountants.",
        published=NOON - timedelta(days=14),
    )
    witness = draft(
        "Accountant tells court of Cardinal Trust's secret books",
        "An accountant told the court in Marrow Bay that Cardinal Trust kept a second set of books in a garage.",
        "Nadia Perl said she had warned the police in 2023. The trial of Edwin Hollis goes on until spring.",
        published=NOON,
    )
    index = StoryIndex()
    index.add(Entry("1", "1", "1", extract_features(opening, NOON)))
    assignment = index.place(extract_features(witness, NOON))
    assert (assignment.story, assignment.related) == (None, ("1",))


def test_a_latin_abbreviation_in_another_script_does_not_part_what_is_one() -> None:
    first = Draft(
        headline="柳河镇旧磨坊发生火灾",
        paragraphs=("星期一柳河镇的旧磨坊发生火灾，十二名居民被送往医院。消防队长王立说火在车间烧起。",),
        language="zh",
    )
    second = Draft(
        headline="柳河镇磨坊火灾十二人入院",
        paragraphs=("据CNN报道，柳河镇旧磨坊星期一发生火灾，十二名居民被送往医院治疗，消防队长王立表示。",),
        language="zh",
    )
    index = StoryIndex()
    index.add(Entry("1", "1", "1", extract_features(first, NOON)))
    assert index.place(extract_features(second, NOON)).story == "1"
