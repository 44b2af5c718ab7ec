"""Reads the head of an article: headline, deck, captions, byline and date above the first paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from briefings.intake.text.credits.agency_credit import bare_agency
from briefings.intake.text.credits.bylines import read_byline
from briefings.intake.text.credits.dateline_places import day_of
from briefings.intake.text.dates import parse_date
from briefings.intake.text.line_classifier import Line, LineKind, could_be_caption, is_headline_like, same_wording
from briefings.intake.text.run_together import without_stray_stop

_MAX_REPEAT_DISTANCE = 12  # lines that are not blank, between a headline and its repetition
_MAX_DECK_LINES = 2  # between a headline and its repetition
_MAX_DATE_LINE_LENGTH = 60  # characters


@dataclass(slots=True)
class ArticleHead:
    """What was found above the body text.

    Attributes:
        headline: None if the text has none.
        captions: in their order, each once.
        uncertain_captions: captions without a photo credit, or with only an agency's name in brackets; they become the
            body text of an article that has no other.
        deck: lines of text between the headline and its repetition.
        signatures: agencies named in the byline or in credit lines.
        body_start: index of the first line of the body.
        has_repetition: whether the headline or a caption is printed twice.
        notes: editorial notes and labels such as "Opinion".
    """

    headline: str | None = None
    captions: dict[str, None] = field(default_factory=dict)
    uncertain_captions: list[str] = field(default_factory=list)
    deck: list[str] = field(default_factory=list)
    author: str | None = None
    signatures: list[str] = field(default_factory=list)
    published: datetime | None = None
    link: str | None = None
    body_start: int = 0
    has_repetition: bool = False
    notes: list[str] = field(default_factory=list)


def read_head(lines: Sequence[Line], start: int, stop: int, known_headline: str | None = None) -> ArticleHead:
    """The head that begins at `start`; the headline is looked for unless `known_headline` gives it."""
    head = ArticleHead(headline=known_headline)
    if known_headline is None:
        start = _after_date(head, lines, start, stop)
    first_text = next((i for i, line in non_blank_lines(lines, start, stop) if line.kind is LineKind.TEXT), stop)
    headline_index = start - 1
    if first_text < stop:
        headline_index = _last_headline_index(lines, first_text, stop, known_headline or lines[first_text].text)
        head.has_repetition = headline_index > first_text
        if known_headline is None and (head.has_repetition or is_headline_like(lines[first_text].text)):
            head.headline = lines[first_text].text
        elif known_headline is None:
            headline_index = start - 1
    repeated_texts = (
        {line.text for _, line in non_blank_lines(lines, headline_index + 1, stop, _MAX_REPEAT_DISTANCE)}
        if head.has_repetition
        else set[str]()
    )
    head.body_start = stop
    for i, line in non_blank_lines(lines, start, stop):
        if not _take_line(head, lines, i, line, stop):
            if i > headline_index:
                head.body_start = i
                break
            if line.text in repeated_texts:
                head.captions[line.text] = None
                head.uncertain_captions.append(line.text)
            else:
                head.deck.append(line.text)
    return head


def _after_date(head: ArticleHead, lines: Sequence[Line], start: int, stop: int) -> int:
    """The index after a date above the headline, which it adds to the head; `start` if the date is the headline."""
    first_two = list(non_blank_lines(lines, start, stop, limit=2))
    if not first_two or day_of(date := without_stray_stop(first_two[0][1].text)) != date:
        return start
    is_above_headline = len(first_two) == 2 and is_headline_like(first_two[1][1].text)
    if not is_above_headline and parse_date(date) is None:
        return start  # "November 5"
    _take_date(head, date)
    return first_two[0][0] + 1


def _take_line(head: ArticleHead, lines: Sequence[Line], i: int, line: Line, stop: int) -> bool:
    """Adds a line to the head if its kind alone shows that it belongs there; returns whether it does."""
    text = line.text
    if line.kind is LineKind.NOTE:
        head.notes.append(text)
        return True
    if line.kind in (LineKind.BOILERPLATE, LineKind.SOCIAL_NETWORK) or text in head.captions:
        return True
    if head.headline is not None and same_wording(text, head.headline):
        return True
    if line.kind is LineKind.LINK:
        head.link = head.link or text
        return True
    if line.kind is LineKind.CREDIT:
        if not _is_under_caption(head, lines, i):
            head.signatures += filter(None, [bare_agency(text)])
        return True
    printed_twice = is_printed_twice(lines, i, stop)
    if line.kind in (LineKind.CAPTION, LineKind.SIGNED) or printed_twice:
        head.captions[text] = None
        head.has_repetition |= printed_twice
        if line.kind is not LineKind.CAPTION:
            head.uncertain_captions.append(text)
        return True
    return head.headline is not None and (_take_byline(head, text) or _take_date(head, text))


def _is_under_caption(head: ArticleHead, lines: Sequence[Line], i: int) -> bool:
    return i > 0 and lines[i - 1].text in head.captions


def _take_byline(head: ArticleHead, text: str) -> bool:
    byline = read_byline(text) if head.author is None else None
    if byline is None:
        return False
    head.author = byline[0]
    head.signatures += filter(None, byline[1:])
    return True


def _take_date(head: ArticleHead, text: str) -> bool:
    if head.published is not None or len(text) > _MAX_DATE_LINE_LENGTH or not any(map(str.isdigit, text)):
        return False
    label, colon, rest = text.partition(": ")
    head.published = parse_date(rest if colon and label.isalpha() else text)
    return head.published is not None


def is_printed_twice(lines: Sequence[Line], i: int, stop: int) -> bool:
    """Whether the next or the previous line that is not blank is the same and the line could be a caption."""
    text = lines[i].text
    following = next((line.text for _, line in non_blank_lines(lines, i + 1, min(stop, i + 4))), None)
    previous = next((lines[k].text for k in range(i - 1, max(-1, i - 4), -1) if lines[k].text), None)
    return text in (following, previous) and could_be_caption(text)


def _last_headline_index(lines: Sequence[Line], first: int, stop: int, headline: str) -> int:
    """Index of the headline's last repetition in the head; each is within `_MAX_REPEAT_DISTANCE` lines of the last.

    Up to `_MAX_DECK_LINES` lines of text may come before the first repetition, none before a later one: such text is
    the body, and a headline after it starts a second copy of the article.
    """
    headline_index = first if same_wording(lines[first].text, headline) else first - 1
    max_texts, distance, texts = _MAX_DECK_LINES, 0, set[str]()
    for i, line in non_blank_lines(lines, headline_index + 1, stop):
        distance += 1
        if same_wording(line.text, headline):
            headline_index, max_texts, distance = i, 0, 0
            texts.clear()
        elif line.kind is LineKind.TEXT and not is_printed_twice(lines, i, stop):
            texts.add(line.text)
        if distance > _MAX_REPEAT_DISTANCE or len(texts) > max_texts:
            break
    return headline_index


def non_blank_lines(
    lines: Sequence[Line], start: int, stop: int, limit: int | None = None
) -> Iterator[tuple[int, Line]]:
    """The lines from `start` up to `stop` that are not blank, at most `limit` of them, with their indices."""
    count = 0
    for i in range(max(0, start), stop):
        if lines[i].kind is not LineKind.BLANK:
            yield i, lines[i]
            count += 1
            if count == limit:
                return
