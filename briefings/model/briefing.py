"""A briefing: a few sentences of a story, word for word, and where each of them stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefings.model.article import Article
from briefings.model.story import Story
from briefings.summaries.summarizer import ChosenSentence


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence as it stands in an article.

    Attributes:
        text: the sentence, character for character (white space folded).
        source: which of the briefing's sources it is from, counted from 1: the `[1]` behind it.
        paragraph: which paragraph of that article it stands in, counted from 1: the `¶1`.
    """

    text: str
    source: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Citation:
    """An article that a briefing quotes, and the paragraphs it quotes, in order."""

    article: Article
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a reader gets of a story.

    Attributes:
        id: the story's.
        others: the story's articles that it does not quote, newest first.
        outlets: how many report the story independently.
        first_seen: when the story's first article was received.
        upto: the id of the newest article it knows of.
        since: the article that the reader had seen last, if it tells only what is new since; else None.
    """

    id: str
    headline: str
    quotes: tuple[Quote, ...]
    sources: tuple[Citation, ...]
    others: tuple[Article, ...]
    outlets: int
    first_seen: datetime
    upto: str
    since: Article | None = None


def brief(story: Story, chosen: Sequence[ChosenSentence], since: Article | None = None) -> Briefing:
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
        upto=story.newest.id,
        since=since,
    )


def _paragraphs(chosen: Sequence[ChosenSentence], article: int) -> tuple[int, ...]:
    return tuple(sorted({each.paragraph for each in chosen if each.article == article}))
