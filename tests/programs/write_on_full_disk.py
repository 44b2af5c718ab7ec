"""Writes a JSON file, then one that the disk has no room for; prints the error and what the file still holds."""

import resource
import signal
import sys
from pathlib import Path

from briefings.errors import ArchiveError
from briefings.storage.json_file import AtomicJSONStorage

storage = AtomicJSONStorage(Path(sys.argv[1]))
storage.write({"notes": {"1": {"headline": "short"}}})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (500, resource.RLIM_INFINITY))
try:
    storage.write({"notes": {"1": {"headline": "long " * 200}}})
except ArchiveError as error:
    print(error.key, storage.read())
