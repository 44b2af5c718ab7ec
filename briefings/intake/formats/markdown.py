"""Reads Markdown with markdown-it-py into sections of plain lines; intake/text finds the articles in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefings.intake.result import IntakeResult
from briefings.intake.text.header_block import count_header_lines
from briefings.intake.text.line_classifier import LineKind, classify_line, same_wording
from briefings.intake.text.lines import fold_line
from briefings.intake.text.pasted import Section, read_sections
from briefings.language.sentence_ends import ends_as_sentence

_FRONT_MATTER_FENCE = "---"
_MAX_WRAPPED_WIDTH = 120  # characters; a longer line was not wrapped
_TAG = re.compile(r"<[^<>]*>")
_TEXTLESS_HTML = re.compile(r"\s*<(?:!--|script|style|!|\?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Block:
    lines: list[str] = field(default_factory=list)
    is_title: bool = False
    is_separator: bool = False


def read_markdown(text: str, item: str, outlet: str | None = None) -> IntakeResult:
    """The articles in a Markdown text: front matter is a header block; rules and further `# ` headings divide them.

    Headings, list items and table rows are paragraphs of their own; links are their text, images are left out.
    `outlet` and failures are as in `read_pasted`.
    """
    front_matter, rest = _front_matter(text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(rest)
    return read_sections(_with_front_matter(front_matter, list(_split_sections(tokens))), item, outlet)


def _front_matter(text: str) -> tuple[list[str], str]:
    """The header lines among the front matter (between `---` lines at the very start), and the text below it."""
    lines = text.lstrip("\ufeff\n\r ").splitlines()
    if not lines or lines[0].strip() != _FRONT_MATTER_FENCE:
        return [], text
    for number, line in enumerate(lines[1:], 1):
        if line.strip() in (_FRONT_MATTER_FENCE, "..."):
            header_lines = [_strip_yaml_quotes(fold_line(line)) for line in lines[1:number]]
            return [line for line in header_lines if count_header_lines([line])], "\n".join(lines[number + 1 :])
        if line.strip() and ":" not in line and not line.lstrip().startswith(("-", "#")):
            break
    return [], text


def _strip_yaml_quotes(line: str) -> str:
    """A header line without the quotes and brackets that YAML puts around values: `title: "A: b"`, `topics: [a, b]`."""
    key, colon, value = line.partition(":")
    value = value.strip()
    if len(value) > 1 and value[0] + value[-1] in ("''", '""', "[]"):
        value = value[1:-1].replace('", "', ", ").replace("', '", ", ").strip("\"'")
    return f"{key}{colon} {value}"


def _with_front_matter(front_matter: Sequence[str], sections: Sequence[Section]) -> list[Section]:
    if not front_matter or not sections:
        return [Section(front_matter)] if front_matter else list(sections)
    first = sections[0]
    return [Section([*front_matter, "", *first.lines], first.title), *sections[1:]]


def _split_sections(tokens: Sequence[Token]) -> Iterator[Section]:
    lines: list[str] = []
    title: str | None = None
    for block in _read_blocks(tokens):
        if block.is_separator:
            yield Section(lines, title)
            lines, title = [], None
        elif block.is_title and not (title and same_wording(title, block.lines[0])):
            if title or any(line and not count_header_lines([line]) for line in lines):
                yield Section(lines, title)
                lines = []
            title = block.lines[0]
        else:
            lines += [*block.lines, ""]
    yield Section(lines, title)


def _read_blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    row: list[str] = []
    previous = Token("", "", 0)
    for token in tokens:
        if token.type == "hr":
            yield _Block(is_separator=True)
        elif token.type == "inline" and previous.type in ("td_open", "th_open"):
            row.append(_inline_text(token))
        elif token.type == "tr_close":
            yield _Block([", ".join(filter(None, row))])
            row = []
        elif token.type == "inline" and (text := _inline_text(token)):
            if previous.markup in ("=", "-") and ends_as_sentence(text):  # a rule below a sentence, no heading
                yield _Block([text])
                yield _Block(is_separator=True)
            elif previous.tag == "h1" and previous.level == 0:
                yield _Block([text], is_title=True)
            else:
                yield _Block(_paragraph_lines(token))
        elif token.type in ("fence", "code_block"):
            yield _Block([fold_line(line) for line in token.content.splitlines()])
        elif token.type == "html_block" and not _TEXTLESS_HTML.match(token.content):
            yield _Block([fold_line(line) for line in _TAG.sub("", token.content).splitlines()])
        previous = token


def _paragraph_lines(token: Token) -> list[str]:
    """A paragraph as one line, as in Markdown, or as its own lines where the line breaks of pasted text matter."""
    source_text = "".join("\n" if child.type == "softbreak" else _token_text(child) for child in token.children or ())
    lines = [fold_line(line) for line in source_text.split("\n")]
    breaks_matter = (
        count_header_lines(lines) == len(lines)
        or len(set(lines)) < len(lines)
        or any(len(line) > _MAX_WRAPPED_WIDTH or classify_line(line) is not LineKind.TEXT for line in lines)
    )
    return lines if breaks_matter else [fold_line(line) for line in _inline_text_with_breaks(token).split("\n")]


def _inline_text(token: Token) -> str:
    return fold_line(_inline_text_with_breaks(token).replace("\n", " "))


def _inline_text_with_breaks(token: Token) -> str:
    return "".join(_token_text(child) for child in token.children or ())


def _token_text(token: Token) -> str:
    match token.type:
        case "text" | "code_inline":
            return token.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case _:
            return ""
