"""The certificates of this machine are read once, however many connections are made."""

import ssl

import httpx
import pytest

from bot.traffic.budgets import Budgets
from bot.traffic.certificates import certificates
from bot.traffic.parallel_request import ParallelRequest
from bot.traffic.token_buckets import Rate
from bot.traffic.update_sieve import SievedUpdates, UpdateSieve


def test_connections_are_made_without_reading_the_certificates_again(monkeypatch: pytest.MonkeyPatch) -> None:
    certificates()
    read: list[object] = []

    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", lambda *given, **_: read.append(given), raising=False)
    httpx.create_ssl_context()
    assert len(read) == 1  # this is how it would be noticed
    ParallelRequest()
    SievedUpdates(UpdateSieve(Budgets(Rate(1, 1), Rate(1, 1), Rate(1, 1)), lambda _: False, (), lambda: 0.0))
    assert len(read) == 1
