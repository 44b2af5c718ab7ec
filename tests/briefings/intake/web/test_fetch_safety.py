"""Links that would lead the bot where it must not go; over real HTTP on loopback."""

import httpx
import pytest
from news_site import PARAGRAPHS, article, only_here, read_link, refusal
from web_server import WebServer

from bot.locales import Translator
from briefings.intake.web.fetcher import WebFetcher
from briefings.intake.web.transport import CheckedTransport

# What is refused before anything is asked for


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f000001",
        "2130706433",
        "0",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.1.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.251",
        "255.255.255.255",
        "localhost",
        "localhost.",
        "printer.local",
        "metadata.google.internal",
        "[::]",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[fd00::1]",
        "[fe80::1]",
        "[ff02::1]",
    ],
)
async def test_private_address_is_refused(host: str) -> None:
    async with WebFetcher() as fetcher:
        assert (await refusal(fetcher, f"http://{host}/admin")).key == "link-private"


@pytest.mark.parametrize(
    "addresses", [["10.0.0.7"], ["93.184.215.14", "10.0.0.7"], ["::ffff:127.0.0.1"], ["fe80::1%2"]]
)
async def test_public_name_of_a_private_address_is_refused(addresses: list[str]) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return addresses

    async with WebFetcher(resolve=resolve) as fetcher:
        assert (await refusal(fetcher, "https://intranet.example/")).key == "link-private"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("", "link-malformed"),
        ("harbour.example/ferry", "link-malformed"),
        ("ftp://harbour.example/ferry", "link-malformed"),
        ("file:///etc/hosts", "link-malformed"),
        ("https://", "link-malformed"),
        ("http://[::1", "link-malformed"),
        ("http://0177.0.0.1/", "link-malformed"),
        ("http://harbour.example:port/", "link-malformed"),
        ("http://harbour\x00.example/", "link-malformed"),
        ("http://xn--a.example/", "link-malformed"),
        ("http://anna:secret@harbour.example/", "link-password"),
        ("http://harbour.example@127.0.0.1/", "link-password"),
        ("http://harbour.example:25/", "link-port"),
        ("http://harbour.example:0/", "link-port"),
        ("http://harbour.example:99999/", "link-port"),
    ],
)
async def test_link_that_is_no_web_page_is_refused(fetcher: WebFetcher, url: str, key: str) -> None:
    assert (await refusal(fetcher, url)).key == key


async def test_secrets_of_a_link_are_not_repeated(server: WebServer, fetcher: WebFetcher) -> None:
    error = await refusal(fetcher, server.url("/lost?token=hunter2"))

    assert "hunter2" not in Translator("en").error(error)


# Redirects


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("http://127.0.0.2:{port}/secret", "link-private"),
        ("http://[::1]:{port}/secret", "link-private"),
        ("//127.0.0.2:{port}/secret", "link-private"),
        ("http://localhost:{port}/secret", "link-private"),
        ("http://anna:secret@127.0.0.1:{port}/secret", "link-password"),
        ("http://127.0.0.1:22/", "link-port"),
        ("file:///etc/hosts", "link-malformed"),
        ("http://[::1", "link-garbled"),
        ("http://xn--a.example/", "link-malformed"),
    ],
)
async def test_redirect_to_a_forbidden_place_is_not_followed(
    server: WebServer, fetcher: WebFetcher, target: str, key: str
) -> None:
    server.page("/secret", article())
    server.redirect("/b", target.format(port=server.port))

    error = await refusal(fetcher, server.redirect("/a", "/b"))

    assert error.key == key
    assert [request.path for request in server.requests] == ["/a", "/b"]


async def test_name_that_changes_its_address_on_the_way_is_refused(server: WebServer) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])

    async def rebinding(host: str, port: int) -> list[str]:
        return next(answers)

    server.page("/secret", article())
    server.redirect("/a", "/secret")
    async with WebFetcher(may_connect=only_here, resolve=rebinding) as fetcher:
        assert (await refusal(fetcher, server.url("/a", host="rebind.example"))).key == "link-private"

    assert [request.path for request in server.requests] == ["/a"]


