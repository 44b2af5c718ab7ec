"""Splits a text that holds several articles: at separator lines, header blocks and headlines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from briefings.intake.text.article_head import (
    ArticleHead,
    is_printed_twice,
    non_blank_lines,
    read_head,
)
from briefings.intake.text.header_block import (
    begins_article,
    count_header_block_lines,
    count_header_lines,
    header_fields,
)
from briefings.intake.text.line_classifier import Line, LineKind, is_headline_like, is_quote, same_wording
from briefings.intake.text.lines import SEPARATOR, word_count

_LOOKAHEAD_LINES = 12  # lines below a possible headline that are examined
_MIN_HEADLINE_WORDS = 5  # in a headline above a single caption; a cross-heading is shorter
_MAX_HEADER_LINES = 40  # that are looked at to tell whether they begin an article; there are fewer keys
_MIN_GAP_LINES = 2  # blank lines above a headline; more than between paragraphs

IndexedLine = tuple[int, Line]  # a line and its index in the section


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """One article of a section: the fields of its header block, its head, and the index after its last line."""

    fields: dict[str, str]
    head: ArticleHead
    stop: int


def split_at_separators(lines: Sequence[str]) -> Iterator[list[str]]:
    """The sections between separator lines that are not empty; a header block alone joins the section that follows."""
    pending_header: list[str] = []
    section: list[str] = []
    for line in (*lines, SEPARATOR):
        if line != SEPARATOR:
            section.append(line)
            continue
        filled_lines = [line for line in section if line]
        if filled_lines and count_header_lines(filled_lines) == len(filled_lines):
            pending_header += filled_lines
        elif filled_lines:
            yield [*pending_header, *([""] if pending_header else []), *_without_leading_blanks(section)]
            pending_header = []
        section = []
    if pending_header:
        yield pending_header


def _without_leading_blanks(lines: list[str]) -> list[str]:
    first_filled = next(i for i, line in enumerate(lines) if line)
    return lines[first_filled:]


def split_articles(lines: Sequence[Line], title: str | None) -> Iterator[ArticlePart]:
    """The articles in one section, each with its header block and head read.

    Once the article before has a body, a new one begins with
    - a header block that gives a title or link;
    - a headline that is repeated after nothing but captions and boilerplate;
    - a headline above a caption that is printed twice;
    - a headline above a caption with a credit, if there is a wide gap above it or the article before has such a head.

    Args:
        lines: classified lines of one section.
        title: the first article's headline, if it is known.
    """
    texts = [line.text for line in lines]
    start, stop = 0, len(lines)
    while start < stop:
        header_line_count = (count_header_lines if title else count_header_block_lines)(texts, start)
        fields = header_fields(texts[start : start + header_line_count])
        head = read_head(lines, start + header_line_count, stop, fields.get("title") or title)
        article_stop = next(
            (i for i in range(head.body_start + 1, stop) if _starts_article(lines, texts, i, head)), stop
        )
        yield ArticlePart(
            fields if "title" in fields or title is None else {**fields, "title": title}, head, article_stop
        )
        start, title = article_stop, None


def _starts_article(lines: Sequence[Line], texts: Sequence[str], i: int, head: ArticleHead) -> bool:
    if not texts[i]:
        return False
    after_gap = lines[i - 1].kind is not LineKind.TEXT
    if after_gap and (header_line_count := count_header_lines(texts, i, _MAX_HEADER_LINES)):
        return begins_article(header_fields(texts[i : i + header_line_count]))
    if lines[i].kind is not LineKind.TEXT or not is_headline_like(texts[i]) or is_quote(texts[i]):
        return False
    lines_ahead = list(non_blank_lines(lines, i + 1, len(lines), _LOOKAHEAD_LINES))
    repetition = next((k for k, (_, line) in enumerate(lines_ahead) if same_wording(line.text, texts[i])), 0)
    if repetition:
        return word_count(texts[i]) >= 3 and _only_captions_between(
            lines, lines_ahead[:repetition], lines_ahead[repetition:]
        )
    return (
        after_gap and word_count(texts[i]) >= _MIN_HEADLINE_WORDS and _has_captions_below(lines, i, lines_ahead, head)
    )


def _only_captions_between(lines: Sequence[Line], between: Sequence[IndexedLine], below: Sequence[IndexedLine]) -> bool:
    """Whether there are only captions and boilerplate between a headline and its repetition."""
    texts_below = {line.text for _, line in below}
    return all(_is_head_line(lines, k, line) or line.text in texts_below for k, line in between)


def _has_captions_below(lines: Sequence[Line], i: int, lines_ahead: Sequence[IndexedLine], head: ArticleHead) -> bool:
    """Whether captions and then text follow a possible headline, and enough else shows it is not a cross-heading."""
    head_lines = list(takewhile(lambda indexed_line: _is_head_line(lines, *indexed_line), lines_ahead))
    captions = [line.text for _, line in head_lines if line.kind in (LineKind.CAPTION, LineKind.SIGNED, LineKind.TEXT)]
    if not captions or len(head_lines) == len(lines_ahead):
        return False
    gap_lines = next(k for k in range(i) if lines[i - 1 - k].kind is not LineKind.BLANK)
    return (
        len(captions) > len(set(captions))
        or gap_lines >= _MIN_GAP_LINES
        or (bool(head.captions) and not head.has_repetition)
    )


def _is_head_line(lines: Sequence[Line], i: int, line: Line) -> bool:
    if line.kind is LineKind.TEXT:
        return is_printed_twice(lines, i, len(lines))
    return line.kind is not LineKind.LINK
