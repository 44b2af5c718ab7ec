"""What an editor can push (a text, a file, a link), and what is read: a text, a file, the page behind a link."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Pasted or forwarded text. Outlet, link and date, where known from outside, fill what the text does not say."""

    text: str
    name: str
    outlet: str | None = None
    link: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file's name, whose ending says its format, and content; `outlet` is that of articles that name none."""

    name: str
    content: bytes
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The address of a web page with one article."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A web page as it was fetched.

    Attributes:
        name: the link it was requested by, as reports show it.
        url: the address after all redirects.
        content: the decoded text; the bytes where no encoding was declared.
        plain: whether it is text without markup.
    """

    name: str
    url: str
    content: str | bytes
    plain: bool = False


Item = Text | File | Link
Original = Text | File | Page


@dataclass(frozen=True, slots=True)
class ReceivedOriginal:
    """An original, its key (which articles refer to), and `when` it was received (aware, UTC)."""

    key: str
    when: datetime
    original: Original
