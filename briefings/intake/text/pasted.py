"""Reads pasted text, which holds one article or several, into drafts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefings.errors import IntakeError
from briefings.intake.result import IntakeResult
from briefings.intake.text.cleaning import clean_body
from briefings.intake.text.drafting import make_draft
from briefings.intake.text.header_block import count_header_lines, validate_header
from briefings.intake.text.line_classifier import Line, LineKind, classify_lines
from briefings.intake.text.line_wrapping import unwrap
from briefings.intake.text.lines import fold_lines
from briefings.intake.text.splitting import ArticlePart, split_articles, split_at_separators
from briefings.model.article import Draft


@dataclass(frozen=True, slots=True)
class Section:
    """Folded lines without a separator among them; `title` is the headline of the first article in them, if known."""

    lines: Sequence[str]
    title: str | None = None


def read_pasted(text: str, item: str, outlet: str | None = None) -> IntakeResult:
    """The articles in a text, in their order; failures name `item`, or `item (n)` for the n-th of several articles.

    `outlet` is that of articles that name none. A header block that names an outlet and nothing else, with a blank line
    below it at the top of the text, names it for all of them, unless another article names its own.

    Failures: `empty`, `no-text` for a headline alone, `header-link`, `header-date`, `header-language`.
    """
    return read_sections((Section(unwrap(lines)) for lines in split_at_separators(fold_lines(text))), item, outlet)


def read_sections(sections: Iterable[Section], item: str, outlet: str | None = None) -> IntakeResult:
    """The articles in sections of text; `outlet` and failures are as in `read_pasted`."""
    articles = [
        (lines, part)
        for section in sections
        if not _is_only_boilerplate(lines := classify_lines(section.lines))
        for part in split_articles(lines, section.title)
    ]
    if not articles:
        return IntakeResult(failures=(IntakeError("empty", item=item),))
    outlet = _outlet_for_all(articles) or outlet
    names = [f"{item} ({number})" for number in range(1, len(articles) + 1)] if len(articles) > 1 else [item]
    return IntakeResult.of(
        (_read_article(lines, part, name, outlet) for (lines, part), name in zip(articles, names, strict=True)), item
    )


def _outlet_for_all(articles: Sequence[tuple[Sequence[Line], ArticlePart]]) -> str | None:
    """The outlet that the header block at the top names for every article."""
    (lines, first), *others = articles
    is_set_apart = len(lines) > 1 and lines[1].kind is LineKind.BLANK
    if first.fields.keys() - {"title"} != {"outlet"} or count_header_lines([lines[0].text]) == 0 or not is_set_apart:
        return None
    return first.fields["outlet"] if not any("outlet" in part.fields for _, part in others) else None


def _is_only_boilerplate(lines: Sequence[Line]) -> bool:
    kinds = (LineKind.BLANK, LineKind.BOILERPLATE, LineKind.NOTE, LineKind.SOCIAL_NETWORK)
    return all(line.kind in kinds for line in lines)


def _read_article(lines: Sequence[Line], part: ArticlePart, name: str, outlet: str | None) -> Draft | IntakeError:
    fields = part.fields if part.fields.get("outlet") or not outlet else {**part.fields, "outlet": outlet}
    try:
        return make_draft(clean_body(lines, part.head, part.stop), validate_header(fields, name), name)
    except IntakeError as error:
        return error
