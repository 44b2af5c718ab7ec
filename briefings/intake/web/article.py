"""A web page as it was fetched → the article on it, with what its address tells."""

from dataclasses import replace

import httpx

from briefings.errors import IntakeError
from briefings.intake.formats.decoding import decode
from briefings.intake.formats.html import read_html_page
from briefings.intake.text.pasted import read_pasted
from briefings.model.article import Draft
from briefings.model.items import Page
from briefings.model.links import clean_link, outlet_of


def read_fetched(page: Page) -> Draft:
    """The article on it; its `link` is where it was found, or the better one the page names. Raises IntakeError."""
    draft = _plain(page.content, page.name) if page.plain else read_html_page(page.content, page.url, page.name)
    return replace(draft, link=_best_link(page.url, draft.link), outlet=_outlet(draft) or outlet_of(page.url))


def _plain(content: str | bytes, item: str) -> Draft:
    batch = read_pasted(content if isinstance(content, str) else decode(content, item), item)
    if batch.failures:
        raise batch.failures[0]
    if len(batch.drafts) > 1:
        raise IntakeError("link-many-articles", item=item)
    return batch.drafts[0]


def _outlet(draft: Draft) -> str | None:
    """The outlet, if the page names it; where it does not, trafilatura puts the host of its link there."""
    guessed = draft.outlet is not None and "." in draft.outlet and draft.outlet in (draft.link or "")
    return None if guessed else draft.outlet


def _best_link(fetched: str, canonical: str | None) -> str:
    """The canonical link where it can be right: on the same host, and not the front page for an article."""
    address = httpx.URL(canonical or fetched)
    same_host = outlet_of(str(address)) == outlet_of(fetched)
    front_page = address.path == "/" and not address.query
    return clean_link(fetched if front_page or not same_host else str(address))
