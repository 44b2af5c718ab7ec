"""Updates that Telegram sends to an address: taken with the secret only, and none that polling would leave out."""

import json
import socket
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from botapi import BotApi
from botapi.faults import broken
from free_port import free_port
from running_bot import Clock

from bot.application import budgets_of, build_application, update_sieve
from bot.locales import Translator
from bot.ptb_types import App
from bot.services import open_services
from bot.settings import Settings
from bot.traffic.budgets import Asker, Budgets, Verdict
from bot.traffic.update_sieve import UpdateSieve
from briefings.errors import SettingsError
from briefings.intake.web.fetcher import WebFetcher

pytest.importorskip("tornado")

from bot.traffic.webhook import Webhook

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


@pytest.fixture
async def hook(server: BotApi, tmp_path: Path, clock: Clock) -> AsyncIterator[Hook]:
    settings, port = Settings(telegram_api_url=server.url, data_dir=tmp_path / "data"), free_port()
    async with WebFetcher() as web, httpx.AsyncClient() as client:
        with open_services(settings, Translator("en"), clock, web) as services:
            budgets = budgets_of(services)
            application = build_application(services, server.token, budgets=budgets)
            sieve = update_sieve(services, budgets)
            webhook = Webhook(application, sieve, f"http://127.0.0.1:{port}/news")
            async with application:
                hook = Hook(server, application, budgets, sieve, webhook, port, client)
                yield hook
                await hook.webhook.stop()


def question(number: int = 1) -> dict[str, Any]:
    person = {"id": RITA, "is_bot": False, "first_name": "Rita"}
    chat = {"id": RITA, "type": "private"}
    return {"update_id": number, "message": {"message_id": 1, "date": 0, "from": person, "chat": chat, "text": "ferry"}}


async def test_an_update_with_the_secret_is_taken(hook: Hook) -> None:
    await hook.starts()
    assert await hook.is_sent(question(7)) == 200
    assert hook.application.update_queue.get_nowait().update_id == 7  # type: ignore[union-attr]


async def test_without_the_very_secret_nothing_is_taken(hook: Hook) -> None:
    await hook.starts()
    for secret in ("", "wrong", hook.secret[:-1], hook.secret + "a", hook.secret.swapcase(), "é".encode()):
        assert await hook.is_sent(question(), secret=secret) == 403
    assert hook.waiting == 0


async def test_the_secret_is_another_for_each_webhook(hook: Hook) -> None:
    await hook.starts()
    first = hook.secret
    await hook.starts_another()
    assert hook.secret != first
    assert await hook.is_sent(question(), secret=first) == 403


async def test_what_is_over_a_budget_is_left_out_as_when_polling(hook: Hook) -> None:
    await hook.starts()
    while hook.budgets.spend(Asker(RITA, None), time.monotonic()) is Verdict.WITHIN:
        pass
    assert [await hook.is_sent(question(number)) for number in range(20)] == [200] * 20
    assert hook.waiting == 0


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b"{}", b'{"update_id": "1"}', b"7"])
async def test_what_is_no_update_is_refused(hook: Hook, body: bytes) -> None:
    await hook.starts()
    assert await hook.is_sent(body) == 400
    assert hook.waiting == 0


async def test_a_request_that_is_too_large_is_refused_unread(hook: Hook) -> None:
    await hook.starts()
    with suppress(httpx.TransportError):  # while the rest is still being sent, the connection is closed
        assert await hook.is_sent(question() | {"filler": "a" * 1_000_000}) >= 400
    assert hook.waiting == 0


async def test_there_is_nothing_else_to_ask_for(hook: Hook) -> None:
    await hook.starts()
    assert await hook.is_sent(question(), path="/other") == 404
    assert (await hook.client.get(f"http://127.0.0.1:{hook.port}/news")).status_code in (403, 405)
    assert hook.waiting == 0


async def test_guesses_do_not_fill_the_log(hook: Hook, caplog: pytest.LogCaptureFixture) -> None:
    await hook.starts()
    await hook.is_sent(question(), secret="wrong")
    await hook.is_sent(question(), path="/other")
    assert not [record for record in caplog.records if record.name.startswith("tornado")]


async def test_an_address_that_telegram_refuses_is_told_with_its_reason(hook: Hook) -> None:
    hook.server.fails("setWebhook", broken(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"))
    with pytest.raises(SettingsError) as caught:
        await hook.starts()
    sentence = Translator("en").error(caught.value)
    assert "WEBHOOK_URL" in sentence
    assert "an https url must be provided" in sentence


async def test_an_address_of_another_program_is_told(hook: Hook) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", hook.port))
        other.listen()
        with pytest.raises(SettingsError) as caught:
            await hook.starts()
    assert str(hook.port) in Translator("en").error(caught.value)
    assert "WEBHOOK_PORT" in Translator("en").error(caught.value)
