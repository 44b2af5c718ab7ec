"""Counts the given topics, names and terms that articles mention: how much of the coverage is theirs, how written.

Which of them make good topics is decided in `trending.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from briefings.language.analysis import calendar, stop_words
from briefings.language.text_folding import tidy
from briefings.model.article import Article
from briefings.topics.phrases import (
    SurfaceForm,
    is_cased,
    is_title_case,
    names_in,
    stem_key,
    terms_in,
    tokens_of,
    without_capital,
)

# What is read of an article: what it is about stands at its top.
_MAX_PARAGRAPHS, _MAX_PARAGRAPH_LENGTH = 5, 2000  # characters
_MAX_TOPICS, _MAX_NAME_LENGTH = 30, 200  # characters, of a topic or a name
_REMEMBERED_ARTICLES = 320  # whose mentions need not be found again: the newest 300, and some that came meanwhile

# Points that an article gives to what it mentions.
_GIVEN_POINTS, _HEADLINE_NAME_POINTS, _HEADLINE_TERM_POINTS, _RECURRING_NAME_POINTS, _NAME_POINTS = 6, 3, 2, 2, 1


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a number of articles mention. A key is the stems of a name or term, joined by spaces.

    Attributes:
        points: for each key the sum of the articles' points.
        times: how often each key is written.
        forms: for each key its surface forms, and how often each is written.
    """

    points: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)
    forms: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


class ArticleTop(NamedTuple):
    """What is read of an article to find what it mentions; the same for two articles that mention the same."""

    language: str
    headline: str
    paragraphs: tuple[str, ...]
    topics: tuple[str, ...]
    names: tuple[str, ...]  # of outlet, agency and author, which are not what it is about


def top_of(article: Article) -> ArticleTop:
    """What is read of an article."""
    return ArticleTop(
        article.language,
        _beginning(article.headline, _MAX_PARAGRAPH_LENGTH),
        tuple(_beginning(paragraph, _MAX_PARAGRAPH_LENGTH) for paragraph in article.paragraphs[:_MAX_PARAGRAPHS]),
        tuple(_beginning(topic, _MAX_NAME_LENGTH) for topic in article.topics[:_MAX_TOPICS]),
        tuple(_beginning(name, _MAX_NAME_LENGTH) for name in (article.outlet, article.agency, article.author) if name),
    )


def _beginning(text: str, length: int) -> str:
    """As many whole words of a text as are not longer than `length` characters together."""
    return text if len(text) <= length else text[:length].rpartition(" ")[0] or text[:length]


@dataclass(frozen=True, slots=True)
class _ArticleMentions:
    """What one article's given topics, headline and first paragraphs mention.

    Attributes:
        given: the topics given by outlet or editor.
        headline: every possible name or term in the headline.
        names: the names in headline and paragraphs, and how often each stands there.
        body: the possible names and terms in the paragraphs, and how often each stands there.
        lower_case: keys of words in the paragraphs without a capital, and how often each stands there.
        is_cased: whether the article's script has capitals.
    """

    language: str
    given: tuple[SurfaceForm, ...]
    headline: tuple[SurfaceForm, ...]
    names: Counter[SurfaceForm]
    body: Counter[SurfaceForm]
    lower_case: Counter[str]
    is_cased: bool


def mentions(articles: Sequence[ArticleTop]) -> Mentions:
    """What the articles mention; each surface form is written so in one of them.

    A key is a name if the articles write it as a name more often than without a capital. A term of a headline counts
    if it is in several headlines or in its article's paragraphs too.
    """
    by_article = [article_mentions(article) for article in articles]
    as_name: Counter[str] = Counter()
    lower_case: Counter[str] = Counter()
    headlines: Counter[str] = Counter()
    for article in by_article:
        as_name.update(_counts_by_key(article.names))
        lower_case.update(article.lower_case)
        headlines.update(dict.fromkeys((term.key for term in article.headline), 1))
    names = frozenset(key for key, times in as_name.items() if times > lower_case[key])
    recurring = frozenset(key for key, count in headlines.items() if count > 1)
    total = Mentions()
    for article in by_article:
        _add(total, article, names, recurring)
    return total


