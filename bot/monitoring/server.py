"""`/healthz` and `/metrics` over HTTP, in threads of their own, so that they answer also while the bot is busy."""

import io
import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, socket
from socketserver import ThreadingMixIn
from threading import BoundedSemaphore, Lock, Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app

from bot.monitoring.health import judge
from bot.monitoring.metrics import Metrics
from briefings.errors import SettingsError

log = logging.getLogger(__name__)

_SLOWEST_SECONDS = 5.0  # for a request to go on arriving
_MAX_CONNECTIONS = 16  # each has a thread
_END_SECONDS = 1.0  # for a connection that was ended to be gone
_PAUSE_SECONDS = 0.1  # while no file is left for another connection

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]
Page = Callable[[Environ, StartResponse], Any]


class _Server(ThreadingMixIn, WSGIServer):
    """A thread a connection, of so many; the one that has been open longest is ended for one more."""

    daemon_threads = True
    request_queue_size = 64  # those who come while room is made

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._room = BoundedSemaphore(_MAX_CONNECTIONS)
        self._open: dict[socket, None] = {}  # in the order they came
        self._lock = Lock()
        super().__init__(*args, **kwargs)

    def get_request(self) -> tuple[socket, Any]:
        """Wait a little where files have run out, since it is asked again at once."""
        try:
            return super().get_request()
        except OSError:
            time.sleep(_PAUSE_SECONDS)
            raise

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread, as soon as there is room for it."""
        if not self._room.acquire(blocking=False):
            self._end_oldest()
            if not self._room.acquire(timeout=_END_SECONDS):
                self.shutdown_request(request)
                return
        with self._lock:
            self._open[request] = None
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """However it ended, there is room for another."""
        with self._lock:
            had_room = request in self._open
            self._open.pop(request, None)
        super().shutdown_request(request)
        if had_room:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """In place of a traceback beside the log, which may quote what was asked."""
        error = sys.exc_info()[1]
        if isinstance(error, OSError):
            log.debug("A connection to the monitoring page ended early (%s)", error)
        else:
            log.warning("A request to the monitoring page failed (%s)", error)

    def _end_oldest(self) -> None:
        with self._lock:
            oldest = next(iter(self._open), None)
        if oldest:
            with suppress(OSError):  # it has ended by itself
                oldest.shutdown(SHUT_RDWR)


class _Handler(WSGIRequestHandler):
    timeout = _SLOWEST_SECONDS

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: who asks how the bot does, asks every few seconds."""

    def get_stderr(self) -> io.StringIO:
        """Nowhere: what goes wrong stands in the log, without what was asked."""
        return io.StringIO()


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

    def answer(environ: Environ, start: StartResponse) -> Any:
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

    def page(environ: Environ, start: StartResponse) -> Any:
        try:
            return answer(environ, start)
        except Exception as error:  # noqa: BLE001 - the library fails in its own ways at odd headers
            log.warning("A monitoring page could not be made (%s)", error)
            start("500 Internal Server Error", [("Content-Type", "text/plain")])
            return [b"This page could not be made.\n"]

    return page
