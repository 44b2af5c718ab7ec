"""How the process runs: no answer waits long for other work, and memory that is free goes back to the system."""

import ctypes
import gc
import sys
from contextlib import suppress

_SWITCH = 0.0005  # seconds after which a thread that works lets others work; Python's own are ten times that
_TRIM_THRESHOLD, _BYTES = -1, 128 * 1024  # mallopt(3): glibc's own default, but no longer raised with use


def tune_process() -> None:
    """From now on. What is imported by now is not looked through for garbage again, which took 60 ms at a time."""
    sys.setswitchinterval(_SWITCH)
    gc.freeze()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_TRIM_THRESHOLD, _BYTES)
