"""What the bot takes of a small server's memory: idle, after pushes and questions, and its worker beside it.

The bot is `python -m bot run` in a process of its own, on the stand-in for Telegram that the tests use; RSS and PSS
are as Linux counts them, in MB, of the bot and of the process it reads pushed articles with.
"""

import argparse
import asyncio
import os
import platform
import subprocess
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

sys.path.append(str(Path(__file__).parent.parent))  # before tests, which has folders of the packages' names
sys.path.append(str(Path(__file__).parent.parent / "tests"))

from botapi import BotApi, Person
from running_bot import HARBOUR, LIBRARY

EDITOR = 100
PEOPLE = 40  # who ask, in turn
IDLE_SECONDS = 65  # after which the worker has ended
SETTLED_SECONDS = 15  # after which the warm-up is over, on a slow machine too
WAIT = 60  # seconds for an answer
PAGE = """<html><head><title>Bridge Opens</title></head><body><article><h1>Bridge Opens</h1>
<p>The bridge over the Marl opened to lorries on Monday, the council of Wexbridge said, two years after the flood.</p>
<p>It cost nine million crowns, and the toll will be two crowns a car until the summer, the council said.</p>
</article></body></html>"""


@asynccontextmanager
async def running(server: BotApi, folder: str) -> AsyncIterator[Process]:
    settings = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url, "ADMIN_IDS": str(EDITOR)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env={**os.environ, **settings, "DATA_DIR": folder, "SOURCELINE_LOG_LEVEL": "ERROR"},
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout
        await process.stdout.readline()
        yield process
    finally:
        process.terminate()
        await process.wait()


def megabytes(pid: int) -> tuple[int, int]:
    """RSS and PSS of a process."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(value.split()[0]) for name, _, value in (line.partition(":") for line in lines)}
    return sizes["Rss"] // 1024, sizes["Pss"] // 1024


def children(pid: int) -> list[int]:
    return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in _children(task)]


def _children(task: Path) -> list[str]:
    return (task / "children").read_text().split()


def row(name: str, pid: int) -> str:
    workers = [megabytes(child) for child in children(pid)]
    cells = [megabytes(pid), *(workers or [("none", "")])]
    return f"| {name} | {' | '.join(f'{rss} | {pss}' for rss, pss in cells)} |"


async def answered(person: Person, text: str) -> float:
    """How long the answer took, in ms."""
    began = perf_counter()
    await person.sends(text)
    await person.hears(WAIT)
    return (perf_counter() - began) * 1000


async def measure(questions: int, wait: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with BotApi() as server, running(server, folder) as bot:
            editor, people = server.user("Edda", id=EDITOR), [server.user(f"Rita {n}") for n in range(PEOPLE)]
            await asyncio.sleep(SETTLED_SECONDS)
            print(row("idle", bot.pid), flush=True)
            first = await answered(people[0], "/latest")
            for article in (HARBOUR, LIBRARY):
                await answered(editor, f"/push {article}")
            await editor.sends_file("bridge.html", PAGE.encode())
            await editor.hears(WAIT)
            print(row("right after three pushes, one a page", bot.pid), flush=True)
            times = await asked(people, questions)
            print(row(f"after {questions:,} questions", bot.pid), flush=True)
            if wait:
                await asyncio.sleep(IDLE_SECONDS)
                print(row("a minute later", bot.pid), flush=True)
    print(f"\nfirst /latest after the start: {first:.0f} ms; questions at the median: {times[len(times) // 2]:.0f} ms")


async def asked(people: list[Person], questions: int) -> list[float]:
    texts = ("/latest", "/topic ferry", "/topic library council")
    times: list[float] = []
    for number in range(0, questions, len(people)):
        group = enumerate(people[: questions - number])
        times += await asyncio.gather(*(answered(person, texts[n % len(texts)]) for n, person in group))
    return sorted(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--no-wait", action="store_true", help="leave out the minute after which the worker ends")
    arguments = parser.parse_args()
    print(f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| | bot RSS | PSS | worker RSS | PSS |\n|---|---|---|---|---|", flush=True)
    asyncio.run(measure(arguments.questions, not arguments.no_wait))


if __name__ == "__main__":
    main()
