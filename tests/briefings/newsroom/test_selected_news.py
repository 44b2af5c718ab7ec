"""The news of one who follows and mutes: what comes first, and what is left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from stored_articles import NOON

from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Article, Draft
from briefings.model.selection import Interests, Selection
from briefings.model.story import StoryAssignment
from briefings.newsroom.newsroom import Newsroom, open_newsroom

FERRY = Draft(
    headline="Norhavn Ferry Runs Again",
    paragraphs=("The ferry between Norhavn and the islands runs again from Thursday, the port said.",),
    outlet="Harbour Post",
)
SOAP = Draft(
    headline="Brightwell Sells Less Soap",
    paragraphs=("Brightwell sold four per cent less soap in the third quarter, the company said on Tuesday.",),
    outlet="Valley Radio",
)
CAFE = Draft(
    headline="Café Opens in the Old Mill",
    paragraphs=("A café with forty seats opened in the old mill of Dunmore on Monday, its owner said.",),
    outlet="Dunmore Gazette",
    agency="Reuters",
)
STRIKE = Draft(
    headline="Drivers Stay at Home",
    paragraphs=("Bus drivers stay at home on Friday, their union said after a vote on Monday.",),
    outlet="Valley Radio",
)


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with open_newsroom(tmp_path / "data", "lead", lambda: NOON, WebFetcher()) as newsroom:
        yield newsroom


def stored(newsroom: Newsroom, draft: Draft, story: str | None = None) -> Article:
    return newsroom.archive.add_or_match(draft, lambda: NOON, lambda _: StoryAssignment(story), lambda: None)[1]


def headlines(
    newsroom: Newsroom, selection: Selection, since: str = "261101-1", snapshot: str | None = None
) -> list[str]:
    snapshot = snapshot or newsroom.queries.newest_id()
    return [briefing.headline for briefing in newsroom.queries.news(10, snapshot, since, selection=selection).briefings]


def follows(**interests: tuple[str, ...]) -> Selection:
    return Selection(followed=Interests(**interests), followed_only=True)


def mutes(**interests: tuple[str, ...]) -> Selection:
    return Selection(muted=Interests(**interests))


def test_what_is_followed_comes_before_what_is_newer(newsroom: Newsroom) -> None:
    for draft in (FERRY, SOAP, CAFE):
        stored(newsroom, draft)
    everything = headlines(newsroom, Selection())
    assert everything == [CAFE.headline, SOAP.headline, FERRY.headline]
    first = headlines(newsroom, Selection(followed=Interests(words=("ferries",))))
    assert first == [FERRY.headline, CAFE.headline, SOAP.headline]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", [FERRY]),
        ("FERRIES", [FERRY]),
        ("cafe", [CAFE]),
        ("old mill", [CAFE]),
        ("mill old", []),
        ("owner mill", []),
        ("fer", []),
        ("ferr*", []),
        ("outlet:reuters", []),
        ("soap -quarter", []),
        ('less "soap"', [SOAP]),
        ("soap OR ferry", []),
    ],
)
def test_words_are_whole_words_or_phrases_as_search_matches_them(
    newsroom: Newsroom, words: str, found: list[Draft]
) -> None:
    for draft in (FERRY, SOAP, CAFE):
        stored(newsroom, draft)
    assert headlines(newsroom, follows(words=(words,))) == [draft.headline for draft in found]


def test_only_what_is_followed_and_of_nothing_followed_nothing(newsroom: Newsroom) -> None:
    ferry = stored(newsroom, FERRY)
    stored(newsroom, SOAP)
    stored(newsroom, CAFE)
    assert headlines(newsroom, follows(outlets=("reuters",), stories=(ferry.id,))) == [CAFE.headline, FERRY.headline]
    assert headlines(newsroom, Selection(followed_only=True)) == []


def test_a_story_is_left_out_if_any_of_its_articles_has_a_muted_word_however_old_that_is(newsroom: Newsroom) -> None:
    first = stored(newsroom, FERRY)
    stored(newsroom, SOAP, first.id)
    stored(newsroom, CAFE)
    assert headlines(newsroom, mutes(words=("ferry",)), since=first.id) == [CAFE.headline]


def test_what_was_found_out_after_the_snapshot_changes_nothing_in_it(newsroom: Newsroom) -> None:
    first = stored(newsroom, FERRY)
    stored(newsroom, SOAP, first.id)
    assert headlines(newsroom, mutes(words=("soap",)), snapshot=first.id) == [FERRY.headline]


def test_of_a_muted_outlet_only_what_it_alone_reports_is_left_out(newsroom: Newsroom) -> None:
    first = stored(newsroom, FERRY)
    stored(newsroom, SOAP, first.id)
    stored(newsroom, STRIKE)
    assert len(headlines(newsroom, mutes(outlets=("valley radio",)))) == 1
    assert headlines(newsroom, mutes(outlets=("valley radio", "harbour post"))) == []


def test_a_muted_story_is_left_out_also_where_it_is_followed_and_after_it_was_joined(newsroom: Newsroom) -> None:
    ferry, soap = stored(newsroom, FERRY), stored(newsroom, SOAP)
    both = Selection(followed=Interests(words=("ferry",)), muted=Interests(stories=(soap.id,)))
    assert headlines(newsroom, both) == [FERRY.headline]
    newsroom.archive.join([ferry.id, soap.id])
    assert headlines(newsroom, both) == []


def test_a_story_whose_own_article_is_gone_is_still_followed_by_its_number(newsroom: Newsroom) -> None:
    first = stored(newsroom, FERRY)
    stored(newsroom, SOAP, first.id)
    newsroom.archive.delete(first.id, 100, NOON)
    assert headlines(newsroom, follows(stories=(first.id,))) == [SOAP.headline]


def test_what_fills_many_pages_is_muted_to_the_end(newsroom: Newsroom) -> None:
    for number in range(70):
        text = f"Council vote number {number} passed on Friday{' after a storm' if number > 4 else ''}."
        stored(newsroom, Draft(headline=f"Vote {number}", paragraphs=(text,)))
    assert headlines(newsroom, mutes(words=("a storm",))) == [f"Vote {number}" for number in (4, 3, 2, 1, 0)]
