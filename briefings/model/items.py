"""What an editor can push: a text, a file, a link; and what can be read: a text, a file, the page behind a link."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Pasted or forwarded text. What is known of it from outside fills what the text itself does not say."""

    text: str
    name: str
    outlet: str | None = None
    link: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file's content; its name's ending says how to read it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The address of a web page with one article."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A web page as it was fetched.

    Attributes:
        name: the link it was asked for by, as reports show it.
        url: where it came from, after all redirects.
        content: the text; the bytes where nothing said how to read them.
        plain: whether it is text without markup.
    """

    name: str
    url: str
    content: str | bytes
    plain: bool = False


Item = Text | File | Link
Original = Text | File | Page
