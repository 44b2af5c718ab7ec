"""Puts briefings together: a story and its chosen sentences, or only what is new since a reader saw it last."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from briefings.model.article import Article
from briefings.model.briefing import Briefing, Citation, Quote
from briefings.model.story import Story, age
from briefings.summaries.cache import CachingSummarizer
from briefings.summaries.summarizer import ChosenSentence

_MAX_CACHED_BRIEFINGS = 512
_MAX_CACHED_CHARACTERS = 100_000  # of a story's texts, which are in memory with its briefing; of most, a tenth


class BriefingBuilder:
    """Builds briefings with one summarizer, and caches the last ones in memory."""

    def __init__(self, summarizer: CachingSummarizer) -> None:
        self._summarizer = summarizer
        self._cached_briefing = lru_cache(_MAX_CACHED_BRIEFINGS)(self._briefing)

    def build(self, story: Story, last_seen_id: str | None = None) -> Briefing:
        """The briefing for a reader who has been shown the story up to the article `last_seen_id` (None: not at all).

        If something new was reported since, it tells just that; else the whole story.
        """
        seen = sum(age(article.id) <= age(last_seen_id) for article in story.articles) if last_seen_id else 0
        if 0 < seen < len(story.articles):
            update = self._cached_or_new(story, seen)
            if update.quotes:
                return update
        return self._cached_or_new(story, 0)

    def _cached_or_new(self, story: Story, seen: int) -> Briefing:
        size = sum(len(paragraph) for article in story.articles for paragraph in article.paragraphs)
        return (self._cached_briefing if size <= _MAX_CACHED_CHARACTERS else self._briefing)(story, seen)

    def _briefing(self, story: Story, seen: int) -> Briefing:
        """The briefing for a reader who has seen the first `seen` articles: from those after that copy none of them."""
        already_shown, new = story.articles[:seen], story.articles[seen:]
        shown_texts = {article.copy_of for article in already_shown}
        indexes = [index for index, article in enumerate(new, seen) if article.copy_of not in shown_texts]
        chosen = self._summarizer.choose_from([story.articles[index] for index in indexes], already_shown)
        chosen = [replace(sentence, article=indexes[sentence.article]) for sentence in chosen]
        return brief(story, chosen, already_shown[-1] if already_shown else None)


def brief(story: Story, chosen: Sequence[ChosenSentence], since_article: Article | None = None) -> Briefing:
    """The briefing of a story from its chosen sentences, in the order they are to be shown.

    Its headline is that of the article whose sentence comes first. Where none was chosen, the newest article is the
    source.
    """
    cited = list(dict.fromkeys(sentence.article for sentence in chosen)) or [len(story.articles) - 1]
    quotes = tuple(Quote(sentence.text, cited.index(sentence.article) + 1, sentence.paragraph) for sentence in chosen)
    sources = tuple(Citation(story.articles[index], _cited_paragraphs(chosen, index)) for index in cited)
    return Briefing(
        id=story.id,
        headline=story.articles[cited[0]].headline,
        quotes=quotes,
        sources=sources,
        others=tuple(article for index, article in reversed(list(enumerate(story.articles))) if index not in cited),
        outlets=story.outlets,
        first_seen=story.articles[0].received,
        snapshot_id=story.newest.id,
        since_article=since_article,
    )


def _cited_paragraphs(chosen: Sequence[ChosenSentence], article: int) -> tuple[int, ...]:
    return tuple(sorted({sentence.paragraph for sentence in chosen if sentence.article == article}))
