"""How fast 10,000 articles are imported, summaries made, and how long an answer waits while a long push goes on.

The import is `sourceline import` of what `sourceline export` wrote, each a process of its own. The answers are /latest
and /topic of three stories, asked for as the bot does, one after the other, while a file of articles is stored; beside
them the same without a push.
"""

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from archive import NOW, drafts, words_to_find

from briefings.intake.web.fetcher import WebFetcher
from briefings.model.items import File
from briefings.newsroom.newsroom import Newsroom, open_newsroom

PAUSE = 0.01  # seconds between two questions


def file_of(first: int, count: int) -> File:
    records = (
        {"title": each.headline, "text": "\n\n".join(each.paragraphs), "source": each.outlet}
        for each in drafts(first, count)
    )
    return File(name="articles.jsonl", content="\n".join(map(json.dumps, records)).encode())


def imported(articles: int, folder: Path) -> str:
    command = [str(Path(sys.executable).with_name("sourceline"))]
    source = {**os.environ, "DATA_DIR": str(folder / "source")}
    fill = [sys.executable, str(Path(__file__).with_name("archive.py")), "--step", "fill", "Sourceline", str(articles)]
    subprocess.run([*fill, source["DATA_DIR"]], check=True)
    file = str(folder / "all.jsonl.zst")
    subprocess.run([*command, "export", file], check=True, env=source, capture_output=True)
    began = perf_counter()
    subprocess.run(
        [*command, "import", file], check=True, env={**source, "DATA_DIR": str(folder / "to")}, capture_output=True
    )
    seconds = perf_counter() - began
    return f"import of {articles:,}: {seconds:.1f} s, {articles / seconds:.0f} a second, with all summaries"


async def answers(newsroom: Newsroom, going_on: Callable[[], bool], stored: int) -> list[float]:
    """How long each answer took, in ms."""
    words, times = words_to_find(stored), []
    while going_on():
        for ask in (lambda: newsroom.queries.latest(3), lambda: newsroom.queries.topic(next(words), 3)):
            began = perf_counter()
            await asyncio.to_thread(ask)
            times.append((perf_counter() - began) * 1000)
        await asyncio.sleep(PAUSE)
    return times


async def delays(articles: int, folder: Path) -> str:
    with open_newsroom(folder, "news", lambda: NOW, WebFetcher()) as newsroom:
        await newsroom.ingestion.push([file_of(0, 1000)])
        await asyncio.to_thread(newsroom.queries.topic, "harbour", 3)  # search is told of all
        asked = iter(range(300))
        quiet = await answers(newsroom, lambda: next(asked, None) is not None, 1000)
        push = asyncio.create_task(newsroom.ingestion.push([file_of(1000, articles)]))
        busy = await answers(newsroom, lambda: not push.done(), 1000)
    rows = [f"| {name} | {_cells(times)} |" for name, times in (("nothing else", quiet), ("a long push", busy))]
    return "\n".join(["| an answer beside | p50 ms | p99 ms | longest ms |", "|---|---|---|---|", *rows])


def _cells(times: list[float]) -> str:
    points = quantiles(times, n=100)
    return f"{points[49]:.1f} | {points[98]:.1f} | {max(times):.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--pushed", type=int, default=2000)
    arguments = parser.parse_args()
    print(f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory() as folder:
        print(asyncio.run(delays(arguments.pushed, Path(folder) / "busy")), flush=True)
        print()
        print(imported(arguments.articles, Path(folder)))


if __name__ == "__main__":
    main()
