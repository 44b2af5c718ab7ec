"""The stories that a chat follows and mutes, whatever became of them: joined, split, or without the article named."""

from collections.abc import Sequence

from bot.chats.destination import Destination
from bot.chats.interests import ChatInterests, Interest, Kind
from bot.preferences.interest_wording import AtOnce
from bot.rendering.story_blocks import shortened
from bot.rendering.story_toggles import Marks
from briefings.errors import NotFound
from briefings.model.article_id import ArticleId
from briefings.model.clock import Clock
from briefings.newsroom.queries import Queries

_MOST_WANTED: tuple[AtOnce, ...] = ("always", "now", "no")


class StoryInterests:
    """The methods block on the disk: from an event loop, call them in a thread."""

    def __init__(self, queries: Queries, interests: ChatInterests, clock: Clock) -> None:
        self._queries = queries
        self._interests = interests
        self._clock = clock

    def add(self, to: Destination, kind: Kind, id: str, at_once: AtOnce | None = None) -> Interest:
        """Follow or mute the story with that id or that article, once however it is named. Raises NotFound.

        `at_once`: None leaves it as it is where the story is followed already.
        """
        headline, ids = self._queries.story(id).headline, self._queries.ids_in_story(id)
        before = sorted(self._of_story(to, id, ids), key=lambda each: _MOST_WANTED.index(each.at_once))
        value = before[0].value if before else id if id in ids else ids[0]
        title, known, now = shortened(headline), newest_key(ids), self._clock()
        added = self._interests.add(to, kind, "story", value, title, now, known, at_once)
        self._interests.remove(to, [each.number for each in before[1:]])  # of a story that was joined with this one
        return added

    def remove(self, to: Destination, kind: Kind, id: str) -> list[Interest]:
        """Follow or mute the story with that id or that article no more; returns what was there."""
        numbers = [each.number for each in self._of_story(to, id, self._ids(id)) if each.kind == kind]
        return self._interests.remove(to, numbers)

    def set_at_once(self, to: Destination, number: int, at_once: AtOnce) -> AtOnce | None:
        """Have the news of a followed story come at once, or not; see `ChatInterests.set_at_once`."""
        found = [each for each in self._interests.of(to) if each.number == number and each.what == "story"]
        if not found or found[0].kind != "follow":
            return None
        return self._interests.set_at_once(to, number, at_once, newest_key(self._ids(found[0].value)))

    def marks(self, to: Destination) -> Marks:
        """The stories that a chat follows and mutes."""
        chosen = [each for each in self._interests.of(to) if each.what == "story"]
        stories = self._queries.stories_of([each.value for each in chosen]) if chosen else {}
        followed, muted = (
            frozenset(stories[each.value] for each in chosen if each.kind == kind and each.value in stories)
            for kind in ("follow", "mute")
        )
        return Marks(followed, muted)

    def _ids(self, id: str) -> Sequence[str]:
        """The articles of the story with that id or that article; only that one if it was deleted since."""
        try:
            return self._queries.ids_in_story(id)
        except NotFound:
            return [id]

    def _of_story(self, to: Destination, id: str, ids: Sequence[str]) -> list[Interest]:
        return [each for each in self._interests.of(to) if each.what == "story" and each.value in (id, *ids)]


def newest_key(ids: Sequence[str]) -> int:
    """The newest of a story's articles, packed; 0 for none."""
    newest = ArticleId.parse(ids[-1]) if ids else None
    return newest.packed if newest else 0
