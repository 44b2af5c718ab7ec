"""How the process runs: no answer waits long for other work, and memory that is free goes back to the system."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from threading import Event, Thread

_SWITCH = 0.0005  # seconds after which a thread that works lets others work; Python's own are ten times that
# What `briefings` imports only when it first needs it, two seconds' worth in all.
_HEAVY = (
    *("scipy.optimize", "scipy.sparse", "scipy.stats", "sumy.utils", "sumy.models.dom", "sumy.nlp.stemmers"),
    *("sumy.summarizers._summarizer", "py3langid.langid", "sentencex", "babel", "dateparser", "trafilatura"),
)
_TRIM_THRESHOLD, _BYTES = -1, 128 * 1024  # mallopt(3): glibc's own default, but no longer raised with use


def tune_process() -> None:
    """From now on. What is imported by now is not looked through for garbage again, which took 60 ms at a time."""
    sys.setswitchinterval(_SWITCH)
    gc.freeze()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_TRIM_THRESHOLD, _BYTES)


@contextmanager
def warmed_up() -> Iterator[Thread]:
    """Meanwhile, import in a thread what the first push and the first answer need, so that they need not wait for it.

    For a process that goes on, such as the bot: it is up at once, and the libraries are there before anybody has
    typed a question. Whatever needs one earlier imports it as ever, or waits until the thread has. Afterwards what was
    imported is kept from the garbage collector, as `tune_process` does with what it finds.

    At the end no further import is begun, and only the one under way is waited for: the interpreter cannot safely be
    taken down while a library loads.
    """
    ended = Event()
    thread = Thread(target=_import_heavy, args=(ended,), name="warm-up")
    thread.start()
    try:
        yield thread
    finally:
        ended.set()
        thread.join()


def _import_heavy(ended: Event) -> None:
    for name in _HEAVY:
        if ended.is_set():
            return
        import_module(name)
    gc.freeze()
