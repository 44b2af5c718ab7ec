"""Pasted text, with one article or many → drafts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefings.errors import IntakeError
from briefings.intake.result import IntakeResult
from briefings.intake.text.cleaning import clean_body
from briefings.intake.text.drafting import draft
from briefings.intake.text.header_block import checked
from briefings.intake.text.line_classifier import Kind, Line, mark
from briefings.intake.text.line_wrapping import unwrap
from briefings.intake.text.lines import fold_lines
from briefings.intake.text.splitting import Part, parts, sections
from briefings.model.article import Draft


@dataclass(frozen=True, slots=True)
class Section:
    """Folded lines that no separator parts, and the headline of the first article in them, if it is known."""

    lines: Sequence[str]
    title: str | None = None


def read_pasted(text: str, item: str) -> IntakeResult:
    """The articles in a text, in their order; a failure is named `item`, or `item (n)` for the n-th of several.

    Failures: `empty`, `no-text` for a headline alone, `header-link`, `header-date`, `header-language`.
    """
    return read_sections((Section(unwrap(lines)) for lines in sections(fold_lines(text))), item)


def read_sections(found: Iterable[Section], item: str) -> IntakeResult:
    """The articles in sections of text; `read_pasted` says what fails and how it is named."""
    pieces = [
        (lines, part)
        for section in found
        if not _is_furniture(lines := mark(section.lines))
        for part in parts(lines, section.title)
    ]
    if not pieces:
        return IntakeResult(failures=(IntakeError("empty", item=item),))
    names = [f"{item} ({number})" for number in range(1, len(pieces) + 1)] if len(pieces) > 1 else [item]
    return IntakeResult.of((_read(lines, part, name) for (lines, part), name in zip(pieces, names, strict=True)), item)


def _is_furniture(lines: Sequence[Line]) -> bool:
    return all(line.kind in (Kind.BLANK, Kind.FURNITURE, Kind.NETWORK) for line in lines)


def _read(lines: Sequence[Line], part: Part, name: str) -> Draft | IntakeError:
    try:
        return draft(clean_body(lines, part.head, part.stop), checked(part.fields, name), name)
    except IntakeError as error:
        return error
