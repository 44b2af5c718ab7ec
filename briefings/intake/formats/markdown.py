"""Markdown → sections of plain lines, read by markdown-it-py; what the lines are is judged elsewhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefings.intake.result import IntakeResult
from briefings.intake.text.header_block import header_length
from briefings.intake.text.line_classifier import Kind, is_sentence, kind_of, same
from briefings.intake.text.lines import fold_line
from briefings.intake.text.pasted import Section, read_sections

_FENCE = "---"
_WIDEST = 120  # characters; longer lines were not wrapped
_TAG = re.compile(r"<[^<>]*>")
_NO_TEXT = re.compile(r"\s*<(?:!--|script|style|!|\?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Block:
    lines: list[str] = field(default_factory=list)
    is_title: bool = False
    parts: bool = False


def read_markdown(text: str, item: str) -> IntakeResult:
    """The articles in a Markdown text: front matter is a header block, a rule or the next `# ` heading parts articles.

    Headings, list items and table rows are paragraphs of their own; links are their text, images are left out. Fails
    as `read_pasted` does.
    """
    front, rest = _front_matter(text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(rest)
    return read_sections(_with_front(front, list(_sections(tokens))), item)


def _front_matter(text: str) -> tuple[list[str], str]:
    """The lines between `---` and `---` at the very start that are header lines, and the text below."""
    lines = text.lstrip("\ufeff\n\r ").splitlines()
    if not lines or lines[0].strip() != _FENCE:
        return [], text
    for number, line in enumerate(lines[1:], 1):
        if line.strip() in (_FENCE, "..."):
            inside = [_without_quotes(fold_line(each)) for each in lines[1:number]]
            return [each for each in inside if header_length([each])], "\n".join(lines[number + 1 :])
        if line.strip() and ":" not in line and not line.lstrip().startswith(("-", "#")):
            break
    return [], text


def _without_quotes(line: str) -> str:
    """YAML writes `title: "A: b"` and `topics: [a, b]`."""
    key, colon, value = line.partition(":")
    value = value.strip()
    if len(value) > 1 and value[0] + value[-1] in ("''", '""', "[]"):
        value = value[1:-1].replace('", "', ", ").replace("', '", ", ").strip("\"'")
    return f"{key}{colon} {value}"


def _with_front(front: Sequence[str], sections: Sequence[Section]) -> list[Section]:
    if not front or not sections:
        return [Section(front)] if front else list(sections)
    first = sections[0]
    return [Section([*front, "", *first.lines], first.title), *sections[1:]]


def _sections(tokens: Sequence[Token]) -> Iterator[Section]:
    lines: list[str] = []
    title: str | None = None
    for block in _blocks(tokens):
        if block.parts:
            yield Section(lines, title)
            lines, title = [], None
        elif block.is_title and not (title and same(title, block.lines[0])):
            if title or any(line and not header_length([line]) for line in lines):
                yield Section(lines, title)
                lines = []
            title = block.lines[0]
        else:
            lines += [*block.lines, ""]
    yield Section(lines, title)


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    row: list[str] = []
    opening = Token("", "", 0)
    for token in tokens:
        if token.type == "hr":
            yield _Block(parts=True)
        elif token.type == "inline" and opening.type in ("td_open", "th_open"):
            row.append(_plain(token))
        elif token.type == "tr_close":
            yield _Block([", ".join(filter(None, row))])
            row = []
        elif token.type == "inline" and (text := _plain(token)):
            if opening.markup in ("=", "-") and is_sentence(text):  # a rule right under a paragraph underlines nothing
                yield _Block([text])
                yield _Block(parts=True)
            elif opening.tag == "h1" and opening.level == 0:
                yield _Block([text], is_title=True)
            else:
                yield _Block(_paragraph(token))
        elif token.type in ("fence", "code_block"):
            yield _Block([fold_line(line) for line in token.content.splitlines()])
        elif token.type == "html_block" and not _NO_TEXT.match(token.content):
            yield _Block([fold_line(line) for line in _TAG.sub("", token.content).splitlines()])
        opening = token


def _paragraph(token: Token) -> list[str]:
    """A paragraph's lines: one, as Markdown has it, unless it is pasted text whose line breaks mean something."""
    pieces = "".join("\n" if child.type == "softbreak" else _text_of(child) for child in token.children or ())
    lines = [fold_line(line) for line in pieces.split("\n")]
    pasted = (
        header_length(lines) == len(lines)
        or len(set(lines)) < len(lines)
        or any(len(line) > _WIDEST or kind_of(line) is not Kind.TEXT for line in lines)
    )
    return lines if pasted else [fold_line(line) for line in _raw(token).split("\n")]


def _plain(token: Token) -> str:
    return fold_line(_raw(token).replace("\n", " "))


def _raw(token: Token) -> str:
    return "".join(_text_of(child) for child in token.children or ())


def _text_of(token: Token) -> str:
    match token.type:
        case "text" | "code_inline":
            return token.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case _:
            return ""
