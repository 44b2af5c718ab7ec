"""`sourceline run` with a heartbeat on its event loop: what `hostile.py` starts, and no part of the bot.

Its argument is a file. Of each time the loop was held it gets a line: when that ended, and how many ms late the beat
was. Where `STACKS` names another file, that gets the stacks of all threads while the loop is held.
"""

import asyncio
import faulthandler
import os
import sys
from pathlib import Path
from time import monotonic
from typing import TextIO

from bot import __main__ as command_line
from bot.cli import run
from bot.ptb_types import App
from bot.services import Services

BEAT = 0.005  # seconds
TOLD_FROM = 0.005  # seconds a beat is late
STACKS_FROM = 0.04


async def beat(file: TextIO, stacks: TextIO | None) -> None:
    while True:
        due = monotonic() + BEAT
        if stacks:
            faulthandler.dump_traceback_later(STACKS_FROM, file=stacks)
        await asyncio.sleep(BEAT)
        now = monotonic()
        if now - due >= TOLD_FROM:
            file.write(f"{now} {(now - due) * 1000:.1f}\n")


def main() -> None:
    file = Path(sys.argv.pop()).open("w", buffering=1)
    stacks = Path(path).open("w") if (path := os.environ.get("STACKS")) else None
    start_jobs = run.start_jobs
    beats = []

    async def start(application: App, services: Services) -> None:
        beats.append(asyncio.create_task(beat(file, stacks)))
        await start_jobs(application, services)

    run.start_jobs = start
    sys.argv = ["sourceline", "run"]
    command_line.main()


if __name__ == "__main__":
    main()
