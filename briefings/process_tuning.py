"""Tuning of the process: shorter thread switches, few heaps, warm-up, and no rights of others on the files it makes."""

import ctypes
import gc
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from threading import Event, Thread

_SWITCH_INTERVAL_SECONDS = 0.0005  # between thread switches; Python's default is ten times that
# Modules that `briefings` imports when the first question comes; that takes a second in all. Reading imports its own in
# its workers, and scipy comes with the first story of four texts: both would cost more memory than all these.
_LAZY_MODULES = (
    *("sumy.utils", "sumy.models.dom", "briefings.language.sumy_stemmers", "sumy.summarizers._summarizer"),
    *("sentencex", "babel", "wordfreq", "wordfreq.numbers"),
)
_M_TRIM_THRESHOLD, _M_ARENA_MAX = -1, -8  # mallopt(3)
_TRIM_THRESHOLD_BYTES = 128 * 1024  # glibc's default; setting it keeps glibc from raising it with use
_ARENAS = 2  # glibc would give each of some 20 threads a heap of its own, and none of them gives back what is free

_COLLECTIONS = 2  # of the middle generation to one of the oldest; Python's 10 would let 80,000 objects come together
_MOST_EXEMPT = 500_000  # objects, until all are gone through again; about 200,000 are while the bot is at rest

_UMASK = 0o077  # for the files that libraries make; our own ask for these rights themselves


def tune_process() -> None:
    """Tune the process. Modules imported by now are exempt from garbage collection, which took 60 ms each time."""
    sys.setswitchinterval(_SWITCH_INTERVAL_SECONDS)
    gc.freeze()
    if not any(isinstance(callback, SurvivorsExempt) for callback in gc.callbacks):
        gc.set_threshold(*gc.get_threshold()[:2], _COLLECTIONS)
        gc.callbacks.append(SurvivorsExempt())
    os.umask(_UMASK)
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            libc = ctypes.CDLL(None)
            libc.mallopt(_M_TRIM_THRESHOLD, _TRIM_THRESHOLD_BYTES)
            libc.mallopt(_M_ARENA_MAX, _ARENAS)


class SurvivorsExempt:
    """Exempts from garbage collection what outlived one, so that each goes through what is new.

    What is remembered of some hundred articles took 50 to 150 ms each time, during which no thread works, and none of
    it was garbage. What is exempt is freed as ever when nothing refers to it. Only what refers to itself in a circle
    stays: until so many objects are exempt that all are gone through, or twice as many as were left the last time.
    """

    def __init__(self, most: int = _MOST_EXEMPT) -> None:
        self._least = self._most = most
        self._goes_through_all = False

    def __call__(self, phase: str, info: Mapping[str, int]) -> None:
        """Called by `gc` before and after each collection."""
        if phase != "stop" or info["generation"] < 2:
            return
        gc.freeze()
        exempt = gc.get_freeze_count()
        if self._goes_through_all:
            self._most = max(self._least, 2 * exempt)
        self._goes_through_all = exempt > self._most
        if self._goes_through_all:
            gc.unfreeze()


def usable_cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def kept_for_good() -> Iterator[None]:
    """What is loaded in this block, such as a dictionary of words, is exempt from garbage collection, as in
    `tune_process`: going through a million objects takes a third of a second, during which no other thread works.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


@contextmanager
def warmed_up() -> Iterator[Thread]:
    """In this block, import in a thread the libraries that the first answer needs.

    For a process that keeps running, such as the bot: it starts at once, and the libraries are loaded before anybody
    has typed a question. Code that needs one earlier imports it as usual, or waits for the thread. Afterwards the
    imported modules are exempt from garbage collection, as in `tune_process`.

    At the end of the block the import under way is waited for, and no further one begins: the interpreter cannot safely
    exit while a library loads.
    """
    ended = Event()
    thread = Thread(target=_import_lazy_modules, args=(ended,), name="warm-up")
    thread.start()
    try:
        yield thread
    finally:
        ended.set()
        thread.join()


def _import_lazy_modules(ended: Event) -> None:
    for name in _LAZY_MODULES:
        if ended.is_set():
            return
        import_module(name)
    gc.freeze()
