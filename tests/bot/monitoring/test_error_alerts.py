"""Errors of the log are told in a chat: grouped, without what anyone sent, and never because of the telling."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from botapi import BotApi, Person
from botapi.faults import Fault, broken, cut, flood
from ptb_client import bot_of
from telegram import Bot
from telegram.error import NetworkError
from telegram.ext import Application

from bot.locales import Translator
from bot.monitoring.error_alerts import ErrorAlerts, ErrorCounts, counted_errors

log = logging.getLogger("bot.handlers.errors")


@pytest.fixture
def counts() -> Iterator[ErrorCounts]:
    with counted_errors() as counts:
        yield counts


@pytest.fixture
def newsroom(server: BotApi) -> Person:
    return server.user("The newsroom", id=300)


@pytest.fixture
def alerts(server: BotApi, newsroom: Person, counts: ErrorCounts) -> ErrorAlerts:
    return ErrorAlerts(bot_of(server), newsroom.id, counts, Translator("en"))


def fail(error: Exception, times: int = 1) -> None:
    for _ in range(times):
        try:
            raise error
        except Exception:
            log.exception("A secret question failed")


def told(server: BotApi) -> list[str]:
    return [call.parameters["text"] for call in server.called("sendMessage") if call.status == 200]


async def test_errors_are_told_in_one_message_by_kind_and_number(server: BotApi, alerts: ErrorAlerts) -> None:
    fail(ValueError("the words of Rita"), times=3)
    fail(KeyError("ferry"))
    log.error("The digest for chat %d was refused", 200)
    await alerts.tell()
    (message,) = told(server)
    assert message.startswith("5 errors ")
    assert "• bot.handlers.errors: ValueError × 3" in message
    assert "• bot.handlers.errors: KeyError × 1" in message
    assert "• bot.handlers.errors × 1" in message
    assert "log, on the machine" in message


async def test_no_word_that_anyone_sent_and_no_traceback_is_in_it(server: BotApi, alerts: ErrorAlerts) -> None:
    fail(ValueError("the words of Rita"))
    await alerts.tell()
    (message,) = told(server)
    assert message.startswith("1 error ")
    for word in ("Rita", "secret", "question", "Traceback", ".py"):
        assert word not in message


async def test_nothing_is_told_when_nothing_failed(server: BotApi, alerts: ErrorAlerts) -> None:
    log.warning("Telegram asks to wait")
    await alerts.tell()
    assert told(server) == []


async def test_what_was_told_is_not_told_again(server: BotApi, alerts: ErrorAlerts) -> None:
    fail(ValueError())
    await alerts.tell()
    await alerts.tell()
    assert len(told(server)) == 1


@pytest.mark.parametrize("fault", [broken(500), cut(), flood(30), broken(403, "Forbidden: bot was blocked")])
async def test_what_could_not_be_told_is_told_with_the_next(fault: Fault, server: BotApi, alerts: ErrorAlerts) -> None:
    server.fails("sendMessage", fault)
    fail(ValueError())
    await alerts.tell()
    assert told(server) == []
    fail(ValueError())
    await alerts.tell()
    assert "ValueError × 2" in told(server)[0]


class LoudBot(Bot):
    """A bot whose every message ends in errors of the log."""

    async def send_message(self, *_: object, **__: object) -> None:  # type: ignore[override]
        logging.getLogger("telegram.ext").error("It failed")
        raise NetworkError("It failed")


async def test_errors_that_the_telling_makes_are_not_counted(server: BotApi, counts: ErrorCounts) -> None:
    alerts = ErrorAlerts(LoudBot(server.token), 300, counts, Translator("en"))
    fail(ValueError())
    for _ in range(5):
        await alerts.tell()
    assert counts.take() == {"bot.handlers.errors: ValueError": 1}


async def test_a_hundred_kinds_make_one_short_message(server: BotApi, alerts: ErrorAlerts) -> None:
    for number in range(100):
        logging.getLogger(f"bot.part{number}").error("It failed")
    await alerts.tell()
    (message,) = told(server)
    assert message.startswith("100 errors ")
    assert message.count("•") == 10


async def test_it_looks_once_a_minute(alerts: ErrorAlerts) -> None:
    queue = Application.builder().token("1:a").build().job_queue
    assert queue
    alerts.schedule(queue)
    (job,) = queue.jobs()
    assert job.job.trigger.interval == timedelta(minutes=1)
