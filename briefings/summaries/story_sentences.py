"""Chooses the sentences of a story of several articles: the newest lede, then only what is new, clear and not stale."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from briefings.language.analysis import calendar
from briefings.language.teasers import says_news
from briefings.model.article import Article
from briefings.summaries.article_sentences import ArticleSentences
from briefings.summaries.lede import find_lede
from briefings.summaries.quotability import count_words, needs_context
from briefings.summaries.sentence import KnownContent, Sentence
from briefings.summaries.single_article import WORD_BUDGET, choose_in_article
from briefings.summaries.summarizer import MAX_SENTENCES

Position = tuple[int, int]  # index of the article, index of the sentence in it

_MANY_VOICES = 4  # different texts, from which what they agree on is covered
_MAX_ADDED_INDEX = 5  # of a sentence from another article: it stands near the top there
_MAX_ADDED_WORDS = 35
_ONE_DAY = timedelta(days=1)  # between two articles, from which one adds to the other
_MIN_SHARED_CONTENT = 2  # stems, with what is shown: it tells of the same
_MIN_LEADING_CONTENT = 3  # stems, of a headline and lede, that another article has at its top: they tell the story
_TOP_WORDS = 80

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
_AHEAD = re.compile(r"\b(?:upcoming|ahead of|will|(?:is|are) (?:to|due|set|expected|going))\b", re.IGNORECASE)


@dataclass(frozen=True)
class StoryText:
    """The articles of a story, the newest first, in one language, and the sentences of each."""

    articles: Sequence[Article]
    sentences: Sequence[ArticleSentences]

    @property
    def language(self) -> str:
        return self.articles[0].language

    @property
    def originals(self) -> list[str]:
        """Of each article the id of the one whose text it has."""
        return [article.copy_of for article in self.articles]

    def text(self, position: Position) -> str:
        return self.sentences[position[0]].texts[position[1]]

    def may_add(self, article: int, main: int) -> bool:
        """Whether an article has a text of its own and is known to be of the main one's day."""
        one, another = self.articles[article], self.articles[main]
        known = one.published is not None and another.published is not None
        return known and self.of_one_day(article, main) and one.copy_of != another.copy_of

    def of_one_day(self, article: int, other: int) -> bool:
        """Whether two articles are a day apart at most, by when they were published or else received."""
        one, another = (self.articles[index].published or self.articles[index].received for index in (article, other))
        return abs(one - another) <= _ONE_DAY


def choose_in_story(story: StoryText, already_shown: Sequence[str] = ()) -> list[Position]:
    """At most three sentences, in the order they are to be read; none that says what was `already_shown`.

    The lede of the newest article that has one comes first, or what else of it stands if its headline says it already.
    A column leads only where all are, and a feature, whose lede is not its first sentence or sets a scene of which the
    top of no other article tells, only where none of the same day begins with the news. Then what that article says
    next; of another article of the same day, one sentence at most, which stands all by itself, tells of the same, says
    something new and cannot have gone out of date. Of four and more different texts, what follows the lede is what most
    of them say (`multi_article.py`) and can still be true.
    """
    known = KnownContent([Sentence(text, story.language) for text in already_shown])
    for main in _leading_first(story):
        own = _new_sentences(story, main, known)
        if own:
            return _complete(story, own, known, already_shown)
    return []


def _leading_first(story: StoryText) -> list[int]:
    """The articles that may lead, the one to lead first; without copies."""
    texts = [index for index, original in enumerate(story.originals) if story.originals.index(original) == index]
    ledes = {index: None if story.articles[index].opinion else find_lede(story.sentences[index]) for index in texts}
    begun = [index for index in texts if ledes[index] == 0]
    tops = [(index, _content(story, _top(story, index))) for index in texts]
    telling = [
        index for index, lede in ledes.items() if lede is not None and _tells_the_story(story, index, lede, tops)
    ]
    straight = [index for index in begun if index in telling] or telling or begun

    def rank(index: int) -> int:
        if ledes[index] is None:
            return 2
        return int(index not in straight and any(may_go_before(other, index) for other in straight))

    def may_go_before(other: int, index: int) -> bool:
        is_overtaken = other > index and _AHEAD.search(story.text((other, 0))) is not None
        return story.of_one_day(index, other) and not is_overtaken

    return sorted(texts, key=rank)


