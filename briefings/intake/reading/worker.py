"""The program of a worker: reads the originals that come on standard input, and answers on standard output.

`python -m briefings.intake.reading.worker SECONDS MEGABYTES`; it ends with its input, so with the process that
started it.
"""

import logging
import os
import pickle
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

from briefings.errors import IntakeError
from briefings.intake.reading.answer import READY, Answer, LogLine
from briefings.intake.reading.limits import ReadingLimits, data_bytes, end_out_of_memory, limit_memory, limit_time
from briefings.intake.reading.reader import Parse
from briefings.intake.result import IntakeResult
from briefings.model.items import Original

log = logging.getLogger(__name__)

_MAX_LOG_LINES = 20  # of one original
_MAX_LOG_LENGTH = 4000  # characters of a line, a traceback included
_NICENESS = 5  # who asks goes before who pushes
_SAMPLE = "The ferry sails again."


class _LogCollector(logging.Handler):
    """Collects what is logged until it is taken."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[LogLine] = []

    def emit(self, record: logging.LogRecord) -> None:
        if len(self._lines) < _MAX_LOG_LINES:
            self._lines.append((record.name, record.levelno, self.format(record)[:_MAX_LOG_LENGTH]))

    def take(self) -> tuple[LogLine, ...]:
        """The lines since the last call."""
        lines, self._lines = tuple(self._lines), []
        return lines


def serve(
    requests: BinaryIO,
    answers: BinaryIO,
    limits: ReadingLimits,
    parse: Parse,
    take_log: Callable[[], tuple[LogLine, ...]],
) -> None:
    """Answer each request with what `parse` reads in it, until there is none any more or memory runs out.

    The first answer is `READY`, before any request.
    """
    at_start = data_bytes()
    _send(READY, answers)
    is_last = False
    while not is_last:
        try:
            original = pickle.load(requests)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        limit_time(limits.seconds)
        result = _read(original, parse, limits)
        limit_time(0)
        is_last = any(error.key == "reading-memory" for error in result.failures) or _is_worn(at_start, limits)
        _send(Answer(result, take_log(), is_last), answers)
        del original, result  # before the next comes


def _send(answer: Answer, answers: BinaryIO) -> None:
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _read(original: Original, parse: Parse, limits: ReadingLimits) -> IntakeResult:
    try:
        return replace(parse(original), original=None)
    except MemoryError:
        return IntakeResult(failures=(IntakeError("reading-memory", item=original.name, limit=limits.megabytes),))
    except Exception:
        log.exception("An item could not be read")
        return IntakeResult(failures=(IntakeError("unexpected", item=original.name),))


def _is_worn(at_start: int, limits: ReadingLimits) -> bool:
    """Whether what earlier originals left behind takes half of the memory that the next may need."""
    return data_bytes() - at_start > (limits.megabytes * 1_000_000 - at_start) / 2


def _own_output() -> BinaryIO:
    """Standard output for answers alone: whatever else is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def main(load: Callable[[], Parse]) -> None:
    """Serve with the limits of the command line, reading with what `load` returns."""
    limits = ReadingLimits(float(sys.argv[1]), int(sys.argv[2]))
    collector = _LogCollector()
    collector.setFormatter(logging.Formatter("%(message)s"))
    logging.basicConfig(handlers=[collector], force=True)
    logging.captureWarnings(True)
    limit_memory(limits.megabytes)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    answers = _own_output()
    try:
        serve(sys.stdin.buffer, answers, limits, load(), collector.take)
    except MemoryError:  # while an original came in, its answer went out, or `parse` was loaded
        end_out_of_memory()


def _loaded_parse() -> Parse:
    """`parse` with what it always needs: the language model takes a second, which is not the first original's."""
    from briefings.intake.parse import parse
    from briefings.language.analysis import detect

    detect(_SAMPLE)
    return parse


if __name__ == "__main__":
    main(_loaded_parse)
