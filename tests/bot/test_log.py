"""The log tells everything but the token."""

import asyncio
import logging
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler

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


async def test_a_job_cut_off_while_the_bot_stops_is_no_traceback_but_one_that_failed_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def wait() -> None:
        await asyncio.Event().wait()

    async def fail() -> None:
        raise ValueError("spoilt")

    start_log("INFO")
    executor = AsyncIOExecutor()
    scheduler = AsyncIOScheduler(executors={"default": executor})
    scheduler.start()
    for job in (wait, fail):
        executor.submit_job(scheduler.add_job(job, "date"), [datetime.now(UTC)])
    await asyncio.sleep(0)
    executor.shutdown()
    await asyncio.sleep(0)
    scheduler.shutdown()
    shown = capsys.readouterr().err
    assert "spoilt" in shown
    assert "CancelledError" not in shown


def test_warnings_of_libraries_go_to_the_log_and_not_to_the_person(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("ERROR")
    warnings.warn("of interest to no reader", stacklevel=1)
    assert capsys.readouterr().err == ""
