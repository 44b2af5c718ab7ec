"""What Telegram answers is counted: what it took, what failed and why, and how often it asked to wait."""

import pytest
from botapi import BotApi
from botapi.faults import Fault, broken, cut, flood, silent
from running_bot import Clock
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.monitoring.counted_request import CountedRequest
from bot.monitoring.metrics import Metrics

RITA = 200


@pytest.fixture
def metrics(clock: Clock) -> Metrics:
    return Metrics(clock)


@pytest.fixture
def bot(server: BotApi, metrics: Metrics) -> Bot:
    server.user("Rita", id=RITA)
    return Bot(server.token, base_url=f"{server.url}/bot", request=CountedRequest(metrics, HTTPXRequest()))


def count(metrics: Metrics, name: str, **labels: str) -> float:
    return metrics.registry.get_sample_value(f"sourceline_{name}_total", labels) or 0


async def test_a_message_and_a_change_of_it_are_counted_and_a_look_is_not(bot: Bot, metrics: Metrics) -> None:
    async with bot:
        message = await bot.send_message(RITA, "The ferry runs.")
        await bot.edit_message_text("The ferry runs again.", RITA, message.message_id)
        await bot.send_chat_action(RITA, "typing")
        await bot.get_chat(RITA)
    assert count(metrics, "messages_sent") == 2


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (broken(400, "Bad Request: can't parse entities"), "refused"),
        (broken(403, "Forbidden: bot was blocked by the user"), "forbidden"),
        (broken(500), "server"),
        (broken(502, "Bad Gateway"), "server"),
        (broken(409, "Conflict: terminated by setWebhook request"), "other"),
        (flood(1), "wait"),
        (cut(), "unreachable"),
    ],
)
async def test_a_failure_is_counted_by_its_kind(
    fault: Fault, kind: str, server: BotApi, bot: Bot, metrics: Metrics
) -> None:
    server.fails("sendMessage", fault)
    async with bot:
        with pytest.raises(TelegramError):
            await bot.send_message(RITA, "The ferry runs.")
    assert count(metrics, "send_failures", kind=kind) == 1
    assert count(metrics, "messages_sent") == 0
    assert count(metrics, "flood_waits") == (kind == "wait")


async def test_an_answer_that_does_not_come_is_counted_as_timed_out(server: BotApi, bot: Bot, metrics: Metrics) -> None:
    server.fails("sendMessage", silent())
    async with bot:
        with pytest.raises(TelegramError):
            await bot.send_message(RITA, "The ferry runs.", read_timeout=0.05)
    assert count(metrics, "send_failures", kind="timed_out") == 1
