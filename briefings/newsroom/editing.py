"""Changes by editors: correct and delete articles, merge and split stories, undo."""

from collections.abc import Sequence

from briefings.errors import UsageError
from briefings.model.briefing import Briefing
from briefings.model.clock import Clock
from briefings.model.story import Story
from briefings.newsroom.corrections import field_text, with_correction
from briefings.search.indexer import SearchIndexer
from briefings.storage.protocols import ArticleStore
from briefings.summaries.briefing_builder import BriefingBuilder


class Editing:
    """An editor's changes of an archive. The methods block on the disk: from an event loop, call them in a thread."""

    def __init__(self, archive: ArticleStore, indexer: SearchIndexer, builder: BriefingBuilder, clock: Clock) -> None:
        self._archive = archive
        self._indexer = indexer
        self._builder = builder
        self._clock = clock

    def edit(self, id: str, field: str, value: str, editor: int) -> tuple[Briefing, str]:
        """Correct one field of an article; its briefing, and the field's value now as it would be typed.

        Raises NotFound, UsageError for a field or value that is not valid.
        """
        article = self._archive.correct(
            id, lambda current: with_correction(current, field, value), self._clock(), editor
        )
        self._indexer.catch_up_soon()
        return self._builder.build(Story((article,))), field_text(article, field)

    def delete(self, id: str, editor: int) -> Briefing:
        """Delete an article; `undo` brings it back. Returns the briefing it had. Raises NotFound."""
        briefing = self._builder.build(Story((self._archive.get(id),)))
        self._archive.delete(id, editor, self._clock())
        self._indexer.catch_up_soon()
        return briefing

    def merge(self, ids: Sequence[str], editor: int) -> Briefing:
        """Make one story of those that these articles are in. Raises NotFound, UsageError if they are one already."""
        stories = list(dict.fromkeys(self._archive.story(id)[0].story for id in ids))
        if len(stories) < 2:
            raise UsageError("merge-one-story")
        story = self._archive.join(stories, editor)
        self._indexer.catch_up_soon()
        return self._build_story(story)

    def split(self, id: str, editor: int) -> Briefing:
        """Take an article out of its story, to stand alone. Raises NotFound, UsageError if it does already."""
        if len(self._archive.story(id)) < 2:
            raise UsageError("split-alone", id=id)
        self._archive.split(id, editor)
        self._indexer.catch_up_soon()
        return self._build_story(id)

    def undo(self, editor: int) -> tuple[Briefing, int]:
        """Take back this editor's last change. Raises NotFound if there is none.

        The briefing of an article that it had been made to, and how many articles the story of that one has now.
        """
        articles = self._archive.undo(editor)
        self._indexer.catch_up_soon()
        return self._builder.build(Story((articles[0],))), len(self._archive.story(articles[0].id))

    def _build_story(self, id: str) -> Briefing:
        return self._builder.build(Story(tuple(self._archive.story(id))))
