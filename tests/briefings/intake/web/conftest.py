"""The sites, one server on loopback, and a fetcher that may connect to it alone."""

from collections.abc import AsyncIterator

import pytest
from news_site import here, only_here
from web_server import WebServer

from briefings.intake.web.fetcher import WebFetcher


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    async with WebServer() as running:
        yield running


@pytest.fixture
async def fetcher() -> AsyncIterator[WebFetcher]:
    async with WebFetcher(may_connect=only_here, resolve=here) as web_fetcher:
        yield web_fetcher
