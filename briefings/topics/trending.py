"""Chooses the topics to offer: the most covered ones, and those spelt most like a query that found nothing."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from briefings.language.text_folding import fold
from briefings.model.article import Article
from briefings.topics.mentions import Mentions, mentions

_MAX_CHARACTERS = 24  # that a button shows
_MAX_BYTES = 56  # that a button can carry
_MIN_SIMILARITY = 0.65  # of spellings; 1 is the same
_PREFIX_SIMILARITY = 0.95
_MAX_COMPARED_TOPICS = 2000
_MAX_QUERY_CHARACTERS = 100  # that are compared
_MIN_PREFIX_CHARACTERS = 3
_MAX_ENDING_CHARACTERS = 3  # by which two stems of one word differ


def top_topics(articles: Sequence[Article], count: int) -> list[str]:
    """The topics these articles cover most, at most `count`, each short enough for a button.

    Topics named by outlet or editor count most, then what headlines name, then what the first paragraphs do. No topic
    is a form or a part of another, and `SearchIndex.find` finds each: one of the articles has it as it is written.
    """
    return _distinct(_by_coverage(mentions(articles)), count)


def nearest_topics(query: str, articles: Sequence[Article], count: int) -> list[str]:
    """Topics of these articles spelt nearly like the query; then the most covered ones, up to `count`."""
    topics = list(_by_coverage(mentions(articles)))
    folded_query = fold(query[:_MAX_QUERY_CHARACTERS])
    similarities = [
        (_similarity(folded_query, fold(topic)), -rank, topic)
        for rank, (_, topic) in enumerate(topics[:_MAX_COMPARED_TOPICS])
    ]
    keys = {topic: key for key, topic in topics}
    nearest = [
        (keys[topic], topic)
        for similarity, _, topic in sorted(similarities, reverse=True)
        if similarity >= _MIN_SIMILARITY
    ]
    return _distinct([*nearest, *topics], count)


def _by_coverage(mentioned: Mentions) -> Iterator[tuple[str, str]]:
    """The key and most frequent form of all that fits on a button, the most covered first."""
    # A term of two words says more than one of them, though that is written more often.
    coverage = {key: (points, mentioned.times[key] * len(key.split())) for key, points in mentioned.points.items()}
    for key in sorted(coverage, key=coverage.__getitem__, reverse=True):
        form = max(mentioned.forms[key], key=mentioned.forms[key].__getitem__, default="")
        if key and _fits_button(form):
            yield key, form


def _fits_button(topic: str) -> bool:
    short = len(topic) <= _MAX_CHARACTERS and len(topic.encode()) <= _MAX_BYTES
    return short and sum(character.isalpha() for character in topic) > 1 and topic.isprintable()


def _distinct(topics: Iterable[tuple[str, str]], count: int) -> list[str]:
    """The first `count` topics that have no word in common, not even in another form."""
    chosen: list[str] = []
    chosen_words: list[str] = []
    for key, topic in topics:
        if len(chosen) >= count:
            break
        words = fold(key).split()
        if not any(_are_forms(word, chosen_word) for word in words for chosen_word in chosen_words):
            chosen.append(topic)
            chosen_words += words
    return chosen


def _are_forms(left: str, right: str) -> bool:
    """Whether two stems are of one word as far as can be told without a dictionary: indonesia, indonesian."""
    short, long = sorted((left, right), key=len)
    return short == long or (
        len(short) > 3 and long.startswith(short) and len(long) - len(short) <= _MAX_ENDING_CHARACTERS
    )


def _similarity(query: str, topic: str) -> float:
    """The similarity of spelling, from 0 to 1: of the whole, or of the two words most similar."""
    pairs = {(query, topic), *((word, topic_word) for word in query.split() for topic_word in topic.split())}
    return max((_ratio(left, right) for left, right in pairs if len(left) > 2 and len(right) > 2), default=0.0)


def _ratio(written: str, topic: str) -> float:
    """The share of characters in common (difflib's `ratio`), 0 below the minimum; 0.95 for the beginning of a topic."""
    if len(written) >= _MIN_PREFIX_CHARACTERS and topic.startswith(written):
        return _PREFIX_SIMILARITY
    matcher = SequenceMatcher(None, written, topic, autojunk=False)
    if matcher.real_quick_ratio() < _MIN_SIMILARITY or matcher.quick_ratio() < _MIN_SIMILARITY:
        return 0.0
    return matcher.ratio()
