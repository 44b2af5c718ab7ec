"""Parses Telegram HTML, which `rendering/html.py` writes, into plain text and spans."""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
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

# `escape` leaves no angle bracket in a text or an attribute. The standard library's parser looks for the end of each
# tag in all that follows, so that reading many that have none takes minutes.
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<attributes>[^<>]*)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w-]*)(?:=(?:\"([^\"]*)\"|([^\s\"]+)))?")

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
    reader = _SpanReader()
    position = 0
    for tag in _TAG.finditer(html):
        reader.text(html[position : tag.start()])
        position = tag.end()
        name = tag["name"].lower()
        if tag["end"]:
            reader.end(name)
        else:
            reader.begin(name, tag["attributes"])
    reader.text(html[position:])
    return reader.result()


def entity(text: str, kind: str, start: int, end: int) -> Json:
    """A message entity over `text[start:end]`, measured as Telegram does, in UTF-16 units."""
    return {"type": kind, "offset": units(text[:start]), "length": units(text[start:end])}


def _entity_of_span(text: str, span: Span) -> Json:
    if span.tag == "a":
        return entity(text, _ENTITY_TYPES["a"], span.start, span.end) | {"url": span.attributes.get("href", "")}
    kind = MessageEntity.EXPANDABLE_BLOCKQUOTE if "expandable" in span.attributes else _ENTITY_TYPES[span.tag]
    return entity(text, kind, span.start, span.end)


class _SpanReader:
    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0
        self._open: list[Span] = []
        self._open_tags: Counter[str] = Counter()
        self._spans: list[Span] = []

    def text(self, html: str) -> None:
        text = unescape(html)
        self._texts.append(text)
        self._length += len(text)

    def begin(self, tag: str, attributes: str) -> None:
        found = {name.lower(): unescape(quoted or bare) for name, quoted, bare in _ATTRIBUTE.findall(attributes)}
        self._open.append(Span(self._length, self._length, tag, found))
        self._open_tags[tag] += 1

    def end(self, tag: str) -> None:
        if self._open_tags[tag]:
            while self._close_innermost() != tag:
                pass

    def result(self) -> MarkedText:
        while self._open:
            self._close_innermost()
        spans = sorted(self._spans, key=lambda span: (span.start, -span.end))
        return MarkedText("".join(self._texts), tuple(spans))

    def _close_innermost(self) -> str:
        span = self._open.pop()
        self._open_tags[span.tag] -= 1
        if span.start < self._length:
            self._spans.append(Span(span.start, self._length, span.tag, span.attributes))
        return span.tag
