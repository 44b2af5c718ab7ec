"""Reading links over real HTTP; the sites are one server on loopback, under invented names."""

import gzip
from datetime import UTC, datetime

import pytest
from news_site import HEADLINE, PARAGRAPHS, article, read_link
from web_server import WebServer

from briefings.intake.web.fetcher import WebFetcher

# What is read


async def test_article_is_read_without_what_stands_around_it(server: WebServer, fetcher: WebFetcher) -> None:
    draft = await read_link(fetcher, server.page("/sea/ferry", article()))

    assert draft.headline == HEADLINE
    assert draft.paragraphs == PARAGRAPHS
    assert draft.outlet == "The Harbour Post"
    assert draft.author == "Tomas Wren"
    assert draft.language == "en"
    assert draft.published is not None
    assert draft.published.astimezone(UTC).date() == datetime(2026, 11, 17, tzinfo=UTC).date()
    assert draft.link == server.url("/sea/ferry")


async def test_plain_text_is_read_as_if_pasted(server: WebServer, fetcher: WebFetcher) -> None:
    text = "\n\n".join((HEADLINE, *PARAGRAPHS))

    draft = await read_link(fetcher, server.page("/ferry.txt", text, content_type="text/plain; charset=utf-8"))

    assert (draft.headline, draft.paragraphs) == (HEADLINE, PARAGRAPHS)
    assert (draft.outlet, draft.link) == ("127.0.0.1", server.url("/ferry.txt"))


async def test_site_that_does_not_name_itself_is_called_by_its_host(server: WebServer, fetcher: WebFetcher) -> None:
    server.page("/ferry", article(site=""))

    draft = await read_link(fetcher, server.url("/ferry", host="www.harbour.example"))

    assert draft.outlet == "harbour.example"


async def test_bot_says_who_it_is(server: WebServer, fetcher: WebFetcher) -> None:
    await read_link(fetcher, server.page("/ferry", article()))

    assert server.requests[0].headers["User-Agent"].startswith("Sourceline/")


async def test_packed_page_is_unpacked(server: WebServer, fetcher: WebFetcher) -> None:
    url = server.page("/ferry", gzip.compress(article().encode()), headers={"Content-Encoding": "gzip"})

    assert (await read_link(fetcher, url)).paragraphs == PARAGRAPHS


async def test_international_host_is_asked_for_in_its_encoded_form(server: WebServer, fetcher: WebFetcher) -> None:
    server.page("/ferry", article(site=""))

    draft = await read_link(fetcher, server.url("/ferry", host="hafen-zürich.example"))

    assert server.requests[0].host == f"xn--hafen-zrich-zhb.example:{server.port}"
    assert draft.outlet == "hafen-zürich.example"


# The link of the article


async def test_link_is_where_the_redirects_end_without_tracking(server: WebServer, fetcher: WebFetcher) -> None:
    server.page("/2026/ferry", article())
    server.redirect("/r", "/2026/ferry?utm_source=mail&id=7#top", status=301)

    assert (await read_link(fetcher, server.redirect("/short", "/r"))).link == server.url("/2026/ferry?id=7")


async def test_canonical_link_of_the_same_site_is_taken(server: WebServer, fetcher: WebFetcher) -> None:
    server.page("/ferry", article(head=f'<link rel="canonical" href="{server.url("/sea/ferry", "harbour.example")}">'))

    draft = await read_link(fetcher, server.url("/ferry?from=front", host="www.harbour.example"))

    assert draft.link == server.url("/sea/ferry", host="harbour.example")


@pytest.mark.parametrize(
    "canonical",
    [
        "https://elsewhere.example/ferry",
        "http://harbour.example:{port}/",
        "https://💩.example/ferry",
        "https://xn--a.example/ferry",
    ],
)
async def test_canonical_link_that_cannot_be_right_is_not_taken(
    server: WebServer, fetcher: WebFetcher, canonical: str
) -> None:
    server.page("/ferry", article(head=f'<link rel="canonical" href="{canonical.format(port=server.port)}">'))

    draft = await read_link(fetcher, server.url("/ferry", host="harbour.example"))

    assert draft.link == server.url("/ferry", host="harbour.example")


# Charsets

RUSSIAN = (
    "Последний дизельный паром между Мурманском и дальними островами во вторник завершил свой последний рейс.",
    "Со среды на маршруте работает электрическое судно, построенное на городской верфи, на двести пассажиров.",
    "Цены на билеты до весны не изменятся, затем городской совет рассмотрит расходы на переправу.",
)
FRENCH = (
    "Le dernier ferry au diesel entre la baie et les îles a achevé mardi sa dernière traversée, après soixante ans.",
    "Un navire électrique construit à l’atelier du port prend la relève dès mercredi, avec 220 places à bord.",
    "« Le bruit ne nous manquera pas », a déclaré la capitaine du port, arrivée sur le quai à l’été 1994.",
)


@pytest.mark.parametrize(
    ("paragraphs", "encoding", "content_type", "head"),
    [
        (RUSSIAN, "windows-1251", "text/html; charset=windows-1251", ""),
        (RUSSIAN, "windows-1251", "text/html", '<meta charset="windows-1251">'),
        (RUSSIAN, "koi8-r", 'text/html; charset="KOI8-R"', ""),
        (RUSSIAN, "utf-16", "text/html", ""),
        (RUSSIAN, "utf-8", "text/html", ""),
        (RUSSIAN, "utf-8-sig", "text/html; charset=windows-1251", ""),
        (RUSSIAN, "windows-1251", "text/html; charset=utf-8", '<meta charset="windows-1251">'),
        (RUSSIAN, "utf-8", "text/html; charset=no-such-charset", ""),
        (RUSSIAN, "utf-8", "text/html; charset=hex", ""),
        (FRENCH, "windows-1252", "text/html; charset=ISO-8859-1", ""),
        (FRENCH, "utf-8", "text/html; charset=utf-8", ""),
    ],
)
async def test_letters_arrive_as_the_outlet_wrote_them(
    server: WebServer, fetcher: WebFetcher, paragraphs: tuple[str, ...], encoding: str, content_type: str, head: str
) -> None:
    body = article(head=head, headline=paragraphs[0][:40], paragraphs=paragraphs).replace("©", "").encode(encoding)

    assert (await read_link(fetcher, server.page("/p", body, content_type=content_type))).paragraphs == paragraphs


async def test_one_broken_byte_does_not_spoil_the_page(server: WebServer, fetcher: WebFetcher) -> None:
    body = article(paragraphs=FRENCH).encode().replace(b"</article>", b"<p>\xff</p></article>")

    assert (await read_link(fetcher, server.page("/p", body))).paragraphs[:3] == FRENCH
