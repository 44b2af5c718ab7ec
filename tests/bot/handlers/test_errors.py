"""What happens when a request fails: the person is told, unless Telegram asks for silence."""

import logging

import pytest
from botapi import BotApi, Person, flood
from running_bot import Running


def warnings(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What the bot itself has warned of, and worse."""
    return [record for record in caplog.records if record.levelno >= logging.WARNING and record.name.startswith("bot")]


async def test_nothing_is_sent_into_a_chat_that_telegram_asks_to_wait_with(
    bot: Running, server: BotApi, reader: Person, caplog: pytest.LogCaptureFixture
) -> None:
    server.fails("sendMessage", flood(7), chat=reader)
    await reader.sends("/help")
    await reader.hears_nothing()
    assert len(server.called("sendMessage")) == 1
    (warning,) = warnings(caplog)
    assert (warning.levelname, warning.exc_info) == ("WARNING", None)
    assert "7 seconds" in warning.getMessage()
    await reader.sends("/help")
    assert "/latest" in (await reader.hears()).text


async def test_an_apology_that_telegram_asks_to_wait_with_is_one_line_in_the_log(
    bot: Running, server: BotApi, reader: Person, caplog: pytest.LogCaptureFixture
) -> None:
    server.fails("sendMessage", flood(7), chat=reader)
    await reader.sends("/story 999999-1")
    await reader.hears_nothing()
    assert len(server.called("sendMessage")) == 1
    (warning,) = warnings(caplog)
    assert (warning.levelname, warning.exc_info) == ("WARNING", None)
    assert "7 seconds" in warning.getMessage()
