"""The head of a pasted article: headline, captions, byline and date above its first paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from briefings.intake.text.agency_credit import bare_agency
from briefings.intake.text.bylines import read_byline
from briefings.intake.text.dates import parse_date
from briefings.intake.text.line_classifier import Kind, Line, is_caption_length, is_headline_like, same

_FRAME = 12  # lines in which a headline comes again, if it does
_LONGEST_DECK = 2  # lines of text between a headline and its repetition
_DATE_LINE = 60  # characters


@dataclass(slots=True)
class ArticleHead:
    """What stands above the body.

    Attributes:
        headline: None if the text has none.
        captions: in their order, each once.
        unsure: those that carry no credit, or no more than an agency's name in brackets: text, if there is no other.
        deck: lines of text between the headline and its repetition.
        end: where the body begins.
        doubled: whether the headline or a caption is printed twice.
    """

    headline: str | None = None
    captions: dict[str, None] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    deck: list[str] = field(default_factory=list)
    author: str | None = None
    signatures: list[str] = field(default_factory=list)
    published: datetime | None = None
    link: str | None = None
    end: int = 0
    doubled: bool = False


def read_head(lines: Sequence[Line], start: int, stop: int, given: str | None = None) -> ArticleHead:
    """The head that begins at `start`; `given` is the headline if it is known, else it is looked for."""
    head = ArticleHead(headline=given)
    first = next((i for i, line in filled(lines, start, stop) if line.kind is Kind.TEXT), stop)
    repeated = start - 1
    if first < stop:
        repeated = _repeated(lines, first, stop, given or lines[first].text)
        head.doubled = repeated > first
        if given is None and (head.doubled or is_headline_like(lines[first].text)):
            head.headline = lines[first].text
        elif given is None:
            repeated = start - 1
    later = {line.text for _, line in filled(lines, repeated + 1, stop, _FRAME)} if head.doubled else set[str]()
    head.end = stop
    for i, line in filled(lines, start, stop):
        if not _take(head, lines, i, line, stop):
            if i > repeated:
                head.end = i
                break
            if line.text in later:
                head.captions[line.text] = None
                head.unsure.append(line.text)
            else:
                head.deck.append(line.text)
    return head


def _take(head: ArticleHead, lines: Sequence[Line], i: int, line: Line, stop: int) -> bool:
    """Whether a line belongs to the head by itself; if so, it is noted there."""
    text = line.text
    if line.kind in (Kind.FURNITURE, Kind.NETWORK) or text in head.captions:
        return True
    if head.headline is not None and same(text, head.headline):
        return True
    if line.kind is Kind.LINK:
        head.link = head.link or text
        return True
    if line.kind is Kind.CREDIT:
        if not _is_under_caption(head, lines, i):
            head.signatures += filter(None, [bare_agency(text)])
        return True
    twice = is_doubled(lines, i, stop) or repeats(lines, i)
    if line.kind in (Kind.CAPTION, Kind.SIGNED) or twice:
        head.captions[text] = None
        head.doubled |= twice
        if line.kind is not Kind.CAPTION:
            head.unsure.append(text)
        return True
    return head.headline is not None and (_sign(head, text) or _dates(head, text))


def _is_under_caption(head: ArticleHead, lines: Sequence[Line], i: int) -> bool:
    return i > 0 and lines[i - 1].text in head.captions


def _sign(head: ArticleHead, text: str) -> bool:
    byline = read_byline(text) if head.author is None else None
    if byline is None:
        return False
    head.author = byline[0]
    head.signatures += filter(None, byline[1:])
    return True


def _dates(head: ArticleHead, text: str) -> bool:
    if head.published is not None or len(text) > _DATE_LINE or not any(map(str.isdigit, text)):
        return False
    label, colon, rest = text.partition(": ")
    head.published = parse_date(rest if colon and label.isalpha() else text)
    return head.published is not None


def is_doubled(lines: Sequence[Line], i: int, stop: int) -> bool:
    """Whether the next line that is not blank is the same and both can be a caption."""
    text = lines[i].text
    following = next((line.text for _, line in filled(lines, i + 1, min(stop, i + 4))), None)
    return following == text and is_caption_length(text)


def repeats(lines: Sequence[Line], i: int) -> bool:
    """Whether the line before that is not blank is the same and both can be a caption."""
    text = lines[i].text
    before = next((lines[k].text for k in range(i - 1, max(-1, i - 4), -1) if lines[k].text), None)
    return before == text and is_caption_length(text)


def _repeated(lines: Sequence[Line], first: int, stop: int, headline: str) -> int:
    """Where the headline stands for the last time in the head, each at most `_FRAME` lines below the one before.

    Up to two lines of text may stand above its first repetition, none above the next: there the body has begun, and
    the same article pasted twice begins again.
    """
    last = first if same(lines[first].text, headline) else first - 1
    most, since, texts = _LONGEST_DECK, 0, set[str]()
    for i, line in filled(lines, last + 1, stop):
        since += 1
        if same(line.text, headline):
            last, most, since = i, 0, 0
            texts.clear()
        elif line.kind is Kind.TEXT and not is_doubled(lines, i, stop) and not repeats(lines, i):
            texts.add(line.text)
        if since > _FRAME or len(texts) > most:
            break
    return last


def filled(lines: Sequence[Line], start: int, stop: int, most: int | None = None) -> Iterator[tuple[int, Line]]:
    """The lines from `start` up to `stop` that are not blank, at most `most`, with their indices."""
    count = 0
    for i in range(max(0, start), stop):
        if lines[i].kind is not Kind.BLANK:
            yield i, lines[i]
            count += 1
            if count == most:
                return
