"""Chooses the topics to offer: the most covered ones, and those spelt most like a query that found nothing."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from briefings.language.text_folding import fold
from briefings.model.article import Article
from briefings.topics.mentions import Mentions, mentions, top_of

_MAX_CHARACTERS = 24  # that a button shows
_MAX_BYTES = 56  # that a button can carry
_MIN_SIMILARITY = 0.65  # of spellings; 1 is the same
_PREFIX_SIMILARITY = 0.95
_MAX_TOPICS = 500  # that are kept, and compared with a query
_MAX_QUERY_CHARACTERS = 60  # that are compared: a topic has no more than 24
_MAX_QUERY_WORDS = 6  # that are compared one by one
_MIN_PREFIX_CHARACTERS = 3
_MAX_ENDING_CHARACTERS = 3  # by which two stems of one word differ


class _Topic(NamedTuple):
    """A topic as it is written, its key, and how it is written but for case and accents."""

    form: str
    key: str
    folded: str


class CoveredTopics:
    """The topics that some articles cover, each short enough for a button; what is asked of them costs little."""

    def __init__(self, topics: tuple[_Topic, ...] = ()) -> None:
        """`topics`: the most covered first."""
        self._topics = topics

    def top(self, count: int) -> list[str]:
        """Those covered most, at most `count`.

        Topics named by outlet or editor count most, then what headlines name, then what the first paragraphs do. No
        topic is a form or a part of another, and `SearchIndex.find` finds each: an article has it as it is written.
        """
        return _distinct(self._topics, count)

    def nearest(self, query: str, count: int) -> list[str]:
        """Those spelt nearly like the query; then the most covered ones, up to `count`."""
        folded = fold(query[:_MAX_QUERY_CHARACTERS])[:_MAX_QUERY_CHARACTERS]
        similarities = [(_similarity(folded, topic.folded), -rank) for rank, topic in enumerate(self._topics)]
        nearest = [self._topics[-rank] for similarity, rank in sorted(similarities, reverse=True) if similarity]
        return _distinct([*nearest, *self._topics], count)


def covered_topics(articles: Sequence[Article]) -> CoveredTopics:
    """The topics of these articles; costs some milliseconds for each article of which it was not asked of late."""
    by_coverage = islice(_sorted_by_coverage(mentions([top_of(article) for article in articles])), _MAX_TOPICS)
    return CoveredTopics(tuple(_Topic(form, key, fold(form)) for key, form in by_coverage))


def _sorted_by_coverage(mentioned: Mentions) -> Iterator[tuple[str, str]]:
    # A term of two words says more than one of them, though that is written more often.
    coverage = {key: (points, mentioned.times[key] * len(key.split())) for key, points in mentioned.points.items()}
    for key in sorted(coverage, key=coverage.__getitem__, reverse=True):
        form = max(mentioned.forms[key], key=mentioned.forms[key].__getitem__, default="")
        if key and _fits_button(form):
            yield key, form


def _fits_button(topic: str) -> bool:
    short = len(topic) <= _MAX_CHARACTERS and len(topic.encode()) <= _MAX_BYTES
    return short and sum(character.isalpha() for character in topic) > 1 and topic.isprintable()


def _distinct(topics: Iterable[_Topic], count: int) -> list[str]:
    """The first `count` topics that have no word in common, not even in another form."""
    chosen: list[str] = []
    chosen_words: list[str] = []
    for topic in topics:
        if len(chosen) >= count:
            break
        words = fold(topic.key).split()
        if not any(_are_forms(word, chosen_word) for word in words for chosen_word in chosen_words):
            chosen.append(topic.form)
            chosen_words += words
    return chosen


def _are_forms(left: str, right: str) -> bool:
    """Whether two stems are of one word as far as can be told without a dictionary: indonesia, indonesian."""
    short, long = sorted((left, right), key=len)
    return short == long or (
        len(short) > 3 and long.startswith(short) and len(long) - len(short) <= _MAX_ENDING_CHARACTERS
    )


def _similarity(query: str, topic: str) -> float:
    """The similarity of spelling, from 0 to 1: of the whole, or of the two words most similar; 0 below the minimum."""
    query_words = query.split()[:_MAX_QUERY_WORDS]
    pairs = {(query, topic), *((word, topic_word) for word in query_words for topic_word in topic.split())}
    return max((_ratio(left, right) for left, right in pairs if _can_be_similar(left, right)), default=0.0)


def _can_be_similar(written: str, topic: str) -> bool:
    """Whether the letters that could be in common are enough; what is told by it is told soon."""
    least = _MIN_SIMILARITY * (len(written) + len(topic)) / 2
    short, long = sorted((written, topic), key=len)
    if len(short) <= 2:
        return False
    return topic.startswith(written) or (len(short) >= least and sum(map(long.__contains__, short)) >= least)


def _ratio(written: str, topic: str) -> float:
    """The share of characters in common (difflib's `ratio`), 0 below the minimum; 0.95 for the beginning of a topic."""
    if len(written) >= _MIN_PREFIX_CHARACTERS and topic.startswith(written):
        return _PREFIX_SIMILARITY
    matcher = SequenceMatcher(None, written, topic, autojunk=False)
    if matcher.quick_ratio() < _MIN_SIMILARITY:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _MIN_SIMILARITY else 0.0
