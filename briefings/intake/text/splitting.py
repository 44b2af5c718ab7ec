"""Where one article ends and the next begins in a text that holds several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from briefings.intake.text.article_head import ArticleHead, filled, is_doubled, read_head, repeats
from briefings.intake.text.header_block import begins_article, header_fields, header_length, leading_header
from briefings.intake.text.line_classifier import Kind, Line, is_headline_like, is_quote, same
from briefings.intake.text.lines import SEPARATOR, word_count

_LOOK_AHEAD = 12  # lines in which a new head shows what it is
_FEWEST_WORDS = 5  # of a headline over one caption; a cross-heading is shorter
_UNUSUAL_GAP = 2  # blank lines

StoryAssignment = tuple[int, Line]


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a section: its header block, its head, and where its last line is (exclusive)."""

    fields: dict[str, str]
    head: ArticleHead
    stop: int


def sections(lines: Sequence[str]) -> Iterator[list[str]]:
    """The parts between separator lines that hold anything; a header block alone goes with the part that follows."""
    held: list[str] = []
    part: list[str] = []
    for line in (*lines, SEPARATOR):
        if line != SEPARATOR:
            part.append(line)
            continue
        filled_lines = [each for each in part if each]
        if filled_lines and header_length(filled_lines) == len(filled_lines):
            held += filled_lines
        elif filled_lines:
            yield held + _trimmed(part)
            held = []
        part = []
    if held:
        yield held


def _trimmed(lines: list[str]) -> list[str]:
    first = next(i for i, line in enumerate(lines) if line)
    return lines[first:]


def parts(lines: Sequence[Line], title: str | None) -> Iterator[Part]:
    """The articles in one section, each with its header block and head read.

    A new one begins, once the one before has a body: with a header block that names a title or link; or with a headline
    that comes again after nothing but captions; or with one over a caption that is printed twice, or, where the gap
    above it or the head of the article before is like that too, over one that carries a credit.

    Args:
        lines: of one section, marked.
        title: the first article's headline, if it is known.
    """
    texts = [line.text for line in lines]
    start, stop = 0, len(lines)
    while start < stop:
        count = leading_header(texts, start)
        fields = header_fields(texts[start : start + count])
        head = read_head(lines, start + count, stop, fields.get("title") or title)
        cut = next((i for i in range(head.end + 1, stop) if _starts_article(lines, texts, i, head)), stop)
        yield Part(fields if "title" in fields or title is None else {**fields, "title": title}, head, cut)
        start, title = cut, None


def _starts_article(lines: Sequence[Line], texts: Sequence[str], i: int, head: ArticleHead) -> bool:
    if not texts[i]:
        return False
    after_gap = lines[i - 1].kind is not Kind.TEXT
    if after_gap and (count := header_length(texts, i)):
        return begins_article(header_fields(texts[i : i + count]))
    if lines[i].kind is not Kind.TEXT or not is_headline_like(texts[i]) or is_quote(texts[i]):
        return False
    ahead = list(filled(lines, i + 1, len(lines), _LOOK_AHEAD))
    again = next((k for k, (_, line) in enumerate(ahead) if same(line.text, texts[i])), 0)
    if again:
        return word_count(texts[i]) >= 3 and _frames(lines, ahead[:again], ahead[again:])
    return after_gap and word_count(texts[i]) >= _FEWEST_WORDS and _leads_captions(lines, i, ahead, head)


def _frames(lines: Sequence[Line], between: Sequence[StoryAssignment], below: Sequence[StoryAssignment]) -> bool:
    """Whether there are only captions and furniture between a headline and its repetition."""
    later = {line.text for _, line in below}
    return all(_is_head_line(lines, j, line) or line.text in later for j, line in between)


def _leads_captions(lines: Sequence[Line], i: int, ahead: Sequence[StoryAssignment], head: ArticleHead) -> bool:
    """Whether there are captions and then text under a headline, which it could share with a cross-heading."""
    above = list(takewhile(lambda placed: _is_head_line(lines, *placed), ahead))
    captions = [line.text for _, line in above if line.kind in (Kind.CAPTION, Kind.SIGNED, Kind.TEXT)]
    if not captions or len(above) == len(ahead):
        return False
    gap = next(k for k in range(i) if lines[i - 1 - k].kind is not Kind.BLANK)
    return len(captions) > len(set(captions)) or gap >= _UNUSUAL_GAP or (bool(head.captions) and not head.doubled)


def _is_head_line(lines: Sequence[Line], i: int, line: Line) -> bool:
    if line.kind is Kind.TEXT:
        return is_doubled(lines, i, len(lines)) or repeats(lines, i)
    return line.kind is not Kind.LINK
