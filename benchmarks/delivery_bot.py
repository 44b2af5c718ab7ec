"""The bot and the Bot API server of `delivery.py`: child processes, what they are asked, and what the bot costs."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from typing import Any

import httpx
from memory import EDITOR

HERE = Path(__file__).parent
TOKEN = f"1234567:{'a' * 35}"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """The Bot API server in its process."""

    url: str
    client: httpx.AsyncClient

    async def says(self, method: str, **values: object) -> Any:
        """What it knows: `counts`, `arrived`, or the seconds of an answer to what `ask` lets a person say."""
        answer = await self.client.post(f"{self.url}/of-benchmark/{method}", data=values)
        return answer.json()["result"]

    async def messages(self) -> int:
        return int((await self.says("counts"))["messages"])


@asynccontextmanager
async def serving(*, limits: bool) -> AsyncIterator[Server]:
    options = ["--limits"] if limits else []
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(HERE / "delivery_server.py"), *options, stdout=PIPE
    )
    assert process.stdout
    url = (await process.stdout.readline()).decode().strip()
    try:
        async with httpx.AsyncClient(timeout=None, trust_env=False) as client:
            yield Server(url, client)
    finally:
        process.kill()
        await process.wait()


def environment(server: Server, folder: Path, rate: int) -> dict[str, str]:
    own = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, "ADMIN_IDS": str(EDITOR)}
    own |= {"DATA_DIR": str(folder), "SOURCELINE_LOG_LEVEL": "ERROR", "BROADCAST_RATE": str(rate)}
    return {**os.environ, **own}


async def started(server: Server, folder: Path, rate: int) -> Process:
    """The bot, when it says that it runs; what it logs goes to a file beside its data."""
    with folder.with_suffix(".log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env=environment(server, folder, rate),
            stdout=PIPE,
            stderr=log,
            cwd=folder.parent,
        )
    assert process.stdout
    if not await process.stdout.readline():
        raise SystemExit(f"The bot did not start:\n{folder.with_suffix('.log').read_text()}")
    return process


async def ended(process: Process) -> None:
    if process.returncode is None:
        process.send_signal(SIGKILL)
        await process.wait()


@dataclass(frozen=True)
class Cost:
    """What the bot has used so far: seconds of a processor, bytes written, and memory in MB, now and at most."""

    cpu: float
    written: int
    rss: float
    peak: float


def cost(pid: int) -> Cost:
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    written = re.search(r"wchar: (\d+)", Path(f"/proc/{pid}/io").read_text())
    memory = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    rss, peak = (int(memory.get(name, memory["VmRSS"]).split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return Cost(sum(map(int, times)) / TICKS, int(written[1]) if written else 0, rss, peak)
