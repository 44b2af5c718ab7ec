"""The lines of one article → its paragraphs and captions, nothing of its text lost and nothing of the page kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.intake.text.agency_credit import bare_agency
from briefings.intake.text.article_head import ArticleHead, is_doubled, read_head, repeats
from briefings.intake.text.line_classifier import Kind, Line
from briefings.intake.text.lines import word_count

_LONG = 5  # words from which on a line printed twice running is a slip, not a way of speaking


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Paragraphs, captions each once, the agencies that lines of their own name, and what the head said.

    `paragraphs` is empty only if there is nothing but a headline, furniture, or pictures with their credits.
    """

    head: ArticleHead
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    signatures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    signed: bool  # "… (AFP)": perhaps a caption


def clean(lines: Sequence[Line], title: str | None = None, captions: Sequence[str] = ()) -> Cleaned:
    """The cleaned article that the lines are, whose headline and captions may be known."""
    head = read_head(lines, 0, len(lines), title)
    head.captions = dict.fromkeys(captions) | head.captions
    return clean_body(lines, head, len(lines))


def clean_body(lines: Sequence[Line], head: ArticleHead, stop: int) -> Cleaned:
    """The cleaned article whose head has been read and whose body ends at `stop`."""
    captions = dict(head.captions)
    signatures = list(head.signatures)
    body: list[_Paragraph] = []
    last = max((i for i in range(head.end, stop) if lines[i].kind in (Kind.TEXT, Kind.SIGNED)), default=stop)
    among_buttons = False
    for i in range(head.end, stop):
        text, kind = lines[i]
        if kind is Kind.BLANK:
            continue
        if kind is Kind.FURNITURE or (kind is Kind.NETWORK and among_buttons):
            among_buttons = True
            continue
        among_buttons = False
        if kind is Kind.CREDIT:
            signatures += filter(None, [bare_agency(text) if i > last else None])
        elif kind is Kind.CAPTION or (kind is Kind.SIGNED and i != last and _is_doubled(lines, i, stop)):
            captions[text] = None
        elif not (text in captions or (body and body[-1].text == text and word_count(text) >= _LONG)):
            body.append(_Paragraph(text, kind is Kind.SIGNED and i != last))
    paragraphs = _paragraphs(body, captions)
    if not head.deck and not paragraphs:
        paragraphs = list(dict.fromkeys(head.unsure))
        for text in paragraphs:
            del captions[text]
    return Cleaned(head, (*head.deck, *paragraphs), tuple(captions), tuple(signatures))


def _paragraphs(body: Sequence[_Paragraph], captions: dict[str, None]) -> list[str]:
    """The body without its captions; a text most of which is signed is a row of news in brief, not of photos."""
    signed = [paragraph.text for paragraph in body if paragraph.signed]
    if 2 * len(signed) > len(body):
        return [paragraph.text for paragraph in body]
    captions.update(dict.fromkeys(signed))
    return [paragraph.text for paragraph in body if not paragraph.signed]


def _is_doubled(lines: Sequence[Line], i: int, stop: int) -> bool:
    return is_doubled(lines, i, stop) or repeats(lines, i)
