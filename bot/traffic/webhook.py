"""Takes the updates that Telegram sends to an address of the bot: with the secret, and past the sieve, as when polling.

It stands in place of python-telegram-bot's own webhook, which hands over every update, and whose comparison of the
secret ends at the first letter that differs, so that how long it takes tells how much of a guess was right.
"""

import asyncio
import hmac
import json
import logging
import re
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter
from tornado.http1connection import HTTP1Connection
from tornado.iostream import IOStream
from tornado.web import Application, RequestHandler, stream_request_body

from bot.ptb_types import App
from bot.traffic.askers import Json
from bot.traffic.update_sieve import UpdateSieve
from bot.traffic.webhook_server import Connections, Limits, WebhookServer
from briefings.errors import SettingsError

log = logging.getLogger(__name__)

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name only
_RETRY_SECONDS = 2.0  # while Telegram cannot be reached

Take = Callable[[Json], None]


class Webhook:
    """One address; its secret is made anew each time, and told to nobody but Telegram."""

    def __init__(self, application: App, sieve: UpdateSieve, url: str, limits: Limits | None = None) -> None:
        self._application = application
        self._sieve = sieve
        self._url = url
        self._secret = secrets.token_urlsafe(32)
        self._limits = limits or Limits()
        self._server: WebhookServer | None = None

    async def start(self, host: str, port: int, allowed_updates: list[str]) -> None:
        """Listen, and tell Telegram where; tries until it can be reached.

        Raises SettingsError if nothing can listen there, or if Telegram refuses the address.
        """
        path = re.escape(urlsplit(self._url).path)
        connections = Connections(self._limits)
        known = {"secret": self._secret.encode(), "take": self._take, "connections": connections}
        pages = Application([(path, _Update, known)], default_handler_class=_NotThere, log_function=_log_nothing)
        server = WebhookServer(pages, connections)
        try:
            server.listen(port, host)
        except OSError as error:
            raise SettingsError("webhook-address", host=host, port=str(port)) from error
        self._server = server
        await self._register(allowed_updates)

    async def stop(self) -> None:
        """Take no more; Telegram keeps what comes meanwhile for the next start, for a day."""
        if self._server:
            self._server.stop()
            await self._server.close_all_connections()
            self._server = None

    async def _register(self, allowed_updates: list[str]) -> None:
        bot = self._application.bot
        while True:
            try:
                await bot.set_webhook(self._url, allowed_updates=allowed_updates, secret_token=self._secret)
                return
            except BadRequest as error:
                raise SettingsError("webhook-refused", value=self._url, reason=error.message) from error
            except (NetworkError, RetryAfter) as error:
                log.warning("Telegram could not be told of the webhook (%s); trying until it can", error)
                await asyncio.sleep(_RETRY_SECONDS)

    def _take(self, update: Json) -> None:
        """Raises whatever the sieve and the library do for what is no update."""
        if self._sieve.lets_through(update) and (parsed := Update.de_json(update, self._application.bot)):
            self._application.update_queue.put_nowait(parsed)  # which has no end


_MAX_THROWN_AWAY = 65_536  # bytes of a body


@stream_request_body
class _Refused(RequestHandler):
    """A request that is refused as soon as its headers are there, with the status alone; its body is not read."""

    def data_received(self, chunk: bytes) -> None:
        """What came together with the headers."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer with the status alone."""
        self.set_status(status_code)
        self.finish()


class _NotThere(_Refused):
    def prepare(self) -> None:
        """There is only the one address."""
        self.send_error(HTTPStatus.NOT_FOUND)


class _Update(_Refused):
    """One request; without the right secret it is refused before anything in it is looked at."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, secret: bytes, take: Take, connections: Connections) -> None:
        """For each request."""
        self._secret = secret
        self._take = take
        self._connections = connections
        self._body = bytearray()
        self._is_known = False

    def prepare(self) -> None:
        """Refuse who does not know the secret."""
        told = self.request.headers.get(_SECRET_HEADER, "").encode()
        self._is_known = hmac.compare_digest(told, self._secret)
        if self._is_known:
            self._connections.verified(self._stream)
        elif not self._is_short():
            self.send_error(HTTPStatus.FORBIDDEN)

    def _is_short(self) -> bool:
        """Whether the body may come and be thrown away: who is still sending it would not hear the answer."""
        length = self.request.headers.get("Content-Length", "")
        return length.isascii() and length.isdigit() and int(length[:9]) <= _MAX_THROWN_AWAY

    def data_received(self, chunk: bytes) -> None:
        """Keep the next piece, if there is room; if not, Telegram sends it all again."""
        if not self._is_known:
            return
        if self._connections.hold(len(chunk)):
            self._body += chunk
        else:
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)

    def post(self) -> None:
        """Take an update.

        Telegram sends one again, and none behind it, if the answer is not 200: so one that cannot be read is let go.
        """
        if not self._is_known:
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        try:
            update = json.loads(self._body)
        except (ValueError, RecursionError):
            update = None
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            log.warning("What came to the webhook with the secret was no update")
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        try:
            self._take(update)
        except Exception as error:  # noqa: BLE001 - the library does not name what it raises
            log.warning("An update cannot be read (%s)", type(error).__name__)

    def on_finish(self) -> None:
        """It is answered."""
        self._end()

    def on_connection_close(self) -> None:
        """It will never be."""
        super().on_connection_close()
        self._end()

    def _end(self) -> None:
        self._connections.release(len(self._body))
        self._body.clear()
        self._connections.answered(self._stream)

    @property
    def _stream(self) -> IOStream:
        return cast(HTTP1Connection, self.request.connection).stream


def _log_nothing(_: RequestHandler) -> None:
    """Who guesses at the address cannot fill the log."""
