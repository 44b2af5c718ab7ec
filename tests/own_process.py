"""A command of `sourceline` as a process of its own, until it is told to stop."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from subprocess import PIPE

LONGEST_STOP = 10  # seconds, the promise itself


@asynccontextmanager
async def own_process(command: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The command while it runs; it is killed if it still does at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", command, stdout=PIPE, stderr=PIPE, env=os.environ | settings
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def stop(process: asyncio.subprocess.Process, number: signal.Signals) -> str:
    """Tell it to stop, which it does in time, with status 0 and without a traceback; its log."""
    process.send_signal(number)
    _, log = await asyncio.wait_for(process.communicate(), LONGEST_STOP)
    assert process.returncode == 0, log.decode()
    assert "Traceback" not in log.decode()
    return log.decode()
