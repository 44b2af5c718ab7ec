"""Parses Telegram HTML, which `rendering/html.py` writes, into plain text and spans."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from telegram import MessageEntity

from bot.rendering.html import units

_ENTITY_TYPES = {
    "a": MessageEntity.TEXT_LINK,
    "b": MessageEntity.BOLD,
    "strong": MessageEntity.BOLD,
    "i": MessageEntity.ITALIC,
    "em": MessageEntity.ITALIC,
    "u": MessageEntity.UNDERLINE,
    "ins": MessageEntity.UNDERLINE,
    "s": MessageEntity.STRIKETHROUGH,
    "strike": MessageEntity.STRIKETHROUGH,
    "del": MessageEntity.STRIKETHROUGH,
    "code": MessageEntity.CODE,
    "pre": MessageEntity.PRE,
    "blockquote": MessageEntity.BLOCKQUOTE,
    "tg-spoiler": MessageEntity.SPOILER,
}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that an HTML tag enclosed.

    Attributes:
        start, end: characters (not UTF-16 units) of the text.
        tag: lower case.
        attributes: an attribute without a value is there with an empty one.
    """

    start: int
    end: int
    tag: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Parsed Telegram HTML: plain text, and the marked spans, sorted by start, the longer first."""

    text: str
    spans: tuple[Span, ...]

    def entities(self) -> list[Json]:
        """The spans as the message entities of the Bot API; unknown tags are left out."""
        return [_entity_of_span(self.text, span) for span in self.spans if span.tag in _ENTITY_TYPES]


def read_html(html: str) -> MarkedText:
    """Read Telegram HTML. A tag that is never closed reaches to the end, a stray closing tag is dropped."""
    reader = _SpanParser()
    reader.feed(html)
    reader.close()
    return reader.result()


def entity(text: str, kind: str, start: int, end: int) -> Json:
    """A message entity over `text[start:end]`, measured as Telegram does, in UTF-16 units."""
    return {"type": kind, "offset": units(text[:start]), "length": units(text[start:end])}


def _entity_of_span(text: str, span: Span) -> Json:
    if span.tag == "a":
        return entity(text, _ENTITY_TYPES["a"], span.start, span.end) | {"url": span.attributes.get("href", "")}
    kind = MessageEntity.EXPANDABLE_BLOCKQUOTE if "expandable" in span.attributes else _ENTITY_TYPES[span.tag]
    return entity(text, kind, span.start, span.end)


class _SpanParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._open: list[Span] = []
        self._spans: list[Span] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        position = len(self._text)
        self._open.append(Span(position, position, tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if all(span.tag != tag for span in self._open):
            return
        while self._close_innermost() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._text += data

    def result(self) -> MarkedText:
        while self._open:
            self._close_innermost()
        return MarkedText(self._text, tuple(sorted(self._spans, key=lambda span: (span.start, -span.end))))

    def _close_innermost(self) -> str:
        span = self._open.pop()
        if span.start < len(self._text):
            self._spans.append(Span(span.start, len(self._text), span.tag, span.attributes))
        return span.tag
