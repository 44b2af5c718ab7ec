"""What any engine promises of the change feed: each subscriber is told of everything, once, whatever happens."""

from dataclasses import replace

from contract_engines import Engine, push
from stored_articles import EDDA, FERRY, NOON, story

from briefings.storage.protocols import ArticleStore, PendingChange


def take_all(articles: ArticleStore, subscriber: str) -> dict[str, str | None]:
    """Headline by id of what the subscriber is told of, which it then knows; None for an article that is gone."""
    told: dict[str, str | None] = {}
    while changes := articles.pending(subscriber, 2):
        told |= {str(change.id): article and article.headline for change, article in changes}
        articles.acknowledge(subscriber, [change for change, _ in changes])
    return told


def test_a_new_subscriber_is_told_of_everything_the_newest_first(articles: ArticleStore) -> None:
    ids = [push(articles, story(number))[1].id for number in (1, 2, 3)]
    articles.subscribe("search")
    assert list(take_all(articles, "search")) == ids[::-1]
    assert take_all(articles, "search") == {}
    assert articles.count_known("search") == 3


def test_additions_changes_and_deletions_are_told_once_in_their_last_state(articles: ArticleStore) -> None:
    articles.subscribe("search")
    _, ferry = push(articles, FERRY)
    _, other = push(articles, story(1))
    push(articles, replace(FERRY, headline="Changed"))
    articles.delete(other.id, EDDA, NOON)
    assert take_all(articles, "search") == {ferry.id: "Changed", other.id: None}
    articles.undo(EDDA)
    assert take_all(articles, "search") == {other.id: "Story 1"}


def test_what_changes_between_telling_and_knowing_is_told_again(articles: ArticleStore) -> None:
    articles.subscribe("search")
    push(articles, FERRY)
    changes: list[PendingChange] = [change for change, _ in articles.pending("search", 9)]
    push(articles, replace(FERRY, headline="Changed"))
    articles.acknowledge("search", changes)
    assert list(take_all(articles, "search").values()) == ["Changed"]


def test_subscribers_do_not_wait_for_each_other(articles: ArticleStore) -> None:
    articles.subscribe("search")
    articles.subscribe("stories")
    _, article = push(articles, FERRY)
    assert take_all(articles, "search") == take_all(articles, "stories") == {article.id: FERRY.headline}
    articles.enqueue_all("search")
    assert articles.pending("stories", 9) == []
    assert articles.count_known("search") == 0
    articles.clear_queue("search")
    assert articles.pending("search", 9) == []


def test_the_queue_is_there_after_a_restart(engine: Engine) -> None:
    articles = engine.articles()
    articles.subscribe("search")
    _, first = push(articles, story(1))
    take_all(articles, "search")
    _, second = push(articles, story(2))
    articles.delete(first.id, EDDA, NOON)
    engine.close()
    again = engine.articles()
    again.subscribe("search")
    assert take_all(again, "search") == {second.id: "Story 2", first.id: None}


def test_retired_articles_are_told_as_gone(articles: ArticleStore) -> None:
    articles.subscribe("search")
    _, article = push(articles, story(1))
    take_all(articles, "search")
    articles.retire(NOON.date().replace(day=NOON.day + 1))
    assert take_all(articles, "search") == {article.id: None}
