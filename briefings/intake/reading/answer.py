"""What a worker answers, as data; a module that needs nothing else, since whoever asks imports it too."""

from dataclasses import dataclass

from briefings.intake.result import IntakeResult

LogLine = tuple[str, int, str]  # logger, level, message


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker read.

    Attributes:
        result: without the original, which whoever asked has.
        log: what was logged meanwhile, for the log of the process that asked.
        is_last: the worker ends: it has run out of memory, or is near it.
    """

    result: IntakeResult
    log: tuple[LogLine, ...] = ()
    is_last: bool = False


READY = Answer(IntakeResult())  # to nothing that was asked: all is imported, so the first original may come
