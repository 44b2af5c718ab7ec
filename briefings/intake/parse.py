"""What came in → the articles in it: the one place that knows which reader is for what."""

from dataclasses import replace

from briefings.errors import IntakeError
from briefings.intake.formats.files import read_file
from briefings.intake.result import IntakeResult
from briefings.intake.text.pasted import read_pasted
from briefings.intake.web.article import read_fetched
from briefings.model.article import Draft
from briefings.model.items import File, Original, Page, Text


def parse(original: Original) -> IntakeResult:
    """The articles in it. Never raises; failures name it, its number of the article or its line."""
    return replace(_read(original), original=original)


def _read(original: Original) -> IntakeResult:
    match original:
        case File():
            return read_file(original.name, original.content)
        case Text():
            batch = read_pasted(original.text, original.name)
            return IntakeResult(tuple(_with_origin(draft, original) for draft in batch.drafts), batch.failures)
        case Page():
            try:
                return IntakeResult((read_fetched(original),))
            except IntakeError as error:
                return IntakeResult(failures=(error,))


def _with_origin(draft: Draft, text: Text) -> Draft:
    return replace(
        draft,
        outlet=draft.outlet or text.outlet,
        link=draft.link or text.link,
        published=draft.published or text.published,
    )
