"""Reads originals in worker processes: started when there is work, replaced when they fail, ended a minute after."""

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock, Timer
from time import monotonic

from briefings.errors import IntakeError
from briefings.intake.reading.limits import ReadingLimits
from briefings.intake.reading.worker_process import WORKER, WorkerProcess
from briefings.intake.result import IntakeResult
from briefings.model.items import Original


class WorkerPool:
    """Up to so many workers, each asked by a thread of the pool's; use it as `open_worker_pool`.

    Why not a library: pebble's workers share one pipe for all results and one for all work, guarded by locks, so that
    one killed while it writes can take the others' answers with it; and none of them ends when there is no work.
    """

    def __init__(self, limits: ReadingLimits, workers: int, idle_seconds: float = 60, program: str = WORKER) -> None:
        self._limits = limits
        self._program = program
        self._idle_seconds = idle_seconds
        self._threads = ThreadPoolExecutor(workers, "reading")
        self._lock = Lock()
        self._idle: list[WorkerProcess] = []  # the one used last is at the end, and used next
        self._busy: set[WorkerProcess] = set()
        self._ending: Timer | None = None
        self._is_closed = False

    def start_early(self) -> None:
        """Start a worker now, beside whatever else is done, so that the first original does not wait for it."""
        self._threads.submit(lambda: self._give_back(self._take()))

    async def read(self, original: Original) -> IntakeResult:
        """As `parse`; what takes too long, too much memory or ends its worker is a failure."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.parse, original)

    def parse(self, original: Original) -> IntakeResult:
        """As `read`, in this thread."""
        try:
            worker = self._take()
            try:
                answer = worker.ask(original)
            except IntakeError:
                self._forget(worker)
                raise
        except IntakeError as error:
            return IntakeResult(failures=(error,), original=original)
        except OSError as error:  # no further process, or no room for one
            logging.getLogger(__name__).error("No process to read with could be started: %s", error)  # noqa: TRY400
            return IntakeResult(failures=(IntakeError("reading-died", item=original.name),), original=original)
        for name, level, line in answer.log:
            logging.getLogger(name).log(level, "%s", line)
        if answer.is_last:
            self._forget(worker)
            worker.close()
        else:
            self._give_back(worker)
        return replace(answer.result, original=original)

    def worker_pids(self) -> list[int]:
        """The numbers of the workers' processes."""
        with self._lock:
            return [worker.pid for worker in (*self._idle, *self._busy)]

    def close(self) -> None:
        """End all workers at once; what they were reading fails."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
            for worker in self._busy:
                worker.kill()
            if self._ending:
                self._ending.cancel()
        for worker in idle:
            worker.close()
        self._threads.shutdown(cancel_futures=True)

    def _take(self) -> WorkerProcess:
        with self._lock:
            dead = [worker for worker in self._idle if not worker.is_alive()]
            self._idle = [worker for worker in self._idle if worker not in dead]
            worker = self._idle.pop() if self._idle else WorkerProcess(self._limits, self._program)
            self._busy.add(worker)
            if self._is_closed:
                worker.kill()
        for each in dead:
            each.close()
        return worker

    def _forget(self, worker: WorkerProcess) -> None:
        with self._lock:
            self._busy.discard(worker)

    def _give_back(self, worker: WorkerProcess) -> None:
        with self._lock:
            self._busy.discard(worker)
            if not self._is_closed:
                self._idle.append(worker)
                self._end_idle_later(self._idle_seconds)
                return
        worker.close()

    def _end_idle_later(self, seconds: float) -> None:
        """With the lock held; one timer serves all."""
        if self._ending is None:
            self._ending = Timer(seconds, self._end_idle)
            self._ending.name = "reading-idle"
            self._ending.daemon = True
            self._ending.start()

    def _end_idle(self) -> None:
        with self._lock:
            self._ending = None
            unused_since = monotonic() - self._idle_seconds
            unused = [worker for worker in self._idle if worker.last_used <= unused_since]
            self._idle = [worker for worker in self._idle if worker not in unused]
            if self._idle and not self._is_closed:
                self._end_idle_later(min(worker.last_used for worker in self._idle) - unused_since)
        for worker in unused:
            worker.close()


@contextmanager
def open_worker_pool(
    limits: ReadingLimits, workers: int, idle_seconds: float = 60, program: str = WORKER
) -> Iterator[WorkerPool]:
    """A pool of up to so many workers, which end `idle_seconds` after their last work, and with the block.

    `program` is the module that they run.
    """
    pool = WorkerPool(limits, workers, idle_seconds, program)
    try:
        yield pool
    finally:
        pool.close()
