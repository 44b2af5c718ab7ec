"""What any engine promises of related stories: what was near an article when it came is found from both sides."""

from pathlib import Path

import orjson
import pytest
from contract_engines import Engine, push
from stored_articles import EDDA, NOON, story

from briefings.errors import NotFound
from briefings.model.article import Article
from briefings.model.story import StoryAssignment
from briefings.storage.protocols import ArticleStore


def pushed(articles: ArticleStore, number: int, *near: Article, into: str | None = None) -> Article:
    """An article that was near those when it came, in a story of its own or in that one."""
    related = tuple(article.id for article in near)
    return push(articles, story(number), StoryAssignment(into, None, (), related))[1]


def test_an_article_keeps_what_it_was_near_over_a_restart(engine: Engine) -> None:
    articles = engine.articles()
    first = pushed(articles, 1)
    second = pushed(articles, 2, first)
    assert second.related == (first.id,)
    engine.close()
    articles = engine.articles()
    assert articles.get(second.id) == second
    assert articles.related(second.id) == [first.id]
    assert articles.get(first.id).related == ()


def test_related_stories_are_found_from_both_sides_and_from_any_article_the_newest_first(
    articles: ArticleStore,
) -> None:
    first = pushed(articles, 1)
    second = pushed(articles, 2, first)
    third = pushed(articles, 3, first, second)
    fourth = pushed(articles, 4, into=first.id)
    assert articles.related(first.id) == articles.related(fourth.id) == [third.id, second.id]
    assert articles.related(second.id) == [first.id, third.id]
    assert articles.related(third.id) == [first.id, second.id]


def test_a_story_is_not_related_to_itself_once_they_are_joined(articles: ArticleStore) -> None:
    first = pushed(articles, 1)
    second = pushed(articles, 2, first)
    articles.join([first.story, second.story], EDDA)
    assert articles.related(first.id) == []
    articles.split(second.id, EDDA)
    assert articles.related(first.id) == [second.id]


def test_a_deleted_article_is_no_longer_related_until_it_is_back(articles: ArticleStore) -> None:
    first = pushed(articles, 1)
    second = pushed(articles, 2, first)
    third = pushed(articles, 3, second)
    articles.delete(second.id, EDDA, NOON)
    assert articles.related(first.id) == articles.related(third.id) == []
    articles.undo(EDDA)
    assert articles.related(first.id) == articles.related(third.id) == [second.id]


def test_at_most_ten_are_named_the_newest_ones(articles: ArticleStore) -> None:
    first = pushed(articles, 1)
    others = [pushed(articles, number, first) for number in range(2, 15)]
    assert articles.related(first.id) == [article.id for article in others[:-11:-1]]


def test_what_is_not_here_has_nothing_related(articles: ArticleStore) -> None:
    for id in ("261123-1", "ferry"):
        with pytest.raises(NotFound):
            articles.related(id)


def test_related_articles_go_along_when_articles_are_moved(engine: Engine, tmp_path: Path) -> None:
    articles = engine.articles()
    first = pushed(articles, 1)
    second = pushed(articles, 2, first)
    other = Engine(tmp_path / "other")
    other.transfer().load(engine.transfer().dump())
    assert other.articles().related(first.id) == [second.id]
    other.close()


def test_articles_stored_before_there_were_related_ones_load(engine: Engine, tmp_path: Path) -> None:
    first = pushed(engine.articles(), 1)
    records = [(id, orjson.loads(content)) for id, content in engine.transfer().dump()]
    assert all("related" not in content for _, content in records)
    other = Engine(tmp_path / "other")
    other.transfer().load((id, orjson.dumps(content)) for id, content in records)
    assert other.articles().get(first.id) == first
    assert other.articles().related(first.id) == []
    other.close()
