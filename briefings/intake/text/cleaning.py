"""Sorts the lines of one article into paragraphs, captions and credit lines, and drops boilerplate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefings.intake.text.article_head import ArticleHead, is_printed_twice, non_blank_lines, read_head
from briefings.intake.text.credits.agency_credit import bare_agency
from briefings.intake.text.credits.opinion import is_opinion_label
from briefings.intake.text.editorial_notes import without_notes
from briefings.intake.text.line_classifier import Line, LineKind, is_headline_like
from briefings.intake.text.lines import word_count
from briefings.intake.text.link_lists import comments_start, linked_titles
from briefings.intake.text.run_together import without_stray_stop

_MIN_DUPLICATE_WORDS = 5  # in a repeated line that is dropped as a slip; a shorter one ("No.") may be speech


@dataclass(frozen=True, slots=True)
class CleanedArticle:
    """The head, paragraphs and captions (each once) of an article, and the agencies its byline and credit lines name.

    `paragraphs` is empty only if there is nothing but a headline, boilerplate, or photos with their credits. `notes`
    are the editorial notes that were taken out.
    """

    head: ArticleHead
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    signatures: tuple[str, ...]
    notes: tuple[str, ...] = ()


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
    signatures, notes = list(head.signatures), list(head.notes)
    body: list[_Paragraph] = []
    last_text = max(
        (i for i in range(head.body_start, stop) if lines[i].kind in (LineKind.TEXT, LineKind.SIGNED)), default=stop
    )
    for i, (text, kind) in _lines_of_article(lines, head.body_start, stop):
        if kind is LineKind.NOTE:
            notes += [] if is_opinion_label(text) else [text]  # a label in the middle is that of another article
        elif kind is LineKind.CREDIT:
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
    own = without_notes((*head.deck, *paragraphs), below=bool(notes))
    texts = tuple(map(_without_slip, own.paragraphs))
    return CleanedArticle(head, texts, tuple(captions), tuple(signatures), (*notes, *own.notes))


def _without_slip(text: str) -> str:
    """A headline-like line, or one that ends in a colon, without the full stop that stands for its line break."""
    return without_stray_stop(text) if is_headline_like(text) or text.endswith(": .") else text


def _lines_of_article(lines: Sequence[Line], start: int, stop: int) -> Iterator[tuple[int, Line]]:
    """The lines of a body, with their indices, without boilerplate, lists of other stories and readers' comments."""
    stop = comments_start(lines, start, stop)
    titles = linked_titles(lines, start, stop)
    after_boilerplate = False
    for i, line in non_blank_lines(lines, start, stop):
        after_boilerplate = (
            line.kind is LineKind.BOILERPLATE
            or i in titles
            or (line.kind is LineKind.SOCIAL_NETWORK and after_boilerplate)
        )
        if not after_boilerplate:
            yield i, line


def _move_signed_to_captions(body: Sequence[_Paragraph], captions: dict[str, None]) -> list[str]:
    """The body's paragraphs; signed ones become captions, unless most are signed: then they are news in brief."""
    signed = [paragraph.text for paragraph in body if paragraph.signed]
    if 2 * len(signed) > len(body):
        return [paragraph.text for paragraph in body]
    captions.update(dict.fromkeys(signed))
    return [paragraph.text for paragraph in body if not paragraph.signed]
