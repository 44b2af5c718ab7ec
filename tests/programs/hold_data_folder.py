"""Holds the data folder that its last argument names, until its input is closed."""

import sys
from pathlib import Path

from briefings.storage.data_lock import DataLock

with DataLock(Path(sys.argv[-1])):
    print("held", flush=True)
    sys.stdin.read()
