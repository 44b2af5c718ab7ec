"""Which articles are put into one story, and which text is found to be a copy of another."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.model.article import Draft
from briefings.stories.clustering import WINDOW, Entry, StoryAssignment, StoryIndex
from briefings.stories.features import extract_features

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def draft(headline: str, *paragraphs: str, language: str = "en") -> Draft:
    return Draft(headline=headline, paragraphs=paragraphs, language=language)


QUAKE_NORTH = draft(
    "Earthquake of Magnitude 6.4 Shakes Velmora",
    "An earthquake of magnitude 6.4 shook the northern province of Velmora before dawn on Monday, killing nine.",
    "The mayor of Ostrand, Lena Varga, said the old bridge over the Iva had collapsed and two villages were cut off.",
    "Soldiers brought tents and water to Ostrand, where hundreds slept in the stadium.",
)
QUAKE_NORTH_RADIO = draft(
    "Nine Dead in Velmora Quake, Villages Cut Off",
    "At least nine people were killed when an earthquake of magnitude 6.4 hit Velmora province early on Monday.",
    "The bridge over the Iva at Ostrand collapsed, the mayor, Lena Varga, told the radio.",
    "Schools in Ostrand stay closed all week, and the railway runs only as far as Kesta.",
)
QUAKE_NORTH_NEXT_DAY = draft(
    "Death Toll in Velmora Rises to 14",
    "The number of dead after the earthquake in Velmora has risen to 14, the province said on Tuesday.",
    "Rescuers found five bodies in Ostrand, where the bridge over the Iva had collapsed, mayor Lena Varga said.",
)
QUAKE_SOUTH = draft(
    "Earthquake Off Tarquin Islands Sets Off Tsunami Warning",
    "An earthquake of magnitude 7.1 off the Tarquin Islands set off a tsunami warning on Monday, later withdrawn.",
    "Fishermen in Port Salis left the harbour, and hotels were cleared, said the island governor, Amaru Quispe.",
    "Nobody was hurt, and the airport of Port Salis opened again in the evening.",
)
COURT_BANK = draft(
    "Former Banker Hollis Sentenced to Six Years",
    "A court in Marrow Bay sentenced the former banker Edwin Hollis to six years in prison for fraud on Monday.",
    "Judge Renata Falk said Hollis had cheated 4,000 savers of Cardinal Trust out of their pensions.",
)
COURT_POACHERS = draft(
    "Two Poachers Sentenced in Lindenau",
    "A court in Lindenau sentenced two men to eleven months in prison for poaching lynx in the state forest on Monday.",
    "Judge Piet Saal said the men had sold the furs through a shop in the town of Grauwald.",
)
ALL = (QUAKE_NORTH, QUAKE_NORTH_RADIO, QUAKE_NORTH_NEXT_DAY, QUAKE_SOUTH, COURT_BANK, COURT_POACHERS)


class StoredStories:
    """Adds articles to a story index and joins stories, as the newsroom does."""

    def __init__(self) -> None:
        self.index = StoryIndex()
        self.entries: dict[str, Entry] = {}

    def add(self, article: Draft, at: datetime = NOON) -> str:
        features = extract_features(article, at)
        assignment, id = self.index.place(features), str(len(self.entries))
        self.put(Entry(id, assignment.story or id, assignment.copy_of or id, features))
        for joined in [entry for entry in self.entries.values() if entry.story in assignment.joins]:
            self.put(replace(joined, story=self.entries[id].story))
        return id

    def put(self, entry: Entry) -> None:
        self.entries[entry.id] = entry
        self.index.add(entry)

    def groups(self) -> set[frozenset[str]]:
        """The ids of the articles of each story."""
        stories = {entry.story for entry in self.entries.values()}
        return {frozenset(entry.id for entry in self.entries.values() if entry.story == story) for story in stories}


def stories_of(*articles: Draft) -> StoredStories:
    stored = StoredStories()
    for article in articles:
        stored.add(article)
    return stored


def test_reports_of_one_event_are_one_story_and_events_of_one_theme_are_two() -> None:
    stored = stories_of(*ALL)
    assert stored.groups() == {frozenset("012"), frozenset("3"), frozenset("4"), frozenset("5")}


def test_the_order_in_which_articles_come_makes_no_difference() -> None:
    for order in permutations(range(4)):
        stored = stories_of(*(ALL[number] for number in order))
        groups = {frozenset(order[int(id)] for id in story) for story in stored.groups()}
        assert groups == {frozenset({0, 1, 2}), frozenset({3})}


def test_a_follow_up_joins_the_next_day_and_nothing_joins_a_story_that_is_over() -> None:
    stored = stories_of(QUAKE_NORTH, COURT_BANK)
    follow_up = extract_features(QUAKE_NORTH_NEXT_DAY, NOON + timedelta(days=1))
    assert stored.index.place(follow_up).story == "0"
    late = extract_features(QUAKE_NORTH_NEXT_DAY, NOON + WINDOW + timedelta(days=1))
    assert stored.index.place(late) == StoryAssignment(related=("0",))


def test_articles_in_two_languages_are_two_stories() -> None:
    stored = stories_of(QUAKE_NORTH)
    assert stored.index.place(extract_features(replace(QUAKE_NORTH_RADIO, language="fr"), NOON)) == StoryAssignment()


def test_a_copy_lightly_edited_or_cut_short_is_a_copy_of_its_original() -> None:
    stored = stories_of(QUAKE_SOUTH, QUAKE_NORTH)
    edited = replace(
        QUAKE_NORTH,
        headline="Nine dead as quake hits Velmora",
        paragraphs=(QUAKE_NORTH.paragraphs[0].replace("before dawn ", "early "), *QUAKE_NORTH.paragraphs[1:]),
    )
    cut = replace(QUAKE_NORTH, paragraphs=QUAKE_NORTH.paragraphs[:2])
    for copy in (edited, cut):
        assert stored.index.place(extract_features(copy, NOON)) == StoryAssignment("1", "1")
    assert stored.index.place(extract_features(QUAKE_NORTH_RADIO, NOON)) == StoryAssignment("1", None)


def test_a_copy_of_a_copy_is_a_copy_of_the_first() -> None:
    stored = stories_of(QUAKE_NORTH, QUAKE_NORTH)
    assert stored.index.place(extract_features(QUAKE_NORTH, NOON)).copy_of == "0"


def test_what_an_editor_pinned_is_not_joined_with_another_story() -> None:
    stored = stories_of(QUAKE_NORTH, COURT_BANK, QUAKE_SOUTH)
    apart = extract_features(QUAKE_NORTH_RADIO, NOON)
    stored.put(Entry("9", "9", "9", apart, pinned=True))
    assignment = stored.index.place(extract_features(QUAKE_NORTH_NEXT_DAY, NOON))
    assert assignment.story in ("0", "9")
    assert assignment.joins == ()
    stored.put(Entry("9", "9", "9", apart, pinned=False))
    assert {stored.index.place(extract_features(QUAKE_NORTH_NEXT_DAY, NOON)).story, *assignment.joins} <= {"0", "9"}


def test_a_removed_article_is_forgotten() -> None:
    stored = stories_of(QUAKE_NORTH)
    stored.index.remove("0")
    stored.index.remove("0")
    assert stored.index.place(extract_features(QUAKE_NORTH_RADIO, NOON)) == StoryAssignment()


def test_older_articles_are_forgotten_on_demand() -> None:
    stored = stories_of(QUAKE_NORTH)
    stored.add(COURT_BANK, NOON + timedelta(days=30))
    stored.index.forget_before(NOON + timedelta(days=1))
    assert stored.index.place(extract_features(QUAKE_NORTH, NOON)) == StoryAssignment()
    assert stored.index.place(extract_features(COURT_BANK, NOON + timedelta(days=30))).story == "1"


def test_a_date_in_the_future_is_taken_for_the_time_of_reception() -> None:
    assert extract_features(replace(QUAKE_NORTH, published=NOON + timedelta(days=900)), NOON).moment == NOON


def test_the_first_articles_of_all_that_have_little_in_common_stay_apart() -> None:
    assert len(stories_of(QUAKE_SOUTH, COURT_BANK, COURT_POACHERS).groups()) == 3


@settings(max_examples=80, deadline=None)
@given(texts=st.lists(st.lists(st.text(max_size=60), min_size=1, max_size=3), max_size=6))
def test_any_text_is_placed_without_an_error(texts: Sequence[Sequence[str]]) -> None:
    stored = StoredStories()
    for text in texts:
        stored.add(draft(text[0], *text))
    for id in list(stored.entries):
        stored.index.remove(id)
    assert stored.index.place(extract_features(QUAKE_NORTH, NOON)) == StoryAssignment()


def test_a_footer_that_several_items_share_makes_no_copy_of_them() -> None:
    footer = (
        "Subscribe to the morning letter of the Valley Chronicle and read the news of Dorn before anybody else does.",
        "The Valley Chronicle is a trading name of Dorn Valley Newspapers, 4 Mill Lane, Dorn, printed every day.",
    )
    items = (
        "The bakers of Dorn stopped work on Monday over the price of flour.",
        "Four otters were seen below the weir.",
    )
    stored = stories_of(*(draft(item, item, *footer) for item in items))
    assert [entry.copy_of for entry in stored.entries.values()] == ["0", "1"]


def test_copies_are_found_however_many_there_are_of_them() -> None:
    text = tuple(f"{paragraph} The Institute of Westbrook said so on Monday." for paragraph in QUAKE_NORTH.paragraphs)
    stored = stories_of(*(draft(QUAKE_NORTH.headline, *text, f"Reader {number} wrote to us.") for number in range(120)))
    assert {entry.copy_of for entry in stored.entries.values()} == {"0"}
