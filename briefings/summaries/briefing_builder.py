"""A story → its briefing: which sentences of which of its articles, or only what is new since a reader saw it last."""

from dataclasses import replace
from functools import lru_cache

from briefings.model.briefing import Briefing, brief
from briefings.model.story import Story, age
from briefings.summaries.cache import CachingSummarizer

_KEPT = 512  # briefings


class BriefingBuilder:
    """Makes briefings with one summarizer, and keeps the last ones made."""

    def __init__(self, summarizer: CachingSummarizer) -> None:
        self._summarizer = summarizer
        self._made = lru_cache(_KEPT)(self._make)

    def tell(self, story: Story, seen: str | None = None) -> Briefing:
        """The briefing for a reader who has been shown the story up to the article `seen` (None: not at all).

        If something new was reported since, it tells just that; else the whole story.
        """
        before = sum(age(article.id) <= age(seen) for article in story.articles) if seen else 0
        if 0 < before < len(story.articles):
            news = self._made(story, before)
            if news.quotes:
                return news
        return self._made(story, 0)

    def _make(self, story: Story, before: int) -> Briefing:
        """The briefing from the articles after the first `before`."""
        already_shown, fresh = story.articles[:before], story.articles[before:]
        voices = {article.copy_of for article in already_shown}
        indexes = [index for index, article in enumerate(fresh, before) if article.copy_of not in voices]
        chosen = self._summarizer.choose_from([story.articles[index] for index in indexes], already_shown)
        chosen = [replace(each, article=indexes[each.article]) for each in chosen]
        return brief(story, chosen, already_shown[-1] if already_shown else None)
