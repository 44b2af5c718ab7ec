"""Takes up what is dropped in the inbox while the bot runs; what is complete, and where it goes, the inbox knows."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from telegram.ext import JobQueue

from bot.locales import Translator
from bot.ptb_types import Context
from briefings.errors import ArchiveError, IntakeError, SourcelineError
from briefings.intake.inbox import Inbox, items, look_at
from briefings.model.clock import Clock
from briefings.model.items import Item
from briefings.newsroom.report import Report

log = logging.getLogger(__name__)

_INTERVAL = timedelta(seconds=0.8)  # a file is taken up at the second look: within two seconds, with some to spare
_CLEARING_INTERVAL = timedelta(days=1)
_DONE_KEPT = timedelta(days=30)
_MAX_CONCURRENT_TICKS = 40  # a link that takes a minute holds up its own tick, not the following ones
_MAX_CONCURRENT_FILES = 4


class PushTarget(Protocol):
    """Where articles go in."""

    async def push(self, items: Sequence[Item]) -> Report:
        """Store what is new in the items and say what became of each."""


class InboxWatcher:
    """Pushes the files of an inbox, each once."""

    def __init__(self, ingestion: PushTarget, inbox: Inbox, translate: Translator, clock: Clock) -> None:
        self._ingestion = ingestion
        self._inbox = inbox
        self._translate = translate
        self._clock = clock
        self._looking = asyncio.Lock()
        self._slots = asyncio.Semaphore(_MAX_CONCURRENT_FILES)
        self._under_way: set[Path] = set()
        self._stuck: set[Path] = set()  # pushed, but still in the inbox: not again until they change
        self._readable = True

    def schedule(self, job_queue: JobQueue[Context]) -> None:
        """Look into the inbox about each second from now on, and clear away once a day what was stored long ago."""
        job_queue.run_repeating(
            self._tick_now,
            _INTERVAL,
            first=_INTERVAL,
            name="inbox",
            job_kwargs={"max_instances": _MAX_CONCURRENT_TICKS, "coalesce": True, "misfire_grace_time": None},
        )

        job_queue.run_repeating(self._clear_now, _CLEARING_INTERVAL, first=_INTERVAL, name="inbox done")

    async def _tick_now(self, _: Context) -> None:
        await self.tick()

    async def _clear_now(self, _: Context) -> None:
        await self.clear()

    async def clear(self) -> None:
        """Delete the files that were stored more than thirty days ago."""
        try:
            await asyncio.to_thread(self._inbox.delete_done, self._clock() - _DONE_KEPT)
        except ArchiveError as error:
            log.warning("What is done in the inbox could not be cleared away: %s", error)

    async def tick(self) -> None:
        """Push every file that is complete; returns when all have been moved. Ticks may overlap: each file is pushed by
        one of them. Raises nothing for a file that fails; its reason is put beside it.
        """
        async with self._looking:
            busy = set(self._under_way)  # of before the look: one that ends meanwhile may be among what is seen
            ready = await self._look()
            self._stuck.intersection_update(ready)
            mine = [path for path in ready if path not in busy | self._stuck]
            self._under_way.update(mine)
        await asyncio.gather(*(self._take(path) for path in mine))

    async def _look(self) -> list[Path]:
        """The complete files; none if the inbox cannot be read, which is logged once."""
        try:
            ready = await asyncio.to_thread(self._inbox.ready)
        except ArchiveError as error:
            if self._readable:
                log.error("The inbox cannot be read: %s", error)  # noqa: TRY400 - the disk's fault, not ours
            self._readable = False
            return []
        self._readable = True
        return ready

    async def _take(self, path: Path) -> None:
        try:
            async with self._slots:
                look = await asyncio.to_thread(look_at, path)
                if look is None:
                    return  # it was taken away while it waited
                reason = await self._push(path)
                if reason:
                    is_moved = await asyncio.to_thread(self._inbox.failed, path, reason, look)
                else:
                    is_moved = await asyncio.to_thread(self._inbox.done, path, look)
            if not is_moved:
                log.info("A file of the inbox was replaced or taken away meanwhile; what is there now is read next")
        except Exception:
            log.exception("A file could not be moved out of the inbox; it is left alone until it changes")
            self._stuck.add(path)
        finally:
            self._under_way.discard(path)

    async def _push(self, path: Path) -> str:
        """Store what the file holds. Returns in sentences why not all of it could be; nothing if all is stored."""
        try:
            report = await self._ingestion.push(await asyncio.to_thread(items, path))
        except SourcelineError as error:
            return self._translate.error(error)
        except Exception:
            log.exception("A file of the inbox could not be stored")
            return self._translate.error(IntakeError("unexpected", item=path.name))
        log.info("From a file of the inbox: %d articles, %d failures", len(report.articles), report.failure_count)
        sentences = [self._translate.error(error) for error in report.failures]
        if report.unnamed_failures:
            sentences.append(self._translate("push-others-failed", count=report.unnamed_failures))
        if sentences and report.articles:
            sentences.append(self._translate("inbox-others-stored", count=len(report.articles)))
        return "\n".join(sentences)
