"""An article ↔ the JSON document that it and its earlier versions are stored in."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from briefings.language.text_folding import fold
from briefings.language.text_pieces import pieces
from briefings.model.article import Article, Draft, Provenance
from briefings.model.links import normalize_link
from briefings.model.story import StoryAssignment
from briefings.storage.json_file import storable

Json = dict[str, Any]

_MAX_VERSIONS = 10  # earlier versions of an article; the originals of all of them stay
_LIST_FIELDS = ("paragraphs", "captions", "topics")
_DRAFT_FIELDS = tuple(field.name for field in fields(Draft))
_LATER_FIELDS: Json = {"dateline": None, "opinion": False}  # what older documents lack, and what it means there


@lru_cache(16)  # computed for the look-up, and again when the article is stored
def fingerprint(draft: Draft) -> str:
    """A hash of the text that ignores case, accents, punctuation and white space.

    In pieces, since a character can stand for eighteen, and no other thread works while `fold` takes them apart.
    """
    of_letters, of_all, has_letters = sha256(), sha256(), False
    for piece in map(fold, pieces("".join(draft.paragraphs))):
        letters = "".join(character for character in piece if character.isalnum())
        has_letters = has_letters or bool(letters)
        of_letters.update(letters.encode("utf-8", "replace"))
        of_all.update(piece.encode("utf-8", "replace"))
    return (of_letters if has_letters else of_all).hexdigest()[:32]


def to_document(
    draft: Draft, received: datetime, assignment: StoryAssignment, provenance: Provenance | None = None
) -> Json:
    """The document of a new article."""
    assigned: Json = {"story": assignment.story, "voice": assignment.copy_of}
    assigned |= {"related": list(assignment.related)} if assignment.related else {}
    document = {**_draft_to_json(draft), "received": received.isoformat(), **assigned, "change": None, "versions": []}
    return _with_provenance(document, provenance)


def new_version(document: Json, draft: Draft, when: datetime, provenance: Provenance | None = None) -> Json:
    """The document with new content; the old content is added to its versions, of which there are ten at most.

    With a `provenance` the content is from there; without, fields that editors corrected stay marked.
    """
    earlier = {name: _stored_value(document, name) for name in _DRAFT_FIELDS} | {"replaced": when.isoformat()}
    versions = [*document["versions"], earlier]
    after = {**document, **_draft_to_json(draft), "change": None, "versions": versions[-_MAX_VERSIONS:]}
    return _with_provenance(after, provenance)


def corrected_document(document: Json, draft: Draft, when: datetime) -> Json:
    """A new version by an editor; the changed fields are marked as no longer from the original."""
    after = new_version(document, draft, when)
    changed = {name for name in _DRAFT_FIELDS if after[name] != _stored_value(document, name)}
    return {**after, "corrected": sorted(changed.union(document.get("corrected", ())))}


def reparsed(document: Json, draft: Draft) -> Draft | None:
    """What an article should become if its original now gives `draft`, corrected fields excepted; None: no change."""
    article = to_article("", document)
    corrections = {name: getattr(article, name) for name in document.get("corrected", ())}
    after = replace(draft, **corrections)
    content = _draft_to_json(after)
    return after if any(content[name] != _stored_value(document, name) for name in _DRAFT_FIELDS) else None


def reassigned(id: str, document: Json, to: StoryAssignment) -> Json:
    """The document of an article assigned anew.

    Its last change can be undone as before, unless it is now in another story or the copy of another text.
    """
    story, copy_of = to.story or id, to.copy_of or id
    stays = (story_of(id, document), text_of(id, document)) == (story, copy_of)
    change = document["change"] if stays else None
    return {**document, "story": story, "voice": copy_of, "related": list(to.related), "change": change}


def provenance_of(document: Json) -> Provenance | None:
    """Where an article was read from; None if its original is not stored, or it was deleted."""
    return Provenance(*document["source"]) if document.get("source") else None


def deletion(when: datetime) -> Json:
    """The document in place of a deleted article, so that its id is not used again."""
    return {"deleted": when.isoformat()}


def is_deleted(document: Mapping[str, Any]) -> bool:
    """Whether the document stands for a deleted article."""
    return "deleted" in document


def story_of(id: str, document: Mapping[str, Any]) -> str:
    """The id of the story an article is in."""
    return str(document.get("story") or id)


def text_of(id: str, document: Mapping[str, Any]) -> str:
    """The id of the article whose text it copies, its own if it has a text of its own."""
    return str(document.get("voice") or id)


def related_to(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the articles it is near without telling their event."""
    return tuple(document.get("related", ()))


def to_article(id: str, document: Json) -> Article:
    """The article in a document."""
    return _build_article(id, document, document)


def to_versions(id: str, document: Json) -> list[Article]:
    """The earlier versions of an article, oldest first."""
    return [_build_article(id, earlier, document) for earlier in document["versions"]]


def _with_provenance(document: Json, provenance: Provenance | None) -> Json:
    return {**document, "source": list(provenance), "corrected": []} if provenance else document


def _draft_to_json(draft: Draft) -> Json:
    content = {name: getattr(draft, name) for name in _DRAFT_FIELDS}
    content["published"] = draft.published.isoformat() if draft.published else None
    content["fingerprint"] = fingerprint(draft)
    content["same_link"] = normalize_link(draft.link) if draft.link else None
    return {name: _storable_value(value) for name, value in content.items()}


def _storable_value(value: str | tuple[str, ...] | bool | None) -> str | list[str] | bool | None:
    if isinstance(value, tuple):
        return [storable(text) for text in value]
    return storable(value) if value and isinstance(value, str) else value


def _stored_value(content: Json, name: str) -> Any:
    return content.get(name, _LATER_FIELDS[name]) if name in _LATER_FIELDS else content[name]


def _build_article(id: str, content: Json, document: Json) -> Article:
    draft = {name: _stored_value(content, name) for name in _DRAFT_FIELDS}
    draft |= {name: tuple(draft[name]) for name in _LIST_FIELDS}
    draft["published"] = datetime.fromisoformat(draft["published"]) if draft["published"] else None
    return Article(
        id=id,
        received=datetime.fromisoformat(document["received"]),
        story=story_of(id, document),
        copy_of=text_of(id, document),
        pinned=document.get("settled", False),
        merged=document.get("merged"),
        related=related_to(document),
        **draft,
    )
