"""A file → drafts: chooses the reader by the name's ending, and refuses what is too large, empty or no text."""

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
MAX_BYTES = 20_000_000


def read_file(name: str, content: bytes) -> IntakeResult:
    """The articles in a file. Never raises; failures name the file, its number of the article or its line.

    Failures: `unknown-ending`, `too-large`, `empty`, `binary`, `encoding`, and those of the readers.
    """
    try:
        read = _readers().get(PurePath(name).suffix.lower())
        if read is None:
            raise IntakeError("unknown-ending", item=name, endings=" ".join(ENDINGS))
        if len(content) > MAX_BYTES:
            raise IntakeError("too-large", item=name, limit=MAX_BYTES // 1_000_000)
        return read(content, name)
    except IntakeError as error:
        return IntakeResult(failures=(error,))


def _readers() -> Mapping[str, Callable[[bytes, str], IntakeResult]]:
    text, markdown, json, json_lines = map(_decoded, (read_pasted, read_markdown, read_json, read_json_lines))
    return dict(zip(ENDINGS, (text, markdown, _read_page, _read_page, json, json_lines), strict=True))


def _decoded(read: Callable[[str, str], IntakeResult]) -> Callable[[bytes, str], IntakeResult]:
    return lambda content, name: read(decode(content, name), name)


def _read_page(content: bytes, name: str) -> IntakeResult:
    return IntakeResult((read_html_page(content, None, name),))
