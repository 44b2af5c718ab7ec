"""A story → its briefing: which sentences of which of its articles, or only what is new since a reader saw it last."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from briefings.model.article import Article
from briefings.model.briefing import Briefing, Citation, Quote
from briefings.model.story import Story, age
from briefings.summaries.cache import CachingSummarizer
from briefings.summaries.summarizer import ChosenSentence

_KEPT = 512  # briefings


class BriefingBuilder:
    """Makes briefings with one summarizer, and keeps the last ones made."""

    def __init__(self, summarizer: CachingSummarizer) -> None:
        self._summarizer = summarizer
        self._made = lru_cache(_KEPT)(self._make)

    def build(self, story: Story, last_seen_id: str | None = None) -> Briefing:
        """The briefing for a reader who has been shown the story up to the article `last_seen_id` (None: not at all).

        If something new was reported since, it tells just that; else the whole story.
        """
        before = sum(age(article.id) <= age(last_seen_id) for article in story.articles) if last_seen_id else 0
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


def brief(story: Story, chosen: Sequence[ChosenSentence], since_article: Article | None = None) -> Briefing:
    """The briefing of a story from its chosen sentences, in the order they are to be shown.

    Its headline is that of the article which gives most of them, the newest of equals. Where none was chosen, the
    newest article is the source.
    """
    used = list(dict.fromkeys(each.article for each in chosen)) or [len(story.articles) - 1]
    quotes = tuple(Quote(each.text, used.index(each.article) + 1, each.paragraph) for each in chosen)
    sources = tuple(Citation(story.articles[index], _paragraphs(chosen, index)) for index in used)
    main = max(used, key=lambda index: (sum(each.article == index for each in chosen), index))
    return Briefing(
        id=story.id,
        headline=story.articles[main].headline,
        quotes=quotes,
        sources=sources,
        others=tuple(article for index, article in reversed(list(enumerate(story.articles))) if index not in used),
        outlets=story.outlets,
        first_seen=story.articles[0].received,
        snapshot_id=story.newest.id,
        since_article=since_article,
    )


def _paragraphs(chosen: Sequence[ChosenSentence], article: int) -> tuple[int, ...]:
    return tuple(sorted({each.paragraph for each in chosen if each.article == article}))
