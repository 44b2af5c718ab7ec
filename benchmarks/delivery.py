"""How digests reach thousands of chats: rate, refusals, what a reader waits meanwhile, and what each message costs.

The bot is `sourceline run` in a process of its own, on the Bot API server of `delivery_server.py` in another, with
Telegram's limits (`--rate 30`, `--rate 1000` for paid broadcasts) or none (`--rate 0`). Its chats are subscribed
beforehand to the next full minute. `--sizes` compares what a message costs in larger and larger records; `--kills` and
`--terms` end the bot at random moments, and tell what each chat was left with.
"""

import argparse
import asyncio
import os
import platform
import sys
import tempfile
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random
from signal import SIGKILL, SIGTERM
from time import monotonic

sys.path.append(str(Path(__file__).parent.parent))  # before tests, which has folders of the packages' names

from delivery_bot import TOKEN, Server, cost, ended, serving, started
from delivery_chats import subscribe
from importing import file_of

FIRST_CHAT = 1_000_000
READERS = 50  # who ask in turn, none twice within a minute
QUIET = 40.0  # seconds without a message, after which the rest is not waited for
AHEAD = timedelta(seconds=20)  # for the bot to start in
ANSWER_MOST = 60  # seconds
DUE_OF_SIZES = 300


@dataclass
class Run:
    """One digest to many chats."""

    server: Server
    folder: Path
    rate: int
    chats: int
    waits: list[float] = field(default_factory=list)

    async def prepare(self, stories: int, others: int = 0) -> datetime:
        """Articles and subscriptions; when the digest is due. `others`: chats subscribed to another hour."""
        file = self.folder.parent / "articles.jsonl"
        file.write_bytes(file_of(0, stories).content)
        push = [sys.executable, "-m", "bot", "push", str(file)]
        null = asyncio.subprocess.DEVNULL
        settings = {**os.environ, "DATA_DIR": str(self.folder)}
        assert await (await asyncio.create_subprocess_exec(*push, env=settings, stdout=null)).wait() == 0
        now = datetime.now(UTC)
        lead = AHEAD + timedelta(seconds=(self.chats + others) / 4000)
        due = (now + lead + timedelta(minutes=1)).replace(second=0, microsecond=0)
        last = FIRST_CHAT + self.chats
        hours = {due.time(): range(FIRST_CHAT, last), time((due.hour + 12) % 24): range(last, last + others)}
        subscribe(self.folder, hours, now)
        return due

    async def whole(self, most: float) -> dict[int, list[tuple[str, float]]]:
        """What arrived, when every chat has its digest or nothing has come for a while, at first for `most` seconds."""
        before, since = 0, monotonic()
        while True:
            await asyncio.sleep(1)
            messages = await self.server.messages()
            if messages != before:
                before, since = messages, monotonic()
            arrived = subscribers(await self.server.says("arrived")) if monotonic() - since > 3 else {}
            is_whole = len(arrived) >= self.chats and left_with(arrived, self.chats)["whole, once"] == self.chats
            if is_whole or monotonic() - since > (QUIET if before else most):
                return arrived

    async def ask(self) -> None:
        """A reader asks /latest each second, until this is cancelled."""
        async with asyncio.TaskGroup() as asking:
            for number in count():
                asking.create_task(self._wait(FIRST_CHAT - 1 - number % READERS))
                await asyncio.sleep(1)

    async def _wait(self, person: int) -> None:
        seconds = await self.server.says("ask", person=person, text="/latest", most=ANSWER_MOST)
        self.waits.append(ANSWER_MOST if seconds is None else seconds)


def subscribers(arrived: Mapping[str, list[tuple[str, float]]]) -> dict[int, list[tuple[str, float]]]:
    return {int(chat): messages for chat, messages in arrived.items() if int(chat) >= FIRST_CHAT}


def left_with(arrived: Mapping[int, list[tuple[str, float]]], chats: int) -> Counter[str]:
    """How many chats have the whole digest once, doubled, half or not; whole is what most chats have."""
    once = {chat: tuple(dict.fromkeys(text for text, _ in messages)) for chat, messages in arrived.items()}
    whole = max(Counter(once.values()).items(), key=lambda item: (item[1], len(item[0])), default=((), 0))[0]
    found = Counter({"whole, once": 0, "doubled": 0, "half": 0, "another": 0, "missing": chats - len(arrived)})
    for chat, messages in arrived.items():
        if once[chat] == whole:
            found["whole, once" if len(messages) == len(whole) else "doubled"] += 1
        else:
            found["half" if set(once[chat]) <= set(whole) else "another"] += 1
    return found


async def due_then(due: datetime, server: Server) -> None:
    """Wait for the first message of the digest."""
    await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds() - 1))
    await until(server, await server.messages() + 1)


async def until(server: Server, messages: float, most: float = 2 * QUIET) -> None:
    """Wait until that many messages have arrived, at most so many seconds."""
    ending = monotonic() + most
    while monotonic() < ending and await server.messages() < messages:  # noqa: ASYNC110 - in another process
        await asyncio.sleep(0.01)


