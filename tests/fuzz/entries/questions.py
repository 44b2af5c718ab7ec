"""What readers ask in words: no question is an error, none changes the index, and what it finds can be shown."""

from bot.rendering import callback_data
from briefings.search.query_parser import parse_query
from fuzz.entries.newsroom import NOW, services
from fuzz.failures import none_logged
from fuzz.promises import check_briefing, check_messages
from fuzz.shaping import Shape
from fuzz.words import QUESTION

_ARTICLES = 9


def question(data: bytes) -> None:
    """The words of `/topic`, or a message without a command."""
    queries, indexer = services().newsroom.queries, services().newsroom.indexer
    text = Shape(data).text(QUESTION)
    parsed = parse_query(text, NOW)
    assert parsed.since_time is None or parsed.since_time.tzinfo is not None
    with none_logged():
        briefings = queries.topic(text, 5)
        topics = queries.nearest_topics(text, 6)
    assert not indexer.is_behind() and len(indexer._search) == _ARTICLES
    for briefing in briefings:
        check_briefing(briefing)
    if briefings:
        check_messages(services().messages.stories(briefings, callback_data.more_topic(5, text)))
    assert len(topics) <= 6
