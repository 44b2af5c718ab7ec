"""What the commands read pushed articles with: worker processes with the limits that are set."""

from contextlib import AbstractContextManager

from bot.settings import Settings
from briefings.intake.reading.limits import ReadingLimits
from briefings.intake.reading.worker_pool import WorkerPool, open_worker_pool


def open_reader(settings: Settings, workers: int = 1) -> AbstractContextManager[WorkerPool]:
    """A reader of up to so many processes; with `settings.read_seconds` and `read_memory_mb` for each item."""
    return open_worker_pool(ReadingLimits(settings.read_seconds, settings.read_memory_mb), workers)
