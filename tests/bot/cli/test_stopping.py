"""A bot that is told to stop ends with status 0 within ten seconds, whatever it is doing."""

import json
import signal
from pathlib import Path

import httpx
import pytest
from botapi import BotApi, Fault, flood, silent
from free_port import free_port
from own_process import own_process, stop
from running_bot import EDITOR, HARBOUR, LIBRARY

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("folder")]


def set_for(server: BotApi, **more: str) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "ADMIN_IDS": str(EDITOR),
        "METRICS_PORT": str(free_port()),
        **more,
    }


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_while_a_long_poll_is_open(server: BotApi, number: signal.Signals) -> None:
    async with own_process("run", **set_for(server)) as process:
        assert process.stdout and b"running" in await process.stdout.readline()
        await stop(process, number)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_while_telegram_is_unreachable(server: BotApi, number: signal.Signals) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    async with own_process("run", **set_for(server, TELEGRAM_API_URL=nowhere)) as process:
        assert process.stderr and b"cannot be reached" in await process.stderr.readline()
        await stop(process, number)


async def test_while_a_push_is_being_read_and_what_was_stored_stays(server: BotApi, tmp_path: Path) -> None:
    editor = server.user("Edda", id=EDITOR)
    async with own_process("run", **set_for(server)) as process:
        assert process.stdout and b"running" in await process.stdout.readline()
        await editor.sends(f"/push {LIBRARY}")
        assert (await editor.hears()).text.startswith("Stored:")
        await editor.sends(f"/push {'The harbour stays open, the council said. ' * 90}")
        await stop(process, signal.SIGTERM)
    assert list((tmp_path / "data" / "articles").glob("2*.json"))


@pytest.mark.parametrize("fault", [flood(50), silent()])
async def test_while_answers_wait_for_telegram_which_are_dropped(server: BotApi, tmp_path: Path, fault: Fault) -> None:
    editor, readers = server.user("Edda", id=EDITOR), [server.user(f"Reader {n}") for n in range(5)]
    async with own_process("run", **set_for(server)) as process:
        assert process.stdout and b"running" in await process.stdout.readline()
        server.fails("sendMessage", fault, times=100)
        for reader in readers:
            for _ in range(5):
                await reader.sends("/latest")
        await editor.sends(f"/push {HARBOUR}")
        await server.waits_for(lambda: any((tmp_path / "data" / "articles").glob("2*.json")), "an article", 60)
        log = await stop(process, signal.SIGTERM)
    assert "never awaited" not in log
    assert "was destroyed" not in log


async def test_health_and_metrics_are_told_over_http(server: BotApi) -> None:
    settings = set_for(server, LOG_FORMAT="json", SOURCELINE_LOG_LEVEL="DEBUG")
    reader, address = server.user("Rita", id=200), f"http://127.0.0.1:{settings['METRICS_PORT']}"
    async with own_process("run", **settings) as process, httpx.AsyncClient() as client:
        assert process.stdout and b"running" in await process.stdout.readline()
        await reader.sends("/start")
        await reader.hears()
        health = await client.get(f"{address}/healthz")
        assert health.status_code == 200
        assert health.json()["last_update"] and health.json()["last_digest"] is None
        counted = (await client.get(f"{address}/metrics")).text
        assert "sourceline_updates_handled_total 1.0" in counted
        assert "sourceline_messages_sent_total 1.0" in counted
        assert "sourceline_articles 0.0" in counted
        assert (await client.get(f"{address}/")).status_code == 404
        log = await stop(process, signal.SIGTERM)
    assert all({"time", "level", "logger", "message"} <= json.loads(line).keys() for line in log.splitlines())


async def test_a_webhook_takes_updates_with_the_secret_and_refuses_others(server: BotApi) -> None:
    pytest.importorskip("tornado")
    port = free_port()
    hook = f"http://127.0.0.1:{port}/telegram"
    settings = set_for(server, WEBHOOK_URL=hook, WEBHOOK_PORT=str(port))
    update = {"update_id": 1}
    async with own_process("run", **settings) as process, httpx.AsyncClient() as client:
        assert process.stdout and b"running" in await process.stdout.readline()
        secret = server.called("setWebhook")[0].parameters["secret_token"]
        header = "X-Telegram-Bot-Api-Secret-Token"
        assert (await client.post(hook, json=update, headers={header: secret})).status_code == 200
        assert (await client.post(hook, json=update, headers={header: "wrong"})).status_code == 403
        assert (await client.post(hook, json=update)).status_code == 403
        assert server.token not in hook
        await stop(process, signal.SIGTERM)
