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
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.ptb_types import App
from bot.traffic.askers import Json
from bot.traffic.update_sieve import UpdateSieve
from briefings.errors import SettingsError

log = logging.getLogger(__name__)

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name only
_MAX_BYTES = 1_000_000  # of a request; an update with two of the longest messages has a tenth of it
_SLOWEST_SECONDS = 10.0  # for a request to arrive
_RETRY_SECONDS = 2.0  # while Telegram cannot be reached

Take = Callable[[Json], Awaitable[None]]


class Webhook:
    """One address; its secret is made anew each time, and told to nobody but Telegram."""

    def __init__(self, application: App, sieve: UpdateSieve, url: str) -> None:
        self._application = application
        self._sieve = sieve
        self._url = url
        self._secret = secrets.token_urlsafe(32)
        self._server: HTTPServer | None = None

    async def start(self, host: str, port: int, allowed_updates: list[str]) -> None:
        """Listen, and tell Telegram where; tries until it can be reached.

        Raises SettingsError if nothing can listen there, or if Telegram refuses the address.
        """
        path = re.escape(urlsplit(self._url).path)
        known = {"secret": self._secret.encode(), "take": self._take}
        pages = Application([(path, _Update, known)], log_function=_log_nothing)
        server = HTTPServer(pages, max_body_size=_MAX_BYTES, body_timeout=_SLOWEST_SECONDS)
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

    async def _take(self, update: Json) -> None:
        if not self._sieve.lets_through(update):
            return
        if parsed := Update.de_json(update, self._application.bot):
            await self._application.update_queue.put(parsed)


class _Update(RequestHandler):
    """One request; without the right secret it is refused before anything in it is looked at."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, secret: bytes, take: Take) -> None:
        """For each request."""
        self._secret = secret
        self._take = take

    def prepare(self) -> None:
        """Refuse who does not know the secret."""
        told = self.request.headers.get(_SECRET_HEADER, "").encode()
        if not hmac.compare_digest(told, self._secret):
            self.send_error(HTTPStatus.FORBIDDEN)

    async def post(self) -> None:
        """Take an update; Telegram sends it again if the answer is not 200."""
        try:
            update = json.loads(self.request.body)
        except ValueError:
            update = None
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        await self._take(update)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer with the status alone."""
        self.set_status(status_code)
        self.finish()


def _log_nothing(_: RequestHandler) -> None:
    """Who guesses at the address cannot fill the log."""
