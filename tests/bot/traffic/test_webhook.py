"""Updates that Telegram sends to an address: taken with the secret only, and none that polling would leave out."""

import socket
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from botapi import BotApi
from botapi.faults import broken
from running_bot import Clock

from bot.locales import Translator
from bot.traffic.budgets import Asker, Verdict
from briefings.errors import SettingsError

pytest.importorskip("tornado")

from webhooks import RITA, Hook, open_hook, question


@pytest.fixture
async def hook(server: BotApi, tmp_path: Path, clock: Clock) -> AsyncIterator[Hook]:
    async with open_hook(server, tmp_path, clock) as hook:
        yield hook


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


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b"{}", b'{"update_id": "1"}', b"7", b"[" * 200_000])
async def test_what_is_no_update_is_refused(hook: Hook, body: bytes) -> None:
    await hook.starts()
    assert await hook.is_sent(body) == 400
    assert hook.waiting == 0


@pytest.mark.parametrize(
    "body",
    [
        b'{"update_id": 1, "message": "ferry"}',
        b'{"update_id": 1, "message": {"text": "ferry", "chat": []}}',
        b'{"update_id": 1, "callback_query": {"from": "ferry"}}',
        b'{"update_id": 1, "edited_message": {}}',
    ],
)
async def test_an_update_that_cannot_be_read_is_let_go_with_a_line_of_the_log_without_its_text(
    hook: Hook, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    await hook.starts()
    assert await hook.is_sent(body) == 200
    told = [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]
    assert [(record.name, record.exc_info) for record in told] == [("bot.traffic.webhook", None)]
    assert hook.waiting == 0
    assert await hook.is_sent(question()) == 200


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
