"""An article, as intake read it (`Draft`) and as the archive stores it (`Article`), and where it was read from."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as intake read it, not yet in the archive.

    Attributes:
        headline: one line, never empty.
        paragraphs: the article's own text, white space folded, at least one; ¶1 is `paragraphs[0]`.
        captions: photo captions, which are never part of a briefing.
        outlet: who published it ("Asharq Al-Awsat"); None if not known.
        agency: the news agency it credits ("AP"); None if none.
        author: the byline without "By"; None if not known.
        link: the article's http(s) address; None for pasted text without one.
        published: aware, in its own time zone; midnight UTC where only a day is known.
        language: ISO 639-1 code.
        topics: as the outlet or the editor named them.
        dateline: place and day that its text opened with, as written ("OSLO, Nov 23"); None if it had none.
        opinion: it is a column or a comment, not a report.
    """

    headline: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...] = ()
    outlet: str | None = None
    agency: str | None = None
    author: str | None = None
    link: str | None = None
    published: datetime | None = None
    language: str = "en"
    topics: tuple[str, ...] = ()
    dateline: str | None = None
    opinion: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Draft):
    """An article in the archive.

    Attributes:
        id: `YYMMDD-N`, the day it was received (UTC) and its number on that day, from 1: `261123-4`.
        received: aware, UTC: when it was acknowledged.
        story: the id of the story it is in; its own id where it began one.
        copy_of: the id of the article whose text it copies; its own id where it has a text of its own.
        pinned: an editor took it out of a story, so that its own is not joined with another automatically.
        merged: those of its story with the same value were made one story by an editor; None if it was not.
        related: the ids of articles that were near it when it came, but tell another event.
    """

    id: str
    received: datetime
    story: str
    copy_of: str
    pinned: bool = False
    merged: str | None = None
    related: tuple[str, ...] = ()


class Provenance(NamedTuple):
    """Where an article was read from.

    Attributes:
        key: the key of the stored original.
        number: which of the drafts read from it the article is, from 0.
        of: how many drafts were read from it.
    """

    key: str
    number: int
    of: int
