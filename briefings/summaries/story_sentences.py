"""Chooses the sentences of a story of several articles: the newest lede, then only what is new, clear and not stale."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefings.language.analysis import calendar
from briefings.language.teasers import says_news
from briefings.summaries.article_sentences import ArticleSentences
from briefings.summaries.lede import find_lede
from briefings.summaries.multi_article import cover
from briefings.summaries.quotability import count_words, needs_context
from briefings.summaries.sentence import KnownContent, Sentence
from briefings.summaries.single_article import WORD_BUDGET, choose_in_article

Position = tuple[int, int]  # index of the article, index of the sentence in it

_MANY_VOICES = 4  # different texts, from which what they agree on is covered
_MAX_SENTENCES = 3
_MAX_ADDED_INDEX = 5  # of a sentence from another article: it stands near the top there
_MAX_ADDED_WORDS = 35
_SAME_DAY = timedelta(days=1)  # between two articles, from which one adds to the other
_MIN_SHARED_CONTENT = 2  # stems, with what is shown: it tells of the same

# What soon goes out of date: plans, states, counts, days that are named from where the writer stands. Only in languages
# with such a list can a sentence of an older article be told to be still true beside a newer one.
_PASSING = {
    "en": re.compile(
        r"\b(?:will|would|shall|may|might|could|should|can|is|are|has|have|wants?|seeks?|aims?|needs?|expect(?:s|ed)?|due"
        r"|set|likely|plan(?:s|ned)?|hope[sd]?|vow(?:s|ed)|remains?|continue[sd]?|still|now|currently|so far|yet|until"
        r"|at least|more than|about|today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening|week|month)"
        r"|next|later|ahead|upcoming)\b",
        re.IGNORECASE,
    )
}


@dataclass(frozen=True)
class StoryText:
    """The articles of a story, the newest first, in one language.

    Attributes:
        articles: their sentences.
        text_ids: a number for each article, the same for copies of one text.
        published: when each was, as far as that is known.
        opinions: whether each is a column.
    """

    articles: Sequence[ArticleSentences]
    text_ids: Sequence[int]
    published: Sequence[datetime | None]
    opinions: Sequence[bool]

    @property
    def language(self) -> str:
        return self.articles[0].language

    def text(self, position: Position) -> str:
        return self.articles[position[0]].texts[position[1]]

    def may_add(self, article: int, main: int) -> bool:
        """Whether an article has a text of its own and is known to be of the main one's day."""
        one, another = self.published[article], self.published[main]
        same_day = one is not None and another is not None and abs(one - another) <= _SAME_DAY
        return same_day and self.text_ids[article] != self.text_ids[main]


def choose_in_story(story: StoryText, already_shown: Sequence[str] = ()) -> list[Position]:
    """At most three sentences, in the order they are to be read; none that says what was `already_shown`.

    The lede of the newest article that begins with one comes first, or what else of it stands if its headline says it
    already; a column or feature leads only where all are.
    Then what that article says next; of another article of the same day, one sentence at most, which stands all by
    itself, tells of the same, says something new and cannot have gone out of date. Of four and more different texts,
    what follows the lede is what most of them say (`multi_article.py`).
    """
    known = KnownContent([Sentence(text, story.language) for text in already_shown])
    for main in _leading_first(story):
        article = story.articles[main]
        own = [
            (main, index)
            for index in choose_in_article(article, _MAX_SENTENCES)
            if not _is_known(article, index, known)
        ]
        if own:
            return _complete(story, own, known, already_shown)
    return []


def _leading_first(story: StoryText) -> list[int]:
    """The articles that may lead, without copies: columns and what does not begin with its news come last."""
    texts = [index for index, number in enumerate(story.text_ids) if story.text_ids.index(number) == index]
    return sorted(texts, key=lambda index: story.opinions[index] or find_lede(story.articles[index]) != 0)


def _is_known(article: ArticleSentences, index: int, known: KnownContent) -> bool:
    return known.covers(Sentence(article.texts[index], article.language))


def _complete(
    story: StoryText, own: list[Position], known: KnownContent, already_shown: Sequence[str]
) -> list[Position]:
    """The sentences of the main article, `own`, and what other articles add to its first ones."""
    main = own[0][0]
    if len(set(story.text_ids)) >= _MANY_VOICES:
        return _covering(story, own, already_shown)
    for kept in (own[: _MAX_SENTENCES - 1], own):
        for article in range(len(story.articles)):
            for index in range(min(_MAX_ADDED_INDEX, len(story.articles[article].texts))):
                if story.may_add(article, main) and _adds(story, kept, (article, index), known):
                    return [*kept, (article, index)]
        if len(own) < _MAX_SENTENCES:
            break
    return own


def _adds(story: StoryText, shown: Sequence[Position], added: Position, known: KnownContent) -> bool:
    """Whether a sentence of an older article may follow what is shown of the newest one."""
    passing = _PASSING.get(story.language)
    text, texts = story.text(added), [story.text(position) for position in shown]
    headline = story.articles[shown[0][0]].headline
    if passing is None or passing.search(text) or needs_context(text, story.language):
        return False
    if count_words(text) > _MAX_ADDED_WORDS or not says_news(text):
        return False
    if count_words(" ".join([*texts, text])) > WORD_BUDGET or not _days(text, story.language) <= _days(
        " ".join(texts), story.language
    ):
        return False
    sentence = Sentence(text, story.language)
    told = [Sentence(each, story.language) for each in texts]
    if known.covers(sentence) or any(sentence.repeats(each) or sentence.updates(each) for each in told):
        return False
    about = frozenset[str]().union(*(each.content for each in (Sentence(headline, story.language), *told)))
    return len(sentence.content & about) >= _MIN_SHARED_CONTENT and story.articles[added[0]].stands(added[1], (), "")


def _days(text: str, language: str) -> set[str]:
    """The days and months that a text names."""
    return {word for word in re.findall(r"\w+", text.lower()) if word in calendar(language)}


def _covering(story: StoryText, own: Sequence[Position], already_shown: Sequence[str]) -> list[Position]:
    """The first of the main article's sentences, then what most articles say, as far as it stands."""
    oldest_first = len(story.articles) - 1
    pairs = cover(
        [article.texts for article in reversed(story.articles)],
        list(reversed(story.text_ids)),
        story.language,
        first=(oldest_first - own[0][0], own[0][1]),
        already_shown=already_shown,
    )
    headline = story.articles[own[0][0]].headline
    chosen: list[Position] = []
    for article, index in pairs:
        position = (oldest_first - article, index)
        shown = [story.text(each) for each in chosen]
        if position == own[0] or story.articles[position[0]].stands(index, shown, headline):
            chosen.append(position)
    return chosen if len(chosen) > 1 else list(own)