def _add(total: Mentions, article: _ArticleMentions, names: frozenset[str], recurring: frozenset[str]) -> None:
    points = _points(article, names, recurring)
    total.points.update(points)
    for term, count in (article.body + Counter(article.given) + Counter(article.headline)).items():
        if term.key in points:
            total.times[term.key] += count
            total.forms[term.key][term.form] += count


def _points(article: _ArticleMentions, names: frozenset[str], recurring: frozenset[str]) -> dict[str, int]:
    """The points that an article gives to each key, from the keys of names and of what several headlines have."""
    points: dict[str, int] = {}
    times = _counts_by_key(article.body)
    for name in article.names:
        if name.key in names:
            points[name.key] = _RECURRING_NAME_POINTS if times[name.key] > 1 else _NAME_POINTS
    for term in article.headline:
        if term.key in names:
            points[term.key] = _HEADLINE_NAME_POINTS
        elif _can_be_topic(term, article) and (
            term.key in recurring or times[term.key] >= (1 if _is_compound(term) else 2)
        ):
            points[term.key] = _HEADLINE_TERM_POINTS
    points.update((topic.key, _GIVEN_POINTS) for topic in article.given)
    return points


def _counts_by_key(counts: Mapping[SurfaceForm, int]) -> Counter[str]:
    by_key: Counter[str] = Counter()
    for term, count in counts.items():
        by_key[term.key] += count
    return by_key


def _can_be_topic(term: SurfaceForm, article: _ArticleMentions) -> bool:
    """Whether words of a headline that are no name can be a topic: not a single common word."""
    words = term.form.split()
    if len(words) == 1:
        return not article.is_cased or _is_compound(term)
    common = stop_words(article.language)
    return len(words) == 2 and all(word.isalpha() and word.lower() not in common for word in words)


def _is_compound(term: SurfaceForm) -> bool:
    return "-" in term.form


@lru_cache(maxsize=_REMEMBERED_ARTICLES)
def article_mentions(article: ArticleTop) -> _ArticleMentions:
    """What one article mentions; remembered for the newest, since they are counted again with each push."""
    language = article.language
    headline, body = _tidy(article.headline), "\n".join(map(_tidy, article.paragraphs))
    headline_tokens, body_tokens = tokens_of(headline, language), tokens_of(body, language)
    tokens = (*headline_tokens, *body_tokens)
    given = tuple(
        SurfaceForm(stem_key(topic, language), " ".join(topic.split())) for topic in map(_tidy, article.topics)
    )
    openers = frozenset(token.word.key for token in tokens if token.opens and not token.word.common)
    names = Counter(names_in(body, body_tokens, language, openers))
    has_case = is_cased(body)
    if has_case and not is_title_case(headline_tokens):
        names.update(names_in(headline, headline_tokens, language, openers))
    excluded = {stem_key(name, language) for name in article.names}
    excluded |= _calendar_keys(language)
    first_keys = {token.word.key for token in tokens if token.word.capital}
    first_keys.update(token.word.key for token in headline_tokens)
    first_keys.update(key for topic in given for key in topic.key.split()[:1])
    return _ArticleMentions(
        language,
        given,
        tuple(dict.fromkeys(term for term in terms_in(headline, headline_tokens) if term.key not in excluded)),
        Counter({name: times for name, times in names.items() if name.key not in excluded}),
        Counter(terms_in(body, body_tokens, first_keys)),
        Counter(token.word.key for token in without_capital(body_tokens, language)),
        has_case,
    )


def _tidy(text: str) -> str:
    return _beginning(tidy(text), _MAX_PARAGRAPH_LENGTH)  # again, since one sign may stand for eighteen


@lru_cache(maxsize=64)
def _calendar_keys(language: str) -> frozenset[str]:
    """Days and months, which have a capital in many languages and are never a topic."""
    return frozenset(stem_key(name, language) for name in calendar(language))
