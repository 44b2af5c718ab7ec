"""What ingestion reads originals with, and the plain one of this process; worker_pool.py has the one with limits."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from briefings.intake.result import IntakeResult
from briefings.model.items import Original

Parse = Callable[[Original], IntakeResult]  # as `briefings.intake.parse.parse`


class OriginalReader(Protocol):
    """Reads originals into drafts, off the event loop."""

    async def read(self, original: Original) -> IntakeResult:
        """As `parse`, which never raises; a failure more where reading breaks a limit."""


class InProcessReader:
    """Reads in a thread of this process, without limits: for originals of one's own, as those of the tests are."""

    async def read(self, original: Original) -> IntakeResult:
        """As `parse`."""
        return await asyncio.to_thread(self.parse, original)

    def parse(self, original: Original) -> IntakeResult:
        """As `parse`, with all that it needs imported by the first call."""
        from briefings.intake.parse import parse

        return parse(original)
