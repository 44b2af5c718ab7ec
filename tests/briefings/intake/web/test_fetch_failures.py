"""Links without an article behind them, and pages too large or too slow; over real HTTP on loopback."""

import asyncio
import gzip
import tracemalloc

import pytest
from aiohttp import web
from news_site import HEADLINE, PARAGRAPHS, article, only_here, read_link, refusal
from web_server import WebServer

from bot.locales import Translator
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Draft

# Answers without an article


@pytest.mark.parametrize(
    ("status", "key"),
    [
        (204, "link-empty"),
        (300, "link-status"),
        (400, "link-status"),
        (401, "link-refused"),
        (403, "link-refused"),
        (404, "link-gone"),
        (410, "link-gone"),
        (429, "link-busy"),
        (451, "link-refused"),
        (500, "link-broken"),
        (503, "link-broken"),
    ],
)
async def test_answer_that_is_no_page_says_why(server: WebServer, fetcher: WebFetcher, status: int, key: str) -> None:
    body = "" if status == 204 else article()

    assert (await refusal(fetcher, server.page("/ferry", body, status=status))).key == key


@pytest.mark.parametrize(
    ("content_type", "said"),
    [
        ("application/pdf", "a PDF"),
        ("image/jpeg", "a picture"),
        ("video/mp4", "a video"),
        ("audio/mpeg", "a sound recording"),
        ("application/feed+json", "data for programs"),
        ("application/json; charset=utf-8", "data for programs"),
        ("application/rss+xml", "a feed"),
        ("application/octet-stream", "a file"),
    ],
)
async def test_what_is_no_page_is_called_by_its_kind(
    server: WebServer, fetcher: WebFetcher, content_type: str, said: str
) -> None:
    error = await refusal(fetcher, server.page("/x", b"%!", content_type=content_type))

    assert said in Translator("en").error(error)


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
async def test_empty_page_is_refused(server: WebServer, fetcher: WebFetcher, body: bytes) -> None:
    assert (await refusal(fetcher, server.page("/x", body))).key == "link-empty"


async def test_page_without_an_article_is_refused(server: WebServer, fetcher: WebFetcher) -> None:
    await refusal(fetcher, server.page("/x", "<html><body><nav><a href='/'>Home</a></nav></body></html>"))


async def test_text_with_several_articles_is_sent_back(server: WebServer, fetcher: WebFetcher) -> None:
    first_article = "\n\n".join((HEADLINE, *PARAGRAPHS))
    second_article = "\n\n".join(("Gulls return to the old pier", *reversed(PARAGRAPHS)))

    url = server.page("/all.txt", f"{first_article}\n\n---\n\n{second_article}", content_type="text/plain")

    assert (await refusal(fetcher, url)).key == "link-many-articles"


async def test_text_without_an_article_is_refused(server: WebServer, fetcher: WebFetcher) -> None:
    url = server.page("/line.txt", HEADLINE, content_type="text/plain")

    assert (await refusal(fetcher, url)).key == "no-text"


