"""Reads and validates the header block in front of an article (`Title:`, `Source:`, `URL:` …)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefings.errors import IntakeError
from briefings.intake.text.dates import parse_date
from briefings.intake.text.field_limits import MAX_LINK_LENGTH, MAX_SHOWN_LENGTH, shortened
from briefings.intake.text.line_classifier import is_headline_like, is_web_link
from briefings.intake.text.lines import fold_line

HEADER_KEYS = {
    "title": "title",
    "headline": "title",
    "source": "outlet",
    "outlet": "outlet",
    "publisher": "outlet",
    "url": "link",
    "link": "link",
    "author": "author",
    "authors": "author",
    "by": "author",
    "byline": "author",
    "date": "published",
    "published": "published",
    "published_at": "published",
    "topics": "topics",
    "topic": "topics",
    "tags": "topics",
    "keywords": "topics",
    "agency": "agency",
    "language": "language",
    "lang": "language",
}
_MAX_NAME_WORDS = 5  # of an outlet
_MAX_TOPIC_LENGTH = 80  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a header block or a page's metadata says of an article; the fields are those of `Draft`.

    `is_site`: the outlet is only the site that printed the article, which may be an agency's report.
    """

    title: str | None = None
    outlet: str | None = None
    link: str | None = None
    author: str | None = None
    published: datetime | None = None
    topics: tuple[str, ...] = ()
    agency: str | None = None
    language: str | None = None
    is_site: bool = False


def count_header_lines(lines: Sequence[str], start: int = 0, most: int | None = None) -> int:
    """How many lines in a row, from `start` on, are header lines; it counts up to `most`."""
    stop = len(lines) if most is None else min(len(lines), start + most)
    count = 0
    while start + count < stop and _header_key(lines[start + count]):
        count += 1
    return count


def count_header_block_lines(lines: Sequence[str], start: int) -> int:
    """How many lines the header block of an article that begins at `start` has.

    A single header line counts only if it gives a title or link, names an outlet, or is followed by a headline:
    "Source: Team to be sold" may be a headline itself.
    """
    count = count_header_lines(lines, start)
    if count != 1:
        return count
    fields = header_fields(lines[start : start + 1])
    if fields.keys() & {"title", "link"} or _is_name(fields.get("outlet", "")):
        return count
    below = [line for line in lines[start + 1 : start + 8] if line]
    return 1 if len(below) > 1 and is_headline_like(below[0]) else 0


def _is_name(text: str) -> bool:
    """Whether a text could be an outlet's name: a few words, all capitalised."""
    words = text.split()
    return 0 < len(words) <= _MAX_NAME_WORDS and all(not word[0].islower() or word in ("of", "the") for word in words)


def header_fields(lines: Sequence[str]) -> dict[str, str]:
    """The values of header lines by the field they are for; of two lines for one field the first counts."""
    fields: dict[str, str] = {}
    for line in lines:
        key, _, value = line.partition(":")
        fields.setdefault(HEADER_KEYS[key.strip().lower()], fold_line(value))
    return fields


def begins_article(fields: Mapping[str, str]) -> bool:
    """Whether header lines in the middle of a text start a new article: two or more, with a title or link."""
    return len(fields) >= 2 and ("title" in fields or "link" in fields)


def validate_header(fields: Mapping[str, str], item: str) -> Header:
    """The header made of these fields; empty ones count as missing.

    Raises IntakeError: `header-link` for a link that is not http(s), `header-link-long` for one of more characters than
    any page's address has, `header-date` for a date that cannot be read, `header-language` for a language that is not
    two letters.
    """
    values = {name: value for name, value in fields.items() if value}
    return Header(
        title=values.get("title"),
        outlet=values.get("outlet"),
        link=_validate_link(values.get("link"), item),
        author=_strip_by(values.get("author")),
        published=_validate_date(values.get("published"), item),
        topics=read_topics(values.get("topics", "").replace(";", ",").split(",")),
        agency=values.get("agency"),
        language=_validate_language(values.get("language"), item),
    )


def read_topics(names: Sequence[str]) -> tuple[str, ...]:
    """Topics without leading #, each once whatever its case; those too long to be a topic are left out."""
    topics: dict[str, str] = {}
    for name in names:
        topic = fold_line(name).lstrip("#").strip()
        if topic and len(topic) <= _MAX_TOPIC_LENGTH:
            topics.setdefault(topic.casefold(), topic)
    return tuple(topics.values())


def _header_key(line: str) -> str | None:
    key, colon, value = line.partition(":")
    name = key.strip().lower()
    return HEADER_KEYS.get(name) if colon and not value.startswith("//") and len(name) < 20 else None


def _validate_link(value: str | None, item: str) -> str | None:
    link = value.strip("<>") if value else None
    if link and len(link) > MAX_LINK_LENGTH:
        raise IntakeError("header-link-long", item=item, limit=MAX_LINK_LENGTH)
    if link and not is_web_link(link):
        raise IntakeError("header-link", item=item, value=shortened(link, MAX_SHOWN_LENGTH))
    return link


def _validate_date(value: str | None, item: str) -> datetime | None:
    if value is None:
        return None
    moment = parse_date(value)
    if moment is None:
        raise IntakeError("header-date", item=item, value=shortened(value, MAX_SHOWN_LENGTH))
    return moment


def _validate_language(value: str | None, item: str) -> str | None:
    if value is None:
        return None
    code = value.lower().replace("_", "-").split("-")[0]
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise IntakeError("header-language", item=item, value=shortened(value, MAX_SHOWN_LENGTH))
    return code


def _strip_by(value: str | None) -> str | None:
    if value is None:
        return None
    return value[3:].strip() or None if value.lower().startswith("by ") else value
