"""An article ↔ the JSON document that keeps it, with its earlier versions."""

from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from briefings.articles import Article, Draft
from briefings.intake.links import normalize_link
from briefings.languages import fold

Json = dict[str, Any]

_LISTS = ("paragraphs", "captions", "topics")
_DRAFT = tuple(field.name for field in fields(Draft))


@lru_cache(16)  # asked for when the same is looked for, and again when it is stored
def fingerprint(draft: Draft) -> str:
    """The same for texts that differ only in case, accents, punctuation and white space."""
    text = fold("".join(draft.paragraphs))
    letters = "".join(character for character in text if character.isalnum())
    return sha256((letters or text).encode("utf-8", "replace")).hexdigest()[:32]


def to_document(draft: Draft, received: datetime, story: str | None, voice: str | None) -> Json:
    """The document of a new article; `story` and `voice` are None where they are to be the article's own id."""
    placed = {"story": story, "voice": voice}
    return {**_content(draft), "received": received.isoformat(), **placed, "change": None, "versions": []}


def new_version(document: Json, draft: Draft, when: datetime) -> Json:
    """The document with another content; the one it had is kept among its versions."""
    earlier = {name: document[name] for name in _DRAFT} | {"replaced": when.isoformat()}
    return {**document, **_content(draft), "change": None, "versions": [*document["versions"], earlier]}


def deletion(when: datetime) -> Json:
    """What stays of an article that was taken out, so that its id is not given again."""
    return {"deleted": when.isoformat()}


def is_deleted(document: Json) -> bool:
    """Whether this is all that stays of an article."""
    return "deleted" in document


def story_of(id: str, document: Json) -> str:
    """The id of the story an article is in."""
    return document.get("story") or id


def to_article(id: str, document: Json) -> Article:
    """The article that a document keeps."""
    return _article(id, document, document)


def to_versions(id: str, document: Json) -> list[Article]:
    """Its earlier versions, oldest first."""
    return [_article(id, earlier, document) for earlier in document["versions"]]


def _content(draft: Draft) -> Json:
    content = {name: getattr(draft, name) for name in _DRAFT}
    content["published"] = draft.published.isoformat() if draft.published else None
    content["fingerprint"] = fingerprint(draft)
    content["same_link"] = normalize_link(draft.link) if draft.link else None
    return {name: _storable(value) for name, value in content.items()}


def _storable(value: str | tuple[str, ...] | None) -> str | list[str] | None:
    """As JSON can keep it: halves of a character, as careless programs leave them, joined or marked as unreadable."""
    if isinstance(value, tuple):
        return [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in value]
    return value and value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _article(id: str, content: Json, document: Json) -> Article:
    draft = {name: content[name] for name in _DRAFT}
    draft |= {name: tuple(draft[name]) for name in _LISTS}
    draft["published"] = datetime.fromisoformat(draft["published"]) if draft["published"] else None
    return Article(
        id=id,
        received=datetime.fromisoformat(document["received"]),
        story=story_of(id, document),
        voice=document.get("voice") or id,
        settled=document.get("settled", False),
        **draft,
    )
