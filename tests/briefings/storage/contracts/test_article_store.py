"""What any engine promises of articles: stored once, in their order, in stories, and changed as one step or not."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from contract_engines import Engine, push
from stored_articles import EDDA, FERRY, NOON, OTTO, story

from briefings.errors import NotFound
from briefings.model.article import Article, Draft
from briefings.model.story import StoryAssignment
from briefings.storage.protocols import ArticleStore


def never(*_: object) -> None:
    raise AssertionError("nobody needs to know")


def push_at(articles: ArticleStore, draft: Draft, moment: datetime) -> Article:
    return articles.add_or_match(draft, lambda: moment, lambda _: StoryAssignment(), lambda: None)[1]


def test_a_new_text_is_stored_and_there_after_a_restart(engine: Engine) -> None:
    outcome, article = push(engine.articles(), FERRY)
    assert outcome == "stored"
    engine.close()
    assert engine.articles().get(article.id) == article


def test_the_same_text_is_stored_once_and_neither_its_story_nor_its_original_is_asked_for(
    articles: ArticleStore,
) -> None:
    _, first = push(articles, story(1))
    again = replace(story(1), headline="Another headline", paragraphs=("COUNCIL vote number 1 passed on Friday",))
    assert articles.add_or_match(again, lambda: NOON, never, never) == ("already", first)  # type: ignore[arg-type]
    assert len(articles) == 1


def test_another_text_under_the_same_link_is_a_new_version(articles: ArticleStore) -> None:
    _, first = push(articles, FERRY)
    outcome, second = push(articles, replace(FERRY, paragraphs=("The ferry stopped again.",)))
    assert (outcome, second.id, second.paragraphs) == ("updated", first.id, ("The ferry stopped again.",))
    assert [version.paragraphs for version in articles.versions(first.id)] == [FERRY.paragraphs]


def test_one_text_pushed_by_many_at_once_is_stored_once(articles: ArticleStore) -> None:
    with ThreadPoolExecutor(8) as threads:
        outcomes = [outcome for outcome, _ in threads.map(lambda _: push(articles, FERRY), range(16))]
    assert sorted(outcomes) == ["already"] * 15 + ["stored"]


def test_articles_come_newest_first_and_before_any_of_them(articles: ArticleStore) -> None:
    assert (articles.newest(5), articles.newest_id()) == ([], None)
    ids = [push(articles, story(number))[1].id for number in range(1, 5)]
    assert [article.id for article in articles.newest(3)] == ids[:0:-1]
    assert [article.id for article in articles.newest(9, before=ids[2])] == [ids[1], ids[0]]
    assert articles.newest_id() == ids[-1]


def test_what_was_received_since_a_moment_is_counted_and_listed_to_the_microsecond(articles: ArticleStore) -> None:
    moments = [NOON + timedelta(microseconds=number) for number in range(3)]
    for number, moment in enumerate(moments):
        push_at(articles, story(number), moment)
    assert [articles.count_received_since(moment) for moment in moments] == [3, 2, 1]
    assert [article.received for article in articles.received_since(moments[1], 9)] == moments[1:]
    assert [outline.received for outline in articles.outlines()] == moments[::-1]


def test_a_story_has_its_articles_and_joins_others_that_a_new_one_connects(articles: ArticleStore) -> None:
    _, first = push(articles, story(1))
    _, second = push(articles, story(2))
    _, third = push(articles, story(3), StoryAssignment(first.story, None, (second.story,)))
    members = articles.story(second.id)
    assert [article.id for article in members] == [first.id, second.id, third.id]
    assert {article.story for article in members} == {first.story}
    (outline,) = articles.outlines()
    assert (outline.story, outline.newest_id) == (first.story, third.id)
    assert [outline.story for outline in articles.outlines(first.id)] == [first.id]
    assert articles.outlines_of([third.id, "261123-99"]) == [outline]
    assert articles.ids_in_stories([first.story, second.id, "261123-99", "none"]) == {
        first.story: [first.id, second.id, third.id]
    }


def test_each_change_makes_another_revision(articles: ArticleStore) -> None:
    seen = {articles.revision()}
    _, first = push(articles, story(1))
    seen.add(articles.revision())
    _, second = push(articles, story(2))
    seen.add(articles.revision())
    articles.join([first.story, second.story], EDDA)
    seen.add(articles.revision())
    articles.delete(second.id, EDDA, NOON)
    seen.add(articles.revision())
    assert len(seen) == 5
    assert articles.revision() in seen


def test_what_an_editor_changes_can_be_taken_back_by_that_editor_only(articles: ArticleStore) -> None:
    _, first = push(articles, story(1))
    _, second = push(articles, story(2))

    def headline(article: Article) -> Draft:
        return replace(article, headline="Better")

    assert articles.correct(first.id, headline, NOON, EDDA).headline == "Better"
    with pytest.raises(NotFound):
        articles.undo(OTTO)
    articles.join([first.story, second.story], EDDA)
    articles.split(second.id, EDDA)
    articles.delete(second.id, EDDA, NOON)
    with pytest.raises(NotFound):
        articles.get(second.id)
    for _ in range(3):
        articles.undo(EDDA)
    assert [article.story for article in (articles.get(first.id), articles.get(second.id))] == [first.id, second.id]
    articles.undo(EDDA)
    assert articles.get(first.id) == first


def test_what_an_editor_made_one_story_is_known_from_what_was_joined_unasked(articles: ArticleStore) -> None:
    first, second, third = (push(articles, story(number))[1] for number in (1, 2, 3))
    articles.join([first.story, second.story])
    assert [articles.get(article.id).merged for article in (first, second)] == [None, None]
    articles.join([first.story, third.story], EDDA)
    assert len({article.merged for article in articles.story(first.id)} - {None}) == 1
    articles.split(second.id, EDDA)
    assert articles.get(second.id).merged is None
    assert articles.get(first.id).merged == articles.get(third.id).merged is not None
    articles.undo(EDDA)
    articles.undo(EDDA)
    assert [articles.get(article.id).merged for article in (first, second, third)] == [None] * 3


def test_retired_articles_are_no_longer_there_and_their_ids_are_not_given_again(articles: ArticleStore) -> None:
    _, old = push(articles, story(1))
    later = NOON + timedelta(days=2)
    push_at(articles, story(2), later)
    assert articles.retire(later.date()) == 1
    assert [article.headline for article in articles.newest(9)] == ["Story 2"]
    with pytest.raises(NotFound):
        articles.get(old.id)


def test_a_later_article_has_a_later_id_also_when_the_clock_goes_back_over_midnight(articles: ArticleStore) -> None:
    moments = [NOON.replace(day=24, hour=0, minute=0), NOON.replace(hour=23, minute=59), NOON.replace(day=24)]
    ids = []
    for number, moment in enumerate(moments):
        ids.append(push_at(articles, story(number), moment).id)
    assert ids == ["261124-1", "261124-2", "261124-3"]
    assert [article.received for article in articles.newest(3)] == moments[::-1]


def test_ids_of_retired_articles_are_not_given_again_on_the_same_day(engine: Engine) -> None:
    articles = engine.articles()
    _, first = push(articles, story(1))
    articles.retire(NOON.date() + timedelta(days=1))  # by a clock that is ahead
    _, second = push(articles, story(2))
    assert second.id != first.id
    engine.close()
    _, third = push(engine.articles(), story(3))
    assert len({first.id, second.id, third.id}) == 3


def test_what_joined_an_article_that_was_split_stays_together_when_that_is_undone(articles: ArticleStore) -> None:
    first, second = (push(articles, story(number))[1].id for number in (1, 2))
    articles.join([first, second], EDDA)
    articles.split(second, EDDA)
    to = StoryAssignment(second, None)
    joined = [articles.add_or_match(story(n), lambda: NOON, lambda _: to, lambda: None)[1].id for n in (3, 4)]
    articles.undo(EDDA)
    assert [article.id for article in articles.story(first)] == [first, second]
    assert [article.id for article in articles.story(joined[1])] == joined
    assert {article.story for article in articles.story(joined[0])} == {joined[0]}