async def test_name_is_looked_up_once_for_each_request(server: WebServer) -> None:
    looked_up = []

    async def record_lookup(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    server.page("/ferry", article())
    async with WebFetcher(may_connect=only_here, resolve=record_lookup) as fetcher:
        await read_link(fetcher, server.url("/ferry", host="harbour.example"))

    assert looked_up == ["harbour.example"]
    assert server.requests[0].host == f"harbour.example:{server.port}"


async def test_next_address_is_tried_when_the_first_does_not_answer(server: WebServer) -> None:
    async def two_addresses(host: str, port: int) -> list[str]:
        return ["::1", "127.0.0.1"]

    server.page("/ferry", article())
    async with WebFetcher(may_connect=lambda address: address.is_loopback, resolve=two_addresses) as fetcher:
        draft = await read_link(fetcher, server.url("/ferry", host="harbour.example"))

    assert draft.paragraphs == PARAGRAPHS


def loopback(count: int) -> list[str]:
    """Addresses of this machine where nobody listens."""
    return [f"127.1.{number // 250}.{number % 250 + 1}" for number in range(count)]


@pytest.mark.parametrize("first", [loopback(1000), loopback(7) * 100])
async def test_of_a_host_with_a_thousand_addresses_eight_are_tried(server: WebServer, first: list[str]) -> None:
    tried = []

    class RefusingNetwork(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            tried.append(request.url.host)
            raise httpx.ConnectError("refused")

    async def many_addresses(host: str, port: int) -> list[str]:
        return [*first, "127.0.0.9", "127.0.0.1"]

    checked = CheckedTransport(RefusingNetwork(), lambda address: True, many_addresses, "harbour.example")
    with pytest.raises(httpx.ConnectError):
        await checked.handle_async_request(httpx.Request("GET", "http://harbour.example/"))
    assert len(tried) == len(set(tried)) == 8


async def test_a_host_of_many_addresses_without_a_way_to_them_is_reached_by_the_other_version_of_ip(
    server: WebServer,
) -> None:
    async def many_addresses(host: str, port: int) -> list[str]:
        return [*(f"::ffff:127.1.0.{number}" for number in range(1, 20)), "127.0.0.1"]

    server.page("/ferry", article())
    async with WebFetcher(may_connect=lambda address: True, resolve=many_addresses) as fetcher:
        draft = await read_link(fetcher, server.url("/ferry", host="harbour.example"))

    assert draft.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "answer",
    ["", "harbour", "10", "1.2.3", "1.2.3.4.5", "0127.0.0.1", "::1::", "fe80::1%", "\x00", "1.1.1.1\n", "\udcff"],
)
async def test_answer_that_is_no_address_is_a_sentence(answer: str) -> None:
    async def garbage(host: str, port: int) -> list[str]:
        return ["127.0.0.1", answer]

    async with WebFetcher(may_connect=lambda address: True, resolve=garbage) as fetcher:
        assert (await refusal(fetcher, "http://harbour.example/")).key == "link-unknown-host"


async def test_no_answer_at_all_is_a_sentence() -> None:
    async def nothing(host: str, port: int) -> list[str]:
        return []

    async with WebFetcher(may_connect=lambda address: True, resolve=nothing) as fetcher:
        assert (await refusal(fetcher, "http://harbour.example/")).key == "link-unknown-host"


async def test_interface_that_a_resolver_adds_to_an_address_is_left_out(server: WebServer) -> None:
    async def with_interface(host: str, port: int) -> list[str]:
        return ["::ffff:127.0.0.1%lo"]

    server.page("/ferry", article())
    async with WebFetcher(may_connect=lambda address: True, resolve=with_interface) as fetcher:
        assert (await read_link(fetcher, server.url("/ferry", host="harbour.example"))).paragraphs == PARAGRAPHS


async def test_redirects_in_a_circle_end(server: WebServer, fetcher: WebFetcher) -> None:
    error = await refusal(fetcher, server.redirect("/round", "/round"))

    assert (error.key, error.fields["limit"]) == ("link-redirects", 5)
    assert len(server.requests) == 6


async def test_cookie_set_on_the_way_is_sent_on_but_not_kept(server: WebServer, fetcher: WebFetcher) -> None:
    server.page("/wall", status=302, headers={"Location": "/ferry", "Set-Cookie": "seen=1"})
    server.page("/ferry", article())

    await read_link(fetcher, server.url("/wall"))
    await read_link(fetcher, server.url("/ferry"))

    assert [request.cookies.get("seen") for request in server.requests] == [None, "1", None]


async def test_proxy_of_the_machine_is_not_asked(server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    async with WebFetcher(may_connect=only_here) as fetcher:
        assert (await read_link(fetcher, server.page("/ferry", article()))).paragraphs == PARAGRAPHS