def _tells_the_story(story: StoryText, article: int, lede: int, tops: Sequence[tuple[int, frozenset[str]]]) -> bool:
    """Whether the headline and lede of an article say what another one says at its top, if there is another text."""
    beginning = _content(story, f"{story.articles[article].headline} {story.text((article, lede))}")
    others = [top for other, top in tops if other != article]
    return not others or any(len(beginning & top) >= _MIN_LEADING_CONTENT for top in others)


def _top(story: StoryText, article: int) -> str:
    return " ".join([story.articles[article].headline, *" ".join(story.sentences[article].texts).split()[:_TOP_WORDS]])


def _content(story: StoryText, text: str) -> frozenset[str]:
    return Sentence(text, story.language).content


def _new_sentences(story: StoryText, main: int, known: KnownContent) -> list[Position]:
    """What an article says by itself, without what is known and what leans on that."""
    article = story.sentences[main]
    chosen = choose_in_article(article, MAX_SENTENCES)
    new = [index for index in chosen if not _is_known(article, index, known)]
    if len(new) == len(chosen):
        return [(main, index) for index in new]
    standing: list[int] = []
    for index in new:
        if article.stands(index, [article.texts[each] for each in standing]):
            standing.append(index)
    return [(main, index) for index in standing]


def _is_known(article: ArticleSentences, index: int, known: KnownContent) -> bool:
    return known.covers(Sentence(article.texts[index], article.language))


def _complete(
    story: StoryText, own: list[Position], known: KnownContent, already_shown: Sequence[str]
) -> list[Position]:
    """The sentences of the main article, `own`, and what other articles add to its first ones."""
    main = own[0][0]
    if len(set(story.originals)) >= _MANY_VOICES:
        return _covering(story, own, already_shown)
    kept = own[: MAX_SENTENCES - 1]
    for article in range(len(story.articles)):
        for index in range(min(_MAX_ADDED_INDEX, len(story.sentences[article].texts))):
            if story.may_add(article, main) and _adds(story, kept, (article, index), known):
                return [*kept, (article, index)]
    return own


def _adds(story: StoryText, shown: Sequence[Position], added: Position, known: KnownContent) -> bool:
    """Whether a sentence of an older article may follow what is shown of the newest one."""
    passing = _PASSING.get(story.language)
    text, texts = story.text(added), [story.text(position) for position in shown]
    headline = story.sentences[shown[0][0]].headline
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
    return len(sentence.content & about) >= _MIN_SHARED_CONTENT and story.sentences[added[0]].stands(added[1], (), "")


def _days(text: str, language: str) -> set[str]:
    """The days and months that a text names."""
    return {word for word in re.findall(r"\w+", text.lower()) if word in calendar(language)}


def _covering(story: StoryText, own: Sequence[Position], already_shown: Sequence[str]) -> list[Position]:
    """The first of the main article's sentences, then what most articles say, as far as it stands."""
    oldest_first = len(story.articles) - 1
    from briefings.summaries.multi_article import cover  # only here: scipy takes a second, and 60 MB from then on

    pairs = cover(
        [article.texts for article in reversed(story.sentences)],
        [story.originals.index(original) for original in reversed(story.originals)],
        story.language,
        first=(oldest_first - own[0][0], own[0][1]),
        already_shown=already_shown,
    )
    headline, passing = story.sentences[own[0][0]].headline, _PASSING.get(story.language)
    chosen: list[Position] = [own[0]]
    for article, index in pairs[1:]:
        position = (oldest_first - article, index)
        shown = [story.text(each) for each in chosen]
        is_stale = position[0] != own[0][0] and passing is not None and passing.search(story.text(position))
        if not is_stale and story.sentences[position[0]].stands(index, shown, headline):
            chosen.append(position)
    return chosen if len(chosen) > 1 else list(own)
