"""Which topics to offer: the most covered ones, and those nearest to words that found nothing."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from briefings.language.text_folding import fold
from briefings.model.article import Article
from briefings.topics.mentions import Mentions, mentions

_MOST_CHARACTERS = 24  # what a button shows
_MOST_BYTES = 56  # what a button can carry
_NEAR = 0.65  # of 1, the same
_COMPARED = 2000
_SHORTEST_BEGINNING = 3
_LONGEST_ENDING = 3


def top_topics(articles: Sequence[Article], count: int) -> list[str]:
    """The topics these articles cover most, at most `count`, each short enough for a button.

    Topics named by outlet or editor count most, then what headlines name, then what the first paragraphs do. No topic
    is a form or a part of another, and each is found by `Search.find`: it stands as it is in one of the articles.
    """
    return _distinct(_offered(mentions(articles)), count)


def nearest_topics(query: str, articles: Sequence[Article], count: int) -> list[str]:
    """Topics of these articles spelt nearly like a person's words; then the most covered ones, up to `count`."""
    offered = list(_offered(mentions(articles)))
    wanted = fold(query[:100])
    near = [(_likeness(wanted, fold(topic)), -rank, topic) for rank, (_, topic) in enumerate(offered[:_COMPARED])]
    keys = {topic: key for key, topic in offered}
    nearest = [(keys[topic], topic) for likeness, _, topic in sorted(near, reverse=True) if likeness >= _NEAR]
    return _distinct([*nearest, *offered], count)


def _offered(found: Mentions) -> Iterator[tuple[str, str]]:
    """All that will do as a topic, with its key, the most covered first."""
    # A term of two words says more than one of them, though that is written more often.
    coverage = {key: (points, found.times[key] * len(key.split())) for key, points in found.points.items()}
    for key in sorted(coverage, key=coverage.__getitem__, reverse=True):
        form = max(found.forms[key], key=found.forms[key].__getitem__, default="")
        if key and _fits(form):
            yield key, form


def _fits(topic: str) -> bool:
    short = len(topic) <= _MOST_CHARACTERS and len(topic.encode()) <= _MOST_BYTES
    return short and sum(character.isalpha() for character in topic) > 1 and topic.isprintable()


def _distinct(topics: Iterable[tuple[str, str]], count: int) -> list[str]:
    """The first `count` topics that have no word in common, not even in another form."""
    chosen: list[str] = []
    taken: list[str] = []
    for key, topic in topics:
        if len(chosen) >= count:
            break
        words = fold(key).split()
        if not any(_same(word, other) for word in words for other in taken):
            chosen.append(topic)
            taken += words
    return chosen


def _same(one: str, other: str) -> bool:
    """Whether two stems are of one word as far as can be told without a dictionary: indonesia, indonesian."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) > 3 and long.startswith(short) and len(long) - len(short) <= _LONGEST_ENDING)


def _likeness(query: str, topic: str) -> float:
    """How alike the spelling is, of 1: of the whole or of the two words most alike."""
    pairs = {(query, topic), *((one, other) for one in query.split() for other in topic.split())}
    return max((_ratio(one, other) for one, other in pairs if len(one) > 2 and len(other) > 2), default=0.0)


def _ratio(one: str, other: str) -> float:
    if len(one) >= _SHORTEST_BEGINNING and other.startswith(one):
        return 0.95
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR:
        return 0.0
    return matcher.ratio()
