"""`sourceline run` with a heartbeat on its event loop: what `hostile.py` starts, and no part of the bot.

Its argument is a file. Of each late beat that gets a line: when it came, by how many ms it was late, and for how many
of those the bot itself was at work, which on a busy machine are fewer. Where `STACKS` names another file, that gets the
stacks of all threads while the loop is held.
"""

import asyncio
import os
import sys
import traceback
from contextlib import ExitStack
from pathlib import Path
from threading import Thread, get_ident
from time import monotonic, process_time, sleep
from typing import TextIO

from bot import __main__ as command_line
from bot.cli import running
from bot.monitoring.metrics import Metrics
from bot.ptb_types import App
from bot.services import Services

BEAT = 0.005  # seconds
TOLD_FROM = 0.005  # seconds a beat is late
STACKS_FROM = 0.04


class Heart:
    """Beats on the event loop; what another thread sees of it tells whether the loop is held."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._loop = get_ident()
        self.due = monotonic()

    async def beat(self) -> None:
        while True:
            used, self.due = process_time(), monotonic() + BEAT
            await asyncio.sleep(BEAT)
            late, busy = monotonic() - self.due, process_time() - used
            if late >= TOLD_FROM:
                self._file.write(f"{monotonic()} {late * 1000:.1f} {min(late, busy) * 1000:.1f}\n")

    def watch(self, stacks: TextIO) -> None:
        """Write what all threads do, once for each time that the loop is held."""
        written = 0.0
        while True:
            sleep(BEAT)
            late = monotonic() - self.due
            if late < STACKS_FROM or self.due == written:
                continue
            written = self.due
            for thread, frame in sys._current_frames().items():
                name = "LOOP" if thread == self._loop else "thread"
                stacks.write(
                    f"{name} at {monotonic()}, {late * 1000:.0f} ms\n{''.join(traceback.format_stack(frame)[-8:])}"
                )


def main() -> None:
    with ExitStack() as files:
        holds = files.enter_context(Path(sys.argv.pop()).open("w", buffering=1))
        path = os.environ.get("STACKS")
        stacks = files.enter_context(Path(path).open("w", buffering=1)) if path else None
        start_jobs = running.start_jobs
        beats = []

        async def start(application: App, services: Services, metrics: Metrics) -> None:
            heart = Heart(holds)
            beats.append(asyncio.create_task(heart.beat()))
            if stacks:
                Thread(target=heart.watch, args=(stacks,), daemon=True).start()
            await start_jobs(application, services, metrics)

        running.start_jobs = start
        sys.argv = ["sourceline", "run"]
        command_line.main()


if __name__ == "__main__":
    main()
