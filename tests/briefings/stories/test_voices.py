"""The independence of the sources of a story: which outlets count."""

from datetime import timedelta

import pytest
from stored_articles import NOON, alone

from briefings.model.article import Article
from briefings.model.story import Story, StoryOutline, count_independent
from briefings.stories.ranking import rank, ranked


def article(number: int, **fields: object) -> Article:
    values = {"headline": f"Report {number}", "paragraphs": ("The bridge is shut.",), "story": "261123-1"} | fields
    return alone(id=f"261123-{number}", **values)


def outlets(*articles: Article) -> int:
    return Story(articles).outlets


def test_each_named_outlet_counts_once_however_often_and_in_whatever_case_it_reports() -> None:
    assert (
        outlets(article(1, outlet="Valley Radio"), article(2, outlet="valley  radio"), article(3, outlet="Post")) == 2
    )


def test_an_agency_counts_where_no_outlet_is_named_and_never_beside_one() -> None:
    assert outlets(article(1, agency="Reuters"), article(2, outlet="Post", agency="AP")) == 2
    assert outlets(article(1, agency="Reuters"), article(2, agency="Reuters", outlet=None)) == 1


def test_unnamed_sources_never_count_as_independent() -> None:
    assert outlets(*(article(number) for number in range(1, 6))) == 0
    assert outlets(article(1), article(2, outlet="Post"), article(3)) == 1


def test_outlets_that_print_one_text_are_one_voice() -> None:
    assert outlets(article(1, outlet="Post"), article(2, outlet="Valley Radio", copy_of="261123-1")) == 1


@pytest.mark.parametrize("unnamed", [1, 2, 9])
def test_many_unnamed_articles_raise_a_story_no_further_than_one(unnamed: int) -> None:
    outline = StoryOutline(1, 2, NOON, tuple((number, "") for number in range(unnamed)))
    assert count_independent(outline.reports) == 0
    assert rank(outline) == NOON


def test_two_named_outlets_go_before_five_unnamed_articles_of_the_same_hour() -> None:
    five = StoryOutline(1, 2, NOON + timedelta(hours=1), tuple((number, "") for number in range(5)))
    two = StoryOutline(3, 4, NOON, ((1, "post"), (2, "valley radio")))
    assert list(ranked([five, two])) == [two, five]
