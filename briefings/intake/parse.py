"""Parses a pushed original (file, text or web page) into articles by choosing the reader for it."""

from dataclasses import replace

import httpx

from briefings.errors import IntakeError
from briefings.intake.formats.files import read_file
from briefings.intake.result import IntakeResult
from briefings.intake.text.credits.agencies import agency_by_name
from briefings.intake.text.field_limits import within_limits
from briefings.intake.text.line_classifier import is_web_link
from briefings.intake.text.lines import fold_line
from briefings.intake.text.pasted import read_pasted
from briefings.intake.web.article import read_fetched_page
from briefings.model.article import Draft
from briefings.model.items import File, Original, Page, Text


def parse(original: Original) -> IntakeResult:
    """The articles in an original. Never raises; failures name it, with the number or line of the article."""
    result = _parse_by_type(original)
    return replace(result, drafts=tuple(map(within_limits, result.drafts)), original=original)


def _parse_by_type(original: Original) -> IntakeResult:
    match original:
        case File():
            return read_file(original.name, original.content, _folded(original.outlet))
        case Text():
            is_forwarded = original.published is not None  # by a channel, which may hand on an agency's report
            outlet = None if is_forwarded else _folded(original.outlet)
            result = read_pasted(original.text, original.name, outlet)
            return IntakeResult(
                tuple(_with_message_details(draft, original) for draft in result.drafts), result.failures
            )
        case Page():
            try:
                return IntakeResult((read_fetched_page(original),))
            except IntakeError as error:
                return IntakeResult(failures=(error,))
            except httpx.InvalidURL:  # of no page that was fetched, but an original may have been written by anybody
                return IntakeResult(failures=(IntakeError("link-malformed", item=original.name),))


def _with_message_details(draft: Draft, text: Text) -> Draft:
    """The draft with the outlet, link and date of the message it came in, where its own text gives none.

    An agency that forwards its own report is its outlet alone.
    """
    outlet = draft.outlet or _folded(text.outlet)
    link = _folded(text.link)
    return replace(
        draft,
        outlet=outlet,
        agency=None if outlet and agency_by_name().get(outlet, outlet) == draft.agency else draft.agency,
        link=draft.link or (link if link and is_web_link(link) else None),
        published=draft.published or text.published,
    )


def _folded(name: str | None) -> str | None:
    """What is known from outside the text (a channel's title, say), as the text's own lines are."""
    return fold_line(name or "") or None
