"""Sorts the lines of one article into paragraphs, captions and credit lines, and drops boilerplate."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.intake.text.agency_credit import bare_agency
from briefings.intake.text.article_head import ArticleHead, is_printed_twice, read_head
from briefings.intake.text.line_classifier import Line, LineKind
from briefings.intake.text.lines import word_count

_MIN_DUPLICATE_WORDS = 5  # in a repeated line that is dropped as a slip; a shorter one ("No.") may be speech


@dataclass(frozen=True, slots=True)
class CleanedArticle:
    """The head, paragraphs and captions (each once) of an article, and the agencies its byline and credit lines name.

    `paragraphs` is empty only if there is nothing but a headline, boilerplate, or photos with their credits.
    """

    head: ArticleHead
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    signatures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    signed: bool  # ends in an agency's name, "… (AFP)": perhaps a caption


def clean(lines: Sequence[Line], title: str | None = None, captions: Sequence[str] = ()) -> CleanedArticle:
    """The cleaned article in lines that hold no other; `title` and `captions` are given if they are known."""
    head = read_head(lines, 0, len(lines), title)
    head.captions = dict.fromkeys(captions) | head.captions
    return clean_body(lines, head, len(lines))


def clean_body(lines: Sequence[Line], head: ArticleHead, stop: int) -> CleanedArticle:
    """The cleaned article whose head has been read and whose body ends before line `stop`."""
    captions = dict(head.captions)
    signatures = list(head.signatures)
    body: list[_Paragraph] = []
    last_text = max(
        (i for i in range(head.body_start, stop) if lines[i].kind in (LineKind.TEXT, LineKind.SIGNED)), default=stop
    )
    after_boilerplate = False
    for i in range(head.body_start, stop):
        text, kind = lines[i]
        if kind is LineKind.BLANK:
            continue
        if kind is LineKind.BOILERPLATE or (kind is LineKind.SOCIAL_NETWORK and after_boilerplate):
            after_boilerplate = True
            continue
        after_boilerplate = False
        if kind is LineKind.CREDIT:
            signatures += filter(None, [bare_agency(text) if i > last_text else None])
        elif kind is LineKind.CAPTION or (
            kind is LineKind.SIGNED and i != last_text and is_printed_twice(lines, i, stop)
        ):
            captions[text] = None
        elif not (text in captions or (body and body[-1].text == text and word_count(text) >= _MIN_DUPLICATE_WORDS)):
            body.append(_Paragraph(text, kind is LineKind.SIGNED and i != last_text))
    paragraphs = _move_signed_to_captions(body, captions)
    if not head.deck and not paragraphs:
        paragraphs = list(dict.fromkeys(head.uncertain_captions))
        for text in paragraphs:
            del captions[text]
    return CleanedArticle(head, (*head.deck, *paragraphs), tuple(captions), tuple(signatures))


def _move_signed_to_captions(body: Sequence[_Paragraph], captions: dict[str, None]) -> list[str]:
    """The body's paragraphs; signed ones become captions, unless most are signed: then they are news in brief."""
    signed = [paragraph.text for paragraph in body if paragraph.signed]
    if 2 * len(signed) > len(body):
        return [paragraph.text for paragraph in body]
    captions.update(dict.fromkeys(signed))
    return [paragraph.text for paragraph in body if not paragraph.signed]
