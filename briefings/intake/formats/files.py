"""Reads a file into drafts: chooses the reader by file ending and refuses files that are too large or not text."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from briefings.errors import IntakeError
from briefings.intake.formats.decoding import decode
from briefings.intake.formats.html import read_html_page
from briefings.intake.formats.json_records import read_json, read_json_lines
from briefings.intake.formats.markdown import read_markdown
from briefings.intake.result import IntakeResult
from briefings.intake.text.pasted import read_pasted

ENDINGS = (".txt", ".md", ".html", ".htm", ".json", ".jsonl")
MAX_BYTES = 20_000_000  # of one file


def read_file(name: str, content: bytes) -> IntakeResult:
    """The articles in a file. Never raises; failures name the file, with the number or line of the article.

    Failures: `unknown-ending`, `too-large`, `empty`, `binary`, `encoding`, and those of the readers.
    """
    try:
        reader = _readers_by_ending().get(PurePath(name).suffix.lower())
        if reader is None:
            raise IntakeError("unknown-ending", item=name, endings=" ".join(ENDINGS))
        if len(content) > MAX_BYTES:
            raise IntakeError("too-large", item=name, limit=MAX_BYTES // 1_000_000)
        return reader(content, name)
    except IntakeError as error:
        return IntakeResult(failures=(error,))


def _readers_by_ending() -> Mapping[str, Callable[[bytes, str], IntakeResult]]:
    text, markdown, json, json_lines = map(_decode_before, (read_pasted, read_markdown, read_json, read_json_lines))
    return dict(zip(ENDINGS, (text, markdown, _read_html_file, _read_html_file, json, json_lines), strict=True))


def _decode_before(reader: Callable[[str, str], IntakeResult]) -> Callable[[bytes, str], IntakeResult]:
    """A reader of bytes made of a reader of text."""
    return lambda content, name: reader(decode(content, name), name)


def _read_html_file(content: bytes, name: str) -> IntakeResult:
    return IntakeResult((read_html_page(content, None, name),))
