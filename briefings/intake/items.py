"""What an editor can push: a text, a file, a link; each with a name that reports can call it by."""

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


Item = Text | File | Link
