"""The limits on reading one original, and how the process that reads sets them for itself."""

import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

if sys.platform != "win32":
    import resource

_STATM = Path("/proc/self/statm")
_STATM_DATA = 5  # the field that counts pages of data
_OUT_OF_MEMORY = 86  # what a worker ends with; no other exit status of Python's, nor of a signal


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading one original may take.

    Attributes:
        seconds: of processor time, so that nothing fails for a busy machine; three times that by the clock.
        megabytes: of memory, all that the process needs included. Not limited on macOS and Windows.
    """

    seconds: float = 20
    megabytes: int = 512

    @property
    def clock_seconds(self) -> float:
        """After how long by the clock whoever waits for the process gives it up."""
        return 3 * self.seconds


def limit_memory(megabytes: int) -> None:
    """Limit the data of this process, where the system can; a crash leaves no copy of it on disk."""
    if sys.platform != "win32":
        limit = megabytes * 1_000_000
        with suppress(OSError, ValueError):  # not on macOS, or one that is set already is lower
            resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: float) -> None:
    """Let the system end this process after that much more processor time; 0 lifts the limit.

    A signal that nobody handles does it whatever runs: a pattern that is matched holds the interpreter, so that
    neither a thread nor a handler would get its turn. It also ends a process whose parent was killed meanwhile.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def end_out_of_memory() -> NoReturn:
    """End this process so that whoever waits for it knows why; to do anything more would take memory."""
    os._exit(_OUT_OF_MEMORY)


def was_out_of_memory(return_code: int | None) -> bool:
    """Whether a process ended by `end_out_of_memory`."""
    return return_code == _OUT_OF_MEMORY


def was_too_slow(return_code: int | None) -> bool:
    """Whether a process ended by the limit that `limit_time` set."""
    return sys.platform != "win32" and return_code == -signal.SIGPROF


def data_bytes() -> int:
    """How much data this process has, as the limit counts it; 0 where the system does not say."""
    try:
        pages = int(_STATM.read_bytes().split()[_STATM_DATA])
    except OSError:
        return 0
    return pages * resource.getpagesize() if sys.platform != "win32" else 0
