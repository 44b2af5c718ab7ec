"""Waits until an Application has done what its updates asked for: handlers, tasks beside them, jobs due at once."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_REMOVED
from apscheduler.triggers.date import DateTrigger
from telegram.ext import Application

SOON = timedelta(seconds=2)


class Draining:
    """Watches one Application in this process. Jobs that repeat, or run once but later, are not waited for."""

    def __init__(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        self._application = application
        self._job_done = asyncio.Event()
        if application.job_queue:
            events = EVENT_JOB_EXECUTED | EVENT_JOB_REMOVED
            application.job_queue.scheduler.add_listener(lambda _: self._job_done.set(), events)

    async def drained(self) -> None:
        """Returns when nothing is left to do, or the Application does not run."""
        while self._application.running:
            await self._application.update_queue.join()
            self._job_done.clear()
            if running := self._running():
                await asyncio.wait(running)
            elif self._has_job_soon():
                await self._job_done.wait()
            else:
                return

    def _running(self) -> set[asyncio.Future[Any]]:
        """Handlers with `block=False`, other tasks of the Application, and jobs; it has no public list of them."""
        tasks: Iterable[asyncio.Future[Any]] = getattr(self._application, "_Application__create_task_tasks")  # noqa: B009 -- private
        jobs: Iterable[asyncio.Future[Any]] = ()
        if self._application.job_queue:
            jobs = self._application.job_queue._executor._pending_futures
        return {future for future in (*tasks, *jobs) if not future.done()}

    def _has_job_soon(self) -> bool:
        if not self._application.job_queue:
            return False
        limit = datetime.now(UTC) + SOON
        jobs = self._application.job_queue.scheduler.get_jobs()
        return any(isinstance(job.trigger, DateTrigger) and job.next_run_time < limit for job in jobs)
