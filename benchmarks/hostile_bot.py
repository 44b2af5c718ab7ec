"""`sourceline run` with a heartbeat on its event loop: what `hostile.py` starts, and no part of the bot.

Its argument is a file. Of each late beat that gets a line, the fields of `Hold`. Where `STACKS` names another file,
that gets the stacks of all threads while the loop is held.
"""

import asyncio
import gc
import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from threading import Thread, get_ident, get_native_id
from time import clock_gettime, monotonic, process_time, pthread_getcpuclockid, sleep, thread_time
from traceback import format_stack
from types import FrameType
from typing import TextIO

from hostile_holds import Hold

from bot import __main__ as command_line
from bot.cli import running
from bot.monitoring.metrics import Metrics
from bot.ptb_types import App
from bot.services import Services

BEAT = 0.005  # seconds
TOLD_FROM = 0.005  # seconds a beat is late
STACKS_FROM = 0.03


class Heart:
    """Beats on the event loop; what another thread sees of it tells whether the loop is held."""

    def __init__(self, holds: TextIO, stacks: TextIO | None) -> None:
        self._holds, self._stacks = holds, stacks
        self._loop = get_ident()
        self._schedstat = os.open(f"/proc/self/task/{get_native_id()}/schedstat", os.O_RDONLY)
        self._collected = 0.0
        self._collecting: tuple[int, float] | None = None  # the clock of the thread that does, and what it said
        self.due = monotonic()
        gc.callbacks.append(self._note_collection)

    def _note_collection(self, phase: str, info: Mapping[str, int]) -> None:
        if phase == "start":
            clock = pthread_getcpuclockid(get_ident())
            self._collecting = clock, clock_gettime(clock)
            return
        before, self._collected, self._collecting = self._collected, self._collections(), None
        took = self._collected - before
        if self._stacks and not self._stacks.closed and took >= STACKS_FROM / 2:
            self._stacks.write(f"COLLECTION {info}, {took * 1000:.0f} ms\n{''.join(format_stack()[-5:])}")

    async def beat(self) -> None:
        while True:
            self.due = monotonic() + BEAT
            before = self._used()
            await asyncio.sleep(BEAT)
            late = monotonic() - self.due
            if late >= TOLD_FROM:
                busy, *rest = (now - then for now, then in zip(self._used(), before, strict=True))
                self._holds.write(f"{Hold(monotonic(), late, min(late, busy), *rest).line()}\n")
                if self._stacks and late >= STACKS_FROM:
                    self._stacks.write(f"HELD until {monotonic()}, {late * 1000:.0f} ms\n")

    def _used(self) -> tuple[float, float, float, float]:
        """Seconds of the processor of all and of this thread; waited for one; of collections, in any thread."""
        return process_time(), thread_time(), self._queued(), self._collections()

    def _queued(self) -> float:
        return int(os.pread(self._schedstat, 100, 0).split()[1]) / 1e9

    def _collections(self) -> float:
        """With the one that is over, but whose thread has not gone on yet to say so."""
        if not self._collecting:
            return self._collected
        clock, began = self._collecting
        return self._collected + clock_gettime(clock) - began

    def watch(self, stacks: TextIO) -> None:
        """Write what all threads do while the loop is held, and whether this thread is held too: by the interpreter."""
        woke = monotonic()
        while True:
            sleep(0.003)
            before, woke = woke, monotonic()
            late, gap = woke - self.due, woke - before
            if late < STACKS_FROM and gap < STACKS_FROM:
                continue
            stacks.write(f"AT {woke}, {late * 1000:.0f} ms late; watcher itself {gap * 1000:.0f}\n")
            for thread, frame in sys._current_frames().items():
                name = "LOOP" if thread == self._loop else "thread"
                if thread != get_ident() and not is_idle(frame):
                    stacks.write(f" {name}\n{''.join(format_stack(frame)[-10:])}")
            woke = monotonic()


def is_idle(frame: FrameType) -> bool:
    return frame.f_code.co_name in ("_worker", "wait", "select") and "site-packages" not in frame.f_code.co_filename


def main() -> None:
    with ExitStack() as files:
        holds = files.enter_context(Path(sys.argv.pop()).open("w", buffering=1))
        path = os.environ.get("STACKS")
        stacks = files.enter_context(Path(path).open("w", buffering=1)) if path else None
        start_jobs = running.start_jobs
        beats = []

        async def start(application: App, services: Services, metrics: Metrics) -> None:
            heart = Heart(holds, stacks)
            beats.append(asyncio.create_task(heart.beat()))
            if stacks:
                Thread(target=heart.watch, args=(stacks,), daemon=True).start()
            await start_jobs(application, services, metrics)

        running.start_jobs = start
        sys.argv = ["sourceline", "run"]
        command_line.main()


if __name__ == "__main__":
    main()
