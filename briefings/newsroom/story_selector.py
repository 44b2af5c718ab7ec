"""Puts the stories first that somebody follows, and leaves out those that they do not want."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from threading import Lock

from briefings.errors import ArchiveError
from briefings.model.selection import EVERYTHING, Interests, Selection
from briefings.model.story import StoryOutline, age
from briefings.search.index_failures import IndexRefused
from briefings.search.indexer import SearchIndexer
from briefings.search.matching import literal_query
from briefings.storage.protocols import ArticleStore
from briefings.stories.ranking import ranked

_BATCH = 100  # changes that are indexed in one commit
_MAX_BATCHES = 20  # before what is selected is looked for: more than a day's articles, and the newest are indexed first
_MAX_WINDOWS = 8  # in memory
_MAX_ASKED = 5000  # words and outlets of one window whose articles are in memory

_Words = tuple[str, str]
"""`words` or `outlet`, and what was typed."""


@contextmanager
def _refusal_as_error() -> Iterator[None]:
    """Raises ArchiveError while the disk refuses the search index."""
    try:
        yield
    except IndexRefused as error:
        raise ArchiveError("search-refused") from error


@dataclass(slots=True)
class _Window:
    """The stories since a digest, and what has been asked of them.

    Attributes:
        members: for each story the ids of its articles.
        asked: for words or an outlet, which of the articles have them.
    """

    stories: list[StoryOutline]
    members: dict[str, list[str]]
    asked: dict[_Words, frozenset[str]] = field(default_factory=dict)


class StorySelector:
    """Selects stories by what their articles say now, however old; the search index knows.

    The stories since an article are read once for all who are told of them, and each word is looked for once, as long
    as no article changes. So what somebody selects costs little more than the words that nobody else selects.
    """

    def __init__(self, archive: ArticleStore, indexer: SearchIndexer) -> None:
        self._archive = archive
        self._indexer = indexer
        self._windows: OrderedDict[object, _Window] = OrderedDict()
        self._lock = Lock()  # for the windows; never held while one is read

    def select(
        self, outlines: Iterable[StoryOutline], selection: Selection, since: str | datetime, snapshot_id: str | None
    ) -> Iterator[StoryOutline]:
        """Those of the stories that are selected, in the order of `ranked`, the followed ones before all others.

        `outlines`: the stories since an article or a moment as of `snapshot_id`, those that come newest first. Raises
        ArchiveError while the index is made again or refused by the disk: without it, what is followed would be missed.
        """
        if selection == EVERYTHING:
            return ranked(outlines)
        with _refusal_as_error(), self._indexer.rebuilding_if_damaged():
            window = self._window(outlines, since, snapshot_id)
            muted = self._touched(window, selection.muted, is_alone=True)
            followed = self._touched(window, selection.followed, is_alone=False) - muted
            first = (outline for outline in window.stories if outline.key in followed)
            rest = (outline for outline in window.stories if outline.key not in followed and outline.key not in muted)
            return ranked(first) if selection.followed_only else chain(ranked(first), ranked(rest))
        raise ArchiveError("search-away")

    def _window(self, outlines: Iterable[StoryOutline], since: str | datetime, snapshot_id: str | None) -> _Window:
        """What is in the archive now, indexed; from memory, if nothing was changed since it was read."""
        for _ in range(_MAX_BATCHES):
            if not self._indexer.index_pending(_BATCH):
                break
        key = since, snapshot_id, self._archive.revision()
        with self._lock:
            if found := self._windows.get(key):
                self._windows.move_to_end(key)
                return found
        window = self._read(outlines, snapshot_id)
        if isinstance(since, str) and not self._indexer.is_behind():  # a moment is nobody else's
            with self._lock:
                self._windows[key] = window
                while len(self._windows) > _MAX_WINDOWS:
                    self._windows.popitem(last=False)
        return window

    def _read(self, outlines: Iterable[StoryOutline], snapshot_id: str | None) -> _Window:
        stories = list(outlines)
        members = self._archive.ids_in_stories(outline.story for outline in stories)
        if snapshot_id:
            newest = age(snapshot_id)
            members = {story: [id for id in ids if age(id) <= newest] for story, ids in members.items()}
        return _Window(stories, members)

    def _touched(self, window: _Window, interests: Interests, *, is_alone: bool) -> set[int]:
        """The keys of the stories that the interests name, or an article of which has the words or is of the outlets;
        `is_alone`: only those of which all articles are of the outlets.
        """
        named = {outline.story for outline in self._archive.outlines_of(interests.stories)} | {*interests.stories}
        having = self._having(window, [("words", each) for each in interests.words])
        of_outlets = self._having(window, [("outlet", each) for each in interests.outlets])
        if not named and not having and not of_outlets:
            return set()
        touched = set()
        for outline in window.stories:
            own = window.members.get(outline.story) or [outline.newest_id]
            is_of_outlets = of_outlets.issuperset(own) if is_alone else not of_outlets.isdisjoint(own)
            if outline.story in named or is_of_outlets or not having.isdisjoint(own):
                touched.add(outline.key)
        return touched

    def _having(self, window: _Window, asked: Iterable[_Words]) -> set[str]:
        """The articles of the window that have one of these words, or are of one of these outlets."""
        ids: list[str] = []
        found: set[str] = set()
        for what, value in asked:
            known = window.asked.get((what, value))
            if known is None:
                ids = ids or [id for of_story in window.members.values() for id in of_story]
                known = frozenset(self._indexer.matching(literal_query(what, value), ids))
                if len(window.asked) < _MAX_ASKED:
                    window.asked[what, value] = known
            found |= known
        return found
