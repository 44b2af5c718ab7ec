"""Assigns every article to a story again by today's code, to see which stories would be others; changes nothing.

The articles come in the order they were received, as they once did. What editors settled stays: a story with an article
that an editor took out of another is left as it is: no other article is assigned to it, and what is noted of others as
near it, or as copies of its texts, stays. What an editor made one story stays together. (Merges from before they were
recorded with the articles are not known.)
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefings.model.article import Article
from briefings.model.story import StoryAssignment, age
from briefings.storage.tinydb.archive import Archive
from briefings.stories.assigner import features_of
from briefings.stories.clustering import WINDOW, Entry, StoryIndex

_LEFT_ALONE = "as it is: "  # begins the name of such a story: its id may be that of an article elsewhere
_PRUNE_INTERVAL = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Listed:
    """An article by its id and headline, and the story it is in now."""

    id: str
    headline: str
    story: str


Stories = tuple[tuple[Listed, ...], ...]


@dataclass(frozen=True, slots=True)
class StoryChange:
    """Stories that today's code would divide in another way: the same articles as they are told now, and then."""

    now: Stories
    then: Stories


@dataclass(frozen=True, slots=True)
class Reassignment:
    """The outcome for a whole archive.

    Attributes:
        now, then: how many stories there are, and would be.
        changes: those that would be others, the one with the oldest article first.
        assignments: for each story, those of its articles of which anything would be stored otherwise, by their ids.
        moved: how many of them would be in another story.
    """

    now: int
    then: int
    changes: tuple[StoryChange, ...]
    assignments: tuple[Mapping[str, StoryAssignment], ...]
    moved: int


def reassign(archive: Archive, on_progress: Callable[[int], None]) -> Reassignment:
    """What today's code would make of the articles. `on_progress` is called with how many are done."""
    replay = _Replay({article.story for article in archive.articles() if article.pinned})
    listed: dict[str, Listed] = {}
    for article in archive.articles():
        replay.assign(article)
        listed[article.id] = Listed(article.id, article.headline, article.story)
        on_progress(1)
    now = _grouped({id: article.story for id, article in listed.items()})
    then = _renamed(replay.stories(), now)
    story_by_id = {id: story for story, ids in then.items() for id in ids}
    changed: defaultdict[str, dict[str, StoryAssignment]] = defaultdict(dict)
    for article in archive.articles():
        after = replay.assignment(article.id, story_by_id[article.id])
        if after != StoryAssignment(article.story, article.copy_of, (), article.related):
            changed[story_by_id[article.id]][article.id] = after
    moved = sum(story_by_id[article.id] != article.story for article in listed.values())
    return Reassignment(len(now), len(then), tuple(_changes(now, then, listed)), tuple(changed.values()), moved)


