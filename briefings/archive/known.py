"""Which articles are here already, told by something they share: a link, a text, a story."""

from briefings.archive.ids import ArticleId


class Known:
    """The articles that have each key."""

    def __init__(self) -> None:
        self._ids: dict[str, tuple[ArticleId, ...]] = {}

    def add(self, key: str, id: ArticleId) -> None:
        """This article has this key."""
        self._ids[key] = (*self._ids.get(key, ()), id)

    def remove(self, key: str, id: ArticleId) -> None:
        """This article has this key no longer."""
        rest = tuple(other for other in self._ids.pop(key, ()) if other != id)
        if rest:
            self._ids[key] = rest

    def all(self, key: str) -> list[ArticleId]:
        """The articles with that key, the one received first first."""
        return sorted(self._ids.get(key, ()))

    def oldest(self, key: str) -> ArticleId | None:
        """The article with that key, the one received first if there are several; None if there is none."""
        return min(self._ids.get(key, ()), default=None)
