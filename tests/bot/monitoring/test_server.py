"""`/healthz` and `/metrics` over HTTP, as a probe and Prometheus ask for them."""

import logging
import socket
import struct
from collections.abc import Iterator
from contextlib import ExitStack, closing
from threading import active_count

import httpx
import pytest
from running_bot import Clock

from bot.locales import Translator
from bot.monitoring.metrics import Metrics
from bot.monitoring.server import serving
from briefings.errors import SettingsError


@pytest.fixture
def metrics(clock: Clock) -> Metrics:
    return Metrics(clock)


def connected(address: str) -> socket.socket:
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=5)


@pytest.fixture
def address(metrics: Metrics) -> Iterator[str]:
    with serving(metrics, "127.0.0.1", 0, polls=True) as port:
        yield f"http://127.0.0.1:{port}"


def test_a_bot_that_telegram_has_not_answered_for_minutes_is_503(address: str, metrics: Metrics, clock: Clock) -> None:
    metrics.polled()
    assert httpx.get(f"{address}/healthz").status_code == 200
    clock.goes_on(minutes=4)
    sick = httpx.get(f"{address}/healthz")
    assert sick.status_code == 503
    assert sick.json()["up"] is False
    assert sick.json()["last_poll"] == "2026-11-23T12:00:00+00:00"
    metrics.polled()
    assert httpx.get(f"{address}/healthz").json()["up"] is True


def test_digests_are_counted_by_outcome_and_the_last_that_was_sent_is_told(address: str, metrics: Metrics) -> None:
    assert 'sourceline_digest_messages_total{outcome="in-doubt"} 0.0' in httpx.get(f"{address}/metrics").text
    for _ in range(3):
        metrics.digest_message("sent")
    metrics.digest_message("failed")
    metrics.digest_message("in-doubt")
    counted = httpx.get(f"{address}/metrics").text
    assert 'sourceline_digest_messages_total{outcome="sent"} 3.0' in counted
    assert 'sourceline_digest_messages_total{outcome="failed"} 1.0' in counted
    assert 'sourceline_digest_messages_total{outcome="in-doubt"} 1.0' in counted
    assert httpx.get(f"{address}/healthz").json()["last_digest"] == "2026-11-23T12:00:00+00:00"


def test_a_gauge_is_read_when_it_is_asked(address: str, metrics: Metrics) -> None:
    waiting = [1]
    metrics.watch("gate_waiting", "Messages that wait", lambda: waiting[0])
    assert "sourceline_gate_waiting 1.0" in httpx.get(f"{address}/metrics").text
    waiting[0] = 5
    assert "sourceline_gate_waiting 5.0" in httpx.get(f"{address}/metrics").text


def test_anything_else_is_not_there(address: str) -> None:
    assert httpx.get(f"{address}/data/readers.json").status_code == 404


def test_a_port_of_another_program_is_told(metrics: Metrics) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(SettingsError) as caught, serving(metrics, "127.0.0.1", other.getsockname()[1], polls=True):
            pass
    assert "METRICS_PORT" in Translator("en").error(caught.value)


def test_a_request_that_never_ends_keeps_no_other_waiting(address: str) -> None:
    with closing(connected(address)) as slow:
        slow.sendall(b"GET /metrics HT")
        assert httpx.get(f"{address}/healthz").status_code == 200


def test_many_that_never_end_take_so_many_threads_and_keep_no_other_waiting(address: str) -> None:
    before = active_count()
    with ExitStack() as stack:
        strangers = [stack.enter_context(closing(connected(address))) for _ in range(50)]
        assert httpx.get(f"{address}/healthz").status_code == 200
        assert strangers[0].recv(1) == b""  # the longest open was ended
        assert active_count() - before <= 20


def test_a_header_that_cannot_be_read_is_one_line_of_the_log_without_it(
    address: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    accept = "application/openmetrics-text; version=harbour"
    assert httpx.get(f"{address}/metrics", headers={"Accept": accept}).status_code == 500
    told = [record for record in caplog.records if record.name == "bot.monitoring.server"]
    assert [(record.levelname, record.exc_info) for record in told] == [("WARNING", None)]
    assert capfd.readouterr().err == ""
    assert httpx.get(f"{address}/metrics").status_code == 200


def test_who_is_gone_before_asking_leaves_no_traceback(
    metrics: Metrics, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with (
        caplog.at_level(logging.DEBUG, "bot.monitoring"),
        serving(metrics, "127.0.0.1", 0, polls=True) as port,
        closing(connected(f"http://127.0.0.1:{port}")) as gone,
    ):
        gone.sendall(b"GET /met")
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # reset at its end
        gone.close()
        while not [record for record in caplog.records if record.name == "bot.monitoring.server"]:
            httpx.get(f"http://127.0.0.1:{port}/healthz")
    assert {record.levelname for record in caplog.records if record.name == "bot.monitoring.server"} == {"DEBUG"}
    assert capfd.readouterr().err == ""
