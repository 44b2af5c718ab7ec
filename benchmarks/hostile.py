"""What hostile input costs the bot: seconds, memory, the longest hold of its event loop, and another chat's wait.

The bot is `sourceline run` in a process of its own, with its reading workers, on the stand-in for Telegram that the
tests use, which runs in this process. While each kind is sent, and a little after its answer, other people ask
/latest, one each 200 ms. `hostile_inputs.py` has the kinds.
"""

import argparse
import asyncio
import os
import platform
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from threading import Event, Thread
from time import monotonic

sys.path.append(str(Path(__file__).parent.parent))  # before tests, which has folders of the packages' names
sys.path.append(str(Path(__file__).parent.parent / "tests"))

from botapi import BotApi, Person
from hostile_holds import Hold, longest_hold
from hostile_inputs import KINDS, WAIT, Scene, Send, waited
from importing import file_of
from memory import EDITOR, SETTLED_SECONDS, children

LIMITS = {"s": 70, "bot MB": 300, "worker MB": 600, "hold ms": 50, "p99 ms": 300}
COLUMNS = (
    *("s", "bot MB", "worker MB", "loop held ms", "by the clock", "its own work", "collecting", "queued"),
    *("/latest p50 ms", "p99 ms", "longest", "said"),
)  # of the longest hold: by the clock; the loop's thread at work; garbage collection; waiting for a processor
FLOOD_DELAY_MS = 100  # over what /latest takes at the median while nothing else goes on
STORED = 300  # articles
ASKING = 50  # people
EVERY = 0.2  # seconds
AFTERWARDS = 4  # seconds, in which what was pushed is indexed
IDLE = 0.05  # of a processor, from which on the bot is said to do nothing
MOST_WAITED = 60  # seconds, for it to have done what it does in the background
SAMPLED_EVERY = 0.02
QUIET = "nothing else"


@dataclass
class Peaks:
    """The most memory of the bot and of any of its workers, sampled in a thread, in MB."""

    pid: int
    bot: int = 0
    worker: int = 0
    _ended: Event = field(default_factory=Event)

    def __enter__(self) -> "Peaks":
        for pid in (self.pid, *children(self.pid)):
            Path(f"/proc/{pid}/clear_refs").write_text("5")  # the peak counts from now on
        self._thread = Thread(target=self._sample)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._ended.wait(SAMPLED_EVERY):
            try:
                self.bot = max(self.bot, peak(self.pid))
                self.worker = max([self.worker, *map(peak, children(self.pid))])
            except (OSError, ValueError):  # a worker has just ended
                continue


def peak(pid: int) -> int:
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(fields["VmHWM"].split()[0]) // 1024 if "VmHWM" in fields else 0


@asynccontextmanager
async def running(server: BotApi, folder: Path, stacks: str) -> AsyncIterator[Process]:
    settings = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url, "ADMIN_IDS": str(EDITOR)}
    settings |= {"DATA_DIR": str(folder / "data"), "SOURCELINE_LOG_LEVEL": "ERROR"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(Path(__file__).with_name("hostile_bot.py")), str(folder / "holds")),
        env={**os.environ, **settings, **({"STACKS": stacks} if stacks else {})},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout
        await process.stdout.readline()
        yield process
    finally:
        process.terminate()
        await process.wait()


async def ask(people: Iterator[Person], ended: asyncio.Event) -> list[float]:
    """Ask /latest, each time another person, until it has ended; the waits in ms, when all are answered."""
    waiting = []
    while not ended.is_set():
        waiting.append(asyncio.create_task(waited(next(people))))
        await asyncio.sleep(EVERY)
    return await asyncio.gather(*waiting)


