"""Reads the article on a fetched web page (HTML or plain text) and completes its link and outlet from the address."""

from dataclasses import replace

import httpx

from briefings.errors import IntakeError
from briefings.intake.formats.decoding import decode
from briefings.intake.formats.html import read_html_page
from briefings.intake.text.pasted import read_pasted
from briefings.model.article import Draft
from briefings.model.items import Page
from briefings.model.links import clean_link, outlet_of


def read_fetched_page(page: Page) -> Draft:
    """The article on a page; its `link` is the canonical one if plausible, else the page's own. Raises IntakeError."""
    draft = (
        _read_plain_text(page.content, page.name) if page.plain else read_html_page(page.content, page.url, page.name)
    )
    return replace(
        draft, link=_best_link(page.url, draft.link), outlet=_outlet_named_by_page(draft) or outlet_of(page.url)
    )


def _read_plain_text(content: str | bytes, item: str) -> Draft:
    result = read_pasted(content if isinstance(content, str) else decode(content, item), item)
    if result.failures:
        raise result.failures[0]
    if len(result.drafts) > 1:
        raise IntakeError("link-many-articles", item=item)
    return result.drafts[0]


def _outlet_named_by_page(draft: Draft) -> str | None:
    """The outlet if the page names it; None where trafilatura only filled in the host of the link."""
    guessed = draft.outlet is not None and "." in draft.outlet and draft.outlet in (draft.link or "")
    return None if guessed else draft.outlet


def _best_link(fetched_url: str, canonical: str | None) -> str:
    """The canonical link if it is plausible (same host, not the front page), else the link that was fetched."""
    url = httpx.URL(canonical or fetched_url)
    same_host = outlet_of(str(url)) == outlet_of(fetched_url)
    front_page = url.path == "/" and not url.query
    return clean_link(fetched_url if front_page or not same_host else str(url))
