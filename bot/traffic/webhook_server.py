"""Connections to the webhook: so many and no more, and whoever knows the secret always gets one.

Nobody who only opens connections, or sends without the secret, may take the files or the memory that the bot needs.
"""

import asyncio
import logging
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.web import Application

log = logging.getLogger(__name__)

_MAX_HEADER_BYTES = 16_384
_CHUNK_BYTES = 16_384  # what is read at once of a body, so that little more is held than was asked for
_ACCEPTED_AT_ONCE = 64  # before others have their turn
_PAUSE_SECONDS = 0.1  # while no file is left for another connection
_SILENT_SECONDS = 60.0  # between two lines of the log that say so


@dataclass(frozen=True)
class Limits:
    """What the connections may take; Telegram opens 40 at most, and an update has some hundred kilobytes at most."""

    connections: int = 200
    idle_seconds: float = 30.0  # until a request has begun and all its headers are there; Telegram connects again
    body_seconds: float = 10.0
    body_bytes: int = 1_000_000
    bodies_bytes: int = 16_000_000  # of all bodies under way


class Connections:
    """Those that are open, and how much they hold of bodies that are under way."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._idle: dict[IOStream, None] = {}  # no verified request is under way; the longest idle first
        self._serving: set[IOStream] = set()
        self._held = 0

    def let_in(self, stream: IOStream) -> bool:
        """Whether one more may stay; for it the longest idle one is closed if need be."""
        if len(self._idle) + len(self._serving) >= self.limits.connections and not self.close_longest_idle():
            return False
        self._idle[stream] = None
        return True

    def close_longest_idle(self) -> bool:
        """Close one on which no verified request is under way; False if there is none."""
        if (stream := next(iter(self._idle), None)) is None:
            return False
        del self._idle[stream]
        stream.close()
        return True

    def verified(self, stream: IOStream) -> None:
        """A request on it has the secret: it is not closed for another now."""
        if stream in self._idle:
            del self._idle[stream]
            self._serving.add(stream)

    def answered(self, stream: IOStream) -> None:
        """No request is under way on it any more."""
        if stream in self._serving:
            self._serving.remove(stream)
            self._idle[stream] = None

    def closed(self, stream: IOStream) -> None:
        """It is open no more."""
        self._idle.pop(stream, None)
        self._serving.discard(stream)

    def hold(self, size: int) -> bool:
        """Whether there is room for as many more bytes of a body; they count until `release`."""
        if self._held + size > self.limits.bodies_bytes:
            return False
        self._held += size
        return True

    def release(self, size: int) -> None:
        """They are done with."""
        self._held -= size


class WebhookServer(HTTPServer):
    """An HTTP server that keeps to the limits of its connections, and waits quietly where files have run out."""

    def initialize(self, pages: Application, connections: Connections) -> None:  # type: ignore[override]
        """In place of `__init__`, as the library has it."""
        limits = connections.limits
        super().initialize(
            pages,
            chunk_size=_CHUNK_BYTES,
            max_header_size=_MAX_HEADER_BYTES,
            idle_connection_timeout=limits.idle_seconds,
            max_body_size=limits.body_bytes,
            body_timeout=limits.body_seconds,
        )
        self._open = connections
        self._listening: list[socket.socket] = []
        self._silent_until = 0.0

    def add_sockets(self, sockets: Iterable[socket.socket]) -> None:
        """In place of the library's accepting, which tries again at once, with a traceback each, while files lack."""
        for listening in sockets:
            self._listening.append(listening)
            self._listen(listening)

    def stop(self) -> None:
        """Accept no more."""
        for listening in self._listening:
            asyncio.get_running_loop().remove_reader(listening)
            listening.close()
        self._listening.clear()
        super().stop()

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Serve a new connection, if it may stay."""
        if self._open.let_in(stream):
            super().handle_stream(stream, address)
        else:
            stream.close()

    def on_close(self, server_conn: Any) -> None:
        """Forget a connection that ended."""
        super().on_close(server_conn)
        self._open.closed(server_conn.stream)

    def _listen(self, listening: socket.socket) -> None:
        if listening in self._listening:
            asyncio.get_running_loop().add_reader(listening, self._accept, listening)

    def _accept(self, listening: socket.socket) -> None:
        for _ in range(_ACCEPTED_AT_ONCE):
            try:
                connection, address = listening.accept()
            except (BlockingIOError, ConnectionAbortedError):
                return
            except OSError as error:
                self._pause(listening, error)
                return
            self._handle_connection(connection, address)

    def _pause(self, listening: socket.socket, error: OSError) -> None:
        loop = asyncio.get_running_loop()
        loop.remove_reader(listening)
        loop.call_later(_PAUSE_SECONDS, self._listen, listening)
        self._open.close_longest_idle()  # its file serves the next
        if loop.time() >= self._silent_until:
            self._silent_until = loop.time() + _SILENT_SECONDS
            log.warning("The webhook can take no connection now (%s); it goes on trying", error)
