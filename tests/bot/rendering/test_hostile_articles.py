"""Articles with fields of any length, or with halves of characters, make messages that the Bot API takes."""

import pytest
from doubling import MAX_RATIO, cost_ratio
from running_bot import Clock
from stored_articles import alone

from bot.locales import Translator
from bot.rendering.callback_data import MAX_BYTES
from bot.rendering.html import MAX_MESSAGE_BYTES, MAX_MESSAGE_UNITS, Piece, linked, pack, units
from bot.rendering.message import Message
from bot.rendering.messages import Messages
from bot.terminal.html_parser import read_html
from briefings.model.article import Article
from briefings.model.briefing import Briefing, Citation, Quote

MESSAGES = Messages(Translator("en"), Clock(), "UTC")
SENTENCE = "The vote on the harbour passed on Friday."
FIELDS: dict[str, object] = {
    "a headline": {"headline": "A & B " * 20_000},
    "a headline of combining marks": {"headline": "e" + "\u0301" * 100_000},
    "an outlet": {"outlet": "😀" * 10_000},
    "authors": {"author": ", ".join(f"Ann Number{number}" for number in range(5000))},
    "topics": {"topics": tuple(f"topic {number}" for number in range(5000))},
    "a link": {"link": "https://harbour.example/" + "a&" * 25_000, "outlet": "Harbour Post"},
    "a paragraph": {"paragraphs": (SENTENCE + " " + "x" * 1_000_000,)},
    "half a character": dict.fromkeys(("headline", "outlet", "author", "agency", "dateline"), "a � b �"),
}


def briefing(article: Article, others: tuple[Article, ...] = ()) -> Briefing:
    quotes, sources = (Quote(SENTENCE, 1, 1),), (Citation(article, (1,)),)
    return Briefing(article.id, article.headline, quotes, sources, others, 1, article.received, article.id)


def article(number: int = 1, **fields: object) -> Article:
    return alone(**({"id": f"261123-{number}", "headline": "Vote", "paragraphs": (SENTENCE,)} | fields))


def is_taken(message: Message) -> bool:
    data = [data for row in message.buttons for _, data in row]
    fits = units(read_html(message.html).text) <= MAX_MESSAGE_UNITS and len(message.html.encode()) <= MAX_MESSAGE_BYTES
    return fits and all(len(each.encode()) <= MAX_BYTES for each in data)


@pytest.mark.parametrize("fields", FIELDS.values(), ids=FIELDS)
def test_an_article_with_a_field_of_any_length_is_shown_in_a_few_messages(fields: dict[str, object]) -> None:
    of_article, other = briefing(article(**fields)), briefing(article(2))
    shown = [MESSAGES.stories([of_article, other]), MESSAGES.passages([of_article]), MESSAGES.all_sources([of_article])]
    shown += [MESSAGES.article(of_article, of_article), MESSAGES.related([(other, [of_article])])]
    assert all(is_taken(message) for messages in shown for message in messages)
    assert max(map(len, shown)) <= 6


def test_a_story_of_a_thousand_articles_lists_the_first_hundred() -> None:
    others = tuple(article(number, headline=f"Vote {number}") for number in range(2, 1001))
    messages = MESSAGES.all_sources([briefing(article(), others)])
    assert "and 900 more" in messages[-1].html and len(messages) < 8


def test_messages_hold_no_more_html_than_the_bot_api_reads() -> None:
    address = "https://harbour.example/" + "a" * 1900
    packed = pack([[linked("[1] ", f"Source {number}", address, "") for number in range(50)]])
    assert all(len(html.encode()) <= MAX_MESSAGE_BYTES for html in packed)
    assert sum(html.count("<a ") for html in packed) == 50


def test_twice_the_text_takes_twice_as_long_to_pack() -> None:
    assert cost_ratio(lambda size: "a word " * size, lambda text: pack([[Piece(text)]]), 100_000) < MAX_RATIO


@pytest.mark.parametrize("unit", ["<a ", "<b>", "</b>", '<a href="', "&amp;", "<!--"])
def test_twice_the_html_takes_the_terminal_twice_as_long_to_read(unit: str) -> None:
    assert cost_ratio(lambda size: unit * size, read_html, 3000) < MAX_RATIO
