"""The log tells what failed and where: no token, and nothing that people sent or asked."""

import asyncio
import json
import logging
import re
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import BadRequest

from bot.log import describe, start_log
from briefings.errors import ArchiveError, IntakeError

TOKEN = "123456:" + "A" * 35


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    for name in ("bot", "briefings", "__main__", "trafilatura", "htmldate", "courlan", "telegram.ext.AIORateLimiter"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


def test_the_token_is_taken_out_of_messages_however_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("INFO", TOKEN)
    log, number, secret = logging.getLogger("bot"), *TOKEN.split(":")
    for written in (TOKEN, TOKEN.replace(":", "%3A"), TOKEN.replace(":", "%253a"), f"bot{TOKEN}/getMe", secret):
        log.info("Asked %s", written)
    shown = capsys.readouterr().err
    assert shown.count("<token>") == 5
    assert secret not in shown
    assert number not in shown


def test_any_token_is_taken_out_where_a_command_knows_none(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("ERROR")
    logging.getLogger("bot").error("Asked https://api.telegram.org/file/bot%s/documents/a", TOKEN)
    assert "file/bot<token>/documents" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("Syntax Error: a question"), "ValueError"),
        (FileNotFoundError(2, "No such file", "a question.txt"), "FileNotFoundError: No such file or directory"),
        (IntakeError("no-text", item="a question"), "briefings.errors.IntakeError: no-text"),
        (
            ArchiveError("disk-refuses", file="a question", reason="No space left on device"),
            "briefings.errors.ArchiveError: disk-refuses (No space left on device)",
        ),
        (BadRequest('can\'t parse "a question" of https://a.example/a?question'), "can't parse “…” of <address>"),
    ],
)
def test_of_an_error_is_told_what_quotes_nobody(
    error: Exception, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    start_log("INFO", TOKEN)
    logging.getLogger("bot").warning("It failed: %s", error)
    try:
        try:
            raise error
        except Exception as cause:
            raise RuntimeError("a question") from cause
    except RuntimeError:
        logging.getLogger("bot").exception("It failed")
    first, *rest = capsys.readouterr().err.splitlines()
    assert first.endswith(told)
    text = "\n".join(rest)
    assert f"{told}\nwhich led to:\nTraceback" in text
    assert text.endswith("\nRuntimeError")
    assert text.count("raise error") == 1
    assert not re.search(r"\ba question\b", first + "\n".join(line for line in rest if "raise " not in line))


def test_a_library_may_quote_what_it_likes_and_is_heard_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("DEBUG", TOKEN)
    for name in ("telegram.Bot", "httpx", "httpcore.http11", "apscheduler", "asyncio", "tantivy", "any_other"):
        library = logging.getLogger(name)
        library.debug("a question")
        library.info("HTTP Request: %s", "a question")
        library.warning("Received data was %r, %d times", "a question", 3)
        library.error("Task exception was never retrieved\nfuture: <Task a question>")
        library.error('Job "a question" raised an exception')
    shown = capsys.readouterr().err
    assert "question" not in shown
    assert shown.count("Received data was …, … times") == 7
    assert shown.count("Task exception was never retrieved") == 7
    assert shown.count("Job “…” raised an exception") == 7


def test_an_event_that_cannot_be_formatted_is_told_without_what_it_was_given(
    capsys: pytest.CaptureFixture[str],
) -> None:
    start_log("INFO", TOKEN)
    logging.getLogger("bot").info("%d articles", "a question")
    shown = capsys.readouterr().err
    assert "could not be logged" in shown
    assert "question" not in shown


def test_a_warning_of_a_library_says_where_and_of_which_kind(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("INFO")
    warnings.warn("a question", UserWarning, stacklevel=1)
    shown = capsys.readouterr().err
    assert "test_log.py" in shown
    assert "UserWarning" in shown
    assert "question" not in shown.partition("UserWarning")[2]


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
    assert "ValueError" in shown
    assert "CancelledError" not in shown


def test_warnings_of_libraries_go_to_the_log_and_not_to_the_person(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("ERROR")
    warnings.warn("of interest to no reader", stacklevel=1)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "quotation", ["\"he said 'no' and went home\"", "“it's 'so' and home”", '"' + "home " * 99 + '"', "`home", "'home"]
)
def test_all_that_is_quoted_is_left_out_whatever_marks_are_in_it(quotation: str) -> None:
    assert describe(BadRequest(f"Can't parse {quotation}")) == "telegram.error.BadRequest: Can't parse “…”"


def test_as_json_an_exception_is_in_the_object_of_its_line_and_as_discreet(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("INFO", TOKEN, "json")
    try:
        try:
            raise FileNotFoundError(2, "No such file", "a question.txt")
        except FileNotFoundError as cause:
            raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe “a question”") from cause
    except ValueError:
        logging.getLogger("bot.cli").exception("Reading %s\nfailed with %s", "261123-1", TOKEN)
    (line,) = capsys.readouterr().err.splitlines()
    event = json.loads(line)
    assert (event["level"], event["logger"]) == ("ERROR", "bot.cli")
    assert event["message"] == "Reading 261123-1\nfailed with <token>"
    assert event["exception"].endswith("\nValueError")
    assert "FileNotFoundError: No such file or directory\nwhich led to:\nTraceback" in event["exception"]
    assert TOKEN.partition(":")[2] not in line
    assert datetime.fromisoformat(event["time"]).tzinfo == UTC


def test_as_json_of_a_library_only_what_is_constant_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("INFO", TOKEN, "json")
    logging.getLogger("telegram.ext").error("Could not process %r", {"text": "a question"})
    logging.getLogger("telegram.ext").info("Got %s", "a question")
    (line,) = capsys.readouterr().err.splitlines()
    event = json.loads(line)
    assert event["message"] == "Could not process …"
    assert "exception" not in event


def test_as_json_half_a_character_of_a_message_does_not_lose_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("INFO", TOKEN, "json")
    logging.getLogger("bot").info("An outlet named %s", "\ud83d")
    assert json.loads(capsys.readouterr().err)["level"] == "INFO"
