"""Whether a document from outside is one that this program could have written, so that no reading of it fails later."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from briefings.model.article_id import ArticleId
from briefings.storage.tinydb.documents import Json, is_deleted, to_article, to_versions

_TEXTS = ("headline", "language")
_TEXTS_OR_NONE = ("outlet", "agency", "author", "link", "dateline")
_LISTS = ("paragraphs", "captions", "topics")
_IDS_OR_NONE = ("story", "voice", "merged")
_YEARS = 1970, 9000  # such moments can be told in any time zone, and a day added to them


def check_document(id: str, document: object) -> None:
    """Return if it is an article, or what is left of a deleted one. Raises KeyError, TypeError or ValueError."""
    if not isinstance(document, dict):
        raise TypeError("no document")
    if is_deleted(document):
        _check_moment(document["deleted"])
        return
    to_article(id, document)
    to_versions(id, document)
    for content in (document, *document["versions"]):
        _check_content(content)
    for moment in (document["received"], *(version["replaced"] for version in document["versions"])):
        _check_moment(moment)
    bytes.fromhex(document["fingerprint"])
    if not isinstance(document["same_link"], str | None) or not isinstance(document["change"], int | None):
        raise TypeError("no link, or no number of a change")
    _check_types(document, (str, type(None)), *_IDS_OR_NONE)
    _check_types(document, bool, "settled")
    _check_ids(document)
    if source := document.get("source"):
        key, number, count = source
        if not (isinstance(key, str) and isinstance(number, int) and isinstance(count, int)):
            raise TypeError("no source")


def _check_content(content: Json) -> None:
    """Return if these fields, which an article and its earlier versions have, are of the right types."""
    _check_types(content, str, *_TEXTS)
    _check_types(content, (str, type(None)), *_TEXTS_OR_NONE, "published")
    _check_types(content, bool, "opinion")
    if content.get("published"):
        _check_time_zone(datetime.fromisoformat(content["published"]))
    for name in _LISTS:
        _check_texts(content[name])
    if not content["headline"] or not content["paragraphs"]:
        raise ValueError("no text")


def _check_types(content: Mapping[str, Any], types: type | tuple[type, ...], *names: str) -> None:
    for name in names:
        if name in content and not isinstance(content[name], types):
            raise TypeError(name)


def _check_texts(value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise TypeError("not a list of texts")


def _check_ids(document: Json) -> None:
    _check_texts(document.get("related", []))
    _check_texts(document.get("corrected", []))
    ids = [document[name] for name in _IDS_OR_NONE if document.get(name)]
    if not all(map(ArticleId.parse, [*ids, *document.get("related", [])])):
        raise ValueError("no id")


def _check_moment(value: str) -> None:
    moment = datetime.fromisoformat(value)
    _check_time_zone(moment)
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError("no moment that anything was received at")


def _check_time_zone(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
