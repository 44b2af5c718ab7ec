"""The articles of a push, some time after it: those that were received from its first to its last one."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from briefings.errors import NotFound
from briefings.model.article import Article
from briefings.model.article_id import ArticleId
from briefings.storage.protocols import ArticleStore

_MAX_DAYS = 7  # that a push may take; of a longer time nothing is found
_MAX_TRIED = 1000  # ids in one call, should many be of deleted articles
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article in a list, and the newest other one of its story; None if it stands alone."""

    article: Article
    joined: Article | None


def articles_between(archive: ArticleStore, first: str, last: str, count: int) -> list[ListedArticle]:
    """At most `count` articles received from that id to that one, the first received first. None for what is no id."""
    begin, end = ArticleId.parse(first), ArticleId.parse(last)
    if begin is None or end is None or end.day - begin.day > _MAX_DAYS * _DAY:
        return []
    found: list[ListedArticle] = []
    for id in islice(_ids_between(archive, begin, end), _MAX_TRIED):
        with suppress(NotFound):  # deleted since
            article = archive.get(str(id))
            found.append(ListedArticle(article, newest_other(archive, article)))
        if len(found) == count:
            break
    return found


def newest_other(archive: ArticleStore, article: Article) -> Article | None:
    """The newest other article of its story."""
    with suppress(NotFound):  # an editor has deleted it meanwhile
        return next((other for other in reversed(archive.story(article.story)) if other.id != article.id), None)
    return None


def _ids_between(archive: ArticleStore, first: ArticleId, last: ArticleId) -> Iterator[ArticleId]:
    """The ids from `first` to `last`, day by day as they were given."""
    day, number = first
    while day <= last.day:
        newest = last.number if day == last.day else _last_number(archive, ArticleId(day + _DAY, 1))
        for given in range(number, newest + 1):
            yield ArticleId(day, given)
        day, number = day + _DAY, 1


def _last_number(archive: ArticleStore, next_day: ArticleId) -> int:
    """The number of the last article on the day before; 0 if there is none."""
    newest = next(iter(archive.newest(1, before=str(next_day))), None)
    id = ArticleId.parse(newest.id) if newest else None
    return id.number if id and id.day == next_day.day - _DAY else 0
