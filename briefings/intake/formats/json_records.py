"""Reads JSON records into drafts: one object, a list of objects, or one object per line (JSON Lines)."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from briefings.errors import IntakeError
from briefings.intake.result import IntakeResult
from briefings.intake.text.cleaning import clean
from briefings.intake.text.drafting import make_draft
from briefings.intake.text.header_block import HEADER_KEYS, validate_header
from briefings.intake.text.line_classifier import classify_lines
from briefings.intake.text.line_wrapping import unwrap
from briefings.intake.text.lines import SEPARATOR, fold_line, fold_lines
from briefings.intake.text.visibility import is_visible
from briefings.model.article import Draft

_TEXT_FIELDS = ("text", "body", "content", "paragraphs", "article")
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|h[1-6]|li|ul|ol|blockquote)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LONG_NUMBER = re.compile(r"&#(?=[xX]?[0-9a-fA-F]{8})")  # of no character; `html.unescape` raises ValueError
_NUMBERED_CHARACTER = re.compile(r"&#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6});")
_MAX_DEPTH = 10  # of lists in lists that make a field
_CAPTION_FIELDS = ("captions", "caption")


def read_json(text: str, item: str, outlet: str | None = None) -> IntakeResult:
    """The articles in a JSON document, an object or a list of them; `outlet` is that of articles that name none.

    Failures: `json` if it cannot be parsed, `json-shape` if it is neither, and those of a record, which is named
    `item (n)`: `record-shape`, `record-field`, `record-no-text`, `no-text`, `header-…`.
    """
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise IntakeError("json", item=item, line=str(error.lineno), column=str(error.colno)) from error
    if isinstance(document, dict):
        return IntakeResult.of([_read_record(document, item, outlet)], item)
    if not isinstance(document, list):
        raise IntakeError("json-shape", item=item)
    if not document:
        raise IntakeError("empty", item=item)
    return IntakeResult.of(
        (_read_record(record, f"{item} ({number})", outlet) for number, record in enumerate(document, 1)), item
    )


def read_json_lines(text: str, item: str, outlet: str | None = None) -> IntakeResult:
    """The articles in a text with one JSON object per line; blank lines are skipped.

    Failures: `json-line` with the line's number, and those of a record, as in `read_json`, named `item (line)`.
    """
    return IntakeResult.of(_read_lines(text, item, outlet), item)


def _read_lines(text: str, item: str, outlet: str | None) -> Iterator[Draft | IntakeError]:
    for number, line in enumerate(_split_lines(text), 1):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line.strip())
        except orjson.JSONDecodeError as error:
            yield IntakeError("json-line", item=item, line=str(number), column=str(error.colno))
        else:
            yield _read_record(record, f"{item} ({number})", outlet)


def _split_lines(text: str) -> Iterator[str]:
    """The lines one by one: all of a file of short ones take many times its size."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def _read_record(record: object, item: str, outlet: str | None) -> Draft | IntakeError:
    try:
        if not isinstance(record, dict):
            raise IntakeError("record-shape", item=item)
        return _draft_from_record({str(key).strip().lower(): value for key, value in record.items()}, item, outlet)
    except IntakeError as error:
        return error


def _draft_from_record(record: Mapping[str, Any], item: str, outlet: str | None = None) -> Draft:
    fields: dict[str, str] = {}
    for key, value in record.items():
        if key in HEADER_KEYS and (text := fold_line(_with_characters(_as_text(value, key, item)))):
            fields.setdefault(HEADER_KEYS[key], text)
    if outlet:
        fields.setdefault("outlet", outlet)
    bodies = (_as_text(record[key], key, item, separator="\n\n") for key in _TEXT_FIELDS if key in record)
    body = next(filter(is_visible, bodies), None)
    if body is None:
        raise IntakeError("record-no-text", item=item)
    lines = ["" if line == SEPARATOR else line for line in unwrap(fold_lines(_strip_tags(body)))]
    captions = [
        caption
        for key in _CAPTION_FIELDS
        for caption in fold_lines(_as_text(record.get(key), key, item, separator="\n"))
        if caption
    ]
    return make_draft(clean(classify_lines(lines), fields.get("title"), captions), validate_header(fields, item), item)


def _strip_tags(text: str) -> str:
    """The text of a field that holds HTML, each block element a paragraph; of text without HTML only characters written
    as numbers (`&#233;`) are replaced.
    """
    if not _BLOCK_TAG.search(text):
        return _with_characters(text)
    return html.unescape(_LONG_NUMBER.sub("&amp;#", _TAG.sub("", _BLOCK_TAG.sub("\n\n", text))))


def _with_characters(text: str) -> str:
    return _NUMBERED_CHARACTER.sub(lambda match: html.unescape(match[0]), text)


def _as_text(value: object, field: str, item: str, separator: str = ", ", depth: int = 0) -> str:
    """The text of a field: of a list its members joined, of an object its `name` or `text`."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            raise IntakeError("record-field", item=item, field=field)
        case int() | float():
            return str(value)
        case list() if depth < _MAX_DEPTH:
            texts = (_as_text(member, field, item, separator, depth + 1) for member in value)
            return separator.join(filter(None, texts))
        case {"name": str(name)} | {"text": str(name)}:
            return name
        case _:
            raise IntakeError("record-field", item=item, field=field)
