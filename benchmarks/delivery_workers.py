"""How `sourceline worker` processes send together from PostgreSQL: share of the rate, refusals; with some killed, what
each chat is left with.

The workers are processes of their own, on a PostgreSQL server of `pgserver` and the Bot API server of
`delivery_server.py`, all on this machine. The outbox is filled beforehand with one text for all chats.
"""

import argparse
import asyncio
import os
import platform
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import monotonic

sys.path.append(str(Path(__file__).parent.parent))  # before tests, which has folders of the packages' names

import pgserver
from delivery import FIRST_CHAT, left_with, print_table, subscribers, until
from delivery_bot import Server, cost, ended, environment, serving

from bot.chats.destination import Destination
from bot.database.postgresql import PostgreSQLDatabase
from bot.database.protocols import Transaction
from bot.digests import outbox
from bot.rendering.message import Message

AHEAD = 4  # seconds from the start of the workers until what is in the outbox is due
QUIET = 90.0  # seconds without a message, after which the rest is not waited for: a worker is missed after 60
LENGTH = 3000  # characters of a message


class Workers:
    """Worker processes on one outbox."""

    def __init__(self, server: Server, folder: Path, url: str, rate: int) -> None:
        self._server = server
        self._folder = folder
        self._settings = {**environment(server, folder / "none", rate), "DATABASE_URL": url}
        self.processes: list[Process] = []

    async def start(self) -> None:
        """Start one more; returns when it says that it works."""
        with (self._folder / "worker.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "worker"), env=self._settings, stdout=PIPE, stderr=log
            )
        self.processes.append(process)
        assert process.stdout
        if not await process.stdout.readline():
            raise SystemExit(f"A worker did not start:\n{(self._folder / 'worker.log').read_text()}")

    async def kill_one(self, random: Random) -> None:
        """Kill one, and start another in its place."""
        doomed = self.processes.pop(random.randrange(len(self.processes)))
        doomed.kill()
        await doomed.wait()
        await self.start()

    def cpu(self) -> float:
        """Seconds at work of those that live."""
        return sum(cost(process.pid).cpu for process in self.processes)

    def log(self) -> str:
        """What they wrote."""
        return (self._folder / "worker.log").read_text()


@asynccontextmanager
async def working(server: Server, url: str, rate: int, number: int) -> AsyncIterator[Workers]:
    with tempfile.TemporaryDirectory() as folder:
        workers = Workers(server, Path(folder), url, rate)
        try:
            await asyncio.gather(*(workers.start() for _ in range(number)))
            yield workers
        finally:
            await asyncio.gather(*map(ended, workers.processes))


def fill(url: str, chats: int, parts: int, due: int) -> None:
    """Have a text of so many messages sent to each chat."""
    line = "The ferry between Norhavn and the islands runs again from Thursday. "
    texts = tuple(Message(f"<b>{part}</b> {line * (LENGTH // len(line))}") for part in range(parts))

    def put(transaction: Transaction) -> None:
        number = outbox.store_text(transaction, outbox.RenderedText(texts, {}))
        for chat in range(FIRST_CHAT, FIRST_CHAT + chats):
            outbox.put(transaction, Destination(chat), number, due)

    with closing(PostgreSQLDatabase(url)) as database:
        for table in ("outbox", "rendered", "pace"):  # not `workers`: they have begun
            database.write(lambda t, table=table: t.run(f"DELETE FROM {table}"))
        database.write(put)


async def everything(server: Server, messages: int) -> dict[int, list[tuple[str, float]]]:
    """What has arrived, when all messages have, and a little after; or when nothing comes any more."""
    before, since = 0, monotonic()
    while before < messages and monotonic() - since < QUIET:
        await asyncio.sleep(0.5)
        if (now := await server.messages()) != before:
            before, since = now, monotonic()
    await asyncio.sleep(2)
    return subscribers(await server.says("arrived"))


async def measured(url: str, number: int, chats: int, parts: int, rate: int) -> dict[str, str]:
    """The figures of one run, as the cells of a row."""
    async with serving(limits=True) as server, working(server, url, rate, number) as workers:
        fill(url, chats, parts, int(datetime.now(UTC).timestamp()) + AHEAD)
        used = workers.cpu()
        arrived = await everything(server, chats * parts)
        used, counts = workers.cpu() - used, await server.says("counts")
    times = sorted(at for messages in arrived.values() for _, at in messages)
    per_second = (len(times) - 1) / (times[-1] - times[0])
    return {
        "workers": str(number),
        "messages": f"{len(times):,}",
        "a second": f"{per_second:.0f}",
        "of the rate": f"{per_second / rate:.1%}",
        "429": str(counts["refused"]),
        "CPU s per 1,000": f"{used / len(times) * 1000:.2f}",
    } | {what: str(count) for what, count in left_with(arrived, chats).items()}


async def killed(url: str, number: int, chats: int, parts: int, rate: int, kills: int, random: Random) -> None:
    """Kill workers at random moments, and print what each chat has in the end."""
    async with serving(limits=True) as server, working(server, url, rate, number) as workers:
        fill(url, chats, parts, int(datetime.now(UTC).timestamp()) + AHEAD)
        for moment in sorted(random.uniform(0.05, 0.8) * chats * parts for _ in range(kills)):
            await until(server, moment)
            await asyncio.sleep(random.random() / 10)
            print(f"SIGKILL of one of {number} after {await server.messages():,} messages", flush=True)
            await workers.kill_one(random)
        arrived = await everything(server, chats * parts)
        while left_with(arrived, chats)["whole, once"] + left_with(arrived, chats)["doubled"] < chats:
            before = await server.messages()
            arrived = await everything(server, before + 1)
            if await server.messages() == before:
                break
        refused = (await server.says("counts"))["refused"]
    left = left_with(arrived, chats) | {"429": refused}
    print(", ".join(f"{what}: {count:,}" for what, count in left.items()), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--chats", type=int, default=6000)
    parser.add_argument("--parts", type=int, default=1, help="messages of the text")
    parser.add_argument("--rate", type=int, default=1000, help="messages a second")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=Random().randrange(10_000))
    arguments = parser.parse_args()
    print(f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, Python {platform.python_version()}\n", flush=True)
    chats, parts, rate = arguments.chats, arguments.parts, arguments.rate
    with tempfile.TemporaryDirectory(prefix="postgresql-") as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        try:
            if arguments.kills:
                print(f"seed {arguments.seed}", flush=True)
                random = Random(arguments.seed)
                for number in arguments.workers:
                    asyncio.run(killed(server.get_uri(), number, chats, parts, rate, arguments.kills, random))
                return
            runs = [asyncio.run(measured(server.get_uri(), n, chats, parts, rate)) for n in arguments.workers]
            print_table(runs)
        finally:
            server.cleanup()


if __name__ == "__main__":
    main()
