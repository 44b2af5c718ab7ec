"""The log tells everything but the token."""

import logging
import warnings
from collections.abc import Iterator

import pytest

from bot.log import start_log

TOKEN = "123456:" + "A" * 35


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


def test_the_token_is_taken_out_of_messages_and_tracebacks(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("INFO", TOKEN)
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        logging.getLogger("bot").exception("Asked %s", f"bot{TOKEN}")
    shown = capsys.readouterr().err
    assert "Traceback" in shown
    assert TOKEN not in shown
    assert "bot<token>/getMe" in shown


def test_addresses_that_httpx_requests_are_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("INFO", TOKEN)
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/")
    assert capsys.readouterr().err == ""


def test_that_telegram_asks_to_wait_is_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("INFO", TOKEN)
    logging.getLogger("telegram.ext.AIORateLimiter").exception("Rate limit hit after maximum of 0 retries")
    assert capsys.readouterr().err == ""


def test_warnings_of_libraries_go_to_the_log_and_not_to_the_person(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("ERROR")
    warnings.warn("of interest to no reader", stacklevel=1)
    assert capsys.readouterr().err == ""
