"""Reads a file into drafts: chooses the reader by file ending and refuses files that are too large or not text."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from briefings.errors import IntakeError
from briefings.intake.formats.accepted import ENDINGS, MAX_BYTES
from briefings.intake.formats.decoding import decode
from briefings.intake.formats.html import read_html_page
from briefings.intake.formats.json_records import read_json, read_json_lines
from briefings.intake.formats.markdown import read_markdown
from briefings.intake.result import IntakeResult
from briefings.intake.text.pasted import read_pasted

_Reader = Callable[[bytes, str, str | None], IntakeResult]  # of content, name and outlet


def read_file(name: str, content: bytes, outlet: str | None = None) -> IntakeResult:
    """The articles in a file. Never raises; failures name the file, with the number or line of the article.

    `outlet` is that of articles that name none.

    Failures: `unknown-ending`, `too-large`, `empty`, `binary`, `encoding`, and those of the readers.
    """
    try:
        reader = _readers_by_ending().get(PurePath(name).suffix.lower())
        if reader is None:
            raise IntakeError("unknown-ending", item=name, endings=" ".join(ENDINGS))
        if len(content) > MAX_BYTES:
            raise IntakeError("too-large", item=name, limit=MAX_BYTES // 1_000_000)
        return reader(content, name, outlet)
    except IntakeError as error:
        return IntakeResult(failures=(error,))


def _readers_by_ending() -> Mapping[str, _Reader]:
    text, markdown, json, json_lines = map(_decode_before, (read_pasted, read_markdown, read_json, read_json_lines))
    return dict(zip(ENDINGS, (text, markdown, _read_html_file, _read_html_file, json, json_lines), strict=True))


def _decode_before(reader: Callable[[str, str, str | None], IntakeResult]) -> _Reader:
    """A reader of bytes made of a reader of text."""
    return lambda content, name, outlet: reader(decode(content, name), name, outlet)


def _read_html_file(content: bytes, name: str, outlet: str | None) -> IntakeResult:
    return IntakeResult((read_html_page(content, None, name, outlet),))
