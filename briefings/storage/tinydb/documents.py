"""An article ↔ the JSON document that keeps it, with its earlier versions."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from briefings.language.text_folding import fold
from briefings.model.article import Article, Draft, Provenance
from briefings.model.links import normalize_link
from briefings.storage.json_file import storable

Json = dict[str, Any]

_MAX_VERSIONS = 10  # earlier ones of an article; what each was read from stays among the originals
_LISTS = ("paragraphs", "captions", "topics")
_DRAFT = tuple(field.name for field in fields(Draft))


@lru_cache(16)  # asked for when the same is looked for, and again when it is stored
def fingerprint(draft: Draft) -> str:
    """The same for texts that differ only in case, accents, punctuation and white space."""
    text = fold("".join(draft.paragraphs))
    letters = "".join(character for character in text if character.isalnum())
    return sha256((letters or text).encode("utf-8", "replace")).hexdigest()[:32]


def to_document(
    draft: Draft, received: datetime, story: str | None, copy_of: str | None, source: Provenance | None = None
) -> Json:
    """The document of a new article; `story` and `voice` are None where they are to be the article's own id."""
    placed = {"story": story, "voice": copy_of}
    document = {**_content(draft), "received": received.isoformat(), **placed, "change": None, "versions": []}
    return _from(document, source)


def new_version(document: Json, draft: Draft, when: datetime, source: Provenance | None = None) -> Json:
    """The document with another content; the one it had is kept among its versions, of which there are ten at most.

    With a `source` it is as that says; without, what editors corrected stays so.
    """
    earlier = {name: document[name] for name in _DRAFT} | {"replaced": when.isoformat()}
    versions = [*document["versions"], earlier]
    after = {**document, **_content(draft), "change": None, "versions": versions[-_MAX_VERSIONS:]}
    return _from(after, source)


def corrected_document(document: Json, draft: Draft, when: datetime) -> Json:
    """A new version by an editor; the fields that changed are noted, as they are no longer what the source says."""
    after = new_version(document, draft, when)
    changed = {name for name in _DRAFT if after[name] != document[name]}
    return {**after, "corrected": sorted(changed.union(document.get("corrected", ())))}


def reparsed(document: Json, draft: Draft) -> Draft | None:
    """What an article is to be, if its source now gives `draft`; what editors corrected stays. None: as it is."""
    article = to_article("", document)
    stays = {name: getattr(article, name) for name in document.get("corrected", ())}
    after = replace(draft, **stays)
    content = _content(after)
    return after if any(content[name] != document[name] for name in _DRAFT) else None


def source_of(document: Json) -> Provenance | None:
    """Where an article was read from; None if that was not kept, or it was taken out."""
    return Provenance(*document["source"]) if document.get("source") else None


def deletion(when: datetime) -> Json:
    """What stays of an article that was taken out, so that its id is not given again."""
    return {"deleted": when.isoformat()}


def is_deleted(document: Mapping[str, Any]) -> bool:
    """Whether this is all that stays of an article."""
    return "deleted" in document


def story_of(id: str, document: Mapping[str, Any]) -> str:
    """The id of the story an article is in."""
    return str(document.get("story") or id)


def to_article(id: str, document: Json) -> Article:
    """The article that a document keeps."""
    return _article(id, document, document)


def to_versions(id: str, document: Json) -> list[Article]:
    """Its earlier versions, oldest first."""
    return [_article(id, earlier, document) for earlier in document["versions"]]


def _from(document: Json, source: Provenance | None) -> Json:
    return {**document, "source": list(source), "corrected": []} if source else document


def _content(draft: Draft) -> Json:
    content = {name: getattr(draft, name) for name in _DRAFT}
    content["published"] = draft.published.isoformat() if draft.published else None
    content["fingerprint"] = fingerprint(draft)
    content["same_link"] = normalize_link(draft.link) if draft.link else None
    return {name: _storable(value) for name, value in content.items()}


def _storable(value: str | tuple[str, ...] | None) -> str | list[str] | None:
    if isinstance(value, tuple):
        return [storable(text) for text in value]
    return value and storable(value)


def _article(id: str, content: Json, document: Json) -> Article:
    draft = {name: content[name] for name in _DRAFT}
    draft |= {name: tuple(draft[name]) for name in _LISTS}
    draft["published"] = datetime.fromisoformat(draft["published"]) if draft["published"] else None
    return Article(
        id=id,
        received=datetime.fromisoformat(document["received"]),
        story=story_of(id, document),
        copy_of=document.get("voice") or id,
        pinned=document.get("settled", False),
        **draft,
    )
