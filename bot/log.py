"""The log on standard error, a line for each event: what failed and where, and nothing that people sent or asked.

What a library writes may quote an update, a question or an address with the token in it. So of a library's message the
constant part is shown, from WARNING on, and of any exception where it was raised, its type and what is known to be no
one's words. Our own messages name ids and numbers only; whoever writes one keeps it so.
"""

import copy
import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import TextIO

from bot.tokens import without_tokens
from briefings.errors import ArchiveError, SourcelineError

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_OURS = ("bot", "briefings", "__main__")
_SILENCED_LOGGERS = (
    *("trafilatura", "htmldate", "courlan"),  # log every tenth page; the editor is told of a page that cannot be read
)

_PLACEHOLDER = re.compile(r"%(?:\([a-z_]{1,30}\))?[-#0 +]{0,5}[0-9]{0,5}(?:\.[0-9]{1,5})?[a-zA-Z]")
_WARNING = re.compile(r"[^\n]{1,300}?:[0-9]{1,9}: [A-Za-z]{1,80}(?=:)")  # where it was given, and its category
_QUOTED = re.compile(  # up to the last mark of that kind, since there may be others of it within, or to the end
    r"""(?<!\w)(?:"(?:.*"|.*)|`(?:.*`|.*)|“(?:.*”|.*)|«(?:.*»|.*)|‘(?:.*’|.*)|'(?:.*'(?!\w)|.*))"""
)
_ADDRESS = re.compile(r"\b[a-z]{1,10}://\S+", re.IGNORECASE)
_MAX_QUOTABLE = 200  # characters of a text of a library's or Telegram's
_MAX_CHAIN = 10  # exceptions that led to one another


class _DiscreetFormatter(logging.Formatter):
    """Formats an event without anything that people sent or asked, and without the token."""

    def __init__(self, token: str | None) -> None:
        super().__init__(_FORMAT)
        secret = token.partition(":")[2] if token else ""
        self._secret = re.compile(rf"(?:[0-9]{{1,20}}(?::|%3A|%253A))?{re.escape(secret)}", re.I) if secret else None

    def format(self, record: logging.LogRecord) -> str:
        return self._without_token(super().format(self._discreet(record)))

    def _discreet(self, record: logging.LogRecord) -> logging.LogRecord:
        shown = copy.copy(record)
        shown.msg, shown.args = (_own_message if _is_ours(record.name) else _message_of_library)(record), ()
        error = record.exc_info[1] if record.exc_info else None
        shown.exc_text = "\n".join(_traceback(error)) if error else None
        shown.exc_info = shown.stack_info = None
        return shown

    def _without_token(self, line: str) -> str:
        if self._secret:
            line = self._secret.sub("<token>", line)
        return without_tokens(line, "<token>")


class _JsonFormatter(_DiscreetFormatter):
    """The same as one JSON object a line: time, level, logger, message, and exception where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        shown = self._discreet(record)
        event = {
            "time": datetime.fromtimestamp(shown.created, UTC).isoformat(timespec="milliseconds"),
            "level": shown.levelname,
            "logger": shown.name,
            "message": self._without_token(str(shown.msg)),
        }
        if shown.exc_text:
            event["exception"] = self._without_token(shown.exc_text)
        return json.dumps(event)  # in ASCII, so that it is JSON however standard error is encoded


class _DiscreetHandler(logging.StreamHandler[TextIO]):
    """Writes to standard error; what cannot be formatted or written is not shown with all it was given."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        with suppress(OSError, ValueError):
            sys.stderr.write(f"An event of {record.name}, line {record.lineno}, could not be logged\n")


def start_log(level: str, token: str | None = None, form: str = "text") -> None:
    """Send the log to standard error: of our own code at `level` and above, of libraries only from WARNING.

    `form` is `text`, or `json` for an object a line.
    """
    handler = _DiscreetHandler()
    handler.setFormatter((_JsonFormatter if form == "json" else _DiscreetFormatter)(token))
    handler.addFilter(_is_not_a_cut_job)
    logging.captureWarnings(True)
    logging.basicConfig(level=max(logging.WARNING, logging.getLevelName(level)), handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    for name in _SILENCED_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def describe(error: BaseException) -> str:
    """The type of an error, and of its text what quotes nobody."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    detail = _detail(error)
    return f"{name}: {detail}" if detail else name


def _detail(error: BaseException) -> str:
    if isinstance(error, ArchiveError) and "reason" in error.fields:
        return f"{error.key} ({error.fields['reason']})"
    if isinstance(error, SourcelineError):
        return error.key
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno)  # without the file's name
    if type(error).__module__ == "sqlite3":
        return str(getattr(error, "sqlite_errorname", ""))
    if type(error).__module__ == "telegram.error":
        return _without_quotations(str(error))
    return ""


def _is_ours(logger: str) -> bool:
    return logger.partition(".")[0] in _OURS


def _own_message(record: logging.LogRecord) -> str:
    """The message, in which an exception among its arguments is described."""
    if isinstance(record.args, Mapping):
        return str(record.msg) % {name: _argument(value) for name, value in record.args.items()}
    return str(record.msg) % tuple(map(_argument, record.args)) if record.args else str(record.msg)


def _argument(value: object) -> object:
    return describe(value) if isinstance(value, BaseException) else value


def _message_of_library(record: logging.LogRecord) -> str:
    """The first line of a message, in which every argument is left out."""
    if record.name == "py.warnings":
        found = _WARNING.match(record.getMessage())
        return found[0] if found else "a warning"
    line = str(record.msg).partition("\n")[0]  # asyncio adds lines that show tasks and what they work on
    return _without_quotations(_PLACEHOLDER.sub("…", line[:_MAX_QUOTABLE]) if record.args else line)


def _without_quotations(text: str) -> str:
    """The beginning of a text without what stands in quotation marks, and without addresses."""
    return _ADDRESS.sub("<address>", _QUOTED.sub("“…”", text[:_MAX_QUOTABLE]))


def _traceback(error: BaseException, longest: int = _MAX_CHAIN) -> Iterator[str]:
    """Where an error, and what led to it, was raised."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier and longest > 1:
        yield from _traceback(earlier, longest - 1)
        yield "which led to:"
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    yield describe(error)
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions[:_MAX_CHAIN]:
            yield from _traceback(part, 1)


def _is_not_a_cut_job(record: logging.LogRecord) -> bool:
    """False for a job that came due while the bot was stopping, which APScheduler cancels and logs as an error."""
    error = record.exc_info and record.exc_info[0]  # known by its name: asyncio is slow to import
    cancelled = error is not None and error.__name__ == "CancelledError"
    return not (cancelled and record.name.startswith("apscheduler."))
