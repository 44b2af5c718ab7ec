"""Puts the stories first that somebody follows, and leaves out those that they do not want."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeVar

from briefings.errors import ArchiveError
from briefings.model.selection import EVERYTHING, Interests, Selection
from briefings.model.story import StoryOutline, age
from briefings.search.indexer import SearchIndexer
from briefings.search.matching import literal_queries
from briefings.storage.protocols import ArticleStore
from briefings.stories.ranking import ranked

T = TypeVar("T")

_BATCH = 100  # changes that are indexed in one commit
_MAX_BATCHES = 20  # before what is selected is looked for: more than a day's articles, and the newest are indexed first
_LOOK_AHEAD = 30  # stories of which is asked at once whether they are muted


class StorySelector:
    """Selects stories by what their articles say now, however old; the search index knows.

    What it costs beside reading the outlines: a query for what is followed over all the articles of the stories, one
    for what is muted over those of thirty at a time, and for each only as far as stories are asked for.
    """

    def __init__(self, archive: ArticleStore, indexer: SearchIndexer) -> None:
        self._archive = archive
        self._indexer = indexer

    def select(
        self,
        outlines: Iterable[StoryOutline],
        selection: Selection,
        snapshot_id: str | None,
        take: Callable[[Iterator[StoryOutline]], T],
    ) -> T:
        """What `take` makes of the stories in the order of `ranked`, the followed ones before all others.

        Of stories that come newest first, as of `snapshot_id`. Raises ArchiveError while the index is made again:
        without it, what is followed would be missed.
        """
        if selection == EVERYTHING:
            return take(ranked(outlines))
        with self._indexer.rebuilding_if_damaged():
            for _ in range(_MAX_BATCHES):
                if not self._indexer.index_pending(_BATCH):
                    break
            ordered = self._ordered(outlines, selection, snapshot_id)
            return take(self._unmuted(ordered, selection.muted, snapshot_id))
        raise ArchiveError("search-away")

    def _ordered(
        self, outlines: Iterable[StoryOutline], selection: Selection, snapshot_id: str | None
    ) -> Iterator[StoryOutline]:
        if not selection.followed:
            return ranked(() if selection.followed_only else outlines)
        stories = list(outlines)
        followed = self._touched(stories, selection.followed, snapshot_id, any)
        first = (outline for outline in stories if outline.key in followed)
        rest = (outline for outline in stories if outline.key not in followed)
        return ranked(first) if selection.followed_only else chain(ranked(first), ranked(rest))

    def _unmuted(
        self, outlines: Iterator[StoryOutline], muted: Interests, snapshot_id: str | None
    ) -> Iterator[StoryOutline]:
        if not muted:
            yield from outlines
            return
        while some := list(islice(outlines, _LOOK_AHEAD)):
            unwanted = self._touched(some, muted, snapshot_id, all)
            yield from (outline for outline in some if outline.key not in unwanted)

    def _touched(
        self,
        stories: Sequence[StoryOutline],
        interests: Interests,
        snapshot_id: str | None,
        enough: Callable[[Iterable[bool]], bool],
    ) -> set[int]:
        """The keys of those stories that the interests name, or that any of their articles has the words of; `enough`
        says of how many of a story's articles the outlets must be."""
        named = {outline.story for outline in self._archive.outlines_of(interests.stories)} | {*interests.stories}
        members = self._archive.ids_in_stories(outline.story for outline in stories)
        if snapshot_id:
            newest = age(snapshot_id)
            members = {story: [id for id in ids if age(id) <= newest] for story, ids in members.items()}
        ids = [id for of_story in members.values() for id in of_story]
        have_words = self._indexer.matching(literal_queries(interests.words, ()), ids) if interests.words else set()
        of_outlets = self._indexer.matching(literal_queries((), interests.outlets), ids) if interests.outlets else set()
        touched = set()
        for outline in stories:
            own = members.get(outline.story) or [outline.newest_id]
            is_of_outlets = bool(of_outlets) and enough(id in of_outlets for id in own)
            if outline.story in named or is_of_outlets or not have_words.isdisjoint(own):
                touched.add(outline.key)
        return touched
