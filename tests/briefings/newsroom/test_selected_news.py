"""The news of one who follows and mutes: what comes first, and what is left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from stored_articles import NOON
from tantivy import Schema, Searcher

from briefings.errors import ArchiveError
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Article, Draft
from briefings.model.selection import Interests, Selection
from briefings.model.story import StoryAssignment
from briefings.newsroom.newsroom import Newsroom, open_newsroom
from briefings.search.query_clauses import QueryClauses

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


class Broken(QueryClauses):
    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        super().__init__(schema, searcher)
        raise ValueError("as tantivy says of a number that is too large")


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


def test_what_changes_is_selected_as_it_is_now(newsroom: Newsroom) -> None:
    ferry, soap = stored(newsroom, FERRY), stored(newsroom, SOAP)
    selection = follows(words=("ferry",))
    assert headlines(newsroom, selection, snapshot=soap.id) == [FERRY.headline]
    newsroom.editing.edit(soap.id, "headline", "Soap on the Ferry", 100)
    assert headlines(newsroom, selection, snapshot=soap.id) == ["Soap on the Ferry", FERRY.headline]
    newsroom.archive.delete(ferry.id, 100, NOON)
    assert headlines(newsroom, selection, snapshot=soap.id) == ["Soap on the Ferry"]


def test_while_the_index_is_made_again_nothing_is_said_to_be_all(tmp_path: Path) -> None:
    with open_newsroom(tmp_path, "lead", lambda: NOON, WebFetcher()) as newsroom:
        stored(newsroom, FERRY)
        assert headlines(newsroom, follows(words=("ferry",))) == [FERRY.headline]
    for file in tmp_path.rglob("*.store"):
        content = file.read_bytes()
        file.write_bytes(b"\xff" * 20 + content[20:])
    with open_newsroom(tmp_path, "lead", lambda: NOON, WebFetcher()) as newsroom:
        with pytest.raises(ArchiveError, match="search-away"):
            headlines(newsroom, follows(words=("ferry",)))
        assert headlines(newsroom, follows(words=("ferry",))) == [FERRY.headline]


def test_words_that_the_index_cannot_be_asked_for_are_in_no_article_and_leave_it_as_it_is(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stored(newsroom, FERRY)
    assert headlines(newsroom, follows(words=("ferry",))) == [FERRY.headline]
    with monkeypatch.context() as broken:
        broken.setattr("briefings.search.query_builder.QueryClauses", Broken)
        assert headlines(newsroom, mutes(words=("harbour",))) == [FERRY.headline]
    assert "made again" not in caplog.text


def test_what_fills_many_pages_is_muted_to_the_end(newsroom: Newsroom) -> None:
    for number in range(70):
        text = f"Council vote number {number} passed on Friday{' after a storm' if number > 4 else ''}."
        stored(newsroom, Draft(headline=f"Vote {number}", paragraphs=(text,)))
    assert headlines(newsroom, mutes(words=("a storm",))) == [f"Vote {number}" for number in (4, 3, 2, 1, 0)]
