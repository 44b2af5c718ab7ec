"""What articles speak of: their given topics, the names and terms in them, how much and in which spelling.

Finds and counts; which of them make good topics is for `topics.py` to say.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

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

_PARAGRAPHS_READ = 5  # what an article is about stands at its top

# Points that tell how much an article is about something.
_GIVEN, _NAME_IN_HEADLINE, _TERM_IN_HEADLINE, _RECURRING_NAME, _NAME = 6, 3, 2, 2, 1


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a number of articles speak of. A key is the stems of a name or term.

    Attributes:
        points: how much each key is covered.
        times: how often each key is written.
        forms: how each key is written, and how often so.
    """

    points: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)
    forms: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One article's topics, headline and first paragraphs."""

    language: str
    given: tuple[SurfaceForm, ...]
    headline: tuple[SurfaceForm, ...]  # every name or term there could be
    names: Counter[SurfaceForm]
    written: Counter[SurfaceForm]  # how often what could be a name or term stands in the paragraphs
    lower: Counter[str]  # keys of words that stand there without a capital
    cased: bool  # the article's script has capitals


def mentions(articles: Sequence[Article]) -> Mentions:
    """What the articles speak of; each form stands so in one of them."""
    read = [_read(article) for article in articles]
    named: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    headlines: Counter[str] = Counter()
    for each in read:
        named.update(_by_key(each.names))
        lower.update(each.lower)
        headlines.update(dict.fromkeys((term.key for term in each.headline), 1))
    names = frozenset(key for key, times in named.items() if times > lower[key])
    recurring = frozenset(key for key, count in headlines.items() if count > 1)
    found = Mentions()
    for each in read:
        _add(found, each, names, recurring)
    return found


def _add(found: Mentions, read: _Reading, names: frozenset[str], recurring: frozenset[str]) -> None:
    points = _points(read, names, recurring)
    found.points.update(points)
    for each, count in (read.written + Counter(read.given) + Counter(read.headline)).items():
        if each.key in points:
            found.times[each.key] += count
            found.forms[each.key][each.form] += count


def _points(read: _Reading, names: frozenset[str], recurring: frozenset[str]) -> dict[str, int]:
    points: dict[str, int] = {}
    times = _by_key(read.written)
    for name in read.names:
        if name.key in names:
            points[name.key] = _RECURRING_NAME if times[name.key] > 1 else _NAME
    for term in read.headline:
        if term.key in names:
            points[term.key] = _NAME_IN_HEADLINE
        elif _is_term(term, read) and (term.key in recurring or times[term.key] >= (1 if _is_compound(term) else 2)):
            points[term.key] = _TERM_IN_HEADLINE
    points.update((topic.key, _GIVEN) for topic in read.given)
    return points


def _by_key(written: Mapping[SurfaceForm, int]) -> Counter[str]:
    times: Counter[str] = Counter()
    for each, count in written.items():
        times[each.key] += count
    return times


def _is_term(term: SurfaceForm, read: _Reading) -> bool:
    """Whether words of a headline that are no name can be a topic: not a single common word."""
    words = term.form.split()
    if len(words) == 1:
        return not read.cased or _is_compound(term)
    common = stop_words(read.language)
    return len(words) == 2 and all(word.isalpha() and word.lower() not in common for word in words)


def _is_compound(term: SurfaceForm) -> bool:
    return "-" in term.form


def _read(article: Article) -> _Reading:
    language = article.language
    headline, body = tidy(article.headline), "\n".join(map(tidy, article.paragraphs[:_PARAGRAPHS_READ]))
    title, words = tokens_of(headline, language), tokens_of(body, language)
    given = tuple(
        SurfaceForm(stem_key(topic, language), " ".join(topic.split())) for topic in map(tidy, article.topics)
    )
    openers = frozenset(token.word.key for token in (*title, *words) if token.opens and not token.word.common)
    names = Counter(names_in(body, words, language, openers))
    cased = is_cased(body)
    if cased and not is_title_case(title):
        names.update(names_in(headline, title, language, openers))
    apart = {stem_key(name, language) for name in (article.outlet, article.agency, article.author) if name}
    apart |= _calendar(language)
    telling = {token.word.key for token in (*title, *words) if token.word.capital}
    telling.update(token.word.key for token in title)
    telling.update(key for topic in given for key in topic.key.split()[:1])
    return _Reading(
        language,
        given,
        tuple(dict.fromkeys(term for term in terms_in(headline, title) if term.key not in apart)),
        Counter({name: times for name, times in names.items() if name.key not in apart}),
        Counter(terms_in(body, words, telling)),
        Counter(token.word.key for token in without_capital(words, language)),
        cased,
    )


@lru_cache(maxsize=64)
def _calendar(language: str) -> frozenset[str]:
    """Days and months, which have a capital in many languages and are nobody's topic."""
    return frozenset(stem_key(name, language) for name in calendar(language))
