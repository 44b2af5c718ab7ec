"""`/healthz` and `/metrics` over HTTP, in threads of their own, so that they answer also while the bot is busy."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app

from bot.monitoring.health import judge
from bot.monitoring.metrics import Metrics
from briefings.errors import SettingsError

_SLOWEST_SECONDS = 5.0  # for a request to arrive

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]
Page = Callable[[Environ, StartResponse], Any]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Handler(WSGIRequestHandler):
    timeout = _SLOWEST_SECONDS

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: who asks how the bot does, asks every few seconds."""


@contextmanager
def serving(metrics: Metrics, host: str, port: int, *, polls: bool) -> Iterator[int]:
    """Answer on `host` and `port` (0: a free one) meanwhile; gives the port. Raises SettingsError if it is taken."""
    try:
        server = make_server(host, port, _pages(metrics, polls=polls), _Server, _Handler)
    except OSError as error:
        raise SettingsError("metrics-address", host=host, port=str(port)) from error
    thread = Thread(target=server.serve_forever, args=(0.1,), name="metrics", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def _pages(metrics: Metrics, *, polls: bool) -> Page:
    metrics_page: Page = make_wsgi_app(metrics.registry)

    def page(environ: Environ, start: StartResponse) -> Any:
        match environ["PATH_INFO"]:
            case "/metrics":
                return metrics_page(environ, start)
            case "/healthz":
                health = judge(metrics.moments, metrics.now(), polls=polls)
                status = "200 OK" if health.up else "503 Service Unavailable"
                start(status, [("Content-Type", "application/json")])
                return [json.dumps(health.says).encode()]
        start("404 Not Found", [("Content-Type", "text/plain")])
        return [b"/healthz or /metrics\n"]

    return page