async def measured(chats: int, rate: int, stories: int, *, others: int = 0, asks: bool = True) -> dict[str, str]:
    """The figures of one digest, as the cells of a row."""
    with tempfile.TemporaryDirectory() as name:
        async with serving(limits=bool(rate)) as server:
            run = Run(server, Path(name) / "data", rate, chats)
            due = await run.prepare(stories, others)
            bot = await started(server, run.folder, rate)
            try:
                await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds() - 3))
                before = cost(bot.pid)
                asking = asyncio.create_task(run.ask()) if asks else None
                arrived = await run.whole((due - datetime.now(UTC)).total_seconds() + QUIET)
                if asking:
                    asking.cancel()
                after, counts = cost(bot.pid), await server.says("counts")
                everything = await server.says("arrived")
            finally:
                await ended(bot)
    times = sorted(at for messages in arrived.values() for _, at in messages)
    per_second = (len(times) - 1) / (times[-1] - times[0])
    with_answers = sum(times[0] < at <= times[-1] for messages in everything.values() for _, at in messages)
    waits = sorted(run.waits) or [0.0]
    p50, p99 = (waits[int(part * (len(waits) - 1))] * 1000 for part in (0.5, 0.99))
    total = int(counts["messages"]) + int(counts["answers"])
    return {
        "chats": f"{chats + others:,}",
        "messages": f"{len(times):,}",
        "a second": f"{per_second:.1f}",
        "with answers of the rate": f"{with_answers / (times[-1] - times[0]) / rate:.1%}" if rate else "",
        "429": str(counts["refused"]),
        "/latest p50 ms": f"{p50:.0f}" if asks else "",
        "p99 ms": f"{p99:.0f}" if asks else "",
        "MB before": f"{before.rss:.0f}",
        "at most": f"{after.peak:.0f}",
        "CPU s per 1,000": f"{(after.cpu - before.cpu) / total * 1000:.2f}",
        "bytes a message": f"{(after.written - before.written) / total:,.0f}",
        "whole": str(left_with(arrived, chats)["whole, once"]),
    }


async def bare() -> str:
    """What a bare loop of Bot.send_message does against the same server without limits."""
    async with serving(limits=False) as server:
        command = [sys.executable, str(Path(__file__).with_name("delivery_bare.py")), server.url, TOKEN]
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        output, _ = await process.communicate()
    per_second, cpu = output.decode().split()
    return f"A bare loop of Bot.send_message: {per_second} a second, {cpu} CPU s per 1,000."


async def killed(chats: int, rate: int, stories: int, signals: list[int], random: Random) -> None:
    """End the bot at random moments of one digest, start it again, and print what each chat has."""
    with tempfile.TemporaryDirectory() as name:
        async with serving(limits=bool(rate)) as server:
            run = Run(server, Path(name) / "data", rate, chats)
            due = await run.prepare(stories)
            bot = await started(server, run.folder, rate)
            try:
                await due_then(due, server)
                moments = sorted(random.uniform(0.05, 0.9) * chats for _ in signals)
                for moment, signal in zip(moments, random.sample(signals, len(signals)), strict=True):
                    bot = await ended_and_restarted(run, bot, signal, moment, random)
                arrived = await run.whole(QUIET)
            finally:
                await ended(bot)
    left = ", ".join(f"{what}: {number:,}" for what, number in left_with(arrived, chats).items())
    doubles = sum(len(messages) - len({text for text, _ in messages}) for messages in arrived.values())
    parts = max((len({text for text, _ in messages}) for messages in arrived.values()), default=0)
    print(f"{left}; {doubles} messages doubled, {parts} to a digest", flush=True)


async def ended_and_restarted(run: Run, bot: Process, signal: int, moment: float, random: Random) -> Process:
    await until(run.server, moment)
    await asyncio.sleep(random.random() / 10)
    at, began = await run.server.messages(), monotonic()
    bot.send_signal(signal)
    code = await bot.wait()
    name = "SIGKILL" if signal == SIGKILL else "SIGTERM"
    print(f"{name} after {at:,} messages: exit {code} in {monotonic() - began:.1f} s", flush=True)
    return await started(run.server, run.folder, run.rate)


def print_table(rows: list[dict[str, str]]) -> None:
    print(f"| {' | '.join(rows[0])} |\n|{'---|' * len(rows[0])}")
    for row in rows:
        print(f"| {' | '.join(row.values())} |")
    print(flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--chats", type=int, default=10_000)
    parser.add_argument("--rate", type=int, choices=(30, 1000, 0), default=30, help="messages a second; 0: unlimited")
    parser.add_argument("--stories", type=int, default=3, help="articles pushed before; at most ten are in a digest")
    parser.add_argument("--sizes", type=int, nargs="*", help="chats on record, of which 300 are sent a digest")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--terms", type=int, default=0)
    parser.add_argument("--seed", type=int, default=Random().randrange(10_000))
    arguments = parser.parse_args()
    print(f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    chats, rate, stories = arguments.chats, arguments.rate, arguments.stories
    if arguments.kills or arguments.terms:
        print(f"seed {arguments.seed}", flush=True)
        signals = [SIGKILL] * arguments.kills + [SIGTERM] * arguments.terms
        asyncio.run(killed(chats, rate, stories, signals, Random(arguments.seed)))
        return
    if arguments.sizes is not None:
        sizes = arguments.sizes or [100, 1000, 10_000, 100_000]
        due = [min(size, DUE_OF_SIZES) for size in sizes]
        pairs = zip(sizes, due, strict=True)
        print_table([asyncio.run(measured(d, rate, stories, others=s - d, asks=False)) for s, d in pairs])
        return
    before = asyncio.run(bare())  # and once more at the end: a busy machine is not equally fast throughout
    print_table([asyncio.run(measured(chats, rate, stories))])
    print(before, asyncio.run(bare()), sep="\n")


if __name__ == "__main__":
    main()
