"""A webhook with the bot behind it, and what Telegram and strangers send there; needs the extra `webhook`."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from botapi import BotApi
from free_port import free_port
from running_bot import Clock

from bot.application import budgets_of, build_application, update_sieve
from bot.locales import Translator
from bot.ptb_types import App
from bot.services import open_services
from bot.settings import Settings
from bot.traffic.budgets import Budgets
from bot.traffic.update_sieve import UpdateSieve
from bot.traffic.webhook import Webhook
from bot.traffic.webhook_server import Limits
from briefings.intake.web.fetcher import WebFetcher

RITA = 200
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Hook:
    """A webhook, the bot behind it, which lets what it is given lie, and what it may be asked."""

    server: BotApi
    application: App
    budgets: Budgets
    sieve: UpdateSieve
    webhook: Webhook
    port: int
    client: httpx.AsyncClient

    async def starts(self) -> None:
        await self.webhook.start("127.0.0.1", self.port, ["message"])

    async def starts_another(self) -> None:
        await self.webhook.stop()
        self.webhook = Webhook(self.application, self.sieve, f"http://127.0.0.1:{self.port}/news")
        await self.starts()

    @property
    def secret(self) -> str:
        return str(self.server.called("setWebhook")[-1].parameters["secret_token"])

    async def is_sent(self, body: object, secret: str | bytes | None = None, path: str = "/news") -> int:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        told = self.secret if secret is None else secret
        address = f"http://127.0.0.1:{self.port}{path}"
        return (await self.client.post(address, content=content, headers={HEADER: told})).status_code  # type: ignore[dict-item]

    @property
    def waiting(self) -> int:
        return self.application.update_queue.qsize()

    async def connects(self) -> "Connection":
        return Connection(*await asyncio.open_connection("127.0.0.1", self.port))


@dataclass
class Connection:
    """One connection to a webhook, on which a request may stop half way."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def begins(self, size: int, secret: str = "wrong", path: str = "/news") -> None:
        """Sends the headers of a request with a body of `size` bytes, and asks whether to go on with that."""
        headers = f"Host: localhost\r\n{HEADER}: {secret}\r\nContent-Length: {size}\r\nExpect: 100-continue\r\n"
        self.writer.write(f"POST {path} HTTP/1.1\r\n{headers}\r\n".encode())

    async def may_go_on(self) -> None:
        """The secret has been seen."""
        assert b" 100 " in await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 5)

    async def status(self) -> int:
        """Of the answer; 0 if the connection was closed without one."""
        try:
            line = await asyncio.wait_for(self.reader.readline(), 5)
        except ConnectionError:
            return 0
        return int(line.split()[1]) if line else 0

    def ends(self) -> None:
        self.writer.close()


@asynccontextmanager
async def open_hook(server: BotApi, folder: Path, clock: Clock, limits: Limits | None = None) -> AsyncIterator[Hook]:
    """A webhook that has not begun to listen."""
    settings, port = Settings(telegram_api_url=server.url, data_dir=folder / "data"), free_port()
    async with WebFetcher() as web, httpx.AsyncClient() as client:
        with open_services(settings, Translator("en"), clock, web) as services:
            budgets = budgets_of(services)
            application = build_application(services, server.token, budgets=budgets)
            sieve = update_sieve(services, budgets)
            webhook = Webhook(application, sieve, f"http://127.0.0.1:{port}/news", limits)
            async with application:
                hook = Hook(server, application, budgets, sieve, webhook, port, client)
                yield hook
                await hook.webhook.stop()


def question(number: int = 1) -> dict[str, Any]:
    person = {"id": RITA, "is_bot": False, "first_name": "Rita"}
    chat = {"id": RITA, "type": "private"}
    return {"update_id": number, "message": {"message_id": 1, "date": 0, "from": person, "chat": chat, "text": "ferry"}}