async def test_host_nobody_knows_is_named() -> None:
    async def nowhere(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    async with WebFetcher(resolve=nowhere) as fetcher:
        error = await refusal(fetcher, "https://no-such-site.example/ferry?x=1")

    assert (error.key, error.fields["item"]) == ("link-unknown-host", "no-such-site.example/ferry")


async def test_host_name_too_long_to_look_up_is_unknown() -> None:
    async with WebFetcher() as fetcher:
        assert (await refusal(fetcher, f"http://{'a' * 70}.example/")).key == "link-unknown-host"


async def test_site_that_is_down_is_unreachable(fetcher: WebFetcher) -> None:
    async with WebServer() as closed:
        url = closed.url("/ferry")

    assert (await refusal(fetcher, url)).key == "link-unreachable"


async def test_site_without_proper_encryption_is_insecure(server: WebServer, fetcher: WebFetcher) -> None:
    url = server.page("/ferry", article()).replace("http://", "https://")

    assert (await refusal(fetcher, url)).key == "link-insecure"


async def test_encryption_is_asked_for_by_name_not_by_address(fetcher: WebFetcher) -> None:
    hello = asyncio.get_running_loop().create_future()

    async def listen(incoming: asyncio.StreamReader, outgoing: asyncio.StreamWriter) -> None:
        hello.set_result(await incoming.read(4096))
        outgoing.close()

    async with await asyncio.start_server(listen, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        await refusal(fetcher, f"https://harbour.example:{port}/ferry")

    assert b"harbour.example" in await hello


async def test_server_that_does_not_speak_http_is_garbled(fetcher: WebFetcher) -> None:
    async def babble(incoming: asyncio.StreamReader, outgoing: asyncio.StreamWriter) -> None:
        outgoing.write(b"220 mail.example ESMTP ready\r\n")
        await outgoing.drain()
        outgoing.close()

    async with await asyncio.start_server(babble, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]

        assert (await refusal(fetcher, f"http://127.0.0.1:{port}/")).key == "link-garbled"


@pytest.mark.parametrize(
    ("packing", "body"), [("gzip", b"not packed"), ("gzip", gzip.compress(article().encode())[:-50]), ("br", b"\x0b")]
)
async def test_page_that_cannot_be_unpacked_is_garbled(
    server: WebServer, fetcher: WebFetcher, packing: str, body: bytes
) -> None:
    url = server.page("/x", body, headers={"Content-Encoding": packing})

    assert (await refusal(fetcher, url)).key == "link-garbled"


# Limits


async def test_page_that_never_ends_is_too_large(server: WebServer) -> None:
    async def pour(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while not server.closing.is_set():
            await response.write(b"<p>more</p>" * 1000)
        return response

    url = server.handle("/flood", pour)
    async with WebFetcher(may_connect=only_here, max_bytes=100_000) as fetcher:
        assert (await refusal(fetcher, url)).key == "link-too-large"


async def test_page_packed_to_burst_is_too_large_and_takes_no_room(server: WebServer) -> None:
    bomb = gzip.compress(bytes(30_000_000), compresslevel=1)
    url = server.page("/bomb", bomb, headers={"Content-Encoding": "gzip"})
    async with WebFetcher(may_connect=only_here, max_bytes=1_000_000) as fetcher:
        tracemalloc.start()
        try:
            error = await refusal(fetcher, url)
            peak_bytes = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert (error.key, error.fields["limit"]) == ("link-too-large", 1)
    assert peak_bytes < 6_000_000


async def test_body_of_a_redirect_is_not_read(server: WebServer, fetcher: WebFetcher) -> None:
    async def flood(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=302, headers={"Location": "/ferry"})
        await response.prepare(request)
        while not server.closing.is_set():
            await response.write(b"more" * 1000)
        return response

    server.page("/ferry", article())

    assert (await read_link(fetcher, server.handle("/flood", flood))).paragraphs == PARAGRAPHS


async def test_server_that_never_answers_is_left(server: WebServer) -> None:
    async def wait(_: web.Request) -> web.StreamResponse:
        await server.closing.wait()
        return web.Response()

    url = server.handle("/slow", wait)
    async with WebFetcher(may_connect=only_here, timeout_seconds=0.1) as fetcher:
        assert (await refusal(fetcher, url)).key == "link-timeout"


async def test_page_that_comes_drop_by_drop_is_left(server: WebServer) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while not server.closing.is_set():
            await response.write(b"<p>")
            try:
                await asyncio.wait_for(server.closing.wait(), 0.01)
            except TimeoutError:
                continue
        return response

    url = server.handle("/drip", drip)
    async with WebFetcher(may_connect=only_here, timeout_seconds=0.2) as fetcher:
        assert (await refusal(fetcher, url)).key == "link-timeout"


async def test_name_that_is_never_found_is_left() -> None:
    async def forever(host: str, port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    async with WebFetcher(resolve=forever, timeout_seconds=0.1) as fetcher:
        assert (await refusal(fetcher, "https://slow.example/")).key == "link-timeout"


async def test_several_links_are_read_at_once(server: WebServer, fetcher: WebFetcher) -> None:
    everyone = asyncio.Barrier(3)

    async def answer(_: web.Request) -> web.StreamResponse:
        await everyone.wait()
        return web.Response(text=article(), content_type="text/html")

    urls = [server.handle(f"/{name}", answer) for name in "abc"]
    drafts: list[Draft] = await asyncio.gather(*(read_link(fetcher, url) for url in urls))

    assert [draft.link for draft in drafts] == urls
