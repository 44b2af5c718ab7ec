"""A news site for tests: its page with an article and all that stands around one, and how to read it or be refused."""

from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from bot.locales import Translator
from briefings.errors import IntakeError
from briefings.intake.parse import parse
from briefings.intake.web.addresses import Address
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Draft
from briefings.model.printable import printable

PARAGRAPHS = (
    "The last diesel ferry between Marrow Bay and the outer islands made its final crossing on Tuesday.",
    "An electric vessel built in the town’s own yard takes over on Wednesday, with room for 220 passengers.",
    "“We will miss the smell of it, but not the noise,” said Ines Calder, harbour master since 1994.",
    "Tickets stay at the same price until spring, when the council will review what the crossing costs to run.",
)
HEADLINE = "Last diesel ferry leaves Marrow Bay"
CAPTION = "The ferry Petrel at the quay of Marrow Bay on Monday evening"


def article(
    *,
    head: str = "",
    headline: str = HEADLINE,
    paragraphs: Sequence[str] = PARAGRAPHS,
    site: str = '<meta property="og:site_name" content="The Harbour Post">',
) -> str:
    text = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><title>{headline}</title>{head}{site}
<meta property="og:title" content="{headline}"><meta property="og:type" content="article">
<meta name="author" content="Tomas Wren">
<meta property="article:published_time" content="2026-11-17T18:30:00+00:00"></head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li><li><a href="/sea">Sea</a></li></ul></nav>
<div class="cookie-banner" role="dialog"><p>We use cookies to give you the best experience.</p>
<button>Accept all</button></div>
<main><article><h1>{headline}</h1>
<figure><img src="/petrel.jpg" alt=""><figcaption>{CAPTION}</figcaption></figure>
<div class="share"><a href="/share">Share on Facebook</a> <a href="/share">Share on X</a></div>
{text}
</article></main>
<aside><h2>Most read</h2><ul><li><a href="/a">Ten things about gulls</a></li></ul></aside>
<footer><p>© 2026 The Harbour Post. All rights reserved.</p></footer>
</body></html>"""


def only_here(address: Address) -> bool:
    return address == ip_address("127.0.0.1")


async def here(host: str, port: int) -> list[str]:
    """Every site is on this machine; an address is itself."""
    return [host] if host[0].isdigit() or ":" in host else ["127.0.0.1"]


async def refusal(reader: WebFetcher, url: str) -> IntakeError:
    """Why a link was not read; whoever pushed it can be told."""
    with pytest.raises(IntakeError) as caught:
        await read_link(reader, url)
    assert printable(str(caught.value.fields["item"])) in Translator("en").error(caught.value)
    return caught.value


async def read_link(reader: WebFetcher, url: str) -> Draft:
    """The article behind a link. Raises IntakeError."""
    batch = parse(await reader.fetch(url))
    if batch.failures:
        raise batch.failures[0]
    return batch.drafts[0]