@dataclass(frozen=True)
class Measured:
    """What one kind cost."""

    name: str
    seconds: float
    bot: int
    worker: int
    hold: Hold
    waits: list[float]
    said: str

    def row(self, quiet: float) -> str:
        """A row of the table; what is over its limit is bold. `quiet`: a wait beside nothing else, in ms."""
        p50, p99 = (self.waits[int(part * (len(self.waits) - 1))] for part in (0.5, 0.99))
        over = [
            marked(f"{self.seconds:.1f}", self.seconds > LIMITS["s"]),
            marked(str(self.bot), self.bot > LIMITS["bot MB"]),
            marked(str(self.worker or "–"), self.worker > LIMITS["worker MB"]),
            marked(f"{self.hold.busy * 1000:.0f}", self.hold.busy * 1000 > LIMITS["hold ms"]),
            *(f"{each * 1000:.0f}" for each in (self.hold.late, self.hold.own, self.hold.collecting, self.hold.queued)),
            f"{p50:.0f}",
            marked(f"{p99:.0f}", p99 > LIMITS["p99 ms"]),
        ]
        most = LIMITS["p99 ms"] if "1,000" not in self.name else quiet + FLOOD_DELAY_MS
        over.append(marked(f"{self.waits[-1]:.0f}", self.waits[-1] > most))
        said = " ".join(self.said.split())[:60].replace("|", "/")
        return f"| {self.name} | {' | '.join(over)} | {said} |"


def marked(figure: str, is_over: bool) -> str:
    return f"**{figure}**" if is_over else figure


async def nothing(_: Scene) -> str:
    await asyncio.sleep(10)
    return ""


async def at_rest(pid: int) -> None:
    """Wait until the bot has done what it does in the background."""
    used = processor_seconds(pid)
    for _ in range(MOST_WAITED):
        await asyncio.sleep(1)
        before, used = used, processor_seconds(pid)
        if used - before < IDLE:
            return


def processor_seconds(pid: int) -> float:
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")


async def measured(name: str, send: Send, scene: Scene, others: Iterator[Person], bot: int, holds: Path) -> Measured:
    ended = asyncio.Event()
    with Peaks(bot) as peaks:
        watched = monotonic()
        asking = asyncio.create_task(ask(others, ended))
        await asyncio.sleep(5 * EVERY)
        began = monotonic()
        try:
            said = await send(scene)
        except AssertionError as error:
            said = f"NO ANSWER: {error}"
        seconds = monotonic() - began
        await asyncio.sleep(AFTERWARDS)
        ended.set()
        waits = sorted(scene.waits + await asking)
        scene.waits.clear()
    hold = await asyncio.to_thread(longest_hold, holds, watched)
    return Measured(name, seconds, peaks.bot, peaks.worker, hold, waits, said)


async def measure(kinds: dict[str, Send], stacks: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with BotApi() as server, running(server, folder, stacks) as bot:
            editor = server.user("Edda", id=EDITOR)
            scene, others = Scene(server, editor, []), cycle([server.user(f"Rita {n}") for n in range(ASKING)])
            await editor.sends_file("stored.jsonl", file_of(0, STORED).content)
            await editor.hears(WAIT)
            await asyncio.sleep(SETTLED_SECONDS)
            quiet = 0.0
            for kind, send in {QUIET: nothing, **kinds, f"{QUIET}, afterwards": nothing}.items():
                await at_rest(bot.pid)
                found = await measured(kind, send, scene, others, bot.pid, folder / "holds")
                quiet = quiet or found.waits[len(found.waits) // 2]
                print(found.row(quiet), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kind", nargs="*", default=[""], help="only those with one of these in their name")
    parser.add_argument("--stacks", default="", help="a file for the stacks of threads while the loop is held")
    arguments = parser.parse_args()
    kinds = {name: send for name, send in KINDS.items() if any(part in name for part in arguments.kind)}
    print(f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(f"| | {' | '.join(COLUMNS)} |\n|{'---|' * (len(COLUMNS) + 1)}")
    most = [str(limit) for limit in LIMITS.values()]
    print(f"| limit | {' | '.join(most[:4])} | | | | | | {most[4]} | | |", flush=True)
    asyncio.run(measure(kinds, arguments.stacks))


if __name__ == "__main__":
    main()
