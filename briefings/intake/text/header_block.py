"""The header block in front of an article (`Title:`, `Source:`, `URL:` …): taken as given, and checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefings.errors import IntakeError
from briefings.intake.text.dates import parse_date
from briefings.intake.text.line_classifier import is_headline_like, is_web_link
from briefings.intake.text.lines import fold_line

KEYS = {
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
_LONGEST_TOPIC = 80  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What is known of an article from outside its text; the fields are those of `Draft`."""

    title: str | None = None
    outlet: str | None = None
    link: str | None = None
    author: str | None = None
    published: datetime | None = None
    topics: tuple[str, ...] = ()
    agency: str | None = None
    language: str | None = None


def header_length(lines: Sequence[str], start: int = 0) -> int:
    """How many lines from `start` on are header lines."""
    count = 0
    while start + count < len(lines) and _key(lines[start + count]):
        count += 1
    return count


def leading_header(lines: Sequence[str], start: int) -> int:
    """How many lines from `start` on, where an article begins, are its header block.

    One line alone is one if it names a title or link, or stands above a headline: "Source: Team to be sold" is one.
    """
    count = header_length(lines, start)
    if count != 1 or header_fields(lines[start : start + 1]).keys() & {"title", "link"}:
        return count
    below = [line for line in lines[start + 1 : start + 8] if line]
    return 1 if len(below) > 1 and is_headline_like(below[0]) else 0


def header_fields(lines: Sequence[str]) -> dict[str, str]:
    """Key and value of header lines, as they are written; the first of two equal keys counts."""
    fields: dict[str, str] = {}
    for line in lines:
        key, _, value = line.partition(":")
        fields.setdefault(KEYS[key.strip().lower()], fold_line(value))
    return fields


def begins_article(fields: Mapping[str, str]) -> bool:
    """Whether header lines in the middle of a text can head a new article: two or more, a title or link among them."""
    return len(fields) >= 2 and ("title" in fields or "link" in fields)


def checked(fields: Mapping[str, str], item: str) -> Header:
    """The header that fields make; empty ones are left out.

    Raises IntakeError: `header-link` for a link that is not http(s), `header-date` for a date that cannot be read,
    `header-language` for a language that is not two letters.
    """
    given = {name: value for name, value in fields.items() if value}
    return Header(
        title=given.get("title"),
        outlet=given.get("outlet"),
        link=_link(given.get("link"), item),
        author=_without_by(given.get("author")),
        published=_moment(given.get("published"), item),
        topics=read_topics(given.get("topics", "").replace(";", ",").split(",")),
        agency=given.get("agency"),
        language=_language(given.get("language"), item),
    )


def read_topics(names: Sequence[str]) -> tuple[str, ...]:
    """Topics folded, each once whatever its case; a leading # and what is too long to be one left out."""
    topics: dict[str, str] = {}
    for name in names:
        topic = fold_line(name).lstrip("#").strip()
        if topic and len(topic) <= _LONGEST_TOPIC:
            topics.setdefault(topic.casefold(), topic)
    return tuple(topics.values())


def _key(line: str) -> str | None:
    key, colon, value = line.partition(":")
    name = key.strip().lower()
    return KEYS.get(name) if colon and not value.startswith("//") and len(name) < 20 else None


def _link(value: str | None, item: str) -> str | None:
    link = value.strip("<>") if value else None
    if link and not is_web_link(link):
        raise IntakeError("header-link", item=item, value=link)
    return link


def _moment(value: str | None, item: str) -> datetime | None:
    if value is None:
        return None
    moment = parse_date(value)
    if moment is None:
        raise IntakeError("header-date", item=item, value=value)
    return moment


def _language(value: str | None, item: str) -> str | None:
    if value is None:
        return None
    code = value.lower().replace("_", "-").split("-")[0]
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise IntakeError("header-language", item=item, value=value)
    return code


def _without_by(value: str | None) -> str | None:
    if value is None:
        return None
    return value[3:].strip() or None if value.lower().startswith("by ") else value