class _Replay:
    """Takes articles in the order they were received, and keeps what each was assigned to."""

    def __init__(self, left_alone: set[str]) -> None:
        """`left_alone`: the stories that stay as they are."""
        self._left_alone = left_alone
        self._index = StoryIndex()
        self._entries: dict[str, Entry] = {}  # those in the index
        self._stories: dict[str, list[str]] = {}
        self._merged: dict[tuple[str, str], str] = {}  # an article of what an editor made one story
        self._story_of: dict[str, str] = {}
        self._assigned: dict[str, tuple[str, tuple[str, ...]]] = {}  # the text copied, and what is related
        self._pruned_at: datetime | None = None

    def stories(self) -> Mapping[str, Sequence[str]]:
        """The articles of each story, by a name of the story."""
        return self._stories

    def assignment(self, id: str, story: str) -> StoryAssignment:
        """What an article was assigned to, in the story of that id."""
        copy_of, related = self._assigned[id]
        return StoryAssignment(story, copy_of, (), related)

    def assign(self, article: Article) -> None:
        """Assign the next article."""
        if article.story in self._left_alone:
            self._put(article.id, _LEFT_ALONE + article.story, article.copy_of, article.related)
            return
        self._prune(article.received)
        features = features_of(article, article.received)
        assignment = self._index.place(features)
        settled = self._settled_story(article)
        story = settled or assignment.story or article.id
        copy_of = assignment.copy_of or self._copied_left_alone(article) or article.id
        self._put(article.id, story, copy_of, self._related(article, assignment.related))
        self._entries[article.id] = Entry(article.id, story, copy_of, features)
        self._index.add(self._entries[article.id])
        if settled is None:
            for other in assignment.joins:
                self._join(story, other)

    def _settled_story(self, article: Article) -> str | None:
        """The story of those that an editor made one with it; None if it is the first of them, or there are none."""
        if article.merged is None:
            return None
        first = self._merged.setdefault((article.story, article.merged), article.id)
        return self._story_of.get(first)

    def _copied_left_alone(self, article: Article) -> str | None:
        """The text it is noted to copy, if that is of a story left alone."""
        return article.copy_of if self._is_left_alone(article.copy_of) else None

    def _related(self, article: Article, found: tuple[str, ...]) -> tuple[str, ...]:
        """What it is near: as found, and as noted of stories left alone, which are not in the index."""
        noted = tuple(id for id in article.related if self._is_left_alone(id))
        if noted and {*noted, *found} == {*article.related}:
            return article.related  # in the order in which they are near
        return (*noted, *found)

    def _is_left_alone(self, id: str) -> bool:
        return self._story_of.get(id, "").startswith(_LEFT_ALONE)

    def _put(self, id: str, story: str, copy_of: str, related: tuple[str, ...]) -> None:
        self._stories.setdefault(story, []).append(id)
        self._story_of[id] = story
        self._assigned[id] = (copy_of, related)

    def _join(self, story: str, other: str) -> None:
        for id in self._stories.pop(other, []):
            self._stories[story].append(id)
            self._story_of[id] = story
            if id in self._entries:
                self._entries[id] = replace(self._entries[id], story=story)
                self._index.add(self._entries[id])

    def _prune(self, now: datetime) -> None:
        if self._pruned_at is None or now - self._pruned_at >= _PRUNE_INTERVAL:
            self._index.forget_before(now - WINDOW)
            self._entries = {id: entry for id, entry in self._entries.items() if entry.features.moment >= now - WINDOW}
            self._pruned_at = now


def _grouped(story_by_id: Mapping[str, str]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for id, story in story_by_id.items():
        groups[story].append(id)
    return groups


def _renamed(stories: Mapping[str, Sequence[str]], now: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Stories by the ids they are to have: as many as can keep the one they have now; else that of an article."""
    story_by_id = {id: story for story, ids in now.items() for id in ids}
    renamed: dict[str, Sequence[str]] = {}
    for ids in stories.values():
        members = set(ids)
        present = Counter(story_by_id[id] for id in ids)
        own = [story for story, _ in present.most_common() if story in members]  # no other story can have these ids
        unchanged = (story for story in own if set(now[story]) == members)
        renamed[next(unchanged, own[0] if own else min(ids, key=age))] = ids
    return renamed


def _changes(
    now: Mapping[str, Sequence[str]], then: Mapping[str, Sequence[str]], listed: Mapping[str, Listed]
) -> Iterator[StoryChange]:
    """The stories that differ, those together that share articles, the one with the oldest article first."""
    then_by_id = {id: story for story, ids in then.items() for id in ids}
    done: set[str] = set()
    for story, ids in now.items():
        if story in done or set(then[then_by_id[ids[0]]]) == set(ids):
            continue
        before, after, unseen = {story}, set[str](), list(ids)
        while unseen:
            id = unseen.pop()
            for reached, names, groups in ((listed[id].story, before, now), (then_by_id[id], after, then)):
                if reached not in names:
                    names.add(reached)
                    unseen += groups[reached]
        done |= before
        yield StoryChange(_listed(now, before, listed), _listed(then, after, listed))


def _listed(groups: Mapping[str, Sequence[str]], names: set[str], listed: Mapping[str, Listed]) -> Stories:
    stories = [tuple(listed[id] for id in sorted(groups[name], key=age)) for name in names]
    return tuple(sorted(stories, key=lambda story: age(story[0].id)))
